"""Reading in another process: the same register as without one, and no harm when either process ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.api import reader_for
from sijill.engines.batches import batches
from sijill.engines.beside import ReadingBeside, ReadingEnded
from sijill.engines.ingest import ingest
from sijill.engines.stamped import StampedReader
from sijill.engines.taking import Summary
from sijill.reading import Reader
from sijill.record import Found, Report
from sijill.store import Register
from tests.engines.conftest import STAMP, Finding
from tests.store.rows import rows

make: Callable[[], Reader] = partial(reader_for, "yemen")

CLASH = "اندلعت اشتباكات بين القوات الحكومية وجماعة الحوثي في مديرية نهم بمحافظة صنعاء أمس، بحسب مصادر محلية."
ENGLISH = "The two delegations met on Monday in the capital and agreed to meet again within the next month."


def never() -> Reader:
    """A reader that is made of nothing."""
    raise ValueError("no pack")


@pytest.fixture
def items(finding: Finding) -> list[Found]:
    """Reports of several batches: an address twice, one with a broken character, one of another language."""
    told = [finding(f"{CLASH} {number}", url=f"https://one.example/{number % 4}") for number in range(5)]
    # As a page or a table may have it; what was captured are bytes in any case.
    broken = replace(finding(f"{CLASH} {CLASH}", source="المسيرة"), text=f"{CLASH} \ud800 {CLASH}")
    return [*told, broken, finding(ENGLISH), told[0]]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sijill.engines.ingest.batches", partial(batches, most=2))


def taken_in(
    url: str, items: list[Found], stamped: StampedReader, beside: Callable[[], ReadingBeside] | None
) -> tuple[dict[str, list[tuple[object, ...]]], Summary]:
    with Register.open(url) as register:
        summary = ingest(items, register, stamped, register.start_run("ingest"), beside=beside)
        return rows(register), summary


def test_the_register_is_the_same(
    tmp_path: Path, stamped: StampedReader, items: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sijill.store.register.now", lambda: "2026-03-01T10:00:00Z")
    here, summary = taken_in(f"sqlite:///{tmp_path}/here.db", items, stamped, None)
    unused = StampedReader(STAMP, never)
    there, other = taken_in(
        f"sqlite:///{tmp_path}/there.db", items, unused, lambda: ReadingBeside(STAMP, make)
    )
    assert here == there
    assert summary.counts() == other.counts()
    assert (summary.found, summary.new, summary.versions, summary.known) == (8, 6, 1, 1)


def test_of_one_batch_no_process_is_started(
    sqlite_url: str, stamped: StampedReader, finding: Finding
) -> None:
    def started() -> ReadingBeside:
        raise AssertionError

    _, summary = taken_in(sqlite_url, [finding(CLASH), finding(ENGLISH)], stamped, started)
    assert summary.new == 2


def test_what_the_reader_stumbles_over_is_set_aside(
    sqlite_url: str, stamped: StampedReader, items: list[Found]
) -> None:
    _, summary = taken_in(sqlite_url, items, stamped, lambda: ReadingBeside(STAMP, never))
    assert (summary.new, summary.refused) == (0, summary.found)
    assert all("ValueError: no pack" in why for why in summary.refusals)


def test_when_the_reading_process_is_killed_whole_batches_stay(
    sqlite_url: str, stamped: StampedReader, items: list[Found]
) -> None:
    processes: list[ReadingBeside] = []

    class Killed(ReadingBeside):
        def __init__(self) -> None:
            super().__init__(STAMP, make)
            processes.append(self)
            self.begun = 0

        def begin(self, reports: Sequence[Report]) -> None:
            self.begun += 1
            if self.begun == 3:
                assert self._process.pid
                os.kill(self._process.pid, signal.SIGKILL)
                self._process.join()
            super().begin(reports)

    with pytest.raises(ReadingEnded, match="code -9"):
        taken_in(sqlite_url, items, stamped, Killed)
    with Register.open(sqlite_url) as register:
        assert register.stats()["versions"] == 2
    assert len(processes) == 1
    _, again = taken_in(sqlite_url, items, stamped, lambda: ReadingBeside(STAMP, make))
    assert (again.new + again.versions, again.known) == (5, 3)


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """However the parent ends: nobody is left to tell it."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(600):
        if not running(child):
            return
        time.sleep(0.1)
    pytest.fail("the process that reads goes on without its parent")


def running(pid: int) -> bool:
    """Whether there is such a process; one that nobody has buried yet has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


PARENT = """
import time
from functools import partial
from sijill.api import reader_for
from sijill.engines.beside import ReadingBeside
from sijill.store import Stamp

if __name__ == "__main__":
    reading = ReadingBeside(Stamp("0", "yemen", "0", "0"), partial(reader_for, "yemen"))
    print(reading._process.pid, flush=True)
    time.sleep(600)
"""


def test_an_empty_list_is_read_as_well() -> None:
    with ReadingBeside(STAMP, make) as reading:
        reading.begin([])
        assert reading.finish().of == []
        reading.begin([Report(text=CLASH)])
        [outcome] = reading.finish().of
    assert outcome.document is not None
    assert [event.type for event in outcome.document.events] == ["clash"]
