"""How exactly a place is told, and so how it is drawn: as a point, or as the area within which it was."""

from collections.abc import Iterable
from math import cos, hypot, radians
from typing import Final, Literal

from sijill.packs import PlaceEntry
from sijill.record import Level

Drawn = Literal["exact", "area", "wide"]

DRAWN: Final[dict[Level, Drawn]] = {
    "site": "exact",
    "village": "exact",
    "town": "exact",
    "subdistrict": "area",
    "district": "area",
    "governorate": "wide",
    "region": "wide",
    "country": "wide",
}

KM_A_DEGREE: Final = 111.2
USUAL_KM: Final = {
    "subdistrict": 5.0,
    "district": 14.0,
    "governorate": 45.0,
    "region": 80.0,
    "country": 250.0,
}
"""Half the width of a unit where its neighbours do not tell."""
NEIGHBOURS: Final = 4


class Extents:
    """About how far a unit reaches, by the distance of the units of its level next to it.

    It stands for an outline where nobody has imported one: half the mean distance to the nearest neighbours.
    """

    def __init__(self, places: Iterable[PlaceEntry]) -> None:
        self._points: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for place in places:
            if place.level in ("district", "subdistrict", "governorate") and place.lat is not None:
                assert place.lon is not None
                self._points.setdefault((place.country, place.level), []).append((place.lat, place.lon))
        self._kept: dict[tuple[str, str, float, float], float] = {}

    def of(self, country: str | None, level: Level, lat: float, lon: float) -> float:
        """Kilometres from the middle to the edge."""
        key = (country or "", level, lat, lon)
        if key not in self._kept:
            self._kept[key] = self._reach(*key)
        return self._kept[key]

    def _reach(self, country: str, level: str, lat: float, lon: float) -> float:
        across = cos(radians(lat))
        near = sorted(
            km
            for y, x in self._points.get((country, level), ())
            if (km := KM_A_DEGREE * hypot(y - lat, (x - lon) * across)) > 0.5
        )[:NEIGHBOURS]
        if len(near) < NEIGHBOURS:
            return USUAL_KM.get(level, 1.0)
        return round(sum(near) / len(near) / 2, 1)
