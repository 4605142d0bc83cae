"""Control, agreements and tallies over the API are those of the command line."""

from __future__ import annotations

import json

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from sijill.deriving.agreements import agreements
from sijill.linking.grouping import grouped
from sijill.web.desk.state import Desk
from tests.cli.conftest import (
    Run,
    run,  # noqa: F401 (a fixture)
)


def test_control_is_that_of_the_command_line(local: TestClient, database: str, run: Run) -> None:  # noqa: F811
    told = run("control", "--json", "--on", "2016-06-30", "--database", database)
    expected = [json.loads(line) for line in told.out.splitlines()]
    found = local.get("/api/v1/control?on=2016-06-30").json()
    assert found["places"] == expected
    assert expected
    name = expected[0]["place"]["name"]
    timeline = run("control", "--json", "--timeline", name, "--database", database)
    lines = [json.loads(line) for line in timeline.out.splitlines()]
    shown = local.get("/api/v1/control/timeline", params={"place": name}).json()["timelines"]
    assert [i for one in shown for i in one["intervals"]] == [line for line in lines if "state" in line]
    assert local.get("/api/v1/control", params={"place": name, "on": "2016-06-30"}).json()["places"]


def test_tallies_are_those_of_the_command_line(local: TestClient, database: str, run: Run) -> None:  # noqa: F811
    told = run("tally", "--json", "--by", "month,side", "--database", database)
    lines = [json.loads(line) for line in told.out.splitlines()]
    found = local.get("/api/v1/tallies?by=month&by=side").json()
    assert found["rows"] == [line for line in lines if "row" in line]
    assert found["total"] == next(line["total"] for line in lines if "total" in line)
    assert found["total"]["claims"]
    assert found["total"]["coverage"]["reports"] > 30


def test_agreements_have_their_terms_and_words(local: TestClient, app: FastAPI) -> None:
    desk: Desk = app.state.desk
    found = local.get("/api/v1/agreements?all=true&limit=200").json()
    expected = agreements(grouped(desk.material.claims, desk.material.copies), desk.material.copies)
    assert {one["id"] for one in found["agreements"]} == {one.id for one in expected}
    assert found["total"] > 0
    one = local.get(f"/api/v1/agreements/{found['agreements'][0]['id']}").json()["agreement"]
    assert one["timeline"][0]["told"][0]["quote"]["text"]


@pytest.mark.parametrize(
    "path, field",
    [
        ("control?on=2016-99-01", "on"),
        ("control?place=لا مكان كهذا", "place"),
        ("tallies?what=sorrow", "what"),
        ("tallies?by=colour", "by"),
        ("tallies?convention=mine", "convention"),
        ("tallies?what=injured&convention=acled", "what"),
    ],
)
def test_what_has_no_meaning_is_told(local: TestClient, path: str, field: str) -> None:
    answer = local.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
