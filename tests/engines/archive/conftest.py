"""Work on an archive as a worker does it, with the default pack."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sijill.cli.readers import kept_stamped
from sijill.engines.archive.manifest import Shard, cut, read_manifest
from sijill.engines.archive.work import Work
from sijill.store import Stamp

PACK = "yemen"


@pytest.fixture(scope="session")
def stamp() -> Stamp:
    """The stamp of this program and the default pack."""
    return kept_stamped(PACK).stamp


@pytest.fixture
def work(tmp_path: Path, stamp: Stamp) -> Work:
    """What is done on every shard; its folder is not made yet."""
    return Work(tmp_path / "out", stamp, partial(kept_stamped, PACK))


def shards_of(manifest: Path, files: int = 1) -> list[Shard]:
    """The shards of an archive."""
    return cut(read_manifest(manifest), files)
