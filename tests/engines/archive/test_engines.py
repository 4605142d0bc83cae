"""Three engines, one result; and workers that are really killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sijill.engines.archive.engine import Ended, Engine
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.local import here
from sijill.engines.archive.manifest import Shard
from sijill.engines.archive.processes import Processes
from sijill.engines.archive.report import RunReport
from sijill.engines.archive.run import run
from sijill.engines.archive.shards import Place
from sijill.engines.archive.work import KILLS, Work
from tests.engines.archive.archives import archive, even, files
from tests.engines.archive.conftest import shards_of


@dataclass(frozen=True)
class Deadly(Work):
    """Kills the process that is at a certain shard, in the middle of writing it, so many times."""

    shard: int = 0
    times: int = 0

    def __call__(self, shard: Shard) -> str | None:
        place = Place(self.folder)
        if shard.number == self.shard and place.begun(shard.number) < self.times:
            with place.being_made(shard.number) as folder:
                (folder / "reports.parquet").write_bytes(b"PAR1 half a file")
                os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(shard)


@dataclass(frozen=True)
class Useless(Work):
    """Finds that nothing can be done."""

    def __call__(self, shard: Shard) -> str | None:
        raise ArchiveError(f"no room for shard {shard.number}")


@dataclass(frozen=True)
class Ending(Work):
    """Ends its process by itself."""

    def __call__(self, shard: Shard) -> str | None:
        raise SystemExit(f"{shard.number}: enough")


def ran(work: Work, shards: Sequence[Shard], engine: Engine = here, *, resume: bool = False) -> RunReport:
    return run(shards, work, engine, resume=resume, watching=lambda ended, _: ended)


def at(work: Work, folder: Path) -> Work:
    return Work(folder, work.stamp, work.make)


def test_processes_give_the_files_of_one_process(work: Work, tmp_path: Path) -> None:
    shards = shards_of(archive(tmp_path / "in"), 2)
    one = ran(at(work, tmp_path / "one"), shards)
    many = ran(work, shards, Processes(2))
    assert files(work.folder) == files(tmp_path / "one")
    assert (many.pages, many.events, many.set_aside) == (one.pages, one.events, one.set_aside)
    assert many.shards_done == many.shards_read == len(shards)


@pytest.mark.parametrize("times", [1, 2])
def test_a_killed_worker_costs_its_shard_an_attempt(work: Work, tmp_path: Path, times: int) -> None:
    shards = shards_of(even(tmp_path / "in", shards=5, size=4))
    ran(at(work, tmp_path / "whole"), shards)
    deadly = Deadly(work.folder, work.stamp, work.make, shard=1, times=times)
    report = ran(deadly, shards, Processes(2))
    assert report.lost == []
    assert files(work.folder) == files(tmp_path / "whole")


def test_a_shard_that_kills_is_lost_alone_and_done_when_it_kills_no_more(work: Work, tmp_path: Path) -> None:
    shards = shards_of(even(tmp_path / "in", shards=5, size=4))
    ran(at(work, tmp_path / "whole"), shards)
    deadly = Deadly(work.folder, work.stamp, work.make, shard=2, times=3)
    report = ran(deadly, shards, Processes(2))
    assert report.lost == [Ended(2, KILLS)]
    assert Place(work.folder).done(5) == {0, 1, 3, 4}
    again = ran(work, shards, Processes(2), resume=True)
    assert (again.lost, again.shards_read, again.shards_done) == ([], 1, 5)
    assert files(work.folder) == files(tmp_path / "whole")


@pytest.mark.parametrize("engine", [here, Processes(2)])
def test_what_makes_all_work_useless_ends_the_run(work: Work, tmp_path: Path, engine: Engine) -> None:
    shards = shards_of(even(tmp_path / "in", shards=3, size=1))
    with pytest.raises(ArchiveError, match="no room for shard"):
        ran(Useless(work.folder, work.stamp, work.make), shards, engine)


def test_a_worker_that_ends_by_itself_ends_the_run(work: Work, tmp_path: Path) -> None:
    shards = shards_of(even(tmp_path / "in", shards=3, size=1))
    with pytest.raises(ArchiveError, match=r"a worker ended by itself \(code 1\)"):
        ran(Ending(work.folder, work.stamp, work.make), shards, Processes(2))


def test_resumed_it_reads_what_is_not_there(work: Work, tmp_path: Path) -> None:
    shards = shards_of(archive(tmp_path / "in"))
    ran(at(work, tmp_path / "whole"), shards)

    def some(work: object, shards: Sequence[Shard]) -> object:
        yield from here(work, shards[:2])  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ran(work, shards, some)  # type: ignore[arg-type]
    (work.folder / "shards" / ".part-00002-left").mkdir()
    report = ran(work, shards, Processes(2), resume=True)
    assert (report.shards_read, report.shards_done) == (len(shards) - 2, len(shards))
    assert files(work.folder) == files(tmp_path / "whole")
    before = files(work.folder)
    nothing = ran(work, shards, resume=True)
    assert (nothing.shards_read, nothing.pages) == (0, report.pages)
    assert files(work.folder) == before


def test_another_run_is_not_resumed(work: Work, tmp_path: Path) -> None:
    manifest = even(tmp_path / "in", shards=3, size=1)
    shards = shards_of(manifest)
    with pytest.raises(ArchiveError, match="no run to resume"):
        ran(work, shards, resume=True)
    ran(work, shards)
    before = files(work.folder)
    with pytest.raises(ArchiveError, match="it holds a run; go on with it by --resume"):
        ran(work, shards)
    for other in (shards[:2], shards_of(manifest, 2)):
        with pytest.raises(ArchiveError, match="begun with another manifest"):
            ran(work, other, resume=True)
    (tmp_path / "in" / "1.jsonl").write_bytes(b"{}")
    with pytest.raises(ArchiveError, match="other files in it"):
        ran(work, shards_of(manifest), resume=True)
    for changed in ({"program": "9.9"}, {"fingerprint": "cd" * 32}):
        stamp = type(work.stamp)(
            **{**{n: getattr(work.stamp, n) for n in work.stamp.__struct_fields__}, **changed}
        )
        with pytest.raises(ArchiveError, match="resume it with that program and pack"):
            ran(Work(work.folder, stamp, work.make), shards, resume=True)
    assert files(work.folder) == before


def test_a_folder_of_something_else_is_left_alone(work: Work, tmp_path: Path) -> None:
    shards = shards_of(even(tmp_path / "in", shards=1, size=1))
    work.folder.mkdir()
    (work.folder / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="it holds other files"):
        ran(work, shards)
    assert (work.folder / "letter.txt").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="it is a file"):
        ran(at(work, tmp_path / "file"), shards)


def test_two_runs_do_not_work_in_one_folder(work: Work, tmp_path: Path) -> None:
    shards = shards_of(even(tmp_path / "in", shards=2, size=1))

    def both(inner: object, some: Sequence[Shard]) -> object:
        with pytest.raises(ArchiveError, match="another run is at work"):
            ran(work, shards, resume=True)
        yield from here(inner, some)  # type: ignore[arg-type]

    assert ran(work, shards, both).shards_done == 2  # type: ignore[arg-type]


def test_a_broken_marker_is_told(work: Work, tmp_path: Path) -> None:
    shards = shards_of(even(tmp_path / "in", shards=1, size=1))
    ran(work, shards)
    (work.folder / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ArchiveError, match="made by another program"):
        ran(work, shards, resume=True)
