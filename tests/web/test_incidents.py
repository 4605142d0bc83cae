"""Incidents, claims and reports of the API: what fits, in pages, with facets, the same as the command
line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Connection, select

from sijill.store import Register, publication, schema
from sijill.store.search_fields import claim_conditions, current_claims
from sijill.store.search_names import Filters, Names, types_named
from sijill.store.search_points import Circle
from sijill.web.desk.asked import fits
from sijill.web.desk.state import Desk
from tests.web.conftest import SECRET, SignedIn

Found = dict[str, object]


@pytest.fixture
def desk(app: FastAPI) -> Desk:
    """The desk behind the application."""
    found: Desk = app.state.desk
    return found


def ids(client: TestClient, query: str = "") -> list[str]:
    answer = client.get(f"/api/v1/incidents?limit=200&{query}")
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["incidents"]]


def test_pages_make_the_whole_list(local: TestClient) -> None:
    whole = ids(local)
    pages = [local.get(f"/api/v1/incidents?limit=7&offset={at}").json() for at in range(0, len(whole), 7)]
    assert [row["id"] for page in pages for row in page["incidents"]] == whole
    assert {page["total"] for page in pages} == {len(whole)}


def test_counts_of_a_facet_are_what_is_found_with_it(local: TestClient) -> None:
    facets = local.get("/api/v1/incidents").json()["facets"]
    assert len(facets["type"]) > 3
    for name in ("type", "group", "status", "actor", "governorate", "corroboration", "review", "publication"):
        for value in facets[name][:4]:
            query = f"{name}={value['value']}"
            assert len(ids(local, query)) == value["count"], query


FILTERS = [
    Filters(types=types_named("clash")),
    Filters(types=types_named("remote"), actors=frozenset({"houthi"})),
    Filters(statuses=frozenset({"denied"})),
    Filters(actors=frozenset({"government", "civilians"}), since="2016-03-01"),
    Filters(since="2016-04-10", until="2016-06-20"),
    Filters(until="2016-02-01"),
    Filters(near=Circle(15.35, 44.2, 80)),
]


def names_of_claims(connection: Connection, asked: Filters) -> set[tuple[str, int]]:
    claim = schema.claim.c
    rows = connection.execute(
        select(claim.report_id, claim.position).select_from(current_claims()).where(*claim_conditions(asked))
    )
    return {(row.report_id, row.position) for row in rows}


def with_places(names: Names) -> Iterator[Filters]:
    yield from FILTERS
    for place in ("مأرب", "تعز", "عتمة", "YE20", "مديرية نهم"):
        yield Filters(areas=names.areas(place))
        yield Filters(areas=names.areas(place), types=types_named("fighting"), since="2016-05-01")


def test_filters_mean_what_they_mean_in_the_search(desk: Desk) -> None:
    material = desk.material
    claims = [*material.claims, *material.speech]
    with desk.register.reading() as connection:
        for asked in with_places(desk.names):
            expected = names_of_claims(connection, asked)
            found = {(claim.report_id, claim.position) for claim in claims if fits(claim, asked)}
            assert found == expected, asked


def test_an_incident_has_its_account_and_its_claims(local: TestClient) -> None:
    for id_ in ids(local)[:10]:
        found = local.get(f"/api/v1/incidents/{id_}").json()
        assert found["row"]["id"] == id_
        assert [claim["key"] for claim in found["claims"]] == found["account"]["claims"]
        for claim in found["claims"]:
            if not claim["confidential"]:
                report = local.get(f"/api/v1/reports/{claim['report']}").json()
                quote = claim["event"]["evidence"][0]
                assert report["text"][quote["start"] : quote["end"]] == quote["text"]


def test_words_are_searched_for(local: TestClient) -> None:
    total = local.get("/api/v1/incidents").json()["total"]
    some = local.get("/api/v1/incidents?q=قافلة").json()["total"]
    assert 0 < some < total


@pytest.mark.parametrize(
    "query, field",
    [
        ("type=battle", "type"), ("status=maybe", "status"), ("place=لا مكان كهذا", "place"),
        ("actor=nobody-at-all", "actor"), ("from=2016-13-01", "from"), ("near=here", "near"),
        ("sort=random", "sort"), ("review=maybe", "review"), ("from=2016-05-01&to=2016-04-01", "from"),
        ("limit=0", "limit"), ("offset=-1", "offset"), ("q=" + "x" * 2001, "q"), ("q=!!!", "q"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_told_with_its_field(local: TestClient, query: str, field: str) -> None:
    answer = local.get(f"/api/v1/incidents?{query}")
    assert answer.status_code == 422
    told = answer.json()["error"]
    assert told["field"] == field
    assert told["message"]


def test_who_has_it_is_not_sent_it_again(local: TestClient) -> None:
    first = local.get("/api/v1/incidents")
    again = local.get("/api/v1/incidents", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert local.get("/api/v1/incidents?type=clash", headers={"If-None-Match": first.headers["etag"]}).content


def secret_id(register: Register) -> str:
    with register.reading() as connection:
        return str(connection.scalar(select(schema.report.c.id).where(schema.report.c.confidential)))


PATHS = (
    "/api/v1/reports",
    "/api/v1/reports?q=صرواح&limit=200",
    "/api/v1/claims?limit=200",
    "/api/v1/incidents",
)


@pytest.mark.parametrize("path", PATHS)
def test_confidential_words_are_nowhere(local: TestClient, path: str) -> None:
    told = local.get(path).text
    assert "تقرير سري" not in told
    assert SECRET[:40] not in told
    assert "news.example/secret" not in told


def test_a_confidential_report_is_counted_and_not_shown(local: TestClient, desk: Desk) -> None:
    answer = local.get(f"/api/v1/reports/{secret_id(desk.register)}")
    report = answer.json()
    assert report["confidential"]
    assert [report[name] for name in ("title", "text", "source", "url")] == [None] * 4
    assert report["claims"]
    assert all(claim["event"] is None for claim in report["claims"])
    assert not any(word in answer.text for word in ("صرواح", "مدنيين", "تقرير سري", "سبتمبر"))
    for claim in report["claims"]:
        told = local.get(f"/api/v1/incidents/{claim['incident']}").text
        assert "تقرير سري" not in told
        assert SECRET[:30] not in told


def test_a_reader_is_told_that_names_are_masked(signed_in: SignedIn) -> None:
    reader, editor = signed_in("reader"), signed_in("editor")
    found = editor.get("/api/v1/reports").json()["reports"][0]
    whole = editor.get(f"/api/v1/reports/{found['report']}").json()
    masked = reader.get(f"/api/v1/reports/{found['report']}").json()
    assert (whole["masked"], masked["masked"]) == (False, True)
    assert whole["text"]
    assert masked["text"]


def test_why_values_are_there(local: TestClient) -> None:
    found = local.get("/api/v1/reports?type=clash").json()["reports"][0]
    told = local.get(f"/api/v1/reports/{found['report']}/explanation").json()["explain"]
    assert {"type", "status"} <= {one["field"] for one in told}
    assert all(one["entry"] and one["step"] for one in told)


@pytest.mark.parametrize(
    "path", ["incidents/none", "reports/none", "claims/none/at/all", "reports/none/explanation"]
)
def test_what_is_not_there(local: TestClient, path: str) -> None:
    answer = local.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_publishing_goes_through_its_states_and_is_kept(local: TestClient, desk: Desk) -> None:
    id_ = ids(local)[0]
    tag = local.get(f"/api/v1/incidents/{id_}").headers["etag"]
    first = local.put(
        f"/api/v1/incidents/{id_}/publication", json={"state": "published"}, headers={"If-Match": tag}
    )
    assert first.status_code == 200, first.text
    assert ids(local, "publication=published") == [id_]
    # Whoever saw it before is told, and nothing is written over.
    second = local.put(
        f"/api/v1/incidents/{id_}/publication", json={"state": "draft"}, headers={"If-Match": tag}
    )
    assert second.status_code == 412
    assert second.json()["error"]["changes"][0]["state"] == "published"
    retract = {"state": "retracted"}
    now = {"If-Match": first.headers["etag"]}
    assert local.put(f"/api/v1/incidents/{id_}/publication", json=retract, headers=now).status_code == 422
    retract["reason"] = "المصدر سحب الخبر"
    assert local.put(f"/api/v1/incidents/{id_}/publication", json=retract, headers=now).status_code == 200
    shown = local.get(f"/api/v1/incidents/{id_}").json()
    assert [one["state"] for one in shown["history"]] == ["published", "retracted"]
    with desk.register.reading() as connection:
        assert publication.states(connection)[id_].reason == "المصدر سحب الخبر"


def test_publishing_asks_for_what_was_seen_and_for_an_editor(signed_in: SignedIn) -> None:
    editor = signed_in("editor")
    id_ = ids(editor)[0]
    path, given = f"/api/v1/incidents/{id_}/publication", {"state": "published"}
    assert editor.put(path, json=given).status_code == 428
    assert editor.put(path, json=given, headers={"If-Match": "nonsense"}).status_code == 422
    assert signed_in("reviewer").put(path, json=given, headers={"If-Match": '"0.x"'}).status_code == 403


def test_headers_let_no_script_in(local: TestClient) -> None:
    for path in ("/api/v1/me", "/nothing", "/assets/nothing"):
        policy = local.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_no_page_is_kept_by_others(local: TestClient) -> None:
    headers = local.get("/api/v1/incidents").headers
    assert headers["cache-control"].startswith("private")
    assert "Cookie" in headers["vary"]
