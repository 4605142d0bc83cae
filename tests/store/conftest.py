"""An open register on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sijill.store import Register, Run
from tests.store.made import AT


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    """A new register: the test runs on SQLite and on PostgreSQL."""
    with Register.open(database_url) as opened:
        yield opened


@pytest.fixture
def run(register: Register) -> Run:
    """A run to which what the test writes is put down."""
    return register.start_run("ingest", AT)
