"""Read stored reports anew after a change of program or pack; earlier readings stay beside the new ones."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sijill.engines.batches import batches
from sijill.engines.changes import Changes, changes
from sijill.engines.stamped import StampedReader
from sijill.record import Document
from sijill.store import Register, Rereading, Run, StoredDocument

CODES_OF_READING: Final = frozenset(("not_arabic",))
"""Notes that come of reading; all others tell how a report was taken in, and stay as they are."""


class Reread(Struct, kw_only=True):
    """What came of it: reports read anew, how many of them claim something else now, and the events."""

    reports: int = 0
    changed: int = 0
    new_events: int = 0
    gone_events: int = 0
    altered_events: int = 0

    def counts(self) -> dict[str, int]:
        """The figures, as they are kept with the run."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


def reread(
    stored: Iterable[StoredDocument],
    register: Register,
    reader: StampedReader,
    run: Run,
    *,
    told: Callable[[StoredDocument, Changes], None] = lambda _stored, _changes: None,
) -> Reread:
    """Read every stored document anew and keep the new reading; `told` hears of each that changed.

    Raises `StoreError` where the register cannot be written; a batch is kept whole or not at all.
    """
    summary = Reread()
    for batch in batches(stored, _size):
        documents = [_read(item, reader) for item in batch]
        readings = [
            Rereading(
                version_id=item.version.id,
                report_id=item.version.report_id,
                document=document,
                stamp=reader.stamp,
            )
            for item, document in zip(batch, documents, strict=True)
        ]
        register.add_readings(readings, run)
        for item, document in zip(batch, documents, strict=True):
            difference = changes(item.document.events, document.events)
            summary.reports += 1
            summary.changed += bool(difference)
            summary.new_events += len(difference.new)
            summary.gone_events += len(difference.gone)
            summary.altered_events += len(difference.altered)
            if difference:
                told(item, difference)
    return summary


def _size(stored: StoredDocument) -> int:
    """The bytes that a document holds, about; Arabic letters take two."""
    return 2 * len(stored.version.report.text)


def _read(stored: StoredDocument, reader: StampedReader) -> Document:
    # The side of its outlet is the pack's knowledge, and may be another one now.
    document = reader.read(replace(stored.version.report, side=None))
    document.notes[:0] = [note for note in stored.document.notes if note.code not in CODES_OF_READING]
    return document
