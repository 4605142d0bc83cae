"""Submit: read at once, kept only if somebody says so."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.cli.conftest import REPORT
from tests.servers import article, page, serving
from tests.servers import local as local_web
from tests.web.conftest import SignedIn


def test_a_pasted_report_is_read_and_leaves_no_trace_unless_kept(local: TestClient, app: FastAPI) -> None:
    before = app.state.desk.register.stats()
    given = {"text": REPORT, "published": "2016-03-09", "source": "سبتمبر نت"}
    found = local.post("/api/v1/submissions", json=given).json()
    (one,) = found["reports"]
    assert not one["known"]
    assert {event["type"] for event in one["events"]} == {"airstrike"}
    quote = one["events"][0]["evidence"][0]
    assert REPORT[quote["start"] : quote["end"]] == quote["text"]
    assert app.state.desk.register.stats() == before

    kept = local.post(f"/api/v1/submissions/{found['id']}/keep", json={})
    assert kept.status_code == 201, kept.text
    report = local.get(f"/api/v1/reports/{kept.json()['reports'][0]}").json()
    assert report["text"] == REPORT
    assert report["claims"][0]["incident"] in {
        row["id"] for row in local.get("/api/v1/incidents?limit=200").json()["incidents"]
    }
    # It waits no longer, and what is there is known.
    assert local.post(f"/api/v1/submissions/{found['id']}/keep", json={}).status_code == 404
    assert local.post("/api/v1/submissions", json=given).json()["reports"][0]["known"]


def test_an_address_is_opened_by_the_only_door(local: TestClient, app: FastAPI) -> None:
    with serving() as site:
        site.routes["/news"] = page(article("غارات على صرواح", REPORT, REPORT))
        app.state.desk.web = local_web(site)
        found = local.post("/api/v1/submissions", json={"address": site.url("/news")})
        assert found.status_code == 200, found.text
        assert found.json()["reports"][0]["report"]["url"] == site.url("/news")


@pytest.mark.parametrize(
    "given, field",
    [
        ({}, "text"),
        ({"text": "  \n "}, "text"),
        ({"text": REPORT, "address": "https://news.example/"}, "text"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "http://127.0.0.1:1/"}, "address"),
        ({"address": "http://169.254.169.254/latest/"}, "address"),
        ({"text": REPORT, "published": "yesterday"}, "published"),
    ],
)
def test_what_cannot_be_read_is_told(local: TestClient, given: dict[str, str], field: str) -> None:
    answer = local.post("/api/v1/submissions", json=given)
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == field


def test_a_confidential_report_is_kept_so(local: TestClient) -> None:
    found = local.post("/api/v1/submissions", json={"text": REPORT}).json()
    kept = local.post(f"/api/v1/submissions/{found['id']}/keep", json={"confidential": True}).json()
    answer = local.get(f"/api/v1/reports/{kept['reports'][0]}")
    assert answer.json()["confidential"]
    assert REPORT[:30] not in answer.text


def test_readers_submit_nothing_and_nobody_keeps_what_another_submitted(signed_in: SignedIn) -> None:
    assert signed_in("reader").post("/api/v1/submissions", json={"text": REPORT}).status_code == 403
    found = signed_in("reviewer").post("/api/v1/submissions", json={"text": REPORT}).json()
    assert signed_in("editor").post(f"/api/v1/submissions/{found['id']}/keep", json={}).status_code == 404


def test_what_is_too_large_is_refused(local: TestClient) -> None:
    answer = local.post("/api/v1/submissions", content=b"x" * (9 << 20))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
