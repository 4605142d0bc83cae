"""What comes of reading reports one by one: each gives a document, or says what went wrong with it alone."""

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Protocol

from msgspec import Struct

from sijill.engines.stamped import StampedReader
from sijill.record import Document, Report


class Outcome(Struct, array_like=True):
    """What came of one report: its document and the pack's id of its outlet, or the fault."""

    document: Document | None = None
    outlet_id: str | None = None
    fault: str | None = None


class Outcomes(Struct, array_like=True):
    """What came of some reports, in their order, and how many seconds reading them took."""

    of: list[Outcome]
    seconds: float


class Reading(Protocol):
    """Reads lists of reports, one list at a time: `begin` takes a list on, `finish` gives what came of it."""

    def begin(self, reports: Sequence[Report]) -> None:
        """Take reports on. What came of those before has been fetched."""

    def finish(self) -> Outcomes:
        """What came of the reports that were taken on."""


class ReadingHere:
    """Reads when the outcome is asked for."""

    def __init__(self, reader: StampedReader) -> None:
        self._reader = reader
        self._reports: Sequence[Report] = ()

    def begin(self, reports: Sequence[Report]) -> None:
        """Take reports on."""
        self._reports = reports

    def finish(self) -> Outcomes:
        """Read them."""
        return read_each(self._reports, self._reader)


def read_each(reports: Iterable[Report], reader: StampedReader) -> Outcomes:
    """Read reports; a fault in reading one costs none of the others."""
    started = perf_counter()
    of = [_read(report, reader) for report in reports]
    return Outcomes(of, perf_counter() - started)


def _read(report: Report, reader: StampedReader) -> Outcome:
    try:
        return Outcome(reader.read(report), reader.outlet_id(report))
    except Exception as fault:
        told = " ".join(str(fault).split())[:200]
        kind = type(fault).__name__
        return Outcome(
            fault=f"the reader failed on it ({kind}: {told}); this is a mistake in sijill, please report it"
        )
