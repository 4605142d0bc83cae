"""A redaction reaches what people did at the desk: notes, reasons, filters, and edits of the report."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from sijill.store import redact, schema_desk
from tests.web.test_review import a_claim, edit

NAME = "سالم عبده المقطري"


def test_a_name_is_taken_out_of_what_people_wrote(local: TestClient, app: FastAPI) -> None:
    desk = app.state.desk
    text = f"انسحبت قوات الجيش من مديرية عتمة بمحافظة ذمار أمس، بحسب {NAME} من سكان المنطقة."
    found = local.post("/api/v1/submissions", json={"text": text, "published": "2016-03-09"}).json()
    report = local.post(f"/api/v1/submissions/{found['id']}/keep", json={}).json()["reports"][0]
    answer = local.get(f"/api/v1/reports/{report}").json()
    claim = {"key": answer["claims"][0]["key"], "etag": '"0.a"'}
    assert edit(local, claim, "correct", field="means", value="tank", note=f"قال {NAME}").status_code == 422
    assert edit(local, claim, "correct", field="extent", value="part", note=f"قال {NAME}").status_code == 201
    local.post("/api/v1/filters", json={"name": NAME, "query": [["q", NAME]]}).raise_for_status()
    id_ = answer["claims"][0]["incident"]
    given = {"state": "retracted", "reason": f"بطلب {NAME}"}
    path = f"/api/v1/incidents/{id_}/publication"
    local.put(path, json=given, headers={"If-Match": '"0.a"'}).raise_for_status()

    redact.redact(desk.register, name=NAME, why="طلب صاحب الشأن")
    desk.keeper.look_again()
    with desk.register.reading() as connection:
        kept = [
            str(tuple(row))
            for table in (schema_desk.edit, schema_desk.saved_filter, schema_desk.publication)
            for row in connection.execute(select(table))
        ]
        renamed = connection.scalar(select(schema_desk.edit.c.report_id))
    assert not any(NAME in row for row in kept)
    shown = local.get(f"/api/v1/reports/{renamed}").json()
    assert NAME not in shown["text"]
    assert shown["claims"][0]["event"]["extent"] == "part"
    assert shown["claims"][0]["review"]["verdict"] == "corrected"


def test_with_a_report_its_edits_go(local: TestClient, app: FastAPI) -> None:
    desk = app.state.desk
    claim = a_claim(local)
    assert edit(local, claim).status_code == 201
    redact.redact(desk.register, report=claim["report"], why="طلب الناشر")
    with desk.register.reading() as connection:
        assert connection.execute(select(schema_desk.edit)).all() == []
