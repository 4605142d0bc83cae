"""Take reports into the register: what is new is read, and kept with its claims; what is known is passed by.

A batch is written in one transaction, on a thread beside the reading of the next one: the database's own
work needs no turn of Python's. Whatever ends a run, the register holds whole batches, and the same run begun
again does the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter
from typing import NamedTuple

from msgspec import Struct, field

from sijill.engines.batches import batches
from sijill.engines.stamped import StampedReader
from sijill.record import Found, Note, SetAside
from sijill.sources.making import report as report_of_found
from sijill.store.entries import Added, Entry, Run
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
    codes what is to be known of how reports were read, `seconds` counts the stages, of which the last goes on
    beside the others.
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

    def keep(self, kept: "_Kept") -> None:
        """Count what was written of a batch."""
        self.seconds["keeping"] += kept.seconds
        self.new += kept.added.reports
        self.versions += kept.added.versions - kept.added.reports
        self.copies += kept.added.copies
        self.known += kept.added.known
        self.refused += len(kept.refused)
        self.refusals.update(item.why for item in kept.refused)


class _Batch(NamedTuple):
    """What is to be written in one transaction; the keys are of all reports in it, the known ones as well."""

    keys: Set[tuple[str, str]]
    entries: list[Entry]
    refused: list[SetAside]


class _Kept(NamedTuple):
    """What came of writing a batch, and how long it took."""

    added: Added
    refused: list[SetAside]
    seconds: float


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
    writing: Future[_Kept] | None = None
    under_way: Set[tuple[str, str]] = frozenset()

    def written() -> None:
        if writing:
            kept = writing.result()
            summary.keep(kept)
            for item in kept.refused:
                told(item)

    with ThreadPoolExecutor(1) as beside:
        for items_ in batches(_timed(register.screened(items), summary), _size):
            batch = _read_new(items_, register, reader, summary, under_way, confidential=confidential)
            written()
            writing = beside.submit(_keep, batch, register, run, confidential=confidential)
            under_way = batch.keys
        written()
    return summary


def _keep(batch: _Batch, register: Register, run: Run, *, confidential: bool) -> _Kept:
    started = perf_counter()
    added = register.add(batch.entries, run)
    if confidential:
        # What is there already was passed by, and may have been open until now.
        register.mark_confidential((report_id for report_id, _ in batch.keys), run)
    register.set_aside(batch.refused, run, confidential=confidential)
    return _Kept(added, batch.refused, perf_counter() - started)


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
    items: list[Found | SetAside],
    register: Register,
    reader: StampedReader,
    summary: Summary,
    under_way: Set[tuple[str, str]],
    *,
    confidential: bool,
) -> _Batch:
    """Read what the register does not have and is not being given; what cannot be read is set aside."""
    started = perf_counter()
    by_key = {version_key(item): item for item in items if isinstance(item, Found)}
    refused = [item for item in items if isinstance(item, SetAside)]
    known = register.known(by_key) | (by_key.keys() & under_way)
    summary.known += len(items) - len(refused) - len(by_key) + len(known)
    entries: list[Entry] = []
    unreadable = set[tuple[str, str]]()
    for key, item in by_key.items():
        if key in known:
            continue
        try:
            entry = _entry(item, reader, confidential=confidential)
        except Exception as fault:
            # One report must not cost the rest of the run.
            unreadable.add(key)
            refused.append(SetAside(item.capture.whence, _mistake(fault)))
            continue
        summary.events += len(entry.document.events)
        summary.note(entry.document.notes)
        entries.append(entry)
    summary.seconds["reading"] += perf_counter() - started
    return _Batch(by_key.keys() - unreadable, entries, refused)


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
