"""The shards of a run into a register, by the way that all reports take; what was read is not read again."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow
import pyarrow.parquet as pq

from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.shards import MARKER, Marker, Place, Plan, read
from sijill.engines.archive.tables import ASIDE, EVENTS, REPORTS
from sijill.engines.batches import batches
from sijill.engines.outcomes import Outcome, Outcomes, read_each
from sijill.engines.stamped import StampedReader
from sijill.engines.taking import Summary, Taking, size, timed
from sijill.record import Capture, Document, Event, Found, Known, Note, Report, SetAside
from sijill.record.moments import now
from sijill.store.entries import Run
from sijill.store.register import Register

ROWS: Final = 100
"""Rows that are unpacked at once."""


class Kept(Found, frozen=True):
    """A report of a shard, with what was read out of it then."""

    document: Document = msgspec.field(default_factory=lambda: Document(report=Report(), events=[]))
    outlet_id: str | None = None


def planned(folder: Path) -> Plan:
    """What was run in a folder. Raises `ArchiveError` if nothing was."""
    plan = Place(folder).plan() if folder.is_dir() else None
    if plan is None:
        raise ArchiveError(f"{folder}: it holds no run; sijill archive run makes one")
    return plan


def load(
    folder: Path,
    register: Register,
    reader: StampedReader,
    run: Run,
    *,
    confidential: bool = False,
    told: Callable[[SetAside], None] = lambda _: None,
) -> Summary:
    """Take what the shards hold into the register; what it has already is passed by.

    What was read by this reader's program and pack is kept as it is, and read anew otherwise, or where a
    redaction has changed the report since. Raises `StoreError`, and `ArchiveError` for a shard that is
    broken; what was written before stays.
    """
    taking = Taking(register, run, reader.stamp, told, confidential=confidential)
    plan = planned(folder)
    fresh = plan.stamp == reader.stamp
    items = timed(register.screened(_items(folder, plan, now())), taking.summary)
    for batch_items in batches(items, size):
        batch = taking.begun(batch_items, frozenset())
        taking.keep(batch, _outcomes(batch.fresh, reader, fresh=fresh))
    return taking.summary


def _outcomes(reports: list[tuple[Found, Report]], reader: StampedReader, *, fresh: bool) -> Outcomes:
    """What was read of the reports, or is read now."""
    of, seconds = list[Outcome](), 0.0
    for found, report in reports:
        if fresh and isinstance(found, Kept):
            of.append(Outcome(found.document, found.outlet_id))
        else:
            read_now = read_each([report], reader)
            of += read_now.of
            seconds += read_now.seconds
    return Outcomes(of, seconds)


def _items(folder: Path, plan: Plan, at: str) -> Iterator[Found | SetAside]:
    """Everything in the shards that are there, in their order."""
    place = Place(folder)
    for number in sorted(place.done(plan.shards)):
        shard = place.shard(number)
        if read(shard / MARKER, Marker).stamp != plan.stamp:
            raise ArchiveError(f"{shard}: it is of another run; take the folder away and resume the run")
        try:
            yield from _reports(shard, at)
            for row in _rows(shard / ASIDE):
                yield SetAside(row["whence"], row["why"])
        except (
            pyarrow.ArrowException,
            msgspec.DecodeError,
            msgspec.ValidationError,
            OSError,
            KeyError,
        ) as fault:
            told = " ".join(str(fault).split())[:120]
            raise ArchiveError(
                f"{shard}: it is broken ({told}); take the folder away and resume the run"
            ) from None


def _reports(shard: Path, at: str) -> Iterator[Kept]:
    """The reports of a shard, each with its events: both tables have them in the same order."""
    groups = groupby(_rows(shard / EVENTS, ["row", "record"]), lambda row: int(row["row"]))
    coming = next(groups, None)
    for row in _rows(shard / REPORTS):
        events: list[Event] = []
        if coming and coming[0] == row["row"]:
            events = [msgspec.json.decode(event["record"], type=Event) for event in coming[1]]
            coming = next(groups, None)
        yield _kept(row, events, at)


def _kept(row: dict[str, Any], events: list[Event], at: str) -> Kept:
    headers = msgspec.json.decode(row["headers"], type=dict[str, str])
    captured_at = row["captured_at"] or at
    told = {name: row[name] for name in ("title", "text", "published", "source", "url", "side", "language")}
    fields = msgspec.json.decode(row["fields"], type=dict[str, Known])
    report = Report(id=fields["id"].value if "id" in fields else None, **told)
    return Kept(
        text=row["text"],
        capture=Capture(row["capture"], row["media_type"], captured_at, row["whence"], headers),
        fields=fields,
        notes=msgspec.json.decode(row["notes"], type=list[Note]),
        document=Document(
            report=report, events=events, notes=msgspec.json.decode(row["reading_notes"], type=list[Note])
        ),
        outlet_id=row["outlet_id"],
    )


def _rows(file: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(file, pre_buffer=False) as table:
        for batch in table.iter_batches(batch_size=ROWS, columns=columns, use_threads=False):
            yield from batch.to_pylist()
