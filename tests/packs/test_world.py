"""The world pack: the neighbouring conflicts' actors by name and day, countries, and the tree of places."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from sijill.arabic.fold import fold_key
from sijill.packs.loader import check, load
from sijill.packs.model import Pack, PlaceEntry

# The codebook's ids of the neighbouring conflicts, and those that every pack shares.
NEIGHBOURS = """
syria_government syria_transitional syria_opposition nusra sdf sna hezbollah russia turkey pkk
anti_isis_coalition iraq_government pmf peshmerga libya_gna libya_lna libya_dawn sudan_army rsf hamas
palestinian_groups palestinian_authority egypt jordan lebanon_army settlers
"""
SHARED = "un icrc usa uk iran israel isis saudi uae qatar oman kuwait"

# ISO 3166-1 codes in the nationalities that are no country's: the European Union's reserved one.
RESERVED = {"EU"}


@pytest.fixture(scope="module")
def world() -> Pack:
    return load("world")


@pytest.fixture(scope="module")
def places(world: Pack) -> dict[str, PlaceEntry]:
    return {place.id: place for place in world.places}


def meant(world: Pack, words: str, day: date) -> set[str]:
    """The actors that an alias stands for on a day."""
    return {
        actor.id
        for actor in world.actors.values()
        for alias in actor.aliases
        if fold_key(words) in alias.forms
        and (alias.from_ is None or alias.from_ <= day)
        and (alias.until is None or day <= alias.until)
    }


def meant_in(world: Pack, words: str, country: str, day: date) -> set[str]:
    """The actors that an epithet stands for in a report on a country."""
    return {
        id_
        for epithet in world.epithets
        if fold_key(words) in {fold_key(word) for word in epithet.words}
        for meaning in epithet.by_country.get(country, ())
        if (meaning.from_ is None or meaning.from_ <= day) and (meaning.until is None or day <= meaning.until)
        for id_ in meaning.ids
    }


def unit_above(place: PlaceEntry, level: str, places: dict[str, PlaceEntry]) -> str:
    """The name of the place's unit of a level, empty where the pack doesn't tell it."""
    above: PlaceEntry | None = place
    while above is not None and above.level != level:
        above = places.get(above.parent)
    return above.name_ar if above else ""


def named(world: Pack, name: str, country: str) -> list[PlaceEntry]:
    """The places of a name in a country."""
    key = fold_key(name)
    return [
        place
        for place in world.places
        if place.country == country and key in {fold_key(n) for n in (place.name_ar, *place.aliases)}
    ]


def test_nothing_is_wrong_in_the_pack() -> None:
    assert check("world") == []


def test_every_id_of_the_codebook_is_there_and_no_other(world: Pack) -> None:
    here = {actor.id for actor in world.actors.values() if actor.where.startswith("world/")}
    assert here == {*NEIGHBOURS.split(), *SHARED.split()}


def test_an_actor_can_be_found_by_at_least_three_names(world: Pack) -> None:
    poor = [actor.id for actor in world.actors.values() if len(actor.aliases) < 3 and "world/" in actor.where]
    assert poor == []


@pytest.mark.parametrize(
    "words, day, ids",
    [
        ("الجيش السوري", "2015-08-01", {"syria_government"}),
        ("الجيش السوري", "2024-12-07", {"syria_government"}),
        ("الجيش السوري", "2024-12-08", {"syria_transitional"}),
        ("وزارة الدفاع السورية", "2025-03-10", {"syria_transitional"}),
        ("بشار الأسد", "2025-01-01", {"syria_government"}),
        ("أحمد الشرع", "2024-12-01", {"nusra"}),
        ("أحمد الشرع", "2025-02-01", {"syria_transitional"}),
        ("جبهة النصرة", "2015-08-01", {"nusra"}),
        ("هيئة تحرير الشام", "2018-01-01", {"nusra"}),
        ("وحدات حماية الشعب", "2015-07-26", {"sdf"}),
        ("حزب العمال الكردستاني", "2015-07-26", {"pkk"}),
        ("الحشد الشعبي", "2015-08-01", {"pmf"}),
        ("القوات العراقية", "2015-08-01", {"iraq_government"}),
        ("الجيش الوطني الليبي", "2019-04-05", {"libya_lna"}),
        ("حكومة الوفاق", "2019-04-05", {"libya_gna"}),
        ("حكومة الوفاق", "2014-04-05", set()),
        ("فجر ليبيا", "2015-08-01", {"libya_dawn"}),
        ("قوات الدعم السريع", "2023-05-01", {"rsf"}),
        ("الجيش السوداني", "2023-05-01", {"sudan_army"}),
        ("كتائب القسام", "2023-11-01", {"hamas"}),
        ("سرايا القدس", "2023-11-01", {"palestinian_groups"}),
        ("المستوطنين", "2015-08-01", {"settlers"}),
        ("تنظيم الدولة الإسلامية", "2015-08-01", {"isis"}),
        ("باراك أوباما", "2018-08-01", set()),
    ],
)
def test_a_name_means_whom_it_meant_on_that_day(world: Pack, words: str, day: str, ids: set[str]) -> None:
    assert meant(world, words, date.fromisoformat(day)) == ids


@pytest.mark.parametrize(
    "words, country, day, ids",
    [
        ("قوات النظام", "SY", "2015-08-01", {"syria_government"}),
        ("قوات النظام", "SY", "2025-08-01", set()),
        ("الجيش", "SY", "2025-08-01", {"syria_transitional"}),
        ("الجيش", "IQ", "2015-08-01", {"iraq_government"}),
        ("الجيش", "EG", "2015-08-01", {"egypt"}),
        ("الجيش", "SD", "2023-08-01", {"sudan_army"}),
        ("المعارضة", "SY", "2015-08-01", {"syria_opposition"}),
        ("التنظيم", "IQ", "2015-08-01", {"isis"}),
        ("التنظيم", "TR", "2015-08-01", {"pkk"}),
        ("قوات الاحتلال", "PS", "2015-08-01", {"israel"}),
        ("التحالف", "IQ", "2015-08-01", {"anti_isis_coalition"}),
        ("التحالف", "YE", "2015-08-01", set()),
    ],
)
def test_an_epithet_means_whom_the_country_and_the_day_tell(
    world: Pack, words: str, country: str, day: str, ids: set[str]
) -> None:
    assert meant_in(world, words, country, date.fromisoformat(day)) == ids


def test_no_epithet_means_two_on_one_day_in_one_country(world: Pack) -> None:
    meanings = Counter(
        (fold_key(word), country)
        for epithet in world.epithets
        for word in {fold_key(word) for word in epithet.words}
        for country in epithet.by_country
    )
    assert [key for key, count in meanings.items() if count > 1] == []


def test_country_codes_are_those_of_the_countries(world: Pack, places: dict[str, PlaceEntry]) -> None:
    countries = {place.country for place in world.places if place.level == "country"}
    assert all(len(code) == 2 and code.isupper() for code in countries)
    assert {place.country for place in world.places} == countries
    assert {nationality.country for nationality in world.nationalities} <= countries | RESERVED
    assert {actor.country for actor in world.actors.values()} <= countries | {""}
    assert all(places[f"iso:{code}"].level == "country" for code in countries)


def test_each_place_lies_in_its_country(world: Pack, places: dict[str, PlaceEntry]) -> None:
    for place in world.places:
        assert place.parent or place.level == "country", place
        assert not place.parent or places[place.parent].country == place.country, place
        assert unit_above(place, "country", places) == places[f"iso:{place.country}"].name_ar


def test_a_point_lies_near_its_country(world: Pack) -> None:
    """Catches swapped or mistyped degrees in the countries whose places are kept by hand."""
    boxes = {"SY": (32, 38, 35, 43), "IQ": (29, 38, 38, 49), "LY": (19, 34, 9, 26), "SD": (8, 24, 21, 39),
             "PS": (31, 33, 34, 36), "LB": (33, 35, 35, 37), "TN": (30, 38, 7, 12)}  # fmt: skip
    for place in world.places:
        if place.country in boxes and place.lat is not None and place.lon is not None:
            south, north, west, east = boxes[place.country]
            assert south <= place.lat <= north, place
            assert west <= place.lon <= east, place


@pytest.mark.parametrize(
    "name, country, governorate, district",
    [
        ("إدلب", "SY", "إدلب", "إدلب"),
        ("الزبداني", "SY", "ريف دمشق", "الزبداني"),
        ("كوباني", "SY", "حلب", "عين العرب"),
        ("جسر الشغور", "SY", "إدلب", "جسر الشغور"),
        ("تل أبيض", "SY", "الرقة", "تل أبيض"),
        ("سهل الغاب", "SY", "حماة", ""),
        ("الرمادي", "IQ", "الأنبار", "الرمادي"),
        ("الصقلاوية", "IQ", "الأنبار", "الفلوجة"),
        ("بيجي", "IQ", "صلاح الدين", "بيجي"),
        ("سنجار", "IQ", "نينوى", "سنجار"),
        ("جرف الصخر", "IQ", "بابل", "المسيب"),
        ("سرت", "LY", "سرت", ""),
        ("درنة", "LY", "درنة", ""),
        ("مليتة", "LY", "النقاط الخمس", ""),
        ("الفاشر", "SD", "شمال دارفور", ""),
        ("أم درمان", "SD", "الخرطوم", ""),
        ("نيالا", "SD", "جنوب دارفور", ""),
        ("قصرة", "PS", "نابلس", ""),
        ("مخيم جنين", "PS", "جنين", ""),
        ("مخيم جباليا", "PS", "شمال غزة", ""),
        ("الشيخ زويد", "EG", "شمال سيناء", ""),
        ("عين الحلوة", "LB", "الجنوب", ""),
        ("الربوعة", "SA", "عسير", ""),
        ("الخوبة", "SA", "جازان", ""),
        ("سوروتش", "TR", "شانلي أورفا", ""),
    ],
)
def test_a_place_comes_with_its_units(
    world: Pack, places: dict[str, PlaceEntry], name: str, country: str, governorate: str, district: str
) -> None:
    found = [place for place in named(world, name, country) if place.level != "governorate"]
    assert found
    assert {unit_above(place, "governorate", places) for place in found} == {governorate}
    assert {unit_above(place, "district", places) for place in found} == {district}


@pytest.mark.parametrize("name", ["الباب", "الثورة", "هيت", "الأبيض", "بحري", "تدمر", "القائم"])
def test_a_town_named_by_an_everyday_word_needs_its_level_word(world: Pack, name: str) -> None:
    key = fold_key(name)
    supports = {p.support for p in world.places if fold_key(p.name_ar) == key and p.level != "governorate"}
    assert supports <= {"level", "context"}


def test_the_table_stays_small(world: Pack) -> None:
    written = sum(len(",".join([p.id, p.name_ar, *p.aliases, p.name_en, p.parent])) for p in world.places)
    assert written < 1_000_000
