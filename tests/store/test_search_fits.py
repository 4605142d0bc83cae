"""A claim held against filters: the same answers as the register's, without a register."""

from __future__ import annotations

import pytest

from sijill.record import Place
from sijill.store.search_fits import fits, lies_in
from sijill.store.search_names import Area, Filters, Outlet
from sijill.store.search_points import Circle
from tests.linking.making import SIRWAH, claim, event

TOLD = claim("a", event("clash", SIRWAH, "2016-03-01", actor="houthi"), source="سبأ", published="2016-03-02")
MARIB = Area(ids=frozenset(("YE26",)), governorate="مأرب", country="YE")


@pytest.mark.parametrize(
    "asked, fit",
    [
        (Filters(), True),
        (Filters(types=frozenset(("clash", "raid"))), True),
        (Filters(types=frozenset(("raid",))), False),
        (Filters(actors=frozenset(("houthi",))), True),
        (Filters(actors=frozenset(("government",))), False),
        (Filters(statuses=frozenset(("planned",))), False),
        (Filters(areas=(MARIB,)), True),
        (Filters(areas=(Area(governorate="تعز", country="YE"), MARIB)), True),
        (Filters(areas=(Area(governorate="تعز", country="YE"),)), False),
        (Filters(since="2016-03-01", until="2016-03-01"), True),
        (Filters(since="2016-03-02"), False),
        (Filters(sources=(Outlet(names=frozenset(("سبأ",))),)), True),
        (Filters(sources=(Outlet(id="saba", names=frozenset(("وكالة سبأ",))),)), False),
        (Filters(near=Circle(15.45, 45.0, 500)), False),
    ],
)
def test_all_fields_asked_for_must_fit(asked: Filters, fit: bool) -> None:
    assert fits(asked, TOLD) is fit


def test_a_claim_without_a_day_is_of_the_day_of_its_report() -> None:
    undated = claim("a", event(day=None), published="2016-03-02")
    assert fits(Filters(since="2016-03-02", until="2016-03-02"), undated)
    assert not fits(Filters(until="2016-03-01"), undated)


def test_a_point_is_near_by_the_great_circle() -> None:
    place = Place(name="مأرب", level="town", country="YE", lat=15.4591, lon=45.3253)
    told = claim("a", event(place=place))
    # Sana'a lies some 121 km to the west.
    assert fits(Filters(near=Circle(15.3547, 44.2066, 122)), told)
    assert not fits(Filters(near=Circle(15.3547, 44.2066, 119)), told)


def test_a_country_holds_its_places_and_a_place_only_its_own() -> None:
    assert lies_in(SIRWAH, Area(country="YE"))
    assert not lies_in(SIRWAH, Area(country="OM"))
    assert not lies_in(SIRWAH, Area(ids=frozenset(("geonames:1",)), country="YE"))
    assert not lies_in(None, Area(country="YE"))
