"""Places in files of others: OCHA's COD-AB units, GeoNames dumps, tables of one's own."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct, field

from sijill.arabic.fold import fold_key
from sijill.packs import PlaceEntry
from sijill.record import Level

COLUMNS: Final = (
    *("id", "level", "name_ar", "aliases", "name_en", "parent", "country", "lat", "lon", "support"),
)
"""Of a pack's `places.csv`."""


NEAR: Final = 0.1


class GazetteerError(ValueError):
    """A file that holds no places as they are known here; the message is one sentence for the user."""


class FoundPlace(Struct, frozen=True, kw_only=True):
    """A place as it would stand in a pack. `outline` is a GeoJSON geometry, if the file has one."""

    id: str
    level: Level
    name_ar: str
    aliases: tuple[str, ...] = ()
    name_en: str = ""
    parent: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    support: str = ""
    outline: dict[str, Any] | None = None

    def cells(self) -> list[str]:
        """Its row in `places.csv`."""
        point = ("", "") if self.lat is None or self.lon is None else (f"{self.lat:.6f}", f"{self.lon:.6f}")
        return [
            *(self.id, self.level, self.name_ar, "|".join(self.aliases), self.name_en),
            *(self.parent, self.country, *point, self.support),
        ]


class Known:
    """The places that a pack has, to tell whether one of a file is among them."""

    def __init__(self, places: Iterable[PlaceEntry]) -> None:
        self._ids: set[str] = set()
        self._named: dict[tuple[str, str], list[PlaceEntry]] = {}
        for place in places:
            self._ids.add(place.id)
            for name in (place.name_ar, *place.aliases):
                self._named.setdefault((place.country, fold_key(name)), []).append(place)

    def has(self, place: FoundPlace) -> bool:
        """Whether it is there: by its id, or by its name within a tenth of a degree (some ten kilometres)."""
        if place.id in self._ids:
            return True
        near = self._named.get((place.country, fold_key(place.name_ar)), ())
        return any(
            None not in (place.lat, place.lon, one.lat, one.lon)
            and abs((place.lat or 0) - (one.lat or 0)) <= NEAR
            and abs((place.lon or 0) - (one.lon or 0)) <= NEAR
            for one in near
        )


class Passed(Struct):
    """Rows that were passed over: how many, by the reason."""

    why: dict[str, int] = field(default_factory=dict)

    def over(self, reason: str) -> None:
        """One more for that reason."""
        self.why[reason] = self.why.get(reason, 0) + 1

    def told(self) -> Iterator[str]:
        """A sentence a reason."""
        return (f"{number:,} passed over: {reason}" for reason, number in self.why.items())
