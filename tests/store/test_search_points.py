"""Search by distance: the same with PostGIS, without it, and on SQLite."""

from __future__ import annotations

import math

import pytest
from sqlalchemy import text

from sijill.record import Place
from sijill.store import Register
from sijill.store.search_find import find
from sijill.store.search_names import Filters
from sijill.store.search_points import EARTH_KM, Circle, circle, has_index
from sijill.store.search_query import SearchError, parsed
from tests.store.made import AT
from tests.store.test_search import event, told

CENTRE = (15.0, 44.0)
DEGREE_KM = EARTH_KM * math.pi / 180


def found(register: Register, wanted: Circle) -> set[str]:
    with register.reading() as connection:
        return {report.url or "" for report in find(connection, parsed(""), Filters(near=wanted)).reports}


def filled(register: Register) -> None:
    """Reports 10, 20 and 30 km north of the centre, 10 km east of it, and one of no point."""
    north = [(CENTRE[0] + km / DEGREE_KM, CENTRE[1]) for km in (10, 20, 30)]
    east = (CENTRE[0], CENTRE[1] + 10 / (DEGREE_KM * math.cos(math.radians(CENTRE[0]))))
    places = [
        *(Place(name="موقع", level="site", lat=lat, lon=lon) for lat, lon in (*north, east)),
        Place(name="موقع", level="site"),
    ]
    entries = [
        told(number, f"خبر عن موقع {number}", event("clash", place=place), url=f"https://{number}.example/")
        for number, place in enumerate(places)
    ]
    register.add(entries, register.start_run("ingest", AT), AT)


@pytest.mark.parametrize(
    "km, numbers", [(5, []), (10.2, [0, 3]), (20.2, [0, 1, 3]), (29, [0, 1, 3]), (31, [0, 1, 2, 3])]
)
def test_what_lies_within_the_circle_is_found(database_url: str, km: float, numbers: list[int]) -> None:
    with Register.open(database_url) as register:
        filled(register)
        assert found(register, Circle(*CENTRE, km)) == {f"https://{number}.example/" for number in numbers}


def test_postgis_and_the_formula_agree(postgres_url: str) -> None:
    with Register.open(postgres_url) as register:
        filled(register)
        with register.reading() as connection:
            indexed = has_index(connection)
        ranges = (5.0, 10.2, 20.2, 31.0)
        with_index = [found(register, Circle(*CENTRE, km)) for km in ranges]
        with register.engine.begin() as connection:
            connection.execute(text("DROP INDEX IF EXISTS ix_claim_point"))
        assert [found(register, Circle(*CENTRE, km)) for km in ranges] == with_index
    assert indexed


def test_a_point_is_read_as_typed() -> None:
    assert circle("15.35,44.2,20") == Circle(15.35, 44.2, 20)
    assert circle(" -1.5 ، 30 , 2.5 ") == Circle(-1.5, 30, 2.5)


@pytest.mark.parametrize(
    "typed", ["", "15", "15,44", "91,44,5", "15,181,5", "15,44,0", "15,44,9000", "a,b,c"]
)
def test_what_is_no_point_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(SearchError):
        circle(typed)
