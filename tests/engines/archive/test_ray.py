"""A cluster of two machines, as far as Ray can tell; one of them is killed while both are at work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from sijill.engines.archive.local import here
from sijill.engines.archive.run import run
from sijill.engines.archive.shards import Place
from sijill.engines.archive.work import Work
from tests.engines.archive.archives import archive, even, files
from tests.engines.archive.conftest import shards_of

NODES = Path(__file__).with_name("ray_nodes.py")
SHARDS = 16


@pytest.fixture
def quietly() -> Iterator[dict[str, str]]:
    """The environment for Ray in a folder of its own, whose name is short enough for its sockets."""
    folder = tempfile.mkdtemp(prefix="ray")
    yield {**os.environ, "RAY_TMPDIR": folder, "RAY_USAGE_STATS_ENABLED": "0"}
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def nodes(quietly: dict[str, str], tmp_path: Path) -> Iterator[Popen[str]]:
    """A cluster of two nodes, whose address is the first line that it prints."""
    with (tmp_path / "nodes.log").open("w") as log:
        cluster = Popen(
            [sys.executable, NODES],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=quietly,
        )  # fmt: skip
        with cluster:
            yield cluster


def on_ray(environment: dict[str, str], manifest: Path, out: Path, *arguments: str) -> Popen[str]:
    command = [sys.executable, "-m", "sijill.cli.main", "archive", "run", str(manifest), "--out", str(out)]
    return Popen(
        [*command, "--engine", "ray", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=manifest.parent, env=environment,
    )  # fmt: skip


def whole(work: Work, manifest: Path, out: Path) -> dict[str, bytes]:
    """The files that one process makes of an archive."""
    alone = Work(out, work.stamp, work.make)
    run(shards_of(manifest), alone, here, resume=False, watching=lambda ended, _: ended)
    return files(out)


def test_a_node_that_is_killed_in_mid_run_costs_the_shards_it_was_at(
    nodes: Popen[str], quietly: dict[str, str], work: Work, tmp_path: Path
) -> None:
    assert nodes.stdin
    assert nodes.stdout
    manifest = even(tmp_path / "in", SHARDS, 40)
    address = nodes.stdout.readline().strip()
    reading = on_ray(quietly, manifest, work.folder, "--address", address)
    place = Place(work.folder)
    while len(place.done(SHARDS)) < 2:
        assert reading.poll() is None, reading.communicate()
        time.sleep(0.02)
    print(file=nodes.stdin, flush=True)
    assert nodes.stdout.readline() == "killed\n"
    assert len(place.done(SHARDS)) < SHARDS, "it was over before the node was killed"
    out, err = reading.communicate(timeout=400)
    assert (reading.returncode, err) == (0, "")
    assert f"{SHARDS} of {SHARDS} shards" in out
    assert files(work.folder) == whole(work, manifest, tmp_path / "whole")


def test_a_cluster_of_this_machine_gives_the_files_of_one_process(
    quietly: dict[str, str], work: Work, tmp_path: Path
) -> None:
    manifest = archive(tmp_path / "in")
    reading = on_ray(quietly, manifest, work.folder, "--workers", "2")
    _, err = reading.communicate(timeout=400)
    assert (reading.returncode, err) == (1, "")
    assert files(work.folder) == whole(work, manifest, tmp_path / "whole")


def test_where_no_cluster_is_one_sentence_says_so(
    quietly: dict[str, str], work: Work, tmp_path: Path
) -> None:
    reading = on_ray(quietly, even(tmp_path / "in", 1, 1), work.folder, "--address", "127.0.0.1:1")
    _, err = reading.communicate(timeout=400)
    assert reading.returncode == 2
    assert err.startswith("sijill: no Ray cluster answers at 127.0.0.1:1")
    assert err.count("\n") == 1
