"""A reader together with the stamp under which everything that it reads is kept."""

from collections.abc import Callable
from datetime import date

from sijill.reading import Reader
from sijill.reading.gate import read_report
from sijill.reading.outlets import outlet_of
from sijill.record import Document, ExplainedDocument, Explanation, Report
from sijill.store.identity import Stamp


class StampedReader:
    """Reads reports with one program and one pack, which `stamp` names.

    `reader` makes or hands out the reader; it is called when the first Arabic report comes.
    """

    def __init__(self, stamp: Stamp, reader: Callable[[], Reader]) -> None:
        self.stamp = stamp
        self.reader = reader

    def read(self, report: Report) -> Document:
        """What a report tells; of one that is not Arabic, a document without events and a note."""
        return read_report(report, self.reader)

    def explained(self, report: Report) -> list[Explanation]:
        """Why each value of what a report tells is there."""
        document = read_report(report, self.reader, explain=True)
        return document.explain if isinstance(document, ExplainedDocument) else []

    def outlet_id(self, report: Report) -> str | None:
        """The pack's id of the outlet that a report is from, if the pack lists it."""
        day = date.fromisoformat(report.published) if report.published else None
        outlet = outlet_of(self.reader().pack, report.source, report.url, day)
        return outlet.id if outlet else None
