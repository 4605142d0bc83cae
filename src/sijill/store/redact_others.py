"""Take names out of the rows that tell of no report that was taken in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sijill.record import SetAside
from sijill.store import edits, identity, schema, schema_desk
from sijill.store.redact_trail import Renamed
from sijill.store.redact_values import Screen


def take_out_of_others(connection: Connection, screen: Screen, renamed: Renamed) -> int:
    """What tells of no report that was taken in: what was set aside, feeds, runs, reasons of redactions."""
    return sum(
        (
            _set_aside(connection, screen, renamed),
            _feeds(connection, screen, renamed),
            _columns(connection, screen, schema.run, ("command", "counts")),
            _columns(connection, screen, schema.redaction, ("why",)),
            _columns(connection, screen, schema.capture, ("media_type",)),
            _columns(connection, screen, schema_desk.saved_filter, ("name", "query")),
            _columns(connection, screen, schema_desk.edit, ("note",)),
            _reasons(connection, screen),
            edits.follow(connection, renamed.of("report"), renamed.of("version")),
        )
    )


def _set_aside(connection: Connection, screen: Screen, renamed: Renamed) -> int:
    table, count = schema.set_aside, 0
    for row in connection.execute(select(table)).all():
        item = screen.aside(SetAside(row.whence, row.why))
        if (item.whence, item.why) == (row.whence, row.why):
            continue
        new_id = identity.set_aside_id(item.whence, item.why)
        connection.execute(delete(table).where(table.c.id == row.id))
        made = {"id": new_id, "whence": item.whence, "why": item.why, "first_seen": row.first_seen}
        insert_new(connection, table, [made])
        renamed.add("set_aside", row.id, new_id)
        count += 1
    return count


def _feeds(connection: Connection, screen: Screen, renamed: Renamed) -> int:
    table, count = schema.feed, 0
    for row in connection.execute(select(table)).all():
        changed = screen.values(dict(row._mapping))
        if changed == row._mapping:
            continue
        connection.execute(delete(table).where(table.c.address == row.address))
        insert_new(connection, table, [changed])
        renamed.add("feed", row.address, changed["address"])
        count += 1
    return count


def _reasons(connection: Connection, screen: Screen) -> int:
    """What was said of why an incident is in a state."""
    table, count = schema_desk.publication, 0
    for row in connection.execute(select(table).where(table.c.reason.is_not(None))).all():
        clean = screen.text(row.reason)
        if clean != row.reason:
            this = (table.c.incident_id == row.incident_id) & (table.c.number == row.number)
            connection.execute(update(table).where(this).values(reason=clean))
            count += 1
    return count


def _columns(connection: Connection, screen: Screen, table: Table, names: Sequence[str]) -> int:
    (key,), count = table.primary_key.columns, 0
    for row in connection.execute(select(key, *(table.c[name] for name in names))).all():
        changed = {name: screen.values(row._mapping[name]) for name in names}
        if changed != {name: row._mapping[name] for name in names}:
            connection.execute(update(table).where(key == row[0]).values(changed))
            count += 1
    return count


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one that is there already stays as it is."""
    if rows:
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(make(table).on_conflict_do_nothing(), rows)
