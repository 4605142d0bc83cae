"""What is exported at all: only what somebody says happened, as far as whoever gets it may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest

from sijill.deriving.standing import Standings
from sijill.export.choosing import Chooser
from sijill.export.screen import screen_for
from sijill.export.sources import OfRecords
from sijill.store.search_names import Filters
from tests.export.making import exported, lines, report, rows, yemen

SECRET = "محمد صالح القيسي"
DAY = date(2016, 3, 5)
TABLES = ("csv", "acled", "ucdp", "hxl")


@pytest.mark.parametrize(
    "told",
    [
        {"status": "planned"},
        {"status": "denied"},
        {"status": "threatened"},
        {"status": "demanded"},
        {"status": "hypothetical"},
        {"background": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("form", [*TABLES, "geojson", "rss", "digest"])
def test_what_did_not_happen_is_no_event(told: dict[str, Any], form: str) -> None:
    dead = {"numbers": [{"killed": 2, "of": "houthi"}]}
    news = report({**dead, "place": "حريب, مأرب, YE"}, id="b")
    _, outcome = exported([report({**dead, **told}), news], form)
    assert outcome.written == 1
    reason = "recalled as history" if "background" in told else "said"
    assert any(line.startswith("1 claim: ") and reason in line for line in outcome.left_out)


def test_a_planned_claim_does_not_go_out_with_an_incident_that_happened() -> None:
    told = [{"type": "agreement", "party": ["houthi", "government"]}]
    told.append({**told[0], "status": "planned"})
    documents = [report(one, id=f"r{n}", source=f"o{n}") for n, one in enumerate(told)]
    (row,) = rows(documents)
    assert row["reports"] == "r0"
    assert row["report_count"] == "2"


def test_the_toll_of_a_war_is_no_incident() -> None:
    documents = [report({"numbers": [{"killed": 1}]}, id="b")]
    told_toll = report({}, id="a")
    toll = told_toll.events[0]
    assert toll.time is not None
    toll.time.start, toll.time.end, toll.time.precision = "2015-01-01", "2016-02-28", "year"
    toll.quantities = report({"numbers": [{"killed": 4000}]}).events[0].quantities
    assert [row["killed_high"] for row in rows([told_toll, *documents])] == ["1"]


def test_single_claims_keep_their_status_where_it_is_asked_for() -> None:
    documents = [report({}, {"status": "planned", "place": "حريب, مأرب, YE"})]
    assert [row["status"] for row in rows(documents, unit="claims")] == ["occurred"]
    asked = Filters(statuses=frozenset(("planned",)))
    assert [row["status"] for row in rows(documents, unit="claims", filters=asked)] == ["planned"]


def test_who_reads_from_outside_gets_no_word_of_a_report() -> None:
    documents = [
        report(
            {"words": f"قُتل المواطن {SECRET} في مديرية صرواح أمس"},
            title=f"مقتل المواطن {SECRET}",
            url="https://n.example/1",
        )
    ]
    for form in ("csv", "hxl", "acled", "geojson", "rss", "digest", "jsonl", "xlsx"):
        data, outcome = exported(documents, form, viewer="public")
        assert outcome.written == 1
        assert SECRET.encode() not in data
        if form != "xlsx":
            assert SECRET not in data.decode("utf-8-sig")
    assert SECRET in exported(documents, "csv")[0].decode("utf-8-sig")


def test_a_place_that_is_named_after_a_person_is_not_told_to_the_public() -> None:
    place = {
        "name": f"منزل {SECRET}",
        "level": "site",
        "district": "صرواح",
        "governorate": "مأرب",
        "country": "YE",
    }
    (row,) = rows([report({"place": place})], viewer="public")
    assert SECRET not in " ".join(row.values())
    assert row["governorate"] == "مأرب"


@pytest.mark.parametrize("told", [{"object": "displaced_camp"}, {"object": "hospital"}], ids=str)
def test_where_people_shelter_is_held_back_from_the_public_and_counted(told: dict[str, Any]) -> None:
    _, outcome = exported([report(told)], "csv", viewer="public", day=DAY.isoformat())
    assert outcome.written == 0
    assert "1 claim: held back from whom this export is for" in outcome.left_out
    assert exported([report(told)], "csv", day=DAY.isoformat())[1].written == 1
    # Years later it is told, no closer than the district.
    (row,) = rows([report({**told, "place": "سد مأرب, مأرب, YE"})], viewer="public", day="2026-01-02")
    assert row["place_level"] in ("district", "governorate")


def test_single_claims_are_seen_as_they_are_read() -> None:
    def endless() -> Iterator[bytes]:
        number = 0
        while True:
            number += 1
            yield from lines([report({}, id=f"r{number}")])

    def refuse(place: str, fault: str) -> None:
        raise AssertionError(f"{place}: {fault}")

    chooser = Chooser(Filters(), screen_for("public", yemen(), DAY), Standings.of_pack(yemen()))
    seen = islice(chooser.claims(OfRecords(endless(), refuse).claims()), 3)
    assert [event.told[0].report for event in seen] == ["r1", "r2", "r3"]
