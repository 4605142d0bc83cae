"""What goes wrong with a database is one clear sentence, and leaves no half report."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from sijill.store import Register, StoreError
from sijill.store.errors import sentence
from tests.postgres import Server
from tests.store.made import AT, entries
from tests.store.rows import rows

NOBODY = 65534


@pytest.mark.parametrize(
    "address, told",
    [
        ("mysql://host/name", "mysql is no database that the register can live in; write sqlite:///"),
        ("://", "the database's address cannot be read; write sqlite:///"),
        ("postgresql://user:pass word@host:port/x", "the database's address cannot be read; write"),
        ("sqlite://", "a register in memory would be lost; write sqlite:///"),
        ("sqlite:////tmp/sijill.db?mode=ro", "?mode= is not taken; a SQLite address ends with its path"),
        ("sqlite:///~nobody-of-that-name/sijill.db", "no such user's home folder"),
        ("sqlite:///:memory:", "a register in memory would be lost; write sqlite:///"),
        (
            "sqlite:////no/such/folder/sijill.db",
            "its folder does not exist; make it: mkdir -p /no/such/folder",
        ),
        ("sqlite:////dev", "/dev: this is a folder; name a file in it, as in /dev/sijill.db"),
        ("postgresql://user@/name?host=/no/such/socket", "no connection to the server"),
        ("postgresql://user@no-such-host.invalid/name", "no connection to the server"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, told: str) -> None:
    with pytest.raises(StoreError) as fault:
        Register.open(address)
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as fault:
        Register.open("postgresql://amal:secret@/name?host=/no/such/socket&password=secret")
    assert "secret" not in str(fault.value)
    assert "amal:***@" in str(fault.value)


@pytest.mark.parametrize("address", ["~/mine.db", "sqlite:///~/mine.db"])
def test_the_home_folder_is_meant_in_any_address(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with Register.open(address):
        assert (tmp_path / "mine.db").exists()


def test_a_new_register_is_its_owners_alone(tmp_path: Path) -> None:
    with Register.open(str(tmp_path / "mine.db")) as register:
        register.add(entries(1), register.start_run("ingest"), AT)
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_a_path_alone_is_a_sqlite_file(tmp_path: Path) -> None:
    with Register.open(str(tmp_path / "mine.db")) as register:
        assert register.stats()["reports"] == 0
    assert (tmp_path / "mine.db").exists()


def test_a_database_that_the_server_lacks(postgres: Server) -> None:
    with pytest.raises(StoreError, match=r'no connection to the server .*"nowhere" does not exist'):
        Register.open(postgres.address("nowhere"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("انسحبت القوات من المديرية. " * 200, encoding="utf-8")
    for create in (True, False):
        with pytest.raises(StoreError, match="it is no SQLite file, so no register; name another"):
            Register.open(str(file), create=create)
    assert file.read_text(encoding="utf-8").startswith("انسحبت")


def test_a_damaged_file(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with Register.open(sqlite_url) as register:
        register.add(entries(*range(60)), register.start_run("ingest"), AT)
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (file.stat().st_size - 4096))
    damaged = "the file is damaged; bring a backup back with sijill restore"
    with pytest.raises(StoreError, match=damaged), Register.open(sqlite_url) as register:
        list(register.documents())


def test_a_full_disk(sqlite_url: str) -> None:
    with Register.open(sqlite_url) as register:
        run = register.start_run("ingest", AT)
        register.add(entries(*range(10)), run, AT)
        before = rows(register)
    with Register.open(sqlite_url) as register:
        event.listen(register.engine, "connect", _full)
        # The connection from opening is still there without the limit.
        register.engine.dispose()
        with pytest.raises(
            StoreError, match=r"sijill\.db: the disk is full; free some space: what was written"
        ):
            register.add(entries(*range(10, 400)), run, AT)
        assert rows(register) == before
    with Register.open(sqlite_url) as register:
        assert register.add(entries(*range(400)), run, AT).reports == 390


def _full(connection: sqlite3.Connection, _: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 10}").close()


def test_a_server_that_is_gone_in_mid_run(postgres: Server, postgres_url: str) -> None:
    with Register.open(postgres_url) as register:
        run = register.start_run("ingest", AT)
        register.add(entries(*range(10)), run, AT)
        before = rows(register)

        def stop_at_claims(*arguments: object) -> None:
            if "INSERT INTO claim " in str(arguments[2]):
                postgres.stop()

        event.listen(register.engine, "before_cursor_execute", stop_at_claims)
        try:
            with pytest.raises(StoreError) as in_mid_batch:
                register.add(entries(*range(10, 20)), run, AT)
            with pytest.raises(StoreError) as while_gone:
                register.stats()
        finally:
            event.remove(register.engine, "before_cursor_execute", stop_at_claims)
            postgres.start()
        assert "run the same command again" in str(in_mid_batch.value)
        assert "server" in str(in_mid_batch.value)
        assert "no connection to the server" in str(while_gone.value)
        # The same open register works on once the server is back.
        assert rows(register) == before
        assert register.add(entries(*range(20)), run, AT).reports == 10


def test_another_writer_that_holds_on_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sijill.store.connecting.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("sijill.store.connecting._PRAGMAS", ("busy_timeout = 10", "foreign_keys = ON"))
    with Register.open(sqlite_url) as register, Register.open(sqlite_url) as other:
        run = register.start_run("ingest", AT)
        with pytest.raises(StoreError, match="another program holds it; when that is done") as fault:
            other.write(lambda _: register.add(entries(1), run, AT))
        assert "locked" not in str(fault.value)
        assert register.add(entries(1), run, AT).reports == 1


@pytest.mark.parametrize(
    "fault, told",
    [
        (psycopg.errors.DiskFull(), "the server's disk is full; free some space there"),
        (psycopg.errors.AdminShutdown(), "the server was shut down in mid-run"),
        (psycopg.errors.InsufficientPrivilege(), "this user may not do that"),
        (psycopg.errors.LockNotAvailable(), "another program holds it; when that is done"),
        (psycopg.errors.DeadlockDetected(), "another program holds it; when that is done"),
        (psycopg.errors.SerializationFailure(), "another program holds it; when that is done"),
        (psycopg.errors.ReadOnlySqlTransaction(), "the server only lets you read"),
    ],
)
def test_what_a_server_says_is_put_into_a_sentence(fault: psycopg.Error, told: str) -> None:
    assert sentence(OperationalError("SELECT 1", {}, fault)).startswith(told)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder with a register in it, where nobody may write."""
    # Not in pytest's own folder, into which another user cannot look.
    folder = Path(tempfile.mkdtemp(prefix="sijill-locked-"))
    with Register.open(str(folder / "sijill.db")) as register:
        register.add(entries(1), register.start_run("ingest"), AT)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_only_be_read(locked_folder: Path) -> None:
    said = _as_somebody_else(lambda: _open(str(locked_folder / "new.db")))
    assert said.endswith(
        "new.db: it cannot be opened or made here; check that its folder exists and may be written to"
    )
    said = _as_somebody_else(lambda: _add(str(locked_folder / "sijill.db")))
    assert "sijill.db: it cannot be" in said
    assert "may be written to" in said or "right to write" in said


def _open(address: str) -> None:
    with Register.open(address):
        pass


def _add(address: str) -> None:
    with Register.open(address) as register:
        register.add(entries(2), register.start_run("ingest"), AT)


def _as_somebody_else(work: Callable[[], None]) -> str:
    """What a `StoreError` says to a user who is not root, for whom no folder is locked."""
    if os.getuid() != 0:
        with pytest.raises(StoreError) as fault:
            work()
        return str(fault.value)
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(NOBODY)
            work()
        except BaseException as fault:
            os.write(said, f"{'' if isinstance(fault, StoreError) else repr(fault)}{fault}".encode())
        finally:
            os._exit(0)
    os.close(said)
    os.waitpid(child, 0)
    with os.fdopen(heard, "rb") as stream:
        return stream.read().decode()


def test_nothing_stays_open_after_a_refusal(tmp_path: Path) -> None:
    opened: list[Engine] = []
    event.listen(Engine, "engine_connect", lambda connection: opened.append(connection.engine))
    (tmp_path / "a.txt").write_text("no database, but long enough to be read as one" * 30, encoding="utf-8")
    with pytest.raises(StoreError):
        Register.open(str(tmp_path / "a.txt"))
    assert all("Connections in pool: 0" in engine.pool.status() for engine in opened)
