"""Take reports into the register: what is new is read, and kept with its claims; what is known is passed by.

A batch is written in one transaction. Whatever ends a run, the register holds whole batches, and the same
run begun again does the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from msgspec import Struct, field

from sijill.engines.batches import batches
from sijill.engines.stamped import StampedReader
from sijill.record import Found, Note, SetAside
from sijill.sources.making import report as report_of_found
from sijill.store.entries import Entry, Run
from sijill.store.identity import version_key
from sijill.store.register import Register

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
    codes what is to be known of how reports were read, `seconds` counts the stages.
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


def ingest(
    items: Iterable[Found | SetAside],
    register: Register,
    reader: StampedReader,
    run: Run,
    *,
    confidential: bool = False,
    told: Callable[[SetAside], None] = lambda _: None,
) -> Summary:
    """Take all items in; `told` hears of each one that could not be read, in order.

    Raises `StoreError` where the register cannot be written; what was written before stays.
    """
    summary = Summary()
    for batch in batches(_timed(register.screened(items), summary), _size):
        found = [item for item in batch if isinstance(item, Found)]
        aside = [item for item in batch if isinstance(item, SetAside)]
        entries, failed = _read_new(found, register, reader, summary, confidential=confidential)
        refused = [*aside, *failed]
        started = perf_counter()
        added = register.add(entries, run)
        if confidential:
            # What is there already was passed by, and may have been open until now.
            register.mark_confidential((version_key(item)[0] for item in found), run)
        register.set_aside(refused, run, confidential=confidential)
        summary.seconds["keeping"] += perf_counter() - started
        summary.new += added.reports
        summary.versions += added.versions - added.reports
        summary.copies += added.copies
        summary.known += added.known
        for item in refused:
            summary.refused += 1
            summary.refusals[item.why] += 1
            told(item)
    return summary


def _size(item: Found | SetAside) -> int:
    """The bytes that an item holds, about; Arabic letters take two."""
    return len(item.capture.data) + 2 * len(item.text) if isinstance(item, Found) else 0


def _timed(items: Iterable[Found | SetAside], summary: Summary) -> Iterator[Found | SetAside]:
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


def _read_new(
    found: list[Found], register: Register, reader: StampedReader, summary: Summary, *, confidential: bool
) -> tuple[list[Entry], list[SetAside]]:
    """Read what the register does not have; a report that the reader stumbles over is set aside."""
    started = perf_counter()
    by_key = {version_key(item): item for item in found}
    known = register.known(by_key)
    summary.known += len(found) - len(by_key) + len(known)
    summary.seconds["keeping"] += perf_counter() - started

    started = perf_counter()
    entries: list[Entry] = []
    failed: list[SetAside] = []
    for key, item in by_key.items():
        if key in known:
            continue
        try:
            entry = _entry(item, reader, confidential=confidential)
        except Exception as fault:
            # One report must not cost the rest of the run.
            failed.append(SetAside(item.capture.whence, _mistake(fault)))
            continue
        summary.events += len(entry.document.events)
        summary.note(entry.document.notes)
        entries.append(entry)
    summary.seconds["reading"] += perf_counter() - started
    return entries, failed


def _entry(found: Found, reader: StampedReader, *, confidential: bool) -> Entry:
    report = report_of_found(found)
    document = reader.read(report)
    document.notes[:0] = found.notes
    return Entry(
        found=found,
        report=report,
        document=document,
        stamp=reader.stamp,
        confidential=confidential,
        outlet_id=reader.outlet_id(report),
    )


def _mistake(fault: Exception) -> str:
    told = " ".join(str(fault).split())[:200]
    kind = type(fault).__name__
    return f"the reader failed on it ({kind}: {told}); this is a mistake in sijill, please report it"
