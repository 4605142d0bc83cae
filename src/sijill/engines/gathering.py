"""What many reports claim, brought together: out of the register, or out of a file of records."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import asdict, replace

from sijill.engines.linked import gathered
from sijill.linking.claims import claims_of
from sijill.linking.copies import Copies, CopyPair, Printed, pairs
from sijill.linking.gathered import Gathered
from sijill.linking.incidents import Incident, incident_of
from sijill.record import Document, check_record
from sijill.record.lines import documents_in
from sijill.store import Register

Refuse = Callable[[str, str], None]
"""Is told of each fault of a record that is not taken: its place in the file, and a sentence."""


class Loaded(Gathered):
    """What was loaded.

    Of a file `shares` has how much of their text reports have in common, and `refused` how many records were
    not taken.
    """

    shares: list[CopyPair] = field(default_factory=list)
    refused: int = 0


def incidents_of(found: Gathered) -> Iterator[Incident]:
    """The incidents that the claims make, in the order of their first claims."""
    return map(incident_of, found.incidents())


def of_register(register: Register) -> Loaded:
    """What the newest version of each report in the register claims. Raises `StoreError`."""
    return Loaded(**asdict(gathered(register)))


def of_records(lines: Iterable[bytes], refuse: Refuse) -> Loaded:
    """What the sound records of a file claim. One that breaks the schema is refused, the rest goes on."""
    found = Loaded()

    def counting(place: str, fault: str) -> None:
        refused.add(place)
        refuse(place, fault)

    refused: set[str] = set()
    printed: list[tuple[Printed, str]] = []
    for document in records(lines, counting):
        report = document.report
        if document.events:
            printed.append((Printed(report.id or "", report.published or ""), report.text))
        kept = Document(report=replace(report, text=""), events=document.events)
        found.reports.append(kept.report)
        found.claims += claims_of(kept)
        found.speech += claims_of(kept, speech=True)
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
