"""Places in files of others: units with outlines, GeoNames rows, tables."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.sources.gazetteer import FoundPlace, GazetteerError, Passed
from sijill.sources.gazetteer_geonames import NO_PARENT, OTHER_KIND, is_geonames, places, unpacked
from sijill.sources.gazetteer_tables import checked, kind_of, table
from sijill.sources.gazetteer_units import NO_CODE, NO_NAME, NO_OUTLINE, units

SQUARE = [[44.0, 14.0], [46.0, 14.0], [46.0, 16.0], [44.0, 16.0], [44.0, 14.0]]


def feature(outline: Any = None, **about: Any) -> dict[str, Any]:
    geometry = outline or {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": about, "geometry": geometry}


def taken(*features: Any) -> tuple[list[FoundPlace], Passed]:
    passed = Passed()
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return list(units(data, passed)), passed


def geonames(id_: str, names: str, kind: str, *codes: str) -> str:
    row = [id_, "Name", "Name", names, "14.5", "43.9", kind[0], kind[1:], "YE", ""]
    return "\t".join([*row, *codes, *[""] * (4 - len(codes)), "0", "", "0", "Asia/Aden", "2020-01-01"]) + "\n"


def of_dump(*rows: str, known: frozenset[str] = frozenset()) -> tuple[list[FoundPlace], Passed]:
    passed = Passed()
    unit = {f"YE{code}": f"YE{code}" for code in known}
    found = places(
        "".join(rows), lambda country, code: unit.get(country + code), passed, frozenset(("قرية",))
    )
    return list(found), passed


@pytest.mark.parametrize(
    "about",
    [
        {"ADM1_PCODE": "YE11", "ADM2_PCODE": "YE1101", "ADM2_AR": "القفر", "ADM2_EN": "Al Qafr"},
        {"adm1_pcode": "YE11", "adm2_pcode": "YE1101", "adm2_name": "Al Qafr", "adm2_name1": "القفر"},
    ],
    ids=["old", "new"],
)
def test_units_have_a_point_inside_and_their_parent(about: dict[str, Any]) -> None:
    (unit,), _ = taken(feature(**about))
    assert (unit.id, unit.level, unit.parent, unit.country) == ("YE1101", "district", "YE11", "YE")
    assert (unit.name_ar, unit.name_en) == ("القفر", "Al Qafr")
    assert unit.lat == pytest.approx(15.0)
    assert unit.lon == pytest.approx(45.0)


def test_the_largest_part_has_the_point() -> None:
    island = [[[60.0, 1.0], [60.1, 1.0], [60.1, 1.1], [60.0, 1.0]]]
    outline = {"type": "MultiPolygon", "coordinates": [island, [SQUARE]]}
    (unit,), _ = taken(feature(outline, ADM1_PCODE="YE11", ADM1_AR="إب"))
    assert unit.level == "governorate"
    assert unit.lon == pytest.approx(45.0)


def test_what_is_no_unit_is_passed_over_with_the_reason() -> None:
    named = {"ADM1_PCODE": "YE11", "ADM1_AR": "إب"}
    found, passed = taken(
        feature(ADM1_AR="إب"),
        feature(ADM1_PCODE="YE11", ADM1_EN="Ibb"),
        feature({"type": "Point", "coordinates": [44, 14]}, **named),
        feature({"type": "Polygon", "coordinates": [[[440, 14], [1, 1], [2, 2], [440, 14]]]}, **named),
        7,
    )
    assert found == []
    assert passed.why == {NO_CODE: 2, NO_NAME: 1, NO_OUTLINE: 2}


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda e: st.lists(e) | st.dictionaries(st.text(), e))
)
def test_no_outline_is_a_crash(outline: Any) -> None:
    broken = {"type": "Polygon", "coordinates": outline}
    found, _ = taken(feature(broken, ADM1_PCODE="YE11", ADM1_AR="إب"))
    assert found == []


def test_geonames_places_find_the_unit_that_they_lie_in() -> None:
    found, passed = of_dump(
        geonames("9", "قرية الفو,Foo", "PPPL", "11", "2005"),
        geonames("8", "عتمة", "AADM2", "11", "2005"),
        geonames("7", "ذمار,محافظة ذمار", "AADM1", "11"),
        geonames("6", "الوادي الأخضر", "HWAD", "11"),
        geonames("5", "قرية بعيدة", "PPPL", "99"),
        geonames("4", "صنعاء", "PPPLC", "26"),
        known=frozenset(("2005",)),
    )
    assert [(place.id, place.level, place.parent) for place in found] == [
        ("geonames:7", "governorate", ""),
        ("geonames:9", "village", "YE2005"),
        ("geonames:4", "town", ""),
    ]
    assert found[1].name_ar == "الفو"
    assert found[0].aliases == ("محافظة ذمار",)
    assert passed.why == {OTHER_KIND: 1, NO_PARENT: 1}


def test_a_table_is_known_by_its_columns() -> None:
    header, rows = table("id;level;name_ar;country\nYE1199;district;الجديدة;YE\n".encode("utf-8-sig"))
    assert kind_of(header) == "gazetteer"
    (row,) = checked("gazetteer", header, rows)
    assert (row["name_ar"], row["parent"]) == ("الجديدة", "")
    with pytest.raises(GazetteerError, match="no column kind"):
        checked("actors", ["id", "name_en", "name_ar"], [])
    with pytest.raises(GazetteerError, match="row 2 has more cells"):
        table(b"a,b\n1,2,3\n")


def test_a_dump_is_known_by_its_first_line() -> None:
    assert is_geonames(geonames("9", "الفو", "PPPL"))
    assert not is_geonames("id,level,name_ar")
    with pytest.raises(GazetteerError, match="not UTF-8"):
        unpacked(b"\xff\xfe")
