"""`sijill incidents`: one account of each happening out of the claims of many reports."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.claims import Records, end_if_empty, everything, linked_up, named
from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database, opened
from sijill.cli.readers import Pack
from sijill.cli.search import Actors, Governorates, Places, Since, Statuses, Types, Until, filters_of

if TYPE_CHECKING:
    from sijill.store.search_names import Filters


def incidents(
    wanted: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Show this incident whole, claim by claim.")
    ] = None,
    types: Types = None,
    places: Places = None,
    governorates: Governorates = None,
    actors: Actors = None,
    statuses: Statuses = None,
    since: Since = None,
    until: Until = None,
    least: Annotated[
        int, typer.Option(metavar="N", min=1, help="Only incidents that at least so many reports tell of.")
    ] = 1,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many incidents.")] = 20,
    records: Records = None,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object an incident, one a line.")
    ] = False,
) -> None:
    """Group the claims of different reports about the same happening, and say where they differ.

    Those of which most reports tell come first. Copies of one text, reports of one outlet and reports that
    quote one agency count as one source. Options that ask for fields work as in sijill search: one claim of
    the incident must fit all of them. With an ID every claim is shown with its words, and why it was joined;
    what is wrong with it is put right with sijill decide. Exit code 0: shown, 1: some records were refused,
    2: nothing to show or wrong usage.
    """
    asked = (types, places, governorates, actors, statuses, since, until)
    if wanted is not None and any(asked):
        stop("an ID names one incident; leave out the options that choose among all")
    if records is None:
        if wanted is not None:
            _show_stored(wanted, database, as_json=as_json)
        else:
            filters = filters_of(
                pack,
                types=types,
                statuses=statuses,
                actors=actors,
                places=places,
                governorates=governorates,
                since=since,
                until=until,
            )
            _list_stored(filters, least, limit, database, as_json=as_json)
        return
    if any(asked):
        stop("a file of records is shown whole; take it in with sijill ingest to choose among its incidents")
    _of_file(records, wanted, least, limit, as_json=as_json)


def _list_stored(filters: "Filters", least: int, limit: int, database: str | None, *, as_json: bool) -> None:
    """The incidents of the register, as far as they fit."""
    from sijill.cli.incidents_view import shown
    from sijill.engines.linked import listed

    with opened(database) as register:
        linked_up(register)
        page = listed(register, filters, least=least, limit=limit)
        if not page.total and not register.stats()["reports"]:
            say("there are no reports here; take some in with sijill ingest, or name a file with --records")
            raise typer.Exit(NOTHING_READ)
    for row in page.rows:
        print(msgspec.json.encode(row.account).decode() if as_json else shown(row.account))
    if not as_json:
        print(_summary(page.total, limit))


def _show_stored(wanted: str, database: str | None, *, as_json: bool) -> None:
    """One incident of the register."""
    from sijill.cli.incidents_view import as_object, shown_whole
    from sijill.engines import linked

    with opened(database) as register:
        linked_up(register)
        found = linked.named(register, wanted)
    if as_json:
        print(msgspec.json.encode(as_object(found.incident, found.account, found.copies)).decode())
    else:
        print(shown_whole(found.incident, found.account, found.copies))


def _of_file(records: Path, wanted: str | None, least: int, limit: int, *, as_json: bool) -> None:
    """The incidents of a file of records, or one of them."""
    from sijill.cli.incidents_view import as_object, shown, shown_whole
    from sijill.linking.incidents import account_of, incident_of

    found = everything(None, records)
    end_if_empty(found)
    every = [incident_of(claims) for claims in found.incidents()]
    if wanted is not None:
        incident = named(every, wanted, "incident", "sijill incidents")
        account = account_of(incident, found.copies)
        if as_json:
            print(msgspec.json.encode(as_object(incident, account, found.copies)).decode())
        else:
            print(shown_whole(incident, account, found.copies))
    else:
        reports = {incident.id: len({claim.report_id for claim in incident.claims}) for incident in every}
        fitting = [incident for incident in every if reports[incident.id] >= least]
        fitting.sort(key=lambda incident: -reports[incident.id])
        for incident in fitting[:limit]:
            account = account_of(incident, found.copies)
            print(msgspec.json.encode(account).decode() if as_json else shown(account))
        if not as_json:
            print(_summary(len(fitting), limit))
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def _summary(number: int, limit: int) -> str:
    some = f"; the first {limit:,} are shown (--limit)" if number > limit else ""
    return f"{number:,} {'incident' if number == 1 else 'incidents'}{some}"
