"""Reading in a process of its own, so that the one that writes the register need not wait for it.

Python runs one thread at a time, and reading is nearly all Python: beside reading, a thread only overlaps
what waits for the disk.
"""

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Final, Self

import msgspec

from sijill.engines.outcomes import Outcomes, read_each
from sijill.engines.stamped import StampedReader
from sijill.reading import Reader
from sijill.record import Report
from sijill.store.identity import Stamp

MakeReader = Callable[[], Reader]

_STARTED_ANEW: Final = get_context("spawn")
"""A forked process would go on with its parent's open database."""

_reports = msgspec.msgpack.Decoder(list[Report])
_outcomes = msgspec.msgpack.Decoder(Outcomes)


class ReadingEnded(RuntimeError):
    """The process that reads is gone."""


class ReadingBeside:
    """Reads lists of reports in another process, from `begin` on; use it as a context.

    `make` makes the reader there: a function of a module, which can be sent. The process ends with its
    parent, however that ends.
    """

    def __init__(self, stamp: Stamp, make: MakeReader) -> None:
        self._pipe, theirs = _STARTED_ANEW.Pipe()
        self._process = _STARTED_ANEW.Process(target=_serve, args=(theirs, stamp, make), daemon=True)
        self._process.start()
        # Only the other process may hold it: so the pipe ends when that process does.
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._pipe.close()
        # What it may be reading yet nobody waits for.
        self._process.terminate()
        self._process.join()
        self._process.close()

    def begin(self, reports: Sequence[Report]) -> None:
        """Send reports. Raises `ReadingEnded` where nobody is there to read them."""
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(reports))
        except OSError as fault:
            raise self._ended() from fault

    def finish(self) -> Outcomes:
        """Wait for what came of them. Raises `ReadingEnded` where the process ended over them."""
        try:
            return _outcomes.decode(self._pipe.recv_bytes())
        except (EOFError, OSError) as fault:
            raise self._ended() from fault

    def _ended(self) -> ReadingEnded:
        self._process.join()
        return ReadingEnded(
            f"the process that reads reports ended (code {self._process.exitcode}); it was stopped, or "
            "memory ran out"
        )


def _serve(pipe: Connection, stamp: Stamp, make: MakeReader) -> None:
    """Read what comes until nothing can come any more."""
    # Ctrl-C reaches every process of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader: Reader | None = None

    def made() -> Reader:
        nonlocal reader
        reader = reader or make()
        return reader

    stamped = StampedReader(stamp, made)
    with suppress(EOFError, OSError):
        while True:
            reports = _reports.decode(pipe.recv_bytes())
            pipe.send_bytes(msgspec.msgpack.encode(read_each(reports, stamped)))
