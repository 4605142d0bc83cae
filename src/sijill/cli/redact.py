"""`sijill redact`: a person's name or a whole report is taken out of the register, for good."""

import sys
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.console import stop
from sijill.cli.database import Database, opened

if TYPE_CHECKING:
    from sijill.store.redact_rows import Redacted


def redact(
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The person's name, in any spelling. With - it is asked for, or read from standard input, "
            "so that it does not stay in your shell's history.",
        ),
    ] = None,
    report: Annotated[
        str | None, typer.Option(metavar="ID_OR_ADDRESS", help="A whole report instead of a name.")
    ] = None,
    why: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why, for the record; without the name in it.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how much would change, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is done.")] = False,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was changed as JSON.")] = False,
) -> None:
    """Take a person's name or a whole report out of texts, claims, indexes, history and captured bytes.

    It cannot be undone. Each letter of a name is covered by a mark, so that everything else keeps its place;
    of a report nothing stays. Neither comes back with a report that is taken in later or an older backup that
    is restored: the ledger beside the register sees to that. Keep the ledger safe, and delete older backups.
    What is kept is that it was done, when, by whom and why. Give every spelling that is not one of letters
    alone (a short form, another transcription) as a name of its own.
    """
    from sijill.store import redact as redacting

    if (name is None) == (report is None):
        stop("name what is to be taken out: --name or --report, one of the two")
    if not (why or "").strip() and not dry_run:
        stop("say why with --why; the reason is kept, so leave the name out of it")
    if not dry_run and not yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
        stop("this cannot be undone, and there is nobody here to ask; look with --dry-run, then add --yes")
    if name == "-":
        name = _asked()
    with opened(database) as register:
        if dry_run or not yes:
            found = redacting.preview(register, name=name, report=report)
            if dry_run:
                _tell(found, "would be changed or taken out", as_json=as_json)
                return
            _tell(found, "will be changed or taken out", as_json=False, to_user=True)
            if not typer.confirm("This cannot be undone. Do it?", err=True):
                stop("nothing was changed")
        done = redacting.redact(register, name=name, report=report, why=(why or "").strip())
    _tell(done.rows, "changed or taken out", as_json=as_json)
    if not as_json:
        for file in done.ledgers:
            print(f"the ledger that keeps it out: {file}")
        print("older backups still hold it: delete them, and make a new one")


def _asked() -> str:
    """The name as it is typed, or from standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Name", err=True))
    try:
        return sys.stdin.buffer.read().decode().strip()
    except UnicodeDecodeError:
        stop("the name on standard input is not UTF-8; save it so")


def _tell(rows: "Redacted", done: str, *, as_json: bool, to_user: bool = False) -> None:
    if as_json:
        print(msgspec.json.encode(rows).decode())
        return
    stream = sys.stderr if to_user else sys.stdout
    print(
        f"{rows.reports:,} reports ({rows.versions:,} versions, {rows.claims:,} claims), {rows.captures:,} "
        f"captures and {rows.others:,} other rows {done}",
        file=stream,
    )
    if rows.unsearched:
        print(
            f"{rows.unsearched:,} captures (PDF and the like) cannot be searched byte by byte and stay, as "
            "no text read from them holds the name",
            file=stream,
        )
