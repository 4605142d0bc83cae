"""Reports in batches: what is written in one transaction, and held in memory at once."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

BATCH: Final = 200
"""Reports in a batch: enough that a transaction costs little beside the reports, few enough that a run
that is broken off has little to do again."""

BATCH_BYTES: Final = 16 * 1024 * 1024
"""What a batch may come to, captured bytes and texts; a larger report is a batch of its own."""


Item = TypeVar("Item")


def batches(items: Iterable[Item], size: Callable[[Item], int], *, most: int = BATCH) -> Iterator[list[Item]]:
    """The items in order, in lists of at most `most` that hold at most `BATCH_BYTES` or one item.

    `size` tells the bytes of an item.
    """
    batch: list[Item] = []
    held = 0
    for item in items:
        more = size(item)
        if batch and (len(batch) == most or held + more > BATCH_BYTES):
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += more
    if batch:
        yield batch
