"""Processes of their own that write to a register, as several commands at once would."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from itertools import islice
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from sijill.store import Entry, Register, version_key
from tests.store.made import AT, REFUSED, entry

# Processes that share nothing with this one, forked from a server that has only loaded the program.
_FRESH = multiprocessing.get_context("forkserver")
_FRESH.set_forkserver_preload(["tests.store.workers"])
BATCH = 7


def started(work: Any, *arguments: Any) -> BaseProcess:
    """A process that does the work."""
    process = _FRESH.Process(target=work, args=arguments)
    process.start()
    return process


def signal_between() -> Any:
    """Something that one process sets and another sees."""
    return _FRESH.Event()


def ingest(url: str, numbers: Sequence[int], kill_at: int | None = None) -> None:
    """Write these entries in batches, passing over the known ones, as an ingesting command does.

    With `kill_at` the process is killed (SIGKILL) just before the statement of that number, all counted.
    """
    if kill_at is not None:
        _kill_before_statement(kill_at)
    with Register.open(url) as register:
        run = register.start_run("ingest", AT)
        rest = iter(numbers)
        while batch := [_made(number) for number in islice(rest, BATCH)]:
            known = register.known(version_key(one.found) for one in batch)
            register.add([one for one in batch if version_key(one.found) not in known], run, AT)
        register.set_aside(REFUSED, run, AT)
        register.end_run(run, {"read": len(numbers)}, AT)


def look_on(url: str, done: Any, looks: Any) -> None:
    """Read the whole register over and over until told that it is done; fails on half a report."""
    with Register.open(url) as register:
        seen = 0
        while True:
            last = done.is_set()
            documents = list(register.documents())
            assert len(documents) >= seen, "a report that was there is gone"
            seen = len(documents)
            for stored in documents:
                number = int(stored.version.headers["etag"].strip('"'))
                assert len(stored.document.events) == len(entry(number).document.events)
            looks.value += 1
            if last:
                return


def counter() -> Any:
    """A number that two processes share."""
    return _FRESH.Value("i", 0)


def _made(number: int) -> Entry:
    """Every fifth entry is a new version of the one before it."""
    if number % 5 == 4:
        return entry(number, url=f"https://news.example/{number - 1}")
    return entry(number)


def _kill_before_statement(number: int) -> None:
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1
        if counted == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
