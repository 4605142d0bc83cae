"""How much is reported of a place: each report and outlet once, in the month of its publication."""

from __future__ import annotations

from typing import Any

from sijill.deriving.coverage import EVERYWHERE, coverage, coverage_of
from sijill.record import Report
from tests.deriving.made import document, gathered


def report(id_: str, source: str, published: str, *places: str) -> dict[str, Any]:
    claims = [
        {"words": f"اشتباكات في {place}", "type": "clash", "place": place, "day": "2015-07-30"}
        for place in places
    ]
    return {"id": id_, "source": source, "published": published, "claims": claims}


MADE = [
    report("a", "almasirah", "2015-07-31", "عتمة, ذمار, YE", "عتمة, ذمار, YE"),
    report("b", "alriyadh", "2015-08-01", "عتمة, ذمار, YE", "ذمار, YE"),
    report("c", "alriyadh", "2015-08-02", "ذمار, YE"),
    report("d", "reuters", "2015-08-02"),
]


def test_reports_and_outlets_by_place_and_month() -> None:
    documents = [document(made) for made in MADE]
    found = coverage(gathered(documents)[0], [made.report for made in documents])
    of_july = found["ذمار"]["2015-07"]
    assert of_july.reports == {"a"}
    assert of_july.outlets == {"almasirah"}
    of_august = found["ذمار"]["2015-08"]
    assert of_august.reports == {"b", "c"}
    assert of_august.outlets == {"alriyadh"}
    assert found["عتمة"]["2015-08"].reports == {"b"}
    assert found["YE"]["2015-08"].reports == {"b", "c"}
    assert found[EVERYWHERE]["2015-08"].reports == {"b", "c", "d"}
    assert coverage_of(found, "ذمار").reports == {"a", "b", "c"}
    assert coverage_of(found, "ذمار", "2015-08", "2015-08").reports == {"b", "c"}


def test_of_a_place_that_nobody_speaks_of_there_is_none() -> None:
    documents = [document(made) for made in MADE]
    found = coverage(gathered(documents)[0], [made.report for made in documents])
    assert not coverage_of(found, "المهرة").reports
    assert coverage((), ()) == {}


def test_a_report_without_day_or_outlet_counts() -> None:
    found = coverage((), [Report(id="x")])
    assert coverage_of(found, EVERYWHERE).reports == {"x"}
    assert not coverage_of(found, EVERYWHERE).outlets
