"""Killed at any statement, the next run finishes, and the register is that of an unbroken run."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.store import Register
from tests.store.rows import rows
from tests.store.workers import ingest, started

NUMBERS = range(40)
FARTHEST = 120
"""Statements until the latest kill. Opening has five or, the first time, fifty, a batch some twenty: an
undisturbed run has 160 at first, and fewer than this when only its end is left to do."""
MANY = 60


@pytest.fixture
def unbroken_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[str]:
    """A second empty database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'unbroken.db'}"
        return
    server = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop_database(url)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_again_and_again_it_equals_an_unbroken_run(
    database_url: str, unbroken_url: str, seed: int
) -> None:
    chance, kills = random.Random(seed), 0
    for _ in range(MANY):
        broken = started(ingest, database_url, NUMBERS, chance.randint(1, FARTHEST))
        broken.join(120)
        if broken.exitcode == 0:
            break
        assert broken.exitcode == -signal.SIGKILL
        kills += 1
    assert 1 < kills < MANY

    whole = started(ingest, unbroken_url, NUMBERS)
    whole.join(120)
    assert whole.exitcode == 0
    with Register.open(database_url) as one, Register.open(unbroken_url) as other:
        assert rows(one) == rows(other)
