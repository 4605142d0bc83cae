"""What is held back from the public: which events, until when, and how coarsely they are told then."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.packs import Pack, PackError, load
from sijill.public import Holding, Units, held_back, holding_of, masker_for, public_event, terms_for
from sijill.record import EVENT_TYPES, STATUSES, Event

PUBLISHED = "2016-01-10"
DAY = date(2016, 1, 12)
OTMAH = {
    "id": "YE2005",
    "name": "عتمة",
    "level": "district",
    "district": "عتمة",
    "governorate": "ذمار",
    "country": "YE",
    "quote": {"text": "مديرية عتمة", "start": 4, "end": 15},
}
SITE = {"name": "مخيم الصفا", "level": "site", "district": "عتمة", "governorate": "ذمار", "country": "YE"}


@pytest.fixture(scope="module")
def yemen() -> Pack:
    return load("yemen")


@pytest.fixture(scope="module")
def holding(yemen: Pack) -> Holding:
    return holding_of(yemen)


@pytest.fixture(scope="module")
def units(yemen: Pack) -> Units:
    return Units(yemen.places)


def event(type_: str = "clash", status: str = "occurred", **more: Any) -> Event:
    words = "في مديرية عتمة جرى ذلك"
    return msgspec.convert(
        {
            "type": type_,
            "status": status,
            "background": False,
            "place": OTMAH,
            "attribution": {"kind": "reporter", "quote": {"text": "ذلك", "start": 19, "end": 22}},
            "evidence": [
                {"text": words, "start": 0, "end": 22, "trigger": {"text": "جرى", "start": 15, "end": 18}}
            ],
        }
        | more,
        Event,
    )


@pytest.mark.parametrize(
    "told, rule",
    [
        (event("aid", "planned"), "planned_aid"),
        (event("aid", "demanded"), "planned_aid"),
        (event("deployment", "planned"), "planned_movement"),
        (event("release", "planned"), "planned_movement"),
        (event("displacement"), "displacement_to"),
        (event("shelling", object="hospital"), "hospitals"),
        (event("shelling", object="displaced_camp"), "displaced_sites"),
        (event("shelling", place=SITE), "displaced_sites"),
        (event("raid", place=SITE | {"name": "مركز إيواء النساء"}), "shelters"),
        (event("airstrike", place=SITE | {"name": "المستشفى الجمهوري"}), "hospitals"),
    ],
)
def test_what_is_held_back(holding: Holding, told: Event, rule: str) -> None:
    held = held_back(told, holding, DAY, PUBLISHED)
    assert held is not None
    assert held.rule == rule
    assert held.now
    assert held.reason.endswith(".")
    assert held.reason_ar


@pytest.mark.parametrize(
    "told", [event(), event("aid"), event("withdrawal"), event("airstrike", object="school"), event("siege")]
)
def test_what_is_not(holding: Holding, told: Event) -> None:
    assert held_back(told, holding, DAY, PUBLISHED) is None


def test_who_fights_makes_no_difference(holding: Holding) -> None:
    sides = ("houthi", "government", "coalition", "stc", "aqap", "resistance")
    told = [
        event("airstrike", object="hospital", participants=[{"role": "actor", "id": id_}]) for id_ in sides
    ]
    assert len({held_back(one, holding, DAY, PUBLISHED) for one in told}) == 1


def test_days_count_from_the_later_of_event_and_report(holding: Holding) -> None:
    later = event("aid", "planned", time={"start": "2016-02-01", "end": "2016-02-03", "precision": "day"})
    held = held_back(later, holding, DAY, PUBLISHED)
    assert held is not None
    assert held.until == date(2016, 2, 3) + timedelta(days=30)
    again = held_back(later, holding, held.until, PUBLISHED)
    assert again is not None
    assert not again.now


def test_without_a_day_it_stays_held(holding: Holding) -> None:
    held = held_back(event("aid", "planned"), holding, date(2099, 1, 1))
    assert held is not None
    assert held.until is None
    assert held.now


def test_the_coarsest_of_several_rules_counts(holding: Holding) -> None:
    held = held_back(event("displacement", place=SITE | {"name": "دار إيواء"}), holding, DAY, PUBLISHED)
    assert held is not None
    assert held.level == "governorate"


def test_later_it_is_told_as_its_district_and_without_words(holding: Holding, units: Units) -> None:
    told = event("shelling", place=SITE | {"id": None, "lat": 14.1, "lon": 43.1})
    assert public_event(told, holding, units, DAY, PUBLISHED) is None
    shown = public_event(told, holding, units, date(2017, 1, 1), PUBLISHED)
    assert shown is not None
    assert shown.place is not None
    assert (shown.place.id, shown.place.level, shown.place.name) == ("YE2005", "district", "عتمة")
    assert shown.place.lat != 14.1
    assert "الصفا" not in msgspec.json.encode(shown).decode()
    assert [e.text for e in shown.evidence] == [""]
    assert told.place is not None
    assert told.place.name == "مخيم الصفا"


def test_a_place_of_no_known_unit_is_left_out(holding: Holding, units: Units) -> None:
    told = event("shelling", place={"name": "مخيم الصفا", "level": "site"})
    shown = public_event(told, holding, units, date(2017, 1, 1), PUBLISHED)
    assert shown is not None
    assert shown.place is None


@settings(deadline=None)
@given(
    st.sampled_from(sorted(EVENT_TYPES)),
    st.sampled_from(sorted(STATUSES)),
    st.sampled_from([None, "hospital", "displaced_camp", "home"]),
    st.integers(0, 400),
)
def test_what_is_shown_is_never_finer_than_the_rule(
    type_: str, status: str, thing: str | None, days: int
) -> None:
    terms = terms_for("yemen", DAY)
    holding, units = terms.holding, terms.units
    told = event(type_, status, object=thing, place=SITE | {"name": "تبة الصفا"})
    day = date.fromisoformat(PUBLISHED) + timedelta(days=days)
    held = held_back(told, holding, day, PUBLISHED)
    shown = public_event(told, holding, units, day, PUBLISHED)
    if held is None:
        assert shown == told
    elif held.now:
        assert shown is None
    else:
        assert shown is not None
        assert shown.place is None or shown.place.level in ("district", "governorate", "country")


def test_settings_change_a_rule_add_one_and_drop_one(yemen: Pack, tmp_path: Path) -> None:
    file = tmp_path / "holding.yaml"
    file.write_text(
        "viewers: [public, reader]\n"
        "rules:\n"
        "  hospitals: {days: 3}\n"
        "  planned_movement: {off: true}\n"
        "  schools: {objects: [school], days: 5, level: district, reason: Pupils., reason_ar: التلاميذ.}\n",
        encoding="utf-8",
    )
    holding = holding_of(yemen, file)
    assert holding.viewers == {"public", "reader"}
    hospital = held_back(event("airstrike", object="hospital"), holding, DAY, PUBLISHED)
    assert hospital is not None
    assert hospital.until == date(2016, 1, 13)
    assert held_back(event("deployment", "planned"), holding, DAY, PUBLISHED) is None
    assert held_back(event("airstrike", object="school"), holding, DAY, PUBLISHED) is not None


@pytest.mark.parametrize(
    "text, said",
    [
        ("rules:\n  hospitals: {days: none}\n", 'own.yaml:2: "none" is no number; write one from 1 to 3650'),
        ("rules:\n  x: {level: village}\n", 'own.yaml:2: "village" is not known here; allowed: district, '),
        ("rules:\n  x: {types: [aid]}\n", 'own.yaml:2: the rule "x" needs days, level, reason, reason_ar'),
        ("- a\n", "own.yaml:1: a map is wanted here"),
        ("rules: [\n", "own.yaml:2: this is no YAML"),
        (None, "the settings own.yaml can't be read: No such file or directory; give a YAML file"),
    ],
)
def test_wrong_settings_are_told_in_a_sentence(
    yemen: Pack, tmp_path: Path, text: str | None, said: str
) -> None:
    file = tmp_path / "own.yaml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as told:
        holding_of(yemen, file)
    assert said in str(told.value)


def test_empty_settings_change_nothing(yemen: Pack, holding: Holding, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("# nothing yet\n", encoding="utf-8")
    assert holding_of(yemen, file) == holding


def test_a_pack_without_core_is_told_in_a_sentence(yemen: Pack) -> None:
    bare = msgspec.structs.replace(yemen, words={})
    with pytest.raises(PackError, match=r"^the pack yemen has no holding.yaml; let it include core$"):
        holding_of(bare)
    with pytest.raises(PackError, match=r"^the pack yemen has no given_names.yaml; let it include core$"):
        masker_for(bare)
