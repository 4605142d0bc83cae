"""The engine without any other process: shard after shard, here."""

from collections.abc import Iterator, Sequence

from sijill.engines.archive.engine import Ended, Work
from sijill.engines.archive.manifest import Shard


def here(work: Work, shards: Sequence[Shard]) -> Iterator[Ended]:
    """Do the work on each shard in turn."""
    for shard in shards:
        yield Ended(shard.number, work(shard))
