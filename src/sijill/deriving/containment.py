"""Which place a claim means, by one key for each, and the units it lies in, as pack and claims tell."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.packs import Pack, PlaceEntry
from sijill.record import Level, Place

_UNITS: Final[tuple[Level, ...]] = ("district", "governorate")


class Located(Struct, frozen=True, kw_only=True):
    """A place as it is shown: `key` is its id, or, if it has none, made of its name and its units.

    `within` has the keys of the units that it lies in, the smallest first.
    """

    key: str
    name: str
    level: Level
    within: tuple[str, ...]


class Containment:
    """The places of a pack and those of claims that the pack lacks. Countries contain nothing here."""

    def __init__(self, pack: Pack) -> None:
        self._entries: dict[str, PlaceEntry] = {place.id: place for place in pack.places}
        self._units: dict[tuple[str, str, str | None], str] = {}
        for place in pack.places:
            if place.level in _UNITS:
                above = self._entries.get(place.parent)
                unit = fold_key(above.name_ar) if above and place.level == "district" else None
                self._units[(place.level, fold_key(place.name_ar), unit)] = place.id
        self._located: dict[str, Located] = {}

    def of(self, place: Place) -> Located:
        """The place that a claim tells of."""
        key = place.id or self._unit(place.level, place.name, place.governorate) or _made_key(place)
        if key not in self._located:
            self._located[key] = self._by_id(key) or Located(
                key=key, name=place.name, level=place.level, within=tuple(self._named_units(place, key))
            )
        return self._located[key]

    def by_key(self, key: str) -> Located | None:
        """The place of that key, if the pack or a claim so far has it."""
        return self._located.get(key) or self._by_id(key)

    def _by_id(self, id_: str) -> Located | None:
        entry = self._entries.get(id_)
        if entry is None:
            return None
        return Located(key=id_, name=entry.name_ar, level=entry.level, within=tuple(self._above(entry)))

    def _above(self, entry: PlaceEntry) -> Iterable[str]:
        above = self._entries.get(entry.parent)
        while above is not None and above.level != "country":
            yield above.id
            above = self._entries.get(above.parent)

    def _named_units(self, place: Place, key: str) -> Iterable[str]:
        """The units that a report names around a place that the pack lacks."""
        for level, name in zip(_UNITS, (place.district, place.governorate), strict=True):
            if name:
                found = self._unit(level, name, place.governorate)
                if found and found != key:
                    yield found

    def _unit(self, level: Level, name: str, governorate: str | None) -> str | None:
        """The pack's id of a governorate, or of a district whose governorate is told, by its name."""
        around = fold_key(governorate) if governorate and level == "district" else None
        return self._units.get((level, fold_key(name), around))


def _made_key(place: Place) -> str:
    parts = (place.name, place.district, place.governorate, place.country)
    return "~".join((place.level, *(fold_key(part) for part in parts if part)))
