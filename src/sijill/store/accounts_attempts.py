"""Failed sign-ins, kept in the register: who guesses does not begin anew when the program does."""

import datetime
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, delete, select

from sijill.store.redact_others import insert_new
from sijill.store.schema_desk import attempt

FORGOTTEN: Final = datetime.timedelta(hours=24)
"""After so long without another failure the count begins anew."""
LONGEST_WAIT: Final = 900
"""Seconds: longer would shut out whoever really forgot the password."""


def wait(connection: Connection, keys: Mapping[str, int]) -> int:
    """Seconds until the next try is allowed, 0 if it is now."""
    free = connection.scalars(select(attempt.c.free_at).where(attempt.c.key.in_(sorted(keys)))).all()
    left = [(datetime.datetime.fromisoformat(at) - _now()).total_seconds() for at in free]
    return max(0, *(round(seconds + 0.5) for seconds in left)) if left else 0


def failed(connection: Connection, keys: Mapping[str, int]) -> None:
    """Count a failure under each key; `keys` says how many are free before the waiting doubles."""
    at = _now()
    connection.execute(delete(attempt).where(attempt.c.last_at < _stamp(at - FORGOTTEN)))
    before = {
        row.key: row.failures
        for row in connection.execute(select(attempt).where(attempt.c.key.in_(sorted(keys))))
    }
    connection.execute(delete(attempt).where(attempt.c.key.in_(sorted(keys))))
    rows = []
    for key, free in sorted(keys.items()):
        failures = before.get(key, 0) + 1
        seconds = min(2 ** min(failures - free, 20), LONGEST_WAIT) if failures > free else 0
        until = _stamp(at + datetime.timedelta(seconds=seconds))
        rows.append({"key": key, "failures": failures, "last_at": _stamp(at), "free_at": until})
    insert_new(connection, attempt, rows)


def forgive(connection: Connection, key: str) -> None:
    """Forget the failures under a key."""
    connection.execute(delete(attempt).where(attempt.c.key == key))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _stamp(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")
