"""Bring the tables of a register to the form that this program knows."""

from sqlalchemy import Connection, inspect, select, text

from sijill.store.errors import StoreError
from sijill.store.schema import HEAD, register

NOT_OURS = frozenset({"spatial_ref_sys"})
"""Tables that PostgreSQL's extensions bring along."""


def is_current(connection: Connection, name: str) -> bool:
    """Whether the tables are as this program knows them; `name` is what to call the register.

    Raises `StoreError` if the database is no register, or one of a newer program.
    """
    known = _revision(connection, name)
    if known is not None and known > HEAD:
        raise StoreError(f"{name}: a newer version of sijill has changed this register; update the program")
    return known == HEAD


def is_empty(connection: Connection, name: str) -> bool:
    """Whether there are no tables yet. Raises `StoreError` if there are tables, but not a register's."""
    return _revision(connection, name) is None


def migrate(connection: Connection) -> None:
    """Make the tables or change them, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection, name: str) -> str | None:
    tables = set(inspect(connection).get_table_names()) - NOT_OURS
    if not tables:
        return None
    if not {"alembic_version", "register"} <= tables:
        raise StoreError(
            f"{name}: this database holds something else, not a register; name another with --database"
        )
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is None or connection.scalar(select(register.c.value).limit(1)) is None:
        raise StoreError(f"{name}: this register is not whole; bring a backup back with sijill restore")
    return str(revision)
