"""Where an event is put on an international form: a point, the units around it, and how close that is."""

from msgspec import Struct

from sijill.export.names import UNITS, Names
from sijill.record import Place


class Point(Struct, frozen=True, kw_only=True):
    """A named point. `admin` are governorate, district and subdistrict, in English where the pack has it.

    `level` is of what the point stands for: a place without a point of its own is put at the smallest unit
    around it. `geo_precision` is ACLED's: 1 the place itself, 2 a district or less, 3 more than that.
    """

    name: str
    country: str
    admin: tuple[str, str, str]
    level: str
    lat: float
    lon: float

    @property
    def geo_precision(self) -> int:
        """By ACLED's codebook, spatial precision codes."""
        if self.level in ("site", "village", "town"):
            return 1
        return 2 if self.level in ("district", "subdistrict") else 3


def point_of(place: Place | None, names: Names) -> Point | None:
    """Where a place is put; None for none, one in a country alone, and one that no table has."""
    if place is None or place.level == "country" or not place.country:
        return None
    units = names.units(place)
    told = (place.governorate, place.district, None)
    admin = [
        (unit.name_en or unit.name_ar) if (unit := units.get(level)) else word or ""
        for level, word in zip(UNITS, told, strict=True)
    ]
    if place.lat is not None and place.lon is not None:
        name, level, lat, lon = place.name_en or place.name, str(place.level), place.lat, place.lon
    else:
        around = next((units[level] for level in reversed(UNITS) if level in units), None)
        if around is None or around.lat is None or around.lon is None:
            return None
        name, level, lat, lon = around.name_en or around.name_ar, str(around.level), around.lat, around.lon
    return Point(
        name=name,
        country=place.country,
        admin=(admin[0], admin[1], admin[2]),
        level=level,
        lat=lat,
        lon=lon,
    )
