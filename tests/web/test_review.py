"""Review: every edit is kept, none is lost, and whoever comes second is told."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from sijill.store import schema, schema_desk
from sijill.store.edits import Edit, active, with_words, without_words
from tests.web.conftest import SignedIn

Json = dict[str, Any]


def a_claim(client: TestClient, query: str = "type=clash") -> Json:
    """The first claim that fits, with its ETag."""
    for claim in client.get(f"/api/v1/claims?{query}").json()["claims"]:
        if not claim["confidential"]:
            answer = client.get(f"/api/v1/claims/{claim['key']}")
            return {**answer.json(), "etag": answer.headers["etag"]}
    raise AssertionError("no claim fits")


def edit(client: TestClient, claim: Json, kind: str = "accept", **more: Any) -> Any:
    given_ = {"claim": claim["key"], "kind": kind, **more}
    return client.post("/api/v1/review/edits", json=given_, headers={"If-Match": claim["etag"]})


def test_the_queue_has_the_doubtful_first_and_loses_what_was_looked_at(local: TestClient) -> None:
    before = local.get("/api/v1/review/queue?limit=200").json()
    counts = [len(one["why"]) for one in before["waiting"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    first = before["waiting"][0]["claim"]
    etag = local.get(f"/api/v1/claims/{first['key']}").headers["etag"]
    assert edit(local, {**first, "etag": etag}).status_code == 201
    after = local.get("/api/v1/review/queue?limit=200").json()
    assert (after["total"], after["done"]) == (before["total"] - 1, 1)
    assert first["key"] not in {one["claim"]["key"] for one in after["waiting"]}


def test_the_queue_takes_filters(local: TestClient) -> None:
    some = local.get("/api/v1/review/queue?type=clash&limit=200").json()
    assert 0 < some["total"] < local.get("/api/v1/review/queue").json()["total"]
    incidents = {one["claim"]["incident"] for one in some["waiting"]}
    listed = local.get("/api/v1/incidents?type=clash&limit=200").json()["incidents"]
    assert incidents <= {row["id"] for row in listed}
    conflicts = local.get("/api/v1/review/queue?why=conflict&limit=200").json()["waiting"]
    assert all("conflict" in one["why"] for one in conflicts)


def test_a_rejected_claim_counts_no_more_and_comes_back(local: TestClient) -> None:
    claim = a_claim(local)
    whole = local.get("/api/v1/claims").json()["total"]
    done = edit(local, claim, "reject", note="وصف لمعركة قديمة")
    assert done.status_code == 201, done.text
    assert local.get("/api/v1/claims").json()["total"] == whole - 1
    undone = local.post(
        "/api/v1/review/undo",
        json={"claim": claim["key"], "edit": done.json()["edit"]["id"]},
        headers={"If-Match": done.headers["etag"]},
    )
    assert undone.json()["review"]["verdict"] == "unreviewed"
    assert local.get("/api/v1/claims").json()["total"] == whole
    # The undo can be taken back too.
    again = local.post(
        "/api/v1/review/undo",
        json={"claim": claim["key"], "edit": undone.json()["edit"]["id"]},
        headers={"If-Match": undone.headers["etag"]},
    )
    assert again.json()["review"]["verdict"] == "rejected"
    assert local.get("/api/v1/claims").json()["total"] == whole - 1


@pytest.mark.parametrize(
    "field, value",
    [
        ("type", "shelling"),
        ("status", "denied"),
        ("background", True),
        ("means", "tank"),
        ("participants", [{"role": "actor", "id": "houthi"}, {"role": "target", "id": "civilians"}]),
        ("place", {"id": "YE2005"}),
        ("place", None),
        ("time", {"start": "2016-03-01", "end": "2016-03-02", "precision": "day"}),
        ("quantities", [{"kind": "killed", "low": 3, "high": 5, "of": "civilians"}]),
        ("attribution", {"kind": "witness"}),
    ],
)
def test_any_field_can_be_corrected(local: TestClient, field: str, value: Any) -> None:
    claim = a_claim(local)
    done = edit(local, claim, "correct", field=field, value=value)
    assert done.status_code == 201, done.text
    now = local.get(f"/api/v1/claims/{claim['key']}").json()["event"]
    if field == "place" and value:
        assert (now["place"]["name"], now["place"]["governorate"]) == ("عتمة", "ذمار")
    else:
        assert now.get(field) == value
    shown = local.get(f"/api/v1/reports/{claim['report']}").json()
    mine = next(one for one in shown["claims"] if one["key"] == claim["key"])
    assert mine["as_read"] == claim["event"]
    assert mine["review"]["corrected"] == [field]


def test_a_correction_points_at_words(local: TestClient) -> None:
    claim = a_claim(local)
    text = local.get(f"/api/v1/reports/{claim['report']}").json()["text"]
    start = len(text) // 3
    value = {"level": "site", "quote": {"start": start, "end": start + 12}}
    done = edit(local, claim, "correct", field="place", value=value)
    assert done.status_code == 201, done.text
    place = done.json()["event"]["place"]
    assert place["quote"] == {"text": text[start : start + 12], "start": start, "end": start + 12}
    assert place["name"] == text[start : start + 12]


def test_no_words_of_a_report_are_kept_with_an_edit(local: TestClient, app: FastAPI) -> None:
    claim = a_claim(local)
    text = local.get(f"/api/v1/reports/{claim['report']}").json()["text"]
    value = {"level": "site", "name": "شيء آخر", "quote": {"text": "كذا", "start": 5, "end": 25}}
    assert edit(local, claim, "correct", field="place", value=value).status_code == 201
    with app.state.desk.register.reading() as connection:
        kept = json.dumps(
            [tuple(row) for row in connection.execute(select(schema_desk.edit))], ensure_ascii=False
        )
        trail = str(
            [
                tuple(row)
                for row in connection.execute(select(schema.audit).where(schema.audit.c.table_name == "edit"))
            ]
        )
    for words in (text[5:25], "شيء آخر", "كذا"):
        assert words not in kept
        assert words not in trail


@pytest.mark.parametrize(
    "field, value",
    [
        ("colour", "red"),
        ("type", "battle"),
        ("participants", [{"role": "actor", "id": "my neighbour"}]),
        ("participants", [{"role": "actor"}]),
        ("place", {"id": "YE99999"}),
        ("place", {"level": "site", "quote": {"start": 5, "end": 10**7}}),
        ("time", {"start": "2016-02-30", "end": "2016-03-01", "precision": "day"}),
        ("quantities", [{"kind": "killed", "low": 9, "high": 3}]),
        ("extent", "whole-ish"),
        ("attribution", None),
    ],
)
def test_an_unsound_correction_is_refused_in_a_sentence(local: TestClient, field: str, value: Any) -> None:
    claim = a_claim(local)
    answer = edit(local, claim, "correct", field=field, value=value)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]
    assert local.get(f"/api/v1/claims/{claim['key']}").json()["event"] == claim["event"]


def test_a_missed_event_is_added_and_taken_back(local: TestClient) -> None:
    found = local.get("/api/v1/reports?type=clash").json()["reports"][0]
    answer = local.get(f"/api/v1/reports/{found['report']}")
    text, etag = answer.json()["text"], answer.headers["etag"]
    event = {
        "type": "siege",
        "status": "occurred",
        "background": False,
        "participants": [{"role": "actor", "id": "houthi"}],
        "place": {"id": "YE2005"},
        "attribution": {"kind": "reporter"},
        "evidence": [{"start": 0, "end": 20, "trigger": {"start": 3, "end": 9}}],
    }
    whole = local.get("/api/v1/incidents").json()["total"]
    path, body = "/api/v1/review/events", {"report": found["report"], "event": event}
    done = local.post(path, json=body, headers={"If-Match": etag})
    assert done.status_code == 201, done.text
    assert done.json()["event"]["evidence"][0]["text"] == text[:20]
    assert local.get("/api/v1/incidents").json()["total"] == whole + 1
    shown = local.get(f"/api/v1/reports/{found['report']}").json()["claims"][-1]
    assert (shown["review"]["verdict"], shown["id"], shown["type"]) == ("added", None, "siege")
    # Another who has not seen it is told.
    assert local.post(path, json=body, headers={"If-Match": etag}).status_code == 412
    made = done.json()["edit"]
    undone = local.post(
        "/api/v1/review/undo",
        json={"claim": made["claim"], "edit": made["id"]},
        headers={"If-Match": done.headers["etag"]},
    )
    assert undone.status_code == 201, undone.text
    assert local.get("/api/v1/incidents").json()["total"] == whole


def test_the_second_reviewer_is_told_what_changed_and_nothing_is_lost(signed_in: SignedIn) -> None:
    one, other = signed_in("reviewer"), signed_in("editor")
    claim = a_claim(one)
    assert edit(one, claim, "correct", field="type", value="raid").status_code == 201
    late = edit(other, claim, "correct", field="type", value="arrest")
    assert late.status_code == 412
    told = late.json()["error"]
    assert (told["code"], told["changes"][0]["by"], told["changes"][0]["field"]) == (
        "changed",
        "reviewer",
        "type",
    )
    now = other.get(f"/api/v1/claims/{claim['key']}")
    assert now.json()["event"]["type"] == "raid"
    assert edit(other, {**claim, "etag": now.headers["etag"]}).status_code == 201
    shown = other.get(f"/api/v1/claims/{claim['key']}").json()["review"]
    assert shown["agreed"] == ["reviewer", "editor"]
    history = other.get(f"/api/v1/review/history?report={claim['report']}&claim={claim['key']}").json()
    assert [(e["by"], e["kind"]) for e in history["human"]] == [("reviewer", "correct"), ("editor", "accept")]
    assert [reading["current"] for reading in history["machine"]] == [True]


def test_of_many_at_once_one_wins_each_round_and_every_edit_that_was_taken_is_there(
    signed_in: SignedIn,
) -> None:
    browsers = [signed_in("reviewer"), signed_in("editor"), signed_in("admin")]
    claim = a_claim(browsers[0])

    def work(browser: TestClient) -> int:
        done = 0
        while done < 5:
            etag = browser.get(f"/api/v1/claims/{claim['key']}").headers["etag"]
            answer = edit(browser, {**claim, "etag": etag}, "accept")
            assert answer.status_code in (201, 412)
            done += answer.status_code == 201
        return done

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(work, browsers)) == 15
    history = browsers[0].get(f"/api/v1/review/history?report={claim['report']}").json()["human"]
    assert [one["number"] for one in history] == list(range(1, 16))


def test_agreement_of_two_people(signed_in: SignedIn) -> None:
    one, other = signed_in("reviewer"), signed_in("editor")
    keys = [c["key"] for c in one.get("/api/v1/claims?limit=6").json()["claims"] if not c["confidential"]][:3]
    for key, verdict in zip(keys, ("accept", "accept", "reject"), strict=True):
        for browser, kind in ((one, "accept"), (other, verdict)):
            etag = browser.get(f"/api/v1/claims/{key}").headers["etag"]
            assert edit(browser, {"key": key, "etag": etag}, kind).status_code == 201
    found = one.get("/api/v1/review/agreement").json()
    assert (found["by_two"], found["agreed"]) == (3, 2)
    # What another has looked at once waits for a second pair of eyes.
    assert one.get("/api/v1/review/queue?left=second").json()["total"] == 0


def test_readers_review_nothing(signed_in: SignedIn) -> None:
    reader = signed_in("reader")
    assert edit(reader, {"key": "x/y/1/z", "etag": '"0.a"'}).status_code == 403
    assert reader.get("/api/v1/review/queue").status_code == 403


def test_an_edit_asks_what_was_seen(local: TestClient) -> None:
    claim = a_claim(local)
    body = {"claim": claim["key"], "kind": "accept"}
    assert local.post("/api/v1/review/edits", json=body).status_code == 428
    assert edit(local, {**claim, "etag": '"7.a"'}).status_code == 422
    assert edit(local, {"key": "none/x/1/y", "etag": '"0.a"'}).status_code == 404


def test_a_report_read_anew_keeps_the_edits(local: TestClient, app: FastAPI) -> None:
    claim = a_claim(local)
    assert edit(local, claim, "correct", field="means", value="tank").status_code == 201
    desk = app.state.desk
    with desk.register.reading() as connection:
        before = connection.scalar(select(schema.reading.c.id).where(schema.reading.c.current).limit(1))
    assert before
    from msgspec.structs import replace

    from sijill.store import Rereading

    later = replace(desk.reader.stamp, program="9.9.9")
    stored = next(s for s in desk.register.documents() if s.version.report_id == claim["report"])
    again = Rereading(
        version_id=stored.version.id,
        report_id=claim["report"],
        document=desk.reader.read(stored.version.report),
        stamp=later,
    )
    desk.register.add_readings([again], desk.run_of("test"))
    desk.keeper.look_again()
    assert local.get(f"/api/v1/claims/{claim['key']}").json()["event"]["means"] == "tank"


def test_pickers(local: TestClient) -> None:
    words = local.get("/api/v1/vocabulary").json()
    assert words["types"]["clash"] == "fighting"
    assert {"houthi", "government", "civilians"} <= {actor["id"] for actor in words["actors"]}
    found = local.get("/api/v1/vocabulary/places?q=عتمه").json()["places"]
    assert found[0]["id"] == "YE2005"
    assert local.get("/api/v1/vocabulary/places?q=ye2005").json()["places"][0]["name"] == "عتمة"


@given(st.text(min_size=1, max_size=40), st.data())
def test_words_go_and_come_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = {"text": text[start:end], "start": start, "end": end}
    value = {"level": "site", "name": quote["text"], "quote": quote, "time": {"start": "2016-01-01"}}
    bare = without_words(value)
    assert "text" not in bare["quote"]
    assert "name" not in bare
    assert with_words(bare, text) == value


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=12))
def test_an_undone_edit_holds_again_when_its_undo_is_undone(steps: list[tuple[bool, int]]) -> None:
    edits: list[Edit] = []

    def holds(one: Edit) -> bool:
        return not any(later.undoes == one.id and holds(later) for later in edits)

    for number, (undo, which) in enumerate(steps, 1):
        candidates = [one for one in edits if holds(one)]
        target = candidates[which % len(candidates)] if undo and candidates else None
        made = Edit(
            id=f"e{number}", claim_key="k", number=number, report_id="r", version_id="v", at="", by="a",
            kind="undo" if target else "accept", undoes=target.id if target else None,
        )  # fmt: skip
        edits.append(made)
    assert active(edits) == [one for one in edits if one.kind != "undo" and holds(one)]
