"""Filters that somebody saved, each with a feed of its own, and what these feeds have told."""

import secrets
import uuid
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sijill.record.moments import now
from sijill.store import runs
from sijill.store.accounts_keys import digest_of
from sijill.store.entries import Run
from sijill.store.schema_desk import account, alert, saved_filter

What = Literal["seen", "new", "changed", "retracted"]
"""`seen`: it was there when the filter was saved, so nobody is told of it."""


class Saved(Struct, frozen=True, kw_only=True):
    """A filter: `query` has the names and values of an address's query, in order."""

    id: str
    account_id: str | None
    name: str
    query: list[list[str]]
    created_at: str


class Alert(Struct, frozen=True, kw_only=True):
    """Something that a feed tells of an incident. `number` counts what the feed has told, from 1."""

    number: int
    incident_id: str
    kind: What
    at: str
    digest: str


def add(
    connection: Connection, run: Run, account_id: str | None, name: str, query: list[list[str]]
) -> tuple[Saved, str]:
    """Save a filter; the secret of its feed's address is told this once."""
    secret = secrets.token_urlsafe(24)
    made = Saved(id=str(uuid.uuid4()), account_id=account_id, name=name, query=query, created_at=now())
    values = {field: getattr(made, field) for field in Saved.__struct_fields__}
    connection.execute(insert(saved_filter).values(**values, digest=digest_of(secret)))
    runs.write_audit(connection, [runs.entry(run, made.created_at, "add", "saved_filter", made.id)])
    return made, secret


def listed(connection: Connection, account_id: str | None) -> list[Saved]:
    """Somebody's filters, in the order in which they were saved."""
    query = select(saved_filter).where(saved_filter.c.account_id.is_not_distinct_from(account_id))
    rows = connection.execute(query.order_by(saved_filter.c.created_at, saved_filter.c.id))
    return [_saved(row) for row in rows]


def remove(connection: Connection, run: Run, account_id: str | None, id_: str) -> bool:
    """Remove one of somebody's filters with its feed; False if there is none of that id."""
    mine = saved_filter.c.account_id.is_not_distinct_from(account_id)
    if connection.scalar(select(saved_filter.c.id).where(saved_filter.c.id == id_, mine)) is None:
        return False
    connection.execute(delete(alert).where(alert.c.filter_id == id_))
    connection.execute(delete(saved_filter).where(saved_filter.c.id == id_))
    runs.write_audit(connection, [runs.entry(run, now(), "remove", "saved_filter", id_)])
    return True


def renew(connection: Connection, run: Run, account_id: str | None, id_: str) -> str | None:
    """A new secret for a feed's address, in the place of one that got about; None if there is no such
    filter."""
    secret = secrets.token_urlsafe(24)
    mine = saved_filter.c.account_id.is_not_distinct_from(account_id)
    done = connection.execute(
        update(saved_filter).where(saved_filter.c.id == id_, mine).values(digest=digest_of(secret))
    )
    if not done.rowcount:
        return None
    runs.write_audit(connection, [runs.entry(run, now(), "renew", "saved_filter", id_)])
    return secret


def by_secret(connection: Connection, secret: str) -> Saved | None:
    """The filter whose feed has that address, unless its owner was shut out."""
    row = connection.execute(
        select(*saved_filter.c)
        .outerjoin(account, account.c.id == saved_filter.c.account_id)
        .where(saved_filter.c.digest == digest_of(secret), account.c.disabled.is_not(True))
    ).one_or_none()
    return _saved(row) if row else None


def tell(
    connection: Connection, filter_id: str, fitting: Mapping[str, tuple[str, bool]], *, first: bool
) -> int:
    """Write down what is new, changed or retracted since the last time; returns how much.

    `fitting` has of each incident that fits what it is like, and whether it is retracted; `first`: the
    filter was saved just now.
    """
    before = _last(connection, filter_id)
    number = connection.scalar(select(func.max(alert.c.number)).where(alert.c.filter_id == filter_id)) or 0
    found: list[tuple[str, What, str]] = []
    for incident_id, (digest, retracted) in fitting.items():
        last = before.get(incident_id)
        if last is None:
            found.append((incident_id, "seen" if first or retracted else "new", digest))
        elif last.digest != digest:
            found.append((incident_id, "retracted" if retracted else "changed", digest))
    gone = (one for id_, one in before.items() if id_ not in fitting and one.kind != "retracted")
    found += [(one.incident_id, "retracted", "") for one in gone]
    at = now()
    rows = [
        {
            "filter_id": filter_id,
            "number": number + count,
            "incident_id": incident_id,
            "kind": kind,
            "at": at,
            "digest": digest,
        }
        for count, (incident_id, kind, digest) in enumerate(found, 1)
    ]
    if rows:
        connection.execute(insert(alert), rows)
    return len(rows)


def told(connection: Connection, filter_id: str, limit: int) -> list[Alert]:
    """What a feed has told, the last first."""
    query = select(alert).where(alert.c.filter_id == filter_id, alert.c.kind != "seen")
    rows = connection.execute(query.order_by(alert.c.number.desc()).limit(limit))
    return [_alert(row) for row in rows]


def _last(connection: Connection, filter_id: str) -> dict[str, Alert]:
    """What was told last of each incident."""
    query = select(alert).where(alert.c.filter_id == filter_id).order_by(alert.c.number)
    return {row.incident_id: _alert(row) for row in connection.execute(query)}


def _saved(row: Row[Any]) -> Saved:
    return Saved(**{field: row._mapping[field] for field in Saved.__struct_fields__})


def _alert(row: Row[Any]) -> Alert:
    return Alert(**{field: row._mapping[field] for field in Alert.__struct_fields__})
