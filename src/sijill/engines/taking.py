"""What is done with each batch of reports before and after it is read: what is new is kept, and counted.

A batch is written in one transaction; whatever ends a run, the register holds whole batches.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from time import perf_counter
from typing import NamedTuple

from msgspec import Struct, field

from sijill.engines.outcomes import Outcomes
from sijill.record import Document, Found, Note, Report, SetAside
from sijill.sources.making import report as report_of_found
from sijill.store.entries import Added, Entry, Run
from sijill.store.identity import Stamp, version_key
from sijill.store.register import Register
from sijill.store.rows import storable_report

STAGES = ("taking in", "reading", "keeping")


class Noted(Struct):
    """How many reports a kind of note was made of, and the first of the notes."""

    reports: int
    first: str


class Summary(Struct, kw_only=True):
    """What became of the reports of a run.

    `found` were told by the sources, readable or not: those `refused`, those already there (`known`), and
    the rest, which were read: `new` reports and new `versions` of known ones. `copies` of them have the text
    of another report. `events` were read out of them. `refusals` counts the reasons, `notes` has by their
    codes what is to be known of how reports were read, `seconds` counts the stages; of many reports, reading
    goes on beside the others.
    """

    found: int = 0
    new: int = 0
    versions: int = 0
    known: int = 0
    copies: int = 0
    events: int = 0
    refused: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    notes: dict[str, Noted] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    def counts(self) -> dict[str, int]:
        """The figures alone, as they are kept with the run."""
        names = ("found", "new", "versions", "known", "copies", "events", "refused")
        return {name: getattr(self, name) for name in names}

    def note(self, notes: Iterable[Note]) -> None:
        """Count the notes on one report."""
        for code, message in {note.code: note.message for note in notes}.items():
            self.notes.setdefault(code, Noted(0, message)).reports += 1

    def add(self, added: Added, entries: Iterable[Entry], refused: Iterable[SetAside]) -> None:
        """Count what was written of a batch."""
        self.new += added.reports
        self.versions += added.versions - added.reports
        self.copies += added.copies
        self.known += added.known
        for entry in entries:
            self.events += len(entry.document.events)
            self.note(entry.document.notes)
        for item in refused:
            self.refused += 1
            self.refusals[item.why] += 1


class Batch(NamedTuple):
    """Reports that are being read.

    `keys` are of all reports that came, the known ones as well; `fresh` are those that the register does not
    have.
    """

    keys: Set[tuple[str, str]]
    fresh: list[tuple[Found, Report]]
    refused: list[SetAside]


class Taking:
    """What a run does with each batch before and after it is read, and what became of the reports."""

    def __init__(
        self,
        register: Register,
        run: Run,
        stamp: Stamp,
        told: Callable[[SetAside], None],
        *,
        confidential: bool,
    ) -> None:
        self.summary = Summary()
        self._register = register
        self._run = run
        self._stamp = stamp
        self._told = told
        self._confidential = confidential

    def begun(self, items: list[Found | SetAside], under_way: Set[tuple[str, str]]) -> Batch:
        """What is to be read: the reports that the register neither has nor is being given."""
        by_key = {version_key(item): item for item in items if isinstance(item, Found)}
        refused = [item for item in items if isinstance(item, SetAside)]
        known = self._register.known(by_key) | (by_key.keys() & under_way)
        self.summary.known += len(items) - len(refused) - len(by_key) + len(known)
        # A lone surrogate could not be sent to another process, and is not kept in any case.
        fresh = [
            (item, storable_report(report_of_found(item))) for key, item in by_key.items() if key not in known
        ]
        return Batch(by_key.keys(), fresh, refused)

    def keep(self, batch: Batch, read: Outcomes) -> None:
        """Write what was read of a batch; what could not be read is set aside."""
        started = perf_counter()
        keys, entries, refused = set(batch.keys), list[Entry](), list(batch.refused)
        for (found, report), outcome in zip(batch.fresh, read.of, strict=True):
            if outcome.document is None:
                keys.remove(version_key(found))
                refused.append(SetAside(found.capture.whence, outcome.fault or ""))
            else:
                entry = self._entry(found, report, outcome.document, outcome.outlet_id)
                entries.append(entry)
        added = self._register.add(entries, self._run)
        if self._confidential:
            # What is there already was passed by, and may have been open until now.
            self._register.mark_confidential((report_id for report_id, _ in keys), self._run)
        self._register.set_aside(refused, self._run, confidential=self._confidential)
        self.summary.add(added, entries, refused)
        self.summary.seconds["reading"] += read.seconds
        self.summary.seconds["keeping"] += perf_counter() - started
        for item in refused:
            self._told(item)

    def _entry(self, found: Found, report: Report, document: Document, outlet_id: str | None) -> Entry:
        document.notes[:0] = found.notes
        return Entry(
            found=found,
            report=report,
            document=document,
            stamp=self._stamp,
            confidential=self._confidential,
            outlet_id=outlet_id,
        )


def size(item: Found | SetAside) -> int:
    """The bytes that an item holds, about; Arabic letters take two."""
    return len(item.capture.data) + 2 * len(item.text) if isinstance(item, Found) else 0


def timed(items: Iterable[Found | SetAside], summary: Summary) -> Iterator[Found | SetAside]:
    """The items, with the time that they take to come."""
    coming = iter(items)
    while True:
        started = perf_counter()
        item = next(coming, None)
        summary.seconds["taking in"] += perf_counter() - started
        if item is None:
            return
        summary.found += 1
        yield item
