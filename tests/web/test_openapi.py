"""openapi.json is checked in and current, and the running desk does what it says (schemathesis)."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from sijill.engines.stamped import StampedReader
from sijill.store import Register, accounts, accounts_keys
from sijill.web.app import create_app
from sijill.web.security.passwords import hashed
from sijill.web.settings import Settings

CHECKED_IN = Path(__file__).parents[2] / "sijill-openapi.json"
CURRENT = "python -m tools.openapi"


def test_the_checked_in_description_is_current(app: FastAPI) -> None:
    written = json.loads(CHECKED_IN.read_text("utf-8"))
    now = json.loads(json.dumps(app.openapi()))
    assert written == now, f"the API has changed: {CURRENT}"


def test_every_answer_is_described(app: FastAPI) -> None:
    described = app.openapi()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            good = [answer for status, answer in answers.items() if status.startswith("2")]
            assert len(good) == 1, (method, path)
            assert all(content["schema"] for content in good[0]["content"].values()), (method, path)
            assert answers["default"]["content"]["application/json"]["schema"]["$ref"].endswith("ErrorBody")


def test_it_is_served(local: TestClient) -> None:
    assert local.get("/openapi.json").json()["openapi"].startswith("3.1")


class Running:
    """A desk that listens on a port of this machine, with an account and its token."""

    def __init__(self, app: FastAPI, token: str) -> None:
        self.token = token
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error", ws="none")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def running(database: str, stamped: StampedReader) -> Iterator[Running]:
    with Register.open(database) as register:
        run = register.start_run("account")
        kept = hashed("نخلة على سور البيت")
        amal = register.write(lambda c: accounts.add(c, run, name="amal", role="admin", password_hash=kept))
        _, token = register.write(lambda c: accounts_keys.make_token(c, run, amal, name="test", role="admin"))
    found = Running(create_app(Settings(database=database), stamped), token)
    yield found
    found.stop()


NOT_HELD = {
    # A value of the right shape may still mean nothing: a place that is none, a day that no calendar has.
    "positive_data_acceptance",
    # «If-Match» is asked for after it is seen that the thing is there.
    "missing_required_header",
}


@pytest.mark.filterwarnings("default")
def test_schemathesis_finds_nothing(running: Running) -> None:
    headers = {"Authorization": f"Bearer {running.token}"}
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{running.port}/openapi.json", headers=headers)
    checks: list[Any] = [check for check in CHECKS.get_all() if check.__name__ not in NOT_HELD]
    assert len(checks) > 5
    tried = 0
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()

        @settings(
            max_examples=8,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=headers, checks=checks)

        holds()
        tried += 1
    assert tried > 25
