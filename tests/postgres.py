"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

USER = "sijill"
TEMPLATE = "with_extensions"
SECONDS_TO_START = 60
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "log_min_messages": "fatal",
}


class PostgresMissing(Exception):
    """The tests need PostgreSQL's programs, and they are not here."""


class _Whose(TypedDict):
    cwd: Path
    user: int | None
    group: int | None
    extra_groups: list[int] | None


class Server:
    """A running server; `stop` and `start` may be called in between, the databases stay."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._account = _account()
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        # Short, for the path of a socket may have no more than a hundred letters.
        self._folder = Path(tempfile.mkdtemp(prefix="sijill-pg-"))
        if self._account:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
            self._folder.chmod(0o755)
        self._run(
            "initdb", "--pgdata", str(self._data), "--username", USER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.start()
        self._make_template()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {**_SETTINGS, "unix_socket_directories": str(self._folder)}
        command: list[str | Path] = [
            self._programs / "postgres", "-D", self._data,
            *(f"--{name}={value}" for name, value in settings.items()),
        ]  # fmt: skip
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **self._as_account())
        give_up = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self._conninfo("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > give_up or self._process.poll() is not None:
                    said = (self._folder / "log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {said[-2000:]}") from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop the server at once; whoever is connected loses the connection."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(SECONDS_TO_START)
            self._process = None

    def remove(self) -> None:
        """Stop the server and take its folder away."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self, template: str = TEMPLATE) -> str:
        """Make an empty database (with PostGIS, if it is installed) and return its address."""
        name = f"register_{next(self._numbers)}"
        self._command(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return self.address(name)

    def drop_database(self, address: str) -> None:
        """Take a database away, whoever is connected to it."""
        name = address.partition("?")[0].rpartition("/")[2]
        self._command(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def address(self, database: str) -> str:
        """The address of a database as `--database` takes it."""
        return f"postgresql://{USER}@/{database}?host={self._folder}"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _make_template(self) -> None:
        """Switching PostGIS on takes a second, copying a database in which it is on a moment."""
        self._command(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        with psycopg.connect(self._conninfo(TEMPLATE), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
            if known.fetchone():
                connection.execute("CREATE EXTENSION postgis")

    def _command(self, command: sql.Composed) -> None:
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(command)

    def _conninfo(self, database: str) -> str:
        return f"host={self._folder} user={USER} dbname={database}"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments], capture_output=True, check=False, **self._as_account()
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode(errors='replace')}")

    def _as_account(self) -> _Whose:
        """PostgreSQL refuses to run as root."""
        account = self._account
        if account is None:
            return {"cwd": self._folder, "user": None, "group": None, "extra_groups": None}
        return {"cwd": self._folder, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _programs() -> Path:
    """The folder with `initdb` and `postgres`; Debian keeps it out of the path."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise PostgresMissing(
            "the tests need PostgreSQL's initdb and postgres, and found neither in /usr/lib/postgresql/*/bin "
            "nor in the path; install them: sudo apt-get install postgresql"
        )
    return Path(found).resolve().parent


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as where the tests run as root; None for the user who runs them."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissing("PostgreSQL does not run as root, and there is no user postgres or nobody; add one")
