"""What many reports claim, brought together: out of the register, or out of a file of records."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Copies, CopyPair, Printed, pairs
from sijill.linking.grouping import grouped
from sijill.linking.incidents import Incident, incident_of
from sijill.record import Document, Report, check_record
from sijill.record.lines import documents_in
from sijill.store import Register
from sijill.store.claims import copies, told

Refuse = Callable[[str, str], None]
"""Is told of each fault of a record that is not taken: its place in the file, and a sentence."""


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

    def take(self, document: Document, outlet: str | None = None, *, confidential: bool = False) -> None:
        """Add what one report claims. Its text is not kept."""
        self.reports.append(document.report)
        self.claims += claims_of(document, outlet=outlet, confidential=confidential)
        self.speech += claims_of(document, outlet=outlet, confidential=confidential, speech=True)


def incidents_of(found: Gathered) -> Iterator[Incident]:
    """The incidents that the claims make, in the order of their first claims."""
    return map(incident_of, grouped(found.claims, found.copies))


def of_register(register: Register) -> Gathered:
    """What the newest version of each report in the register claims. Raises `StoreError`."""
    found = Gathered()
    with register.reading() as connection:
        for stored in told(connection):
            found.take(stored.document, stored.outlet, confidential=stored.confidential)
        found.copies = copies(connection)
    return found


def of_records(lines: Iterable[bytes], refuse: Refuse) -> Gathered:
    """What the sound records of a file claim. One that breaks the schema is refused, the rest goes on."""
    found = Gathered()

    def counting(place: str, fault: str) -> None:
        refused.add(place)
        refuse(place, fault)

    refused: set[str] = set()
    printed: list[tuple[Printed, str]] = []
    for document in records(lines, counting):
        report = document.report
        if document.events:
            printed.append((Printed(report.id or "", report.published or ""), report.text))
        found.take(Document(report=replace(report, text=""), events=document.events))
    found.shares = pairs(printed)
    found.copies = Copies(alike={(pair.first, pair.second) for pair in found.shares})
    found.refused = len(refused)
    return found


def records(lines: Iterable[bytes], refuse: Refuse) -> Iterator[Document]:
    """The sound records of a file, one by one."""
    seen: dict[str, str] = {}
    for place, written in documents_in(lines):
        line = _with_whole_terms(written)
        if faults := [str(fault) for fault in check_record(line)] or _unnamed(line, seen, place):
            for fault in faults:
                refuse(place, fault)
        else:
            yield msgspec.json.decode(line, type=_Record)


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


def _unnamed(line: bytes, seen: dict[str, str], place: str) -> list[str]:
    """What is wrong with the id of a sound record's report; `seen` has the places of those before."""
    id_ = msgspec.json.decode(line)["report"].get("id")
    if not id_:
        return ["report, id: absent; give each report an id of its own, by which its claims are named"]
    if id_ in seen:
        return [f"report, id: {id_} is that of {seen[id_]} too; give each report an id of its own"]
    seen[id_] = f"line {place}" if place.isdigit() else place
    return []
