"""Each thing that can be wrong in a record is found where it stands, and told with what to do."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from sijill.record import check_record

TEXT = "شن الطيران غارتين على جبل صبر، ونفى ناطق ذلك"


def quote(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


SOUND: dict[str, Any] = {
    "report": {"id": "1", "text": TEXT, "published": "2016-05-20"},
    "events": [
        {
            "type": "airstrike",
            "status": "occurred",
            "background": False,
            "means": "aircraft",
            "participants": [{"role": "actor", "id": "coalition", "quote": quote("الطيران")}],
            "place": {
                "name": "جبل صبر",
                "level": "site",
                "lat": 13.5,
                "lon": 44.0,
                "quote": quote("جبل صبر"),
            },
            "time": {"start": "2016-05-13", "end": "2016-05-20", "precision": "week"},
            "quantities": [{"kind": "strikes", "low": 2, "high": 2, "quote": quote("غارتين")}],
            "attribution": {"kind": "reporter"},
            "claims": [
                {"attribution": {"kind": "party"}, "status": "denied", "quote": quote("ونفى ناطق ذلك")}
            ],
            "evidence": [{**quote("شن الطيران غارتين على جبل صبر"), "trigger": quote("غارتين")}],
        }
    ],
    "notes": [{"code": "windows_1256", "message": "read as windows-1256"}],
}

Change = Callable[[dict[str, Any]], object]


def faults_after(change: Change) -> list[str]:
    """The faults of the sound record once `change` was made to its document."""
    raw = copy.deepcopy(SOUND)
    change(raw)
    return [str(fault) for fault in check_record(json.dumps(raw))]


def in_event(change: Change) -> Change:
    return lambda raw: change(raw["events"][0])


def test_a_sound_record_has_no_fault() -> None:
    assert check_record(json.dumps(SOUND)) == []
    assert check_record(json.dumps(SOUND, ensure_ascii=False).encode()) == []


def test_a_record_without_the_text_is_sound_by_lengths_alone() -> None:
    assert faults_after(lambda raw: raw["report"].pop("text")) == []


@pytest.mark.parametrize(
    "change, told",
    [
        (
            in_event(lambda e: e.update(type="battle")),
            "event 1, type: invalid enum value 'battle'; write one of",
        ),
        (in_event(lambda e: e.update(status="maybe")), "event 1, status: .*occurred"),
        (in_event(lambda e: e["participants"][0].update(role="victim")), r"participants\[0\].role: .*target"),
        (in_event(lambda e: e["place"].update(level="city")), "place.level: .*town"),
        (in_event(lambda e: e["claims"][0].update(status="no")), r"claims\[0\].status: .*denied"),
        (in_event(lambda e: e.update(means="gun")), "means: .*small_arms"),
        (in_event(lambda e: e.pop("background")), "event 1: .*background.*add it"),
        (in_event(lambda e: e.pop("attribution")), "event 1: .*attribution.*add it"),
        (in_event(lambda e: e.update(evidence=[])), "event 1, evidence: .*length"),
        (in_event(lambda e: e.update(colour="red")), "colour.*remove it"),
        (in_event(lambda e: e["place"].update(lat=91)), "place.lat: .*90"),
        (in_event(lambda e: e["place"].pop("lon")), "place: lat and lon belong together"),
        (
            in_event(lambda e: e["participants"][0]["quote"].update(start=4, end=11)),
            r"participants\[0\].quote: «",
        ),
        (in_event(lambda e: e["participants"][0]["quote"].update(end=12)), "count Unicode code points"),
        (in_event(lambda e: e["participants"][0]["quote"].update(text="", end=3)), "at least one character"),
        (in_event(lambda e: e["participants"][0]["quote"].update(start=300, end=307)), "past its end"),
        (in_event(lambda e: e["evidence"][0].update(trigger=quote("ذلك"))), r"evidence\[0\]: its trigger"),
        (in_event(lambda e: e["time"].update(start="2016-05-21")), "time: start 2016-05-21 is after end"),
        (in_event(lambda e: e["time"].update(start="2016-02-30")), "time.start: 2016-02-30 is not a day"),
        (in_event(lambda e: e["time"].update(start="May 2016")), "time.start: "),
        (in_event(lambda e: e["time"].pop("end")), "time: start and end belong together"),
        (in_event(lambda e: e["quantities"][0].update(low=3)), r"quantities\[0\]: low 3 is above high 2"),
        (in_event(lambda e: e["quantities"][0].update(low=-1)), r"quantities\[0\].low: "),
        (
            in_event(lambda e: e.update(extent="whole")),
            "extent: not a field of airstrike; it belongs to capture",
        ),
        (in_event(lambda e: e.update(terms=[{"kind": "aid"}])), "terms: not a field of airstrike"),
        (in_event(lambda e: e.update(confidence=1.5)), "confidence: "),
        (lambda raw: raw["report"].update(published="2016-20-05"), "report.*published"),
        (lambda raw: raw["report"].update(published="2016-02-30"), "report, published: .*not a day"),
        (lambda raw: raw.pop("report"), "a document needs report"),
        (lambda raw: raw.pop("events"), "a document needs events"),
        (lambda raw: raw.update(events={}), "events: must be a list"),
        (lambda raw: raw.update(score=1), "score: no such field"),
        (lambda raw: raw["notes"].append("x"), r"notes\[1\]: expected `object`"),
    ],
)
def test_a_fault_is_told_once_where_it_stands(change: Change, told: str) -> None:
    faults = faults_after(change)
    assert len(faults) == 1, faults
    assert re.search(told, faults[0]), faults[0]


def test_every_event_is_looked_at() -> None:
    def spoil(raw: dict[str, Any]) -> None:
        raw["events"] = [copy.deepcopy(raw["events"][0]) for _ in range(3)]
        raw["events"][0]["type"] = "battle"
        raw["events"][2]["time"]["start"] = "2017-01-01"

    assert [fault.split(":")[0] for fault in faults_after(spoil)] == ["event 1, type", "event 3, time"]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b"7", b'"x"', b"\xff", b'{"report": "\\ud800"}', b"[" * 100_000]
)
def test_what_is_no_document_is_told_in_a_sentence(line: bytes) -> None:
    assert len(check_record(line)) == 1
