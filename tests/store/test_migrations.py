"""The migrations make the tables that the program knows, and leave everything else alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from sijill.store import Register, StoreError, schema
from tests.postgres import Server

MADE_BY_HAND = ("search", "spatial_ref_sys", "ix_claim_point")
"""How the names begin of what SQLAlchemy's tables do not describe."""


def test_the_migrated_tables_are_those_of_the_schema(register: Register) -> None:
    def ours(_: object, name: str | None, *__: object) -> bool:
        return not (name or "").startswith(MADE_BY_HAND)

    with register.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_opening_makes_the_register_only_once(database_url: str) -> None:
    with Register.open(database_url) as first, Register.open(database_url) as second:
        assert first.id == second.id


def test_postgis_gives_an_index_by_place(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        known = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone()
    with Register.open(postgres_url) as register, register.reading() as connection_:
        indexes = inspect(connection_).get_indexes("claim")
    assert ("ix_claim_point" in {index["name"] for index in indexes}) == bool(known)


def test_a_user_who_may_switch_nothing_on_gets_a_register_without_postgis(postgres: Server) -> None:
    url = postgres.new_database(template="template1")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS plain_user")
        connection.execute("CREATE ROLE plain_user LOGIN")
        connection.execute("GRANT CREATE ON SCHEMA public TO plain_user")
    try:
        with Register.open(url.replace("sijill@", "plain_user@")) as register:
            assert register.stats()["reports"] == 0
            with register.reading() as connection_:
                indexes = inspect(connection_).get_indexes("claim")
        assert "ix_claim_point" not in {index["name"] for index in indexes}
    finally:
        postgres.drop_database(url)


def test_a_newer_register_is_left_alone(database_url: str) -> None:
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    with Register.open(database_url) as register:
        register.write(lambda connection: connection.execute(newer))
    with pytest.raises(StoreError, match="a newer version of sijill has changed this register; update"):
        Register.open(database_url)


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_tables_are_left_alone(database_url: str, create: bool) -> None:
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
            connection.execute("CREATE TABLE report (a)")
        connection.close()
    else:
        with psycopg.connect(database_url) as connection_:
            connection_.execute("CREATE TABLE report (a integer)")
    with pytest.raises(StoreError, match="this database holds something else, not a register; name another"):
        Register.open(database_url, create=create)


def test_without_create_nothing_is_made(database_url: str) -> None:
    with pytest.raises(StoreError, match="there is no register here yet; sijill ingest makes one"):
        Register.open(database_url, create=False)
    if database_url.startswith("sqlite"):
        assert not Path(database_url.removeprefix("sqlite:///")).exists()


def test_an_empty_file_becomes_a_register_only_with_create(sqlite_url: str) -> None:
    Path(sqlite_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(StoreError, match="there is no register here yet"):
        Register.open(sqlite_url, create=False)
    with Register.open(sqlite_url) as register:
        assert register.stats()["reports"] == 0
