"""The register: reports and what was read out of them, kept in one database."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, insert, not_, select

from sijill.record import Found, SetAside
from sijill.record.moments import now
from sijill.store import (
    connecting,
    counting,
    ledger,
    migrating,
    redact,
    runs,
    schema,
    search,
    streaming,
    writing,
)
from sijill.store.entries import Added, Entry, Rereading, Run
from sijill.store.errors import StoreError, told
from sijill.store.identity import Stamp
from sijill.store.private import opener
from sijill.store.redact_values import Screen
from sijill.store.rows import reading_rows, rows_of, storable_document
from sijill.store.streaming import StoredCapture, StoredDocument, StoredVersion

T = TypeVar("T")

NO_REGISTER = "there is no register here yet; sijill ingest makes one, or name another with --database"


class Register:
    """An open register; a context manager. Every method raises `StoreError`, whose message is for the user.

    Several processes may read and write one register at once: writers take turns, a batch each, and
    readers never wait.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self.screen = Screen(None)

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """Open the register at an address, and bring its tables to the form that this program knows.

        `url` is `sqlite:///path` (or the path alone) or `postgresql://user@host/database`. Without `create`
        a register must be there already.
        """
        address = connecting.parsed(url)
        name = connecting.shown(address)
        file = connecting.file_of(address)
        if file is not None:
            _check_file(file, name, create=create)
        register = cls(connecting.engine_of(address), name)
        try:
            register._prepare(create=create)
            register.refresh()
        except BaseException:
            register.close()
            raise
        return register

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def refresh(self) -> None:
        """Look at the redactions again, and do those that were not done yet."""
        self.screen = redact.settle(self)

    @property
    def id(self) -> str:
        """The register's own id, given to it when it was made; a copy or a restored backup keeps it."""
        with self.reading() as connection:
            value = connection.scalar(
                select(schema.register.c.value).where(schema.register.c.key == "register_id")
            )
        return str(value)

    # Writing

    def start_run(self, command: str, at: str | None = None) -> Run:
        """Begin a run of a command (`ingest`); what it writes is put down to it."""
        return self.write(lambda connection: runs.start(connection, command, at))

    def end_run(self, run: Run, counts: Mapping[str, int], at: str | None = None) -> None:
        """Write down that a run came to its end, and what it counted."""
        self.write(lambda connection: runs.end(connection, run, counts, at))

    def add(self, entries: Sequence[Entry], run: Run, at: str | None = None) -> Added:
        """Write a batch in one transaction: all of it, or, if it raises, nothing.

        What the register has already stays as it is, so a batch may be handed in twice. `at` is the time of
        writing, now unless given.
        """
        if not entries:
            return Added()
        moment = at or now()

        def prepared(screen: Screen) -> Callable[[Connection], Added]:
            clean = [made for entry in entries if (made := screen.entry(entry)) is not None]
            rows = [rows_of(entry, moment) for entry in clean]
            return lambda connection: writing.add(connection, rows, run, moment)

        return self.write_screened(prepared)

    def screened(self, items: Iterable[Found | SetAside]) -> Iterator[Found | SetAside]:
        """What comes in, without what was taken out by redactions: so it is known for what it is.

        `add` and `set_aside` see to that themselves; this is for whoever asks `known` or reads before.
        """
        for item in items:
            yield self.screen.found(item) if isinstance(item, Found) else self.screen.aside(item)

    def add_readings(self, readings: Sequence[Rereading], run: Run, at: str | None = None) -> int:
        """Write what was read anew out of stored versions; returns how many readings were new.

        Earlier readings stay, and are no longer the current ones.
        """
        moment = at or now()

        def prepared(screen: Screen) -> Callable[[Connection], int]:
            rows = [
                reading_rows(r.version_id, r.report_id, storable_document(r.document), r.stamp, moment)
                for r in map(screen.rereading, readings)
            ]
            return lambda connection: writing.add_readings(connection, rows, run, moment)

        return self.write_screened(prepared)

    def mark_confidential(self, report_ids: Iterable[str], run: Run, at: str | None = None) -> int:
        """Mark reports as confidential, for good; returns how many were not yet."""
        ids, moment = sorted(set(report_ids)), at or now()
        return self.write(lambda connection: writing.mark_confidential(connection, ids, run, moment))

    def set_aside(
        self, items: Iterable[SetAside], run: Run, at: str | None = None, *, confidential: bool = False
    ) -> int:
        """Keep what could not be read, with its reason unless `confidential`; returns how many were new."""
        kept, moment = list(items), at or now()

        def prepared(screen: Screen) -> Callable[[Connection], int]:
            clean = [screen.aside(item) for item in kept]
            return lambda connection: writing.set_aside(
                connection, clean, run, moment, confidential=confidential
            )

        return self.write_screened(prepared)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work in a transaction of the only writer; if another stands in the way, wait and do it again."""

        def once() -> T:
            with connecting.writing(self.engine) as connection:
                return work(connection)

        with told(self.name):
            return connecting.patiently(once)

    def write_screened(self, prepared: Callable[[Screen], Callable[[Connection], T]]) -> T:
        """Write what `prepared` makes of a screen: of the one with all redactions that there are by then."""
        while True:
            screen = self.screen
            work = prepared(screen)

            def once(
                connection: Connection, screen: Screen = screen, work: Callable[[Connection], T] = work
            ) -> tuple[T] | None:
                return (work(connection),) if redact.must_know(connection, screen, self) else None

            if done := self.write(once):
                return done[0]
            self.refresh()

    # Reading

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the register as it is at this moment; nothing may be written with it."""
        with told(self.name), connecting.reading(self.engine) as connection:
            yield connection

    def known(self, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the pairs of `version_key` that the register has."""
        with self.reading() as connection:
            return writing.known(connection, keys)

    def stats(self) -> dict[str, int]:
        """How much there is: see `counting.stats`."""
        with self.reading() as connection:
            return counting.stats(connection)

    def refused(self) -> Iterator[dict[str, str]]:
        """What was set aside, in the order of places: `whence`, `why` and `first_seen`."""
        kept = schema.set_aside.c
        with self.reading() as connection:
            query = select(kept.whence, kept.why, kept.first_seen).order_by(kept.whence, kept.why)
            yield from (dict(row._mapping) for row in connection.execute(query))

    def versions(
        self, *, all_versions: bool = False, not_read_by: Stamp | None = None
    ) -> Iterator[StoredVersion]:
        """The newest version of each report, or all versions, by id.

        With `not_read_by` only those whose current reading is not by program and pack of that stamp.
        """
        conditions = [] if all_versions else [streaming.newest()]
        if not_read_by is not None:
            conditions.append(not_(streaming.read_by(not_read_by)))

        def page(after: str) -> list[StoredVersion]:
            with self.reading() as connection:
                return streaming.version_page(connection, after, *conditions)

        return streaming.paged(page, lambda version: version.id)

    def documents(
        self, *, all_versions: bool = False, confidential: bool = True, not_read_by: Stamp | None = None
    ) -> Iterator[StoredDocument]:
        """The newest version of each report, or all versions, by id, with what was last read out of it.

        Without `confidential` those reports are left out; with `not_read_by` those whose current reading is
        by program and pack of that stamp.
        """
        conditions: list[ColumnElement[bool]] = [] if all_versions else [streaming.newest()]
        if not_read_by is not None:
            conditions.append(not_(streaming.read_by(not_read_by)))
        if not confidential:
            conditions.append(not_(schema.report.c.confidential))

        def page(after: str) -> list[StoredDocument]:
            with self.reading() as connection:
                return streaming.document_page(connection, after, *conditions)

        return streaming.paged(page, lambda stored: stored.version.id)

    def capture(self, sha256: str) -> StoredCapture | None:
        """The bytes as they were captured."""
        with self.reading() as connection:
            return streaming.capture(connection, sha256)

    def _prepare(self, *, create: bool) -> None:
        with self.reading() as connection:
            if migrating.is_current(connection, self.name):
                return
            if not create and migrating.is_empty(connection, self.name):
                raise StoreError(f"{self.name}: {NO_REGISTER}")
        if self.engine.dialect.name == "sqlite":
            with told(self.name):
                connecting.patiently(lambda: connecting.use_write_ahead_log(self.engine))
        self.write(self._bring_up)

    def _bring_up(self, connection: Connection) -> None:
        # Asked again, for another process may have been quicker.
        if migrating.is_current(connection, self.name):
            return
        fresh = migrating.is_empty(connection, self.name)
        migrating.migrate(connection)
        if fresh:
            # Redactions beside the file are those of the register that lies there, also if it is made anew.
            kept = ledger.beside_of(connecting.file_of(self.engine.url))
            id_ = kept.register_id if kept else str(uuid.uuid4())
            about = {"register_id": id_, "created_at": now()}
            rows = [{"key": key, "value": value} for key, value in about.items()]
            connection.execute(insert(schema.register), rows)
            # An index of nothing, so that it is known by which rules it goes on.
            search.rebuild(connection)


def _check_file(file: Path, name: str, *, create: bool) -> None:
    """SQLite makes whatever file it is asked to open, and speaks of folders and of nothing alike."""
    if file.is_dir():
        raise StoreError(f"{name}: this is a folder; name a file in it, as in {file / 'sijill.db'}")
    if not file.exists():
        if not create:
            raise StoreError(f"{name}: {NO_REGISTER}")
        if not file.parent.is_dir():
            raise StoreError(f"{name}: its folder does not exist; make it: mkdir -p {file.parent}")
        # What stands in the way is told when SQLite comes to it.
        with suppress(OSError), open(file, "ab", opener=opener):
            pass
