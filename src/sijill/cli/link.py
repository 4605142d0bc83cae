"""`sijill link`: which claims of a file's records tell of one incident, for machines."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from sijill.cli.claims import everything
from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say


def link(
    records: Annotated[
        Path,
        typer.Argument(help="A file of records as read writes them, jsonl or json; - is standard input."),
    ],
) -> None:
    """Group the claims of records that tell of one incident, without a register.

    Prints a line an incident, {"incident", "members": [{"report", "event"}]}, where event counts from 0 in
    the report's list, and a line a copied text, {"copy", "of"}. Words alone (accusation, demand, threat) are
    no incidents. Exit code 0: all linked, 1: some records were refused, 2: nothing could be read.
    """
    from sijill.linking.copies import Printed, originals
    from sijill.linking.incidents import incident_of

    found = everything(None, records)
    for claims in found.incidents():
        members = [{"report": claim.report_id, "event": claim.position} for claim in claims]
        print(msgspec.json.encode({"incident": incident_of(claims).id, "members": members}).decode())
    printed = [Printed(report.id or "", report.published or "") for report in found.reports]
    for copy, original in sorted(originals(printed, found.shares).items()):
        print(msgspec.json.encode({"copy": copy, "of": original}).decode())
    if not found.reports:
        say(f"{records}: holds no record that can be linked")
        raise typer.Exit(NOTHING_READ)
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)
