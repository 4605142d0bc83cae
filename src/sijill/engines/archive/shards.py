"""Where the results of a run lie: a folder a shard, which is there whole or not at all.

```
DIR/run.json             what is run, and by what: the same for every part of the run
DIR/shards/00000/        reports.parquet, events.parquet, set_aside.parquet, shard.json
DIR/times/00000.json     what the shard took: the one thing that differs from run to run
DIR/report.json          the report of the run
```
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from sijill.engines.archive.counts import Counts, Took
from sijill.engines.archive.faults import ArchiveError
from sijill.store.identity import Stamp

FORMAT: Final = 1
"""The number of this layout."""

RUN: Final = "run.json"
MARKER: Final = "shard.json"
REPORT: Final = "report.json"
PART: Final = ".part-"

T = TypeVar("T")


class Plan(Struct, frozen=True):
    """What a run is: the digest of its shards, how many there are, and what reads them."""

    format: int
    manifest: str
    shards: int
    stamp: Stamp


class Marker(Struct, frozen=True):
    """What a shard says of itself: it is the last file that is written."""

    shard: int
    inputs: list[str]
    stamp: Stamp
    counts: Counts


class Place:
    """The folder of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shards = folder / "shards"
        self.times = folder / "times"

    def make(self) -> None:
        """Make the folders. Raises `OSError`."""
        for folder in (self.shards, self.times):
            folder.mkdir(parents=True, exist_ok=True)

    def shard(self, number: int) -> Path:
        """The folder of a shard."""
        return self.shards / f"{number:05}"

    def done(self, count: int) -> set[int]:
        """The numbers of the shards that are there, of so many."""
        return {number for number in range(count) if (self.shard(number) / MARKER).is_file()}

    def begun(self, number: int) -> int:
        """How often a shard was begun and not ended: whoever is killed leaves what was written by then."""
        return sum(1 for _ in self.shards.glob(f"{PART}{number:05}-*"))

    def clear(self) -> None:
        """Take away what shards that were not finished have left."""
        for left in self.shards.glob(f"{PART}*"):
            shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def being_made(self, number: int) -> Iterator[Path]:
        """A folder to write a shard into; at the end of the block it takes its place, on the disk too.

        Where the shard is there by then (two workers had it, one of them taken for dead) this one is dropped.
        """
        part = self.shards / f"{PART}{number:05}-{uuid.uuid4().hex}"
        part.mkdir()
        try:
            yield part
            for file in part.iterdir():
                _to_disk(file)
            _to_disk(part)
            try:
                part.rename(self.shard(number))
            except OSError:
                if not (self.shard(number) / MARKER).is_file():
                    raise
            _to_disk(self.shards)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def markers(self, count: int) -> Iterator[Marker]:
        """What the shards that are there say of themselves, in their order. Raises `ArchiveError`."""
        for number in sorted(self.done(count)):
            yield read(self.shard(number) / MARKER, Marker)

    def took(self, count: int) -> Iterator[Took]:
        """What the shards that are there took, as far as that was written down."""
        for number in sorted(self.done(count)):
            with suppress(FileNotFoundError, msgspec.DecodeError):
                yield msgspec.json.decode((self.times / f"{number:05}.json").read_bytes(), type=Took)

    def plan(self) -> Plan | None:
        """What is run here; None if nothing was. Raises `ArchiveError`."""
        file = self.folder / RUN
        return read(file, Plan) if file.exists() else None


def read(file: Path, kind: type[T]) -> T:
    """What one of a run's own files says. Raises `ArchiveError`."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as fault:
        raise ArchiveError(f"{file}: it cannot be read ({fault}); it was made by another program") from None


def written(file: Path, value: Any) -> None:
    """Put a value as JSON into a file, which has the old content or the new one whatever happens."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(value, order="deterministic")) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Have the system write a file, or a folder's list of files, to the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
