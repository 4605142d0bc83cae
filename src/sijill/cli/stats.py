"""`sijill stats`: how much there is in the register."""

from typing import Annotated

import msgspec
import typer

from sijill.cli.database import Database, opened


def stats(
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one flat JSON object.")] = False,
) -> None:
    """Count the register's reports, versions, events, copies and what was refused."""
    with opened(database) as register:
        counts = register.stats()
        name = register.name
    if as_json:
        print(msgspec.json.encode(counts).decode())
        return
    print(name)
    for meaning, number in counts.items():
        print(f"{number:>11,}  {meaning}")
