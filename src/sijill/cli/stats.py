"""`sijill stats`: how much there is in the register, and what was set aside."""

from typing import Annotated

import msgspec
import typer

from sijill.cli.console import on_one_line
from sijill.cli.database import Database, opened


def stats(
    refused: Annotated[
        bool, typer.Option("--refused", help="List instead what could not be read: where, why, since when.")
    ] = False,
    database: Database = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one flat JSON object; of what was refused one a line.")
    ] = False,
) -> None:
    """Count the register's reports, versions, events, copies and what was refused."""
    with opened(database) as register:
        if refused:
            for item in register.refused():
                told = f"{item['first_seen']}  {item['whence']}: {item['why']}"
                print(msgspec.json.encode(item).decode() if as_json else on_one_line(told))
            return
        counts = register.stats()
        name = register.name
    if as_json:
        print(msgspec.json.encode(counts).decode())
        return
    print(name)
    for meaning, number in counts.items():
        print(f"{number:>11,}  {meaning}")
