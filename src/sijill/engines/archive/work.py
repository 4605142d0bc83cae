"""One shard read from first to last: what a worker does, whatever engine it works for."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Final

from sijill.engines.archive.counts import Counts, StepCounts, Took, count
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.manifest import Shard
from sijill.engines.archive.shards import MARKER, Marker, Place, written
from sijill.engines.archive.steps import Left, Piece, Step, all_steps
from sijill.engines.archive.tables import Tables
from sijill.engines.stamped import StampedReader
from sijill.record import SetAside
from sijill.sources.archived import records_at
from sijill.sources.opening import place_of
from sijill.sources.options import Options
from sijill.sources.raw import Raw
from sijill.store.identity import Stamp

UNPACKING: Final = "unpacking"
WRITING: Final = "writing"

ATTEMPTS: Final = 3
"""How often a shard is begun whose worker is killed over it. After that it is the shard that kills."""

KILLS: Final = (
    f"its worker was killed {ATTEMPTS} times over it; see that there is memory enough and resume the run"
)

MISTAKE: Final = "the program failed on it ({}); this is a mistake in sijill, please report it"

NO_TIME: Final = Options(captured_at="")
"""A record that does not tell when it was captured gets its time when it is taken into a register."""


@dataclass(frozen=True)
class Work:
    """Reads shards into a folder. It can be sent to other processes and machines that see the same folder.

    `make` hands out the reader where the work is done, the same one every time: a function of a module.
    """

    folder: Path
    stamp: Stamp
    make: Callable[[], StampedReader]

    def __call__(self, shard: Shard) -> str | None:
        """Read a shard and put its results in their place; why it is given up, if it kills who reads it.

        Raises `ArchiveError` if they cannot be written, or if this machine has another program or pack.
        """
        place = Place(self.folder)
        if place.begun(shard.number) >= ATTEMPTS:
            return KILLS
        started, worked = perf_counter(), process_time()
        counts, took = Counts(), Took()
        try:
            with place.being_made(shard.number) as folder:
                reader = self._reader()
                tables = Tables(folder, self.stamp)
                try:
                    _Line(all_steps(reader), tables, counts, took).run(shard)
                finally:
                    tables.close()
                counts.shortened()
                names = [file.name for file in shard.inputs]
                written(folder / MARKER, Marker(shard.number, names, self.stamp, counts))
            took.worked, took.seconds = process_time() - worked, perf_counter() - started
            took.memory = _memory()
            written(place.times / f"{shard.number:05}.json", took)
        except OSError as fault:
            told = (fault.strerror or str(fault)).lower()
            raise ArchiveError(f"{self.folder}: shard {shard.number} cannot be written ({told})") from None
        return None

    def _reader(self) -> StampedReader:
        reader = self.make()
        if reader.stamp != self.stamp:
            raise ArchiveError(
                f"a worker has {reader.stamp}, but the run is of {self.stamp}; have one everywhere"
            )
        return reader


class _Line:
    """The steps with what goes into them and comes out, counted and timed."""

    def __init__(self, steps: Sequence[Step], tables: Tables, counts: Counts, took: Took) -> None:
        self._steps, self._tables, self._counts, self._took = steps, tables, counts, took
        counts.steps = {step.name: StepCounts() for step in steps}
        took.steps = {UNPACKING: 0.0, **dict.fromkeys(counts.steps, 0.0), WRITING: 0.0}

    def run(self, shard: Shard) -> None:
        """Take every record of the shard's files as far as it goes."""
        for file in shard.inputs:
            for record in self._unpacked(records_at(file.place, file.name, file.kind, NO_TIME)):
                if isinstance(record, SetAside) and record.whence == file.name:
                    self._counts.broken_files += 1
                else:
                    self._counts.pages += 1
                self._take(record)

    def _unpacked(self, records: Iterable[Raw | SetAside]) -> Iterator[Raw | SetAside]:
        coming = iter(records)
        while True:
            began = thread_time()
            record = next(coming, None)
            self._took.steps[UNPACKING] += thread_time() - began
            if record is None:
                return
            yield record

    def _take(self, record: Raw | SetAside) -> None:
        ended = record if isinstance(record, SetAside) else self._through(Piece(record))
        began = thread_time()
        if isinstance(ended, SetAside):
            count(self._counts.set_aside, {ended.why: 1})
            self._tables.set_aside(ended)
        elif isinstance(ended, Piece):
            assert ended.document
            self._counts.reports += 1
            self._counts.events += len(ended.document.events)
            self._tables.add(ended)
        self._took.steps[WRITING] += thread_time() - began

    def _through(self, piece: Piece) -> Piece | SetAside | None:
        """The piece, if it has come through all steps; what is set aside; or None for what was left."""
        for step in self._steps:
            counts, began = self._counts.steps[step.name], thread_time()
            counts.came += 1
            try:
                ended = step(piece)
            except Exception as fault:
                # A mistake of the program's costs the record that it stumbles over, and no other.
                ended = SetAside(piece.raw.whence, MISTAKE.format(place_of(fault)))
            self._took.steps[step.name] += thread_time() - began
            if isinstance(ended, Left):
                count(counts.left, {ended.why: 1})
                return None
            if ended:
                return ended
            counts.went_on += 1
        return piece


def _memory() -> float:
    """Megabytes that this process has held at most; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
