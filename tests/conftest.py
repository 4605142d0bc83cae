"""What tests of all layers share: the default pack, compiled once, and empty databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.packs import load
from sijill.packs.compiled import CompiledPack, compile_pack
from sijill.reading.reader import Reader
from tests.postgres import PostgresMissing, Server


@pytest.fixture(scope="session")
def pack() -> CompiledPack:
    """The pack `yemen` as the reader uses it."""
    return compile_pack(load("yemen"))


@pytest.fixture(scope="session")
def reader(pack: CompiledPack) -> Reader:
    """A reader of that pack."""
    return Reader(pack)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own. Without PostgreSQL a test that asks for it fails."""
    try:
        server = Server()
    except PostgresMissing as fault:
        pytest.fail(str(fault), pytrace=False)
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'sijill.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, of either kind: a test that asks for it runs on both."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))
