"""A desk on a register of made reports, and people who sit at it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from sijill.engines.ingest import ingest
from sijill.engines.stamped import StampedReader
from sijill.packs import fingerprint, info
from sijill.reading import Reader
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
from sijill.store import Register, Stamp, accounts
from sijill.store.accounts import Role
from sijill.web.app import create_app
from sijill.web.security.passwords import hashed
from sijill.web.settings import Settings
from tests.engines.made_reports import write

PASSWORD = "نخلة على سور البيت"
HTTPS = "https://127.0.0.1"


@pytest.fixture(scope="session")
def stamped(reader: Reader) -> StampedReader:
    """The reader of the pack with its stamp."""
    about = info("yemen")
    stamp = Stamp("0.1.0", about.name, about.version, fingerprint("yemen"))
    return StampedReader(stamp, lambda: reader)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, stamped: StampedReader) -> Path:
    """A register of forty made reports, one of them confidential."""
    folder = tmp_path_factory.mktemp("desk")
    lines = write(folder / "reports.jsonl", 40)
    with Register.open(f"sqlite:///{folder / 'filled.db'}") as register:
        run = register.start_run("ingest")
        ingest(reports_in([str(lines)], Options()), register, stamped, run)
        secret = folder / "secret.jsonl"
        told = {"text": SECRET, "title": "تقرير سري", "source": "سبتمبر نت", "published": "2016-05-05"}
        secret.write_text(json.dumps({**told, "url": "https://news.example/secret"}, ensure_ascii=False))
        ingest(reports_in([str(secret)], Options()), register, stamped, run, confidential=True)
        register.end_run(run, {})
    return folder / "filled.db"


SECRET = "قصفت القوات الحكومية بالمدفعية مواقع جماعة الحوثي في مديرية صرواح بمحافظة مأرب، وقتل ثلاثة مدنيين."


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> str:
    """The address of a copy of that register."""
    shutil.copy(filled, tmp_path / "desk.db")
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def app(database: str, stamped: StampedReader) -> FastAPI:
    """The desk of this machine alone, where nobody signs in."""
    return create_app(Settings(database=database), stamped)


@pytest.fixture
def local(app: FastAPI) -> Iterator[TestClient]:
    """Whoever sits at the machine, with the word that the pages carry."""
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.headers["X-CSRF-Token"] = client.get("/api/v1/me").json()["csrf"]
        yield client


@pytest.fixture
def shared(database: str, stamped: StampedReader) -> Iterator[FastAPI]:
    """A desk that others reach by https, with an account of each role; the name is the role."""
    with Register.open(database) as register:
        run = register.start_run("account")
        for role in accounts.ROLES:
            _account(register, role, role)
        register.end_run(run, {})
    made = create_app(Settings(database=database, host="0.0.0.0", secure=True), stamped)
    with TestClient(made, base_url=HTTPS):
        yield made


def _account(register: Register, name: str, role: Role) -> None:
    kept, run = hashed(PASSWORD), register.start_run("account")
    register.write(lambda c: accounts.add(c, run, name=name, role=role, password_hash=kept))


SignedIn = Callable[[str], TestClient]


@pytest.fixture
def signed_in(shared: FastAPI) -> SignedIn:
    """A browser in which the account of that name is signed in."""

    def browser(name: str) -> TestClient:
        client = TestClient(shared, base_url=HTTPS)
        answer = client.post("/api/v1/session", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = client.get("/api/v1/me").json()["csrf"]
        return client

    return browser


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    """A new register: the test runs on SQLite and on PostgreSQL."""
    with Register.open(database_url) as opened:
        yield opened
