"""`sijill archive` as a user runs it; the process that runs it, or those that work for it, killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

import pytest

from sijill.engines.archive.shards import Place
from tests.cli.conftest import Run
from tests.engines.archive.archives import archive, even, files

SHARDS = 12


def test_from_an_archive_into_a_register(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "in")
    ran = run("archive", "run", "in/manifest.txt", "--out", "out", "--engine", "local", "--json")
    report = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")  # two of its files are broken
    assert (report["shards_done"], report["broken_files"], report["lost"]) == (6, 2, [])
    assert [step["name"] for step in report["steps"]] == [
        "unpacking", "letters", "text", "language", "conflict", "reading", "writing",
    ]  # fmt: skip
    assert report["core_hours_a_million_pages"] > 0
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8")) == report
    load = run("archive", "load", "out", "--json")
    loaded = json.loads(load.out)
    # Five pages stand in two of the files.
    assert (load.code, loaded["known"], loaded["new"]) == (1, 5, report["reports"] - 5)
    assert loaded["refused"] == sum(report["set_aside"].values())
    again = json.loads(run("archive", "load", "out", "--json").out)
    assert (again["new"], again["events"]) == (0, 0)
    assert json.loads(run("stats", "--json").out)["events"] == loaded["events"] > 0


def test_the_report_for_people_tells_every_step(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "in")
    ran = run(
        "archive", "run", "in/manifest.txt", "--out", "out", "--files-per-shard", "6", "--engine", "local"
    )
    assert "1 of 1 shards are in out" in ran.out
    for words in ("no Arabic letters", "no word of conflict", "Persian", "core hours a million pages", "MB"):
        assert words in ran.out
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "lines, said",
    [
        ("missing.jsonl", "manifest.txt:1: missing.jsonl: there is no such file"),
        ("", "manifest.txt: it names no file"),
        (".", "manifest.txt:1: .: it is a folder"),
        ("manifest.txt", "manifest.txt:1: manifest.txt: its name tells of no kind that is read"),
    ],
)
def test_a_wrong_manifest_is_one_sentence(run: Run, tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "manifest.txt").write_text(lines, encoding="utf-8")
    ran = run("archive", "run", "manifest.txt", "--out", "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"sijill: {said}")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["run", "none.txt", "--out", "out"], "none.txt: there is no such file"),
        (["run", ".", "--out", "out"], "it is a folder"),
        (["run", "in/manifest.txt", "--out", "out", "--address", "x"], "--engine ray"),
        (["run", "in/manifest.txt", "--out", "out", "--engine", "local", "--workers", "2"], "no workers"),
        (["run", "in/manifest.txt", "--out", "out", "--resume"], "no run to resume"),
        (["run", "in/manifest.txt", "--out", "in"], "it holds other files"),
        (["run", "in/manifest.txt", "--out", "out", "--pack", "atlantis"], 'no pack "atlantis"'),
        (["load", "none"], "none: it holds no run"),
        (["load", "in"], "in: it holds no run"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    even(tmp_path / "in", 1, 1)
    ran = run("archive", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert not (tmp_path / "sijill.db").exists()


def begun(folder: Path) -> Popen[bytes]:
    """A run of an archive in two processes."""
    command = ["archive", "run", "in/manifest.txt", "--out", "out", "--workers", "2"]
    return Popen(
        [sys.executable, "-m", "sijill.cli.main", *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
    )  # fmt: skip


def workers_of(parent: int) -> list[int]:
    """The processes that a run has started to work for it."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            line = status.read_text(encoding="utf-8", errors="replace")
            command = (status.parent / "cmdline").read_bytes()
            if line.rpartition(")")[2].split()[1] == str(parent) and b"spawn_main" in command:
                found.append(int(status.parent.name))
    return found


def is_running(process: int) -> bool:
    """Whether a process has not ended; one that nobody has asked about stays listed."""
    try:
        line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return line.rpartition(")")[2].split()[0] != "Z"


def wait_for(run: Popen[bytes], place: Place, shards: int) -> None:
    """Wait until so many shards are there, and the next ones begun."""
    while len(place.done(SHARDS)) < shards or not list(place.shards.glob(".part-*")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)


def test_killed_it_is_resumed_and_gives_the_files_of_an_unbroken_run(run: Run, tmp_path: Path) -> None:
    even(tmp_path / "in", SHARDS, 30)
    assert run("archive", "run", "in/manifest.txt", "--out", "whole", "--engine", "local").code == 0
    place = Place(tmp_path / "out")
    with begun(tmp_path) as first:
        wait_for(first, place, 1)
        workers = workers_of(first.pid)
        first.kill()
    assert first.returncode == -signal.SIGKILL
    assert 1 <= len(place.done(SHARDS)) < SHARDS
    for worker in workers:  # nobody waits for them any more
        while is_running(worker):
            time.sleep(0.01)
    load = run("archive", "load", "out", "--json")
    assert load.code == 1
    assert "sijill archive run --resume does the rest" in load.err
    ran = run("archive", "run", "in/manifest.txt", "--out", "out", "--workers", "2", "--resume", "--json")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert report["shards_read"] < report["shards_done"] == SHARDS
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_a_worker_that_is_killed_costs_nothing(run: Run, tmp_path: Path) -> None:
    even(tmp_path / "in", SHARDS, 30)
    assert run("archive", "run", "in/manifest.txt", "--out", "whole", "--engine", "local").code == 0
    with begun(tmp_path) as running:
        wait_for(running, Place(tmp_path / "out"), 1)
        os.kill(workers_of(running.pid)[0], signal.SIGKILL)
        _, err = running.communicate(timeout=300)
    assert (running.returncode, err) == (0, b"")
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_interrupted_it_says_how_to_go_on(tmp_path: Path) -> None:
    even(tmp_path / "in", SHARDS, 30)
    with begun(tmp_path) as running:
        wait_for(running, Place(tmp_path / "out"), 1)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=300)
    assert running.returncode == 130
    assert err.decode() == (
        "sijill: interrupted; whole shards stay, the same command with --resume does the rest\n"
    )
    assert not list((tmp_path / "out" / "shards").glob("*/.*"))
