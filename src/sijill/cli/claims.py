"""The claims that a command works on: those of the register, or of a file of records."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar

import msgspec
import typer
from msgspec import Struct, field
from msgspec.structs import replace

from sijill.cli.check import documents_in
from sijill.cli.console import NOTHING_READ, say, stop
from sijill.cli.database import opened
from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Copies, CopyPair, Printed, pairs
from sijill.record import Document, Report, check_record

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


class Gathered(Struct):
    """What was loaded.

    `speech` are claims that are words alone, `reports` all reports without their texts, those without claims
    too, `copies` says which have one text (of a file `shares` has how much), `refused` how many records were
    not taken.
    """

    claims: list[Claim] = field(default_factory=list)
    speech: list[Claim] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    copies: Copies = field(default_factory=Copies)
    shares: list[CopyPair] = field(default_factory=list)
    refused: int = 0


def end_if_empty(found: Gathered) -> None:
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


def everything(database: str | None, records: Path | None) -> Gathered:
    """Load the records of a file, if one is given, else the register.

    A record that breaks the schema is refused with its line, the field and what is allowed there, and the
    rest goes on: who calls ends with exit code 1 then. No file or register to load ends the program.
    """
    found = Gathered()

    def take(document: Document, outlet: str | None = None, *, confidential: bool = False) -> None:
        found.reports.append(document.report)
        found.claims += claims_of(document, outlet=outlet, confidential=confidential)
        found.speech += claims_of(document, outlet=outlet, confidential=confidential, speech=True)

    if records is None:
        from sijill.store.claims import copies, told

        with opened(database) as register, register.reading() as connection:
            for stored in told(connection):
                take(stored.document, stored.outlet, confidential=stored.confidential)
            found.copies = copies(connection)
        return found
    printed: list[tuple[Printed, str]] = []
    for document in _read(records, found):
        report = document.report
        if document.events:
            printed.append((Printed(report.id or "", report.published or ""), report.text))
        take(Document(report=replace(report, text=""), events=document.events))
    found.shares = pairs(printed)
    found.copies = Copies(alike={(pair.first, pair.second) for pair in found.shares})
    return found


def _read(records: Path, found: Gathered) -> Iterator[Document]:
    """The sound records of a file; each fault of the others is told."""
    name = "standard input" if records == STDIN else str(records)
    lines: dict[str, str] = {}
    try:
        with nullcontext(sys.stdin.buffer) if records == STDIN else records.open("rb") as stream:
            for place, written in documents_in(stream):
                line = _with_whole_terms(written)
                if faults := [str(fault) for fault in check_record(line)] or _unnamed(line, lines, place):
                    found.refused += 1
                    for fault in faults:
                        say(f"{name}:{place}: {fault}")
                else:
                    yield msgspec.json.decode(line, type=_Record)
    except OSError as fault:
        stop(f"{name}: {(fault.strerror or str(fault)).lower()}")


def _with_whole_terms(line: bytes) -> bytes:
    """The record with whole terms of agreements, where (as in gold files) their kinds stand alone."""
    if b'"terms"' not in line:
        return line
    try:
        record = msgspec.json.decode(line)
        for event in record["events"]:
            event["terms"] = [{"kind": t} if isinstance(t, str) else t for t in event.get("terms") or []]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, TypeError, KeyError, AttributeError):
        # It is no record: that is told by whoever checks it.
        return line
    return msgspec.json.encode(record)


class _Record(Document, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document that may carry explanations (`read --explain`), which nobody asks for here."""

    explain: Any = None


def _unnamed(line: bytes, lines: dict[str, str], place: str) -> list[str]:
    """What is wrong with the id of a sound record's report; `lines` are the places of those seen before."""
    id_ = msgspec.json.decode(line)["report"].get("id")
    if not id_:
        return ["report, id: absent; give each report an id of its own, by which its claims are named"]
    if id_ in lines:
        return [f"report, id: {id_} is that of {lines[id_]} too; give each report an id of its own"]
    lines[id_] = f"line {place}" if place.isdigit() else place
    return []
