"""What an engine is: it has work done on every shard, here or elsewhere, and tells what became of each."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from sijill.engines.archive.manifest import Shard

Work = Callable[[Shard], str | None]
"""What is done with a shard; returns why it is given up, or None.

Raises `ArchiveError` where nothing can be done on any.
"""


class Ended(Struct, frozen=True):
    """What became of a shard: it was read, or `lost` says why not."""

    shard: int
    lost: str | None = None


Engine = Callable[[Work, Sequence[Shard]], Iterator[Ended]]
"""Tells of each shard as it ends, in any order. Raises `ArchiveError`, after which nothing goes on.

Where a worker is killed over a shard, another does it again: the work itself knows how often that may be.
"""
