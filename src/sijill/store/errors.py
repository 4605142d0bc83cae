"""What can go wrong between the program and its register, each as one sentence for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError


class StoreError(Exception):
    """The register cannot be opened, read or written; the message is one sentence for the user."""


AGAIN: Final = "what was written stays, so run the same command again"

_SQLITE: Final = {
    "SQLITE_FULL": f"the disk is full; free some space: {AGAIN}",
    "SQLITE_READONLY": "it cannot be written to; give yourself the right to write to the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened or made here; check that its folder exists and may be written to",
    "SQLITE_PERM": "you may not open it; give yourself the right to read and write it",
    "SQLITE_AUTH": "you may not open it; give yourself the right to read and write it",
    "SQLITE_NOTADB": "it is no SQLite file, so no register; name another with --database",
    "SQLITE_CORRUPT": "the file is damaged; bring a backup back with sijill restore",
    "SQLITE_IOERR": f"its disk failed, is gone, or takes no larger file; when that is mended, {AGAIN}",
    "SQLITE_BUSY": f"another program holds it; when that is done, {AGAIN}",
    "SQLITE_LOCKED": f"another program holds it; when that is done, {AGAIN}",
}
"""By the first two words of SQLite's error name (`SQLITE_IOERR_WRITE` is an `SQLITE_IOERR`)."""

_POSTGRESQL: Final = {
    "53100": f"the server's disk is full; free some space there: {AGAIN}",
    "53200": f"the server is out of memory; when it has some, {AGAIN}",
    "40001": f"another program holds it; when that is done, {AGAIN}",
    "40P01": f"another program holds it; when that is done, {AGAIN}",
    "55P03": f"another program holds it; when that is done, {AGAIN}",
    "57P01": f"the server was shut down in mid-run; when it is back, {AGAIN}",
    "57P02": f"the server was shut down in mid-run; when it is back, {AGAIN}",
    "42501": "this user may not do that; give them the right to create and write tables",
    "25006": "the server only lets you read; write to its primary",
}
"""By SQLSTATE, appendix A of PostgreSQL's manual."""

_RETRIED: Final = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "40001", "40P01", "55P03"})


def is_passing(fault: SQLAlchemyError) -> bool:
    """Whether the same work may succeed a moment later: another writer stood in the way."""
    return _code(fault) in _RETRIED


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever the database raises inside into a `StoreError` that begins with the register's name."""
    try:
        yield
    except SQLAlchemyError as fault:
        raise StoreError(f"{name}: {sentence(fault)}") from fault


def sentence(fault: SQLAlchemyError) -> str:
    """What went wrong and what to do, without the register's name."""
    code = _code(fault)
    known = _SQLITE.get(code) or _POSTGRESQL.get(code)
    if known:
        return known
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(fault, DBAPIError) and fault.connection_invalidated:
        return f"the connection to the server was lost; when it is back, {AGAIN}"
    if isinstance(fault, OperationalError) and not isinstance(cause, sqlite3.Error) and not code:
        why = _first_line(cause).rpartition("failed: ")[2]
        return f"no connection to the server ({why}); check the address, and that the server runs"
    return f"the database refused ({_first_line(cause)}); see sijill doctor"


def _code(fault: SQLAlchemyError) -> str:
    """SQLite's short error name or PostgreSQL's SQLSTATE; empty where there is neither."""
    cause = fault.orig if isinstance(fault, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
    return getattr(cause, "sqlstate", None) or ""


def _first_line(cause: BaseException | None) -> str:
    lines = str(cause).strip().splitlines()
    return lines[0].strip()[:200] if lines else type(cause).__name__
