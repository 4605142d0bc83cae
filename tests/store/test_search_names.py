"""Names that users type: what they stand for, and what is offered where they stand for nothing."""

from __future__ import annotations

import pytest

from sijill.packs import load
from sijill.store.search_names import Names, status_named, types_named
from sijill.store.search_query import LONGEST, SearchError, parsed


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load("yemen"))


def test_types_and_groups_of_types() -> None:
    assert types_named("clash") == {"clash"}
    assert types_named("Suicide attack") == {"suicide_attack"}
    assert types_named("fighting") == {"clash", "capture"}
    assert types_named("protest") == {"protest"}
    assert status_named("Denied") == "denied"


@pytest.mark.parametrize(
    "typed, found",
    [
        ("houthi", {"houthi"}),
        ("civilians", {"civilians"}),
        ("أنصار الله", {"houthi"}),
        ("انصار اللة", {"houthi"}),
        ("Southern Transitional Council", {"stc"}),
        ("ألوية العمالقة", {"giants"}),
    ],
)
def test_actors_by_id_and_by_name(names: Names, typed: str, found: set[str]) -> None:
    assert names.actors(typed) == found


def test_a_place_by_code_is_that_place(names: Names) -> None:
    (area,) = names.areas("ye2005")
    assert (area.district, area.governorate, area.country) == ("عتمة", "ذمار", "YE")
    (area,) = names.areas("YE15")
    assert (area.district, area.governorate) == (None, "تعز")


def test_a_place_by_name_is_every_place_believed_by_it(names: Names) -> None:
    governorate, town = names.areas("تعز")
    assert governorate.governorate == "تعز"
    assert town.ids == {"sijill:taiz"}
    assert {area.label for area in names.areas("صنعاء")} == {
        "صنعاء (governorate, YE23)",
        "صنعاء (town, sijill:sanaa)",
    }
    assert names.areas("عتمه") == names.areas("عتمة") == names.areas("YE2005")
    assert names.areas("ضالع") == names.areas("الضالع")


def test_a_word_of_level_chooses_among_namesakes(names: Names) -> None:
    (area,) = names.areas("محافظة تعز")
    assert area.governorate == "تعز"
    assert all(area.district == "الثورة" for area in names.areas("مديرية الثورة"))


def test_a_country_is_all_of_it_and_a_subdistrict_all_below_it(names: Names) -> None:
    (area,) = names.areas("سوريا")
    assert (area.country, area.ids, area.governorate) == ("SY", frozenset(), None)
    (area,) = names.areas("YE130921")
    assert "YE130921" in area.ids


def test_outlets(names: Names) -> None:
    assert names.outlet("المسيرة").id is not None
    unknown = names.outlet("صحيفة لا يعرفها أحد")
    assert (unknown.id, unknown.names) == (None, frozenset(("صحيفة لا يعرفها أحد",)))


@pytest.mark.parametrize(
    "what, typed, said",
    [
        ("type", "clashes", "there is no type of event «clashes»; did you mean clash?"),
        ("type", "زحف", "there is no type of event «زحف»; check the spelling of the type of event"),
        ("actor", "hothi", "there is no actor «hothi» in the pack yemen; did you mean houthi"),
        ("place", "عتما", "عتمة"),
        ("place", "qqqq wwww", "check the spelling of the place"),
        ("status", "done", "write one of demanded, denied, hypothetical, occurred, planned, threatened"),
    ],
)
def test_near_names_are_offered_for_unknown_ones(names: Names, what: str, typed: str, said: str) -> None:
    asked = {"type": types_named, "actor": names.actors, "place": names.areas, "status": status_named}[what]
    with pytest.raises(SearchError) as fault:
        asked(typed)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    "typed, said",
    [
        ('"" *()', "there is no word in"),
        ("…؟!", "there is no word in"),
        ("-قتلى", "only words to leave out"),
        ("كلمة " * 41, "more than 40 words"),
        ("ا" * (LONGEST + 1), "more than 2,000 characters"),
        ("OR", "there is no word in"),
    ],
)
def test_what_cannot_be_searched_for_is_told_in_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(SearchError, match=said):
        parsed(typed)
