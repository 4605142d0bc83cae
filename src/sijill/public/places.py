"""A place told as the district, governorate or country that it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from sijill.arabic.fold import fold_key
from sijill.packs import PlaceEntry
from sijill.record import Level, Place

Coarse = Literal["district", "governorate", "country"]
_RANK: Final[dict[Level, int]] = {"country": 0, "region": 1, "governorate": 1, "district": 2}
_FINEST: Final = 3


class Units:
    """The units of a gazetteer, by which a place is made coarser."""

    def __init__(self, places: Iterable[PlaceEntry]) -> None:
        self._entries = {place.id: place for place in places}
        self._named: dict[tuple[Level, str], list[PlaceEntry]] = {}
        for entry in self._entries.values():
            if entry.level in ("district", "governorate"):
                self._named.setdefault((entry.level, fold_key(entry.name_ar)), []).append(entry)

    def coarser(self, place: Place, level: Coarse) -> Place | None:
        """The place at that level or above it, without its words; None if no unit of it is known.

        One that is as coarse already keeps its name and its point.
        """
        if _rank(place.level) <= _RANK[level]:
            return _told(place)
        for entry in self._above(place.id):
            if _rank(entry.level) <= _RANK[level]:
                return self._of(entry, place)
        return self._by_names(place, level)

    def _above(self, id_: str | None) -> Iterator[PlaceEntry]:
        entry = self._entries.get(id_ or "")
        while entry is not None:
            yield entry
            entry = self._entries.get(entry.parent)

    def _of(self, entry: PlaceEntry, place: Place) -> Place:
        return Place(
            id=entry.id,
            name=entry.name_ar,
            name_en=entry.name_en or None,
            level=entry.level,
            district=entry.name_ar if entry.level == "district" else None,
            governorate=place.governorate if entry.level in ("district", "governorate") else None,
            country=entry.country or place.country,
            lat=entry.lat,
            lon=entry.lon,
        )

    def _by_names(self, place: Place, level: Coarse) -> Place | None:
        """Of a place that the gazetteer lacks, the unit that the record names."""
        named: tuple[tuple[Coarse, str | None], ...] = (
            ("district", place.district),
            ("governorate", place.governorate),
        )
        for unit, name in named:
            if name and _RANK[unit] <= _RANK[level]:
                entries = [e for e in self._named.get((unit, fold_key(name)), ()) if self._lies_in(e, place)]
                if len(entries) == 1:
                    return self._of(entries[0], place)
                district = name if unit == "district" else None
                return Place(
                    name=name,
                    level=unit,
                    district=district,
                    governorate=place.governorate,
                    country=place.country,
                )
        return None

    def _lies_in(self, entry: PlaceEntry, place: Place) -> bool:
        """Whether a district is of the governorate that the record names, if it names one."""
        if entry.level != "district" or not place.governorate:
            return True
        above = self._entries.get(entry.parent)
        return above is not None and fold_key(above.name_ar) == fold_key(place.governorate)


def _rank(level: Level) -> int:
    return _RANK.get(level, _FINEST)


def _told(place: Place) -> Place:
    """The place itself without its quote."""
    return Place(
        id=place.id,
        name=place.name,
        name_en=place.name_en,
        level=place.level,
        district=place.district,
        governorate=place.governorate,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
    )
