"""`sijill incidents`: one account of each happening out of the claims of many reports."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.claims import Records, end_if_empty, everything, named
from sijill.cli.console import ALL_READ, SOME_REFUSED
from sijill.cli.database import Database

if TYPE_CHECKING:
    from sijill.linking.incidents import Incident


def incidents(
    wanted: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Show this incident whole, claim by claim.")
    ] = None,
    least: Annotated[
        int, typer.Option(metavar="N", min=1, help="Only incidents that at least so many reports tell of.")
    ] = 1,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many incidents.")] = 20,
    records: Records = None,
    database: Database = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object an incident, one a line.")
    ] = False,
) -> None:
    """Group the claims of different reports about the same happening, and say where they differ.

    Those of which most reports tell come first. Copies of one text, reports of one outlet and reports that
    quote one agency count as one source. With an ID every claim is shown with its words, and why it was
    joined. Exit code 0: shown, 1: some records were refused, 2: nothing to show or wrong usage.
    """
    from sijill.cli.incidents_view import as_object, shown, shown_whole
    from sijill.linking.grouping import grouped
    from sijill.linking.incidents import account_of, incident_of

    found = everything(database, records)
    end_if_empty(found)
    every = [incident_of(claims) for claims in grouped(found.claims, found.copies)]
    if wanted is not None:
        incident = named(every, wanted, "incident", "sijill incidents")
        account = account_of(incident, found.copies)
        if as_json:
            print(msgspec.json.encode(as_object(incident, account, found.copies)).decode())
        else:
            print(shown_whole(incident, account, found.copies))
        raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)
    fitting = [incident for incident in every if _reports(incident) >= least]
    fitting.sort(key=lambda incident: -_reports(incident))
    for incident in islice(fitting, limit):
        account = account_of(incident, found.copies)
        print(msgspec.json.encode(account).decode() if as_json else shown(account))
    if not as_json:
        some = f"; the first {limit:,} are shown (--limit)" if len(fitting) > limit else ""
        print(f"{len(fitting):,} {'incident' if len(fitting) == 1 else 'incidents'}{some}")
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def _reports(incident: "Incident") -> int:
    return len({claim.report_id for claim in incident.claims})
