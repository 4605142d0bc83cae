"""The audit trail after a redaction: nothing is taken out of it, but rows have other names.

An id is a hash of what a row says, so one that tells of a name must not stay. Nothing else of the trail is
changed, and outside of a redaction its triggers refuse every change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Table, bindparam, text, update

from sijill.store import schema

_RENAME: Final = (
    update(schema.audit)
    .where(schema.audit.c.table_name == bindparam("of_table"), schema.audit.c.row_id == bindparam("old"))
    .values(row_id=bindparam("new"))
)


class Renamed:
    """Rows that have another id now."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def add(self, table: str, old: str, new: str) -> None:
        """A row of a table has a new id, or is gone and keeps this one in the trail."""
        if old != new:
            self._ids[table, old] = new

    def of(self, table: str) -> dict[str, str]:
        """The rows of a table that have another id, with the new one."""
        return {old: new for (name, old), new in self._ids.items() if name == table}

    def write(self, connection: Connection) -> None:
        """Call the rows by their new ids in the trail."""
        if not self._ids:
            return
        rows = [{"of_table": table, "old": old, "new": new} for (table, old), new in self._ids.items()]
        with unguarded(connection, schema.audit):
            connection.execute(_RENAME, rows)


@contextmanager
def unguarded(connection: Connection, table: Table) -> Iterator[None]:
    """A table without the triggers that guard it, inside the transaction and to nobody else."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
        yield
        connection.execute(text(f"ALTER TABLE {table.name} ENABLE TRIGGER USER"))
        return
    triggers = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"),
        {"name": table.name},
    ).all()
    for trigger in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{trigger.name}"')
    yield
    for trigger in triggers:
        connection.exec_driver_sql(trigger.sql)
