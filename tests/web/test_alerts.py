"""Saved filters, and feeds of what is new, changed or retracted."""

from __future__ import annotations

from xml.etree import ElementTree

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.cli.conftest import REPORT
from tests.web.conftest import HTTPS, SignedIn


def saved(client: TestClient, *query: tuple[str, str]) -> dict[str, str]:
    answer = client.post("/api/v1/filters", json={"name": "غارات", "query": query})
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.json()
    return found


def keep(client: TestClient, text: str) -> str:
    found = client.post("/api/v1/submissions", json={"text": text, "published": "2016-03-09"}).json()
    kept = client.post(f"/api/v1/submissions/{found['id']}/keep", json={}).json()
    report = client.get(f"/api/v1/reports/{kept['reports'][0]}").json()
    return str(report["claims"][0]["incident"])


def entries(client: TestClient, feed: dict[str, str]) -> list[tuple[str, str]]:
    told = client.get(feed["json"]).json()["entries"]
    return [(entry["kind"], entry["incident_id"]) for entry in told]


def test_a_feed_tells_what_is_new_changed_and_retracted(local: TestClient) -> None:
    feed = saved(local, ("type", "airstrike"))
    assert entries(local, feed) == []
    id_ = keep(local, REPORT)
    assert entries(local, feed) == [("new", id_)]
    assert entries(local, feed) == [("new", id_)]
    etag = local.get(f"/api/v1/incidents/{id_}").headers["etag"]
    for state in ("published", "retracted"):
        answer = local.put(
            f"/api/v1/incidents/{id_}/publication",
            json={"state": state, "reason": "المصدر سحب الخبر"},
            headers={"If-Match": etag},
        )
        etag = answer.headers["etag"]
        entries(local, feed)
    assert entries(local, feed) == [("retracted", id_), ("changed", id_), ("new", id_)]


def test_an_incident_that_fits_no_more_is_retracted(local: TestClient) -> None:
    feed = saved(local, ("type", "airstrike"))
    id_ = keep(local, REPORT)
    assert entries(local, feed) == [("new", id_)]
    key = local.get(f"/api/v1/incidents/{id_}").json()["claims"][0]["key"]
    local.post(
        "/api/v1/review/edits", json={"claim": key, "kind": "reject"}, headers={"If-Match": '"0.x"'}
    ).raise_for_status()
    assert entries(local, feed)[0] == ("retracted", id_)


def test_the_feed_is_rss_too(local: TestClient) -> None:
    feed = saved(local, ("type", "airstrike"))
    keep(local, REPORT)
    answer = local.get(feed["rss"])
    assert answer.headers["content-type"].startswith("application/rss+xml")
    (item,) = ElementTree.fromstring(answer.content).findall("channel/item")
    assert (item.findtext("title") or "").startswith("new: airstrike")


def test_a_feed_needs_its_address_and_no_login(shared: FastAPI, signed_in: SignedIn) -> None:
    reader = signed_in("reader")
    feed = saved(reader, ("type", "clash"))
    nobody = TestClient(shared, base_url=HTTPS)
    assert nobody.get(feed["json"]).status_code == 200
    assert nobody.get("/feeds/guessed.json").status_code == 404
    id_ = feed["filter"]["id"]  # type: ignore[index]
    # Another's filter is nobody's business.
    assert signed_in("editor").delete(f"/api/v1/filters/{id_}").status_code == 404
    assert signed_in("editor").get("/api/v1/filters").json()["filters"] == []
    renewed = reader.post(f"/api/v1/filters/{id_}/address").json()
    assert nobody.get(feed["json"]).status_code == 404
    assert nobody.get(renewed["json"]).status_code == 200
    signed_in("admin").patch("/api/v1/accounts/reader", json={"disabled": True})
    assert nobody.get(renewed["json"]).status_code == 404


def test_a_filter_that_means_nothing_is_not_saved(local: TestClient) -> None:
    answer = local.post("/api/v1/filters", json={"name": "x", "query": [["type", "battle"]]})
    assert answer.status_code == 422
    assert local.get("/api/v1/filters").json()["filters"] == []
