"""Nothing of what was taken out stays in the database's files: rows rewritten, free pages given up.

That it is due is written in the transaction that takes the words out, so whoever opens the register next does
it, if it was broken off.
"""

import time
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.engine import Engine

from sijill.store import connecting, schema
from sijill.store.errors import StoreError, told

if TYPE_CHECKING:
    from sijill.store.register import Register

DUE: Final = "redaction_purge"
"""Under this key the table `register` has the transaction after which the files are to be purged."""

LOOKED_AT: Final = (
    "the words are taken out, but other programs still look at the register as it was before, so the "
    "database's files may still hold them; end those programs and run any sijill command on the register"
)
_REWRITTEN: Final = (
    "capture", "report", "version", "reading", "claim", "claim_participant", "claim_quantity", "set_aside",
    "wording", "sketch", "copy_pair", "feed", "run", "redaction", "audit", "search_doc",
    "decision", "to_link", "incident", "incident_member", "incident_shelf",
)  # fmt: skip


def demand(connection: Connection) -> None:
    """Write down that the files are to be purged, in the transaction that takes the words out."""
    now = "now"
    if connection.dialect.name == "postgresql":
        now = str(connection.scalar(text("SELECT pg_current_xact_id()::text")))
    connection.execute(delete(schema.register).where(schema.register.c.key == DUE))
    connection.execute(insert(schema.register).values(key=DUE, value=now))


def due(connection: Connection) -> str | None:
    """The transaction after which the files are to be purged; None if nothing is to be done."""
    value = connection.scalar(select(schema.register.c.value).where(schema.register.c.key == DUE))
    return None if value is None else str(value)


def purge(register: "Register", after: str, *, patience: float) -> bool:
    """Rewrite the database's files; False if others stood in the way for so many seconds.

    Raises `StoreError` where it cannot be done at all.
    """
    give_up = time.monotonic() + patience
    once = _purged_sqlite if register.engine.dialect.name == "sqlite" else _purged_postgresql
    with told(register.name):
        while not once(register.engine, after):
            if time.monotonic() >= give_up:
                return False
            time.sleep(0.2)
    due_key = schema.register.c.key == DUE
    register.write(
        lambda connection: connection.execute(
            delete(schema.register).where(due_key, schema.register.c.value == after)
        )
    )
    return True


def _purged_sqlite(engine: Engine, _after: str) -> bool:
    """Rewrite the file and empty its log; False if a reader holds on to the log."""
    with engine.connect().execution_options(sijill_begin=None) as connection:
        run = connection.exec_driver_sql
        run("PRAGMA secure_delete = ON").close()
        # The copy that VACUUM makes may be larger than memory.
        run("PRAGMA temp_store = FILE").close()
        connecting.patiently(lambda: run("VACUUM").close())
        busy = run("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        # Whoever uses this connection next gets a new one.
        connection.invalidate()
    return not busy


def _purged_postgresql(engine: Engine, after: str) -> bool:
    """Rewrite the tables; False if somebody may still see the rows as they were, for these would stay."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        looking = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(CAST(:after AS xid8)::xid)"
            ),
            {"after": after},
        )
        if looking:
            return False
        connection.execute(text(f"SET lock_timeout = '{connecting.BUSY_SECONDS}s'"))
        connection.execute(text(f"VACUUM (FULL, ANALYZE) {', '.join(_REWRITTEN)}"))
        # The planner keeps samples of columns.
        connection.execute(text("VACUUM (FULL) pg_catalog.pg_statistic"))
        connection.invalidate()
    return True


def finished_or_told(register: "Register", after: str) -> None:
    """Purge, waiting for others. Raises `StoreError` if they do not give way."""
    if not purge(register, after, patience=connecting.BUSY_SECONDS):
        raise StoreError(f"{register.name}: {LOOKED_AT}")
