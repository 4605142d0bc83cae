"""The claims that a command works on: those of the register, or of a file of records."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from msgspec import Struct, field
from msgspec.structs import replace

from sijill.cli.check import documents_in
from sijill.cli.console import say, stop
from sijill.cli.database import opened
from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Printed, copied
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
    too, `copies` pairs of ids of reports with one text, `refused` how many records were not taken.
    """

    claims: list[Claim] = field(default_factory=list)
    speech: list[Claim] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    copies: set[tuple[str, str]] = field(default_factory=set)
    refused: int = 0


def gathered(database: str | None, records: Path | None) -> list[Claim]:
    """All claims, see `everything`."""
    return everything(database, records).claims


def everything(database: str | None, records: Path | None) -> Gathered:
    """Load the records of a file, if one is given, else the register.

    A record that breaks the schema is refused with its line, the field and what is allowed there, and the
    rest goes on: who calls ends with exit code 1 then. No file or register to load ends the program.
    """
    found, texts = Gathered(), list[tuple[Printed, str]]()

    def take(document: Document, outlet: str | None = None, *, confidential: bool = False) -> None:
        report = replace(document.report, text="")
        bare = Document(report=report, events=document.events)
        claims = list(claims_of(bare, outlet=outlet, confidential=confidential))
        found.reports.append(report)
        found.claims += claims
        found.speech += claims_of(bare, outlet=outlet, confidential=confidential, speech=True)
        if claims:
            texts.append((Printed(report.id or "", report.published or ""), document.report.text))

    if records is not None:
        for document in _read(records, found):
            take(document)
    else:
        with opened(database) as register:
            for stored in register.documents():
                version = stored.version
                take(stored.document, version.outlet_id, confidential=version.confidential)
    found.copies = copied(texts)
    return found


def _read(records: Path, found: Gathered) -> Iterator[Document]:
    """The sound records of a file; each fault of the others is told."""
    name = "standard input" if records == STDIN else str(records)
    lines: dict[str, str] = {}
    try:
        with nullcontext(sys.stdin.buffer) if records == STDIN else records.open("rb") as stream:
            for place, line in documents_in(stream):
                if faults := [str(fault) for fault in check_record(line)] or _unnamed(line, lines, place):
                    found.refused += 1
                    for fault in faults:
                        say(f"{name}:{place}: {fault}")
                else:
                    yield msgspec.json.decode(line, type=_Record)
    except OSError as fault:
        stop(f"{name}: {(fault.strerror or str(fault)).lower()}")


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
