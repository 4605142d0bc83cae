"""Claims by their distance from a point: through PostGIS where the register has it, else worked out."""

import math
import re
import sqlite3
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Float, and_, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from sijill.store import schema
from sijill.store.search_query import SearchError

EARTH_KM: Final = 6371.0088
"""The mean radius of the earth (IUGG)."""

KM_A_DEGREE: Final = 111.0
"""A little less than a degree of latitude, so that the box around a circle is never too small."""

FARTHEST_KM: Final = 5_000
FORM: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,،]\s*(-?\d+(?:\.\d+)?)\s*[,،]\s*(\d+(?:\.\d+)?)\s*")
HOW: Final = "write LATITUDE,LONGITUDE,KILOMETRES, as in 15.35,44.2,20"


class Circle(Struct, frozen=True):
    """All within so many kilometres of a point (WGS 84 degrees). `indexed`: asked of PostGIS."""

    lat: float
    lon: float
    km: float
    indexed: bool = False


def circle(typed: str) -> Circle:
    """What a user means by `15.35,44.2,20`. Raises `SearchError`."""
    found = FORM.fullmatch(typed)
    if found is None:
        raise SearchError(f"{typed!r} is no point with a distance; {HOW}")
    lat, lon, km = map(float, found.groups())
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise SearchError(f"there is no point {lat:g},{lon:g} on earth; latitude comes first; {HOW}")
    if not 0 < km <= FARTHEST_KM:
        raise SearchError(f"{km:g} km is no distance to search in; give up to {FARTHEST_KM:,}")
    return Circle(lat, lon, km)


def has_index(connection: Connection) -> bool:
    """Whether the register's points are indexed by PostGIS."""
    if connection.dialect.name != "postgresql":
        return False
    return connection.scalar(text("SELECT to_regclass('ix_claim_point')")) is not None


def near(wanted: Circle) -> ColumnElement[bool]:
    """What a row of `claim` must fulfil to lie in the circle; one without a point does not."""
    claim = schema.claim.c
    if wanted.indexed:
        # Written as the index is, or PostgreSQL would not use it.
        return text(
            "(claim.lat IS NOT NULL AND ST_DWithin("
            "ST_SetSRID(ST_MakePoint(claim.lon, claim.lat), 4326)::geography, "
            "ST_SetSRID(ST_MakePoint(:near_lon, :near_lat), 4326)::geography, :near_m))"
        ).bindparams(near_lon=wanted.lon, near_lat=wanted.lat, near_m=wanted.km * 1000)  # type: ignore[return-value]
    high = wanted.km / KM_A_DEGREE
    asked = [
        claim.lat.between(wanted.lat - high, wanted.lat + high),
        kilometres(claim.lat, claim.lon, wanted.lat, wanted.lon) <= wanted.km,
    ]
    return and_(*asked)


class kilometres(FunctionElement[float]):
    """The distance between two points, `(lat, lon, lat, lon)` in degrees, along the surface of a sphere."""

    type = Float()
    name = "kilometres"
    inherit_cache = True


@compiles(kilometres, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # Not every SQLite is built with the functions of mathematics.
    return f"sijill_km({compiler.process(element.clauses, **options)})"


@compiles(kilometres)
def _elsewhere(element: Any, compiler: Any, **options: Any) -> str:
    lat, lon, to_lat, to_lon = (compiler.process(part, **options) for part in element.clauses)
    square = (
        f"power(sin(radians(({to_lat}) - {lat}) / 2), 2) + "
        f"cos(radians({lat})) * cos(radians({to_lat})) * power(sin(radians(({to_lon}) - {lon}) / 2), 2)"
    )
    return f"({2 * EARTH_KM} * asin(sqrt(least(1.0, {square}))))"


def add_distance(connection: sqlite3.Connection) -> None:
    """Teach a SQLite connection the function that `kilometres` is there."""
    connection.create_function("sijill_km", 4, _km, deterministic=True)


def _km(lat: float | None, lon: float | None, to_lat: float, to_lon: float) -> float | None:
    if lat is None or lon is None:
        return None
    return distance(lat, lon, to_lat, to_lon)


def distance(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Kilometres between two points in degrees, along the surface of a sphere."""
    one, other = math.radians(lat), math.radians(to_lat)
    square = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, square)))
