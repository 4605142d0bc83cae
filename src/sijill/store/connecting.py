"""From the address of a database to an engine that the register can live on."""

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from sijill.store.errors import StoreError, is_passing
from sijill.store.search_points import add_distance

T = TypeVar("T")

BUSY_SECONDS: Final = 30
PATIENCE_SECONDS: Final = 120
"""How long writers wait for each other before the user is told; one batch holds the others for a moment."""

WRITER_LOCK: Final = 0x73696A696C6C
"""PostgreSQL's advisory lock that makes writers take turns: «sijill» in ASCII."""

_FORMS: Final = "write sqlite:///path/to/sijill.db or postgresql://user@host/database"
_PRAGMAS: Final = (
    "foreign_keys = ON",
    "synchronous = NORMAL",
    # In KiB: ids are hashes, so their indexes are written all over, and 2 MB are soon too few.
    "cache_size = -32768",
    "temp_store = MEMORY",
    # In pages: what several batches wrote to one page goes from the log to its place in the file once.
    "wal_autocheckpoint = 8000",
)


def parsed(address: str) -> URL:
    """The address as SQLAlchemy speaks it; a bare path is a SQLite file. Raises `StoreError`."""
    if "://" not in address:
        return URL.create("sqlite", database=_at_home(address))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(f"the database's address cannot be read; {_FORMS}") from None
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StoreError(f"{kind} is no database that the register can live in; {_FORMS}")
    if url.database in (None, "", ":memory:"):
        raise StoreError(f"a register in memory would be lost; {_FORMS}")
    if url.query:
        raise StoreError(f"?{next(iter(url.query))}= is not taken; a SQLite address ends with its path")
    return url.set(database=_at_home(str(url.database)))


def _at_home(path: str) -> str:
    """A path whose ~ the shell did not replace, because it stands in an address or in a settings file."""
    try:
        return str(Path(path).expanduser()) if path.startswith("~") else path
    except RuntimeError:
        raise StoreError(f"{path}: there is no such user's home folder; write the path out") from None


def shown(url: URL) -> str:
    """What to call the database before the user: never with a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def engine_of(url: URL) -> Engine:
    """An engine for a parsed address; nothing is opened yet. Raises `StoreError`."""
    options: dict[str, Any] = {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
    }
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Without a handler Python would print what the driver has to say of a lost connection.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "sijill"},
            **options,
        )
    except ImportError:
        raise StoreError(
            "PostgreSQL's driver is not installed here; install it: pip install 'psycopg[binary]'"
        ) from None


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers and a writer work at once on a SQLite file; once set, the file remembers it."""
    with engine.connect().execution_options(sijill_begin=None) as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            connection.exec_driver_sql("PRAGMA journal_mode = WAL").close()


def file_of(url: URL) -> Path | None:
    """The file of a SQLite register; None for PostgreSQL."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements all see the register as it is at one moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the only writer: others wait until it ends, so what it reads stays true."""
    with (
        engine.connect().execution_options(sijill_begin="BEGIN IMMEDIATE") as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
        yield connection


def patiently(work: Callable[[], T]) -> T:
    """Do the work, again and again while another writer stands in the way, ever less often."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    pause = 0.02
    while True:
        try:
            return work()
        except OperationalError as fault:
            if not is_passing(fault) or time.monotonic() > give_up:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(2 * pause, 1.0)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions of its own, and not before SELECT.
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_SECONDS * 1000}", *_PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").close()
    add_distance(connection)


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("sijill_begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)
