"""Events as expected by hand, held against events that were read."""

from __future__ import annotations

from typing import Any

import pytest

from sijill.record import Attribution, Event, Participant, Place, Quote, Time
from sijill.record.events import Evidence
from sijill.record.expected import differences, unknown_fields

TEXT = "انسحبت القوات من مديرية حيس أمس."


def event(**fields: Any) -> Event:
    made: dict[str, Any] = {
        "type": "withdrawal",
        "status": "occurred",
        "background": False,
        "participants": [Participant(role="actor", id="one", quote=Quote.cut(TEXT, 7, 13))],
        "place": Place(name="حيس", level="district"),
        "time": Time(start="2024-02-01", end="2024-02-01", precision="day"),
        "attribution": Attribution(kind="reporter"),
        "evidence": [Evidence(text=TEXT, start=0, end=len(TEXT), trigger=Quote.cut(TEXT, 0, 6))],
    }
    return Event(**{**made, **fields})


@pytest.mark.parametrize(
    "expected",
    [
        {"type": "withdrawal"},
        {"type": "withdrawal", "background": False, "place": {"name": "حيس"}},
        {"type": "withdrawal", "participants": [{"role": "actor", "id": "one", "quote": "القوات"}]},
        {"type": "withdrawal", "evidence": [{"trigger": "انسحبت"}], "extent": None},
    ],
)
def test_what_is_not_expected_may_be_anything(expected: dict[str, Any]) -> None:
    assert differences([expected], [event()]) == []


@pytest.mark.parametrize(
    "expected, told",
    [
        ({"type": "capture"}, "event 1 (capture): was not read"),
        ({"type": "withdrawal", "status": "denied"}, "status is «occurred», expected «denied»"),
        ({"type": "withdrawal", "place": {"name": "زبيد"}}, "place.name is «حيس», expected «زبيد»"),
        ({"type": "withdrawal", "place": {"name_en": "Hays"}}, "place.name_en is absent, expected «Hays»"),
        ({"type": "withdrawal", "participants": [{"id": "two"}]}, 'participants has no {"id":"two"}'),
        ({"type": "withdrawal", "evidence": [{"trigger": "القوات"}]}, "evidence has no"),
        ({"type": "withdrawal", "background": True}, "background is false, expected true"),
    ],
)
def test_each_difference_is_told(expected: dict[str, Any], told: str) -> None:
    faults = differences([expected], [event()], others=True)
    assert len(faults) == 1
    assert told in faults[0]


def test_what_nobody_expects_is_told_unless_others_are_allowed() -> None:
    expected = [{"type": "withdrawal"}]
    read = [event(), event(type="clash")]
    assert differences(expected, read) == ["not expected, but read: clash «انسحبت»"]
    assert differences(expected, read, others=True) == []


def test_each_is_held_against_the_one_that_it_is_most_like() -> None:
    read = [
        event(place=Place(name="حيس", level="district")),
        event(place=Place(name="زبيد", level="district")),
    ]
    expected = [{"type": "withdrawal", "place": {"name": name}} for name in ("زبيد", "حيس")]
    assert differences(expected, read) == []


def test_fields_that_no_event_has_are_found() -> None:
    written = {
        "type": "clash",
        "plac": {},
        "place": {"nam": "حيس"},
        "participants": [{"role": "actor", "who": 1}],
    }
    assert unknown_fields(written) == ["plac", "place.nam", "participants.who"]
