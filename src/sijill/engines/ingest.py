"""Take reports into the register: what is new is read, and kept with its claims; what is known is passed by.

A batch is written in one transaction; of many reports, while another process reads the next batch. Whatever
ends a run, the register holds whole batches, and the same run begun again does the rest.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import chain, islice

from sijill.engines.batches import batches
from sijill.engines.beside import ReadingBeside
from sijill.engines.outcomes import Reading, ReadingHere
from sijill.engines.stamped import StampedReader
from sijill.engines.taking import Batch, Summary, Taking, size, timed
from sijill.record import Found, SetAside
from sijill.store.entries import Run
from sijill.store.register import Register


def ingest(
    items: Iterable[Found | SetAside],
    register: Register,
    reader: StampedReader,
    run: Run,
    *,
    confidential: bool = False,
    told: Callable[[SetAside], None] = lambda _: None,
    beside: Callable[[], ReadingBeside] | None = None,
) -> Summary:
    """Take all items in; `told` hears of each one that could not be read, in order.

    With `beside`, reports that are more than a batch are read in the process that it starts. Raises
    `StoreError` where the register cannot be written and `ReadingEnded` where that process is gone; what was
    written before stays.
    """
    taking = Taking(register, run, reader.stamp, told, confidential=confidential)
    summary = taking.summary
    coming = batches(timed(register.screened(items), summary), size)
    first = list(islice(coming, 2))
    before: Batch | None = None
    with ExitStack() as ending:
        reading: Reading = ReadingHere(reader)
        if beside and len(first) > 1:
            reading = ending.enter_context(beside())
        for items_ in chain(first, coming):
            batch = taking.begun(items_, before.keys if before else frozenset())
            read = reading.finish() if before else None
            reading.begin([report for _, report in batch.fresh])
            if before and read:
                taking.keep(before, read)
            before = batch
        if before:
            taking.keep(before, reading.finish())
    return summary
