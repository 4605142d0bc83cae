"""The Yemen pack's gazetteer: complete, one tree, every point in Yemen, no name twice in one unit."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import sijill.packs
from sijill.arabic.fold import fold_key

PACK = Path(sijill.packs.__file__).parent / "yemen"
COLUMNS = ["id", "level", "name_ar", "aliases", "name_en", "parent", "country", "lat", "lon", "support"]
# Levels that may hold each level; a place whose unit is not known for sure may stand under none.
PARENTS = {
    "governorate": {""},
    "district": {"governorate"},
    "subdistrict": {"district"},
    "village": {"district"},
    "town": {"governorate", "district"},
    "site": {"", "governorate", "district"},
    "region": {"", "governorate", "district"},
}
# West, south, east, north of Yemen's land, islands and territorial waters, in degrees.
WEST, SOUTH, EAST, NORTH = 41.8, 11.9, 55.0, 19.1

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (PACK / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        assert rows.fieldnames == COLUMNS
        return list(rows)


@pytest.fixture(scope="module")
def places() -> list[Row]:
    return table("places.csv")


@pytest.fixture(scope="module")
def sites() -> list[Row]:
    return table("sites.csv")


@pytest.fixture(scope="module")
def everything(places: list[Row], sites: list[Row]) -> list[Row]:
    return places + sites


def names(row: Row) -> list[str]:
    return [row["name_ar"], *filter(None, row["aliases"].split("|"))]


def called(rows: list[Row], name: str) -> list[Row]:
    return [row for row in rows if fold_key(name) in map(fold_key, names(row))]


def test_official_units_are_complete(places: list[Row]) -> None:
    levels = Counter(row["level"] for row in places)
    assert levels["governorate"] == 22
    assert levels["district"] == 335
    assert levels["subdistrict"] == 2149
    assert levels["town"] >= 60
    assert levels["village"] > 35_000


def test_there_are_sites(sites: list[Row]) -> None:
    levels = Counter(row["level"] for row in sites)
    assert set(levels) == {"site", "region"}
    assert levels["site"] >= 200


def test_ids_are_unique(everything: list[Row]) -> None:
    twice = [id_ for id_, count in Counter(row["id"] for row in everything).items() if count > 1]
    assert twice == []


def test_values_are_of_the_kinds_allowed(everything: list[Row]) -> None:
    for row in everything:
        assert row["level"] in PARENTS, row
        assert row["support"] in {"", "level", "context"}, row
        assert row["country"] == "YE", row
        assert all(name == " ".join(name.split()) and name for name in names(row)), row


def test_parents_exist_and_are_wider(everything: list[Row]) -> None:
    levels = {row["id"]: row["level"] for row in everything} | {"": ""}
    wrong = [row["id"] for row in everything if levels.get(row["parent"]) not in PARENTS[row["level"]]]
    assert wrong == []


def test_codes_agree_with_parents(places: list[Row]) -> None:
    nested = [row for row in places if row["level"] in {"district", "subdistrict"}]
    assert all(row["id"].startswith(row["parent"]) for row in nested)


def test_points_lie_in_yemen(everything: list[Row]) -> None:
    for row in everything:
        assert WEST < float(row["lon"]) < EAST, row
        assert SOUTH < float(row["lat"]) < NORTH, row


def test_no_name_twice_in_one_unit_at_one_level(everything: list[Row]) -> None:
    keys = Counter((fold_key(row["name_ar"]), row["parent"], row["level"]) for row in everything)
    # The official table itself has a few uzlahs of one name in one district.
    official = {
        (fold_key(r["name_ar"]), r["parent"], r["level"]) for r in everything if r["level"] == "subdistrict"
    }
    assert [key for key, count in keys.items() if count > 1 and key not in official] == []


def test_aliases_fold_to_something_new(everything: list[Row]) -> None:
    for row in everything:
        keys = [fold_key(name) for name in names(row)]
        assert len(keys) == len(set(keys)), row


def test_villages_and_uzlahs_need_their_district(places: list[Row]) -> None:
    small = [row for row in places if row["level"] in {"subdistrict", "village"}]
    assert {row["support"] for row in small} == {"context"}


@pytest.mark.parametrize(
    "name",
    [
        "صباح",
        "التحرير",
        "الحالي",
        "الميناء",
        "القاهرة",
        "ثمود",
        "عين",
        "الصعيد",
        "السدة",
        "الوحدة",
        "الثورة",
        "الحزم",
        "النادرة",
        "السلفية",
        "حرض",
    ],
)
def test_ordinary_words_are_no_district_by_themselves(places: list[Row], name: str) -> None:
    districts = [row for row in called(places, name) if row["level"] == "district"]
    assert districts
    assert all(row["support"] for row in districts)


@pytest.mark.parametrize(
    "name,governorates",
    [
        ("صبر", {"YE15", "YE25"}),
        ("الزاهر", {"YE14", "YE16"}),
        ("الحيمة", {"YE15", "YE18", "YE23"}),
        ("الروضة", {"YE15", "YE21"}),
        ("العند", {"YE25"}),
        ("باب المندب", {"YE15"}),
    ],
)
def test_every_place_of_one_name_is_there(everything: list[Row], name: str, governorates: set[str]) -> None:
    found = [row for row in called(everything, name) if row["level"] not in {"subdistrict", "village"}]
    assert {row["parent"][:4] for row in found} >= governorates


@pytest.mark.parametrize("name", ["تعز", "مأرب", "إب", "الحديدة", "البيضاء", "صنعاء", "عدن", "صعدة", "ذمار"])
def test_governorate_and_town_of_one_name(everything: list[Row], name: str) -> None:
    assert {"governorate", "town"} <= {row["level"] for row in called(everything, name)}


def test_the_city_of_sanaa_lies_in_the_capital(everything: list[Row]) -> None:
    [town] = [row for row in called(everything, "صنعاء") if row["level"] == "town"]
    [capital] = [row for row in everything if row["id"] == town["parent"]]
    assert capital["name_ar"] == "أمانة العاصمة"
