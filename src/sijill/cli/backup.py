"""`sijill backup` and `sijill restore`: the register in one file, and back."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from sijill.cli.console import stop
from sijill.cli.database import Database, opened


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the backup's manifest.")] = False,
) -> None:
    """Write the whole register into one file, while others may go on working with it.

    The file can be brought back into SQLite or PostgreSQL alike. It holds every text, those of reports marked
    confidential too: keep it as safe as the register.
    """
    from sijill import __version__
    from sijill.record.moments import now
    from sijill.store.backup import back_up

    with opened(database) as register:
        manifest = back_up(register, file, at=now(), program=__version__)
        name = register.name
    if as_json:
        print(msgspec.json.encode(manifest).decode())
        return
    reports = manifest.tables["report"].rows
    rows = sum(content.rows for content in manifest.tables.values())
    print(f"{file}: {reports:,} reports, {rows:,} rows in all, of {name}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that sijill backup made.")],
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the backup's manifest.")] = False,
) -> None:
    """Bring a backup back into a new register; one that is in use is left as it is.

    The file is checked before anything is written.
    """
    from sijill.store import StoreError
    from sijill.store.backup import checked
    from sijill.store.backup import restore as bring_back

    try:
        checked(file)
    except StoreError as fault:
        stop(str(fault))
    with opened(database, create=True) as register:
        manifest = bring_back(file, register)
        name = register.name
    if as_json:
        print(msgspec.json.encode(manifest).decode())
        return
    print(
        f"{name}: {manifest.tables['report'].rows:,} reports brought back, as they were at {manifest.made_at}"
    )
