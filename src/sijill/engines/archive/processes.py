"""The engine of several processes on this machine; one that is killed costs its shard one attempt.

The pools of the standard library either wait for ever for a killed process or give up all that were at work.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Final

from sijill.engines.archive.engine import Ended, Work
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.manifest import Shard

_STARTED_ANEW: Final = get_context("spawn")
"""A forked process would go on with whatever its parent holds open."""

ENDS_WITHIN: Final = 10.0
"""Seconds that a process has to end by itself once its pipe is closed, to be told from one that is killed."""


class Processes:
    """An engine that works with so many processes."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def __call__(self, work: Work, shards: Sequence[Shard]) -> Iterator[Ended]:
        """Hand out the shards, each again after the death of its worker."""
        waiting = deque(shards)
        workers = [_Worker(work) for _ in range(min(self._workers, len(shards)))]
        try:
            while waiting or any(worker.shard for worker in workers):
                for worker in workers:
                    if waiting and worker.shard is None:
                        worker.begin(waiting.popleft())
                busy = [worker for worker in workers if worker.shard]
                ready = wait([worker.pipe for worker in busy])
                for worker in [worker for worker in busy if worker.pipe in ready]:
                    shard, worker.shard = worker.shard, None
                    assert shard
                    try:
                        outcome = worker.pipe.recv()
                    except (EOFError, OSError):
                        _see_why(worker.end(patience=ENDS_WITHIN))
                        workers[workers.index(worker)] = _Worker(work)
                        waiting.appendleft(shard)
                        continue
                    if isinstance(outcome, ArchiveError):
                        raise outcome
                    yield Ended(shard.number, outcome)
        finally:
            for worker in workers:
                worker.end()


def _see_why(code: int) -> None:
    """Raises `ArchiveError` for a process that was not killed but ended by itself: so would every other."""
    if code >= 0:
        raise ArchiveError(f"a worker ended by itself (code {code}); what it said stands above")


class _Worker:
    """A process, the pipe to it, and the shard that it is at."""

    def __init__(self, work: Work) -> None:
        self.shard: Shard | None = None
        self.pipe, theirs = _STARTED_ANEW.Pipe()
        self._process = _STARTED_ANEW.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        # Only the other process may hold it: so the pipe ends when that process does.
        theirs.close()

    def begin(self, shard: Shard) -> None:
        """Send a shard. Where nobody is there to take it, that shows when the outcome is asked for."""
        self.shard = shard
        with suppress(OSError):
            self.pipe.send(shard)

    def end(self, *, patience: float = 0.0) -> int:
        """End the process if it has not ended in so many seconds; its exit code, below 0 if it was killed."""
        self.pipe.close()
        self._process.join(patience)
        self._process.terminate()
        self._process.join()
        return self._process.exitcode or 0


def _serve(pipe: Connection, work: Work) -> None:
    """Do the work on what comes until nothing can come any more."""
    # Ctrl-C reaches every process of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            shard = pipe.recv()
            try:
                outcome: str | ArchiveError | None = work(shard)
            except ArchiveError as fault:
                outcome = fault
            pipe.send(outcome)


def _end_with_parent() -> None:
    """End this process when its parent is gone, however that ended: nobody waits for the shard any more."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
