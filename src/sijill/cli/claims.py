"""The claims that a command works on: those of the register, or of a file of records."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Protocol, TypeVar

import typer

from sijill.cli.console import NOTHING_READ, say, stop
from sijill.cli.database import opened

if TYPE_CHECKING:
    from sijill.engines.gathering import Loaded, Refuse
    from sijill.store import Register

Records = Annotated[
    Path | None,
    typer.Option(
        "--records",
        metavar="FILE",
        help="Take records from a file that read wrote as jsonl or json, not from a register; - is standard "
        "input.",
    ),
]

STDIN = Path("-")

MANY = 500
"""Reports that are linked within a second, about."""


def end_if_empty(found: "Loaded") -> None:
    """End the program where there is nothing to tell of."""
    if not found.reports:
        say("there are no reports here; take some in with sijill ingest, or name a file with --records")
        raise typer.Exit(NOTHING_READ)


class HasId(Protocol):
    """What a user names by its id."""

    @property
    def id(self) -> str:
        """The id."""


Named = TypeVar("Named", bound=HasId)


def named(every: Iterable[Named], wanted: str, kind: str, listing: str) -> Named:
    """The one of that id, or the only one whose id begins so; else the program ends.

    `kind` is what it is called (`incident`), `listing` the command that lists them.
    """
    found = [one for one in every if wanted and one.id.startswith(wanted)]
    if not found:
        stop(f"there is no {kind} {wanted}; {listing} lists them")
    if len(found) > 1:
        stop(f"{wanted} may be {' or '.join(one.id for one in found[:3])}; write more of it")
    return found[0]


def everything(database: str | None, records: Path | None) -> "Loaded":
    """Load the records of a file, if one is given, else the register.

    A record that breaks the schema is refused with its line, the field and what is allowed there, and the
    rest goes on: who calls ends with exit code 1 then. No file or register to load ends the program.
    """
    from sijill.engines.gathering import of_records, of_register

    if records is None:
        with opened(database) as register:
            linked_up(register)
            return of_register(register)
    with lines_of(records) as lines:
        return of_records(lines, refusing(records))


def linked_up(register: "Register") -> None:
    """Link what came since it was done last; told where it takes long enough to wonder."""
    from sijill.engines.linked import catch_up, waiting

    if (number := waiting(register)) >= MANY:
        say(f"note: linking {number:,} reports with the others; this takes a moment")
    catch_up(register)


@contextmanager
def lines_of(records: Path) -> "Iterator[BinaryIO]":
    """The lines of a file, or of standard input; what cannot be read ends the program."""
    try:
        with nullcontext(sys.stdin.buffer) if records == STDIN else records.open("rb") as stream:
            yield stream
    except OSError as fault:
        if isinstance(fault, BrokenPipeError):
            raise
        stop(f"{_name(records)}: {(fault.strerror or str(fault)).lower()}")


def refusing(records: Path) -> "Refuse":
    """Tells the user of each fault of a record."""
    return lambda place, fault: say(f"{_name(records)}:{place}: {fault}")


def _name(records: Path) -> str:
    return "standard input" if records == STDIN else str(records)
