"""Runs and the audit trail: who or what wrote which row, and when."""

import getpass
import os
import secrets
import time
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, update

from sijill.record.moments import now
from sijill.store import schema
from sijill.store.entries import Run


def start(connection: Connection, command: str, at: str | None = None) -> Run:
    """Write down that a command begins; `command` is what the user ran, as in `ingest`."""
    run = Run(
        id=str(uuid.uuid4()), command=command, actor=f"{user()}: sijill {command}", started_at=at or now()
    )
    connection.execute(insert(schema.run).values(id=run.id, command=run.command, started_at=run.started_at))
    return run


def end(connection: Connection, run: Run, counts: Mapping[str, int], at: str | None = None) -> None:
    """Write down that a run came to its end, and what it counted. A run without an end was broken off."""
    connection.execute(
        update(schema.run).where(schema.run.c.id == run.id).values(ended_at=at or now(), counts=dict(counts))
    )


def entry(
    run: Run, at: str, action: str, table: str, row_id: str, detail: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One row of the audit trail: `action` was done to the row `row_id` of `table`."""
    return {
        "id": str(_uuid7()),
        "at": at,
        "actor": run.actor,
        "action": action,
        "table_name": table,
        "row_id": row_id,
        "run_id": run.id,
        "detail": dict(detail) if detail else None,
    }


def write_audit(connection: Connection, entries: Iterable[Mapping[str, Any]]) -> None:
    """Append entries, in the transaction that does what they tell of."""
    rows = list(entries)
    if rows:
        connection.execute(insert(schema.audit), rows)


def _uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562), the time first: new rows go to the index's end, not all over it."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | chance >> 62 << 64 | 2 << 62 | chance & (1 << 62) - 1)


def user() -> str:
    """Who runs the program, by the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return f"user {os.getuid()}"
