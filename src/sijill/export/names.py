"""What ids and codes are called in Arabic and English, and where a place lies by the pack."""

from functools import cached_property
from typing import Any, Final, Literal, get_args

from sijill.deriving.standing import INDEPENDENT, UNPLACED
from sijill.packs import Pack, PackError, PlaceEntry
from sijill.record import Place

Language = Literal["en", "ar"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

STANDINGS: Final[dict[str, dict[Language, str]]] = {
    INDEPENDENT: {"en": "independent sources", "ar": "مصادر مستقلة"},
    UNPLACED: {"en": "sources of no known side", "ar": "مصادر لا يُعرف طرفها"},
}

UNITS: Final = ("governorate", "district", "subdistrict")


class Names:
    """The names of a pack: of its actors, places and countries, and of what the codebook lists."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._labels: dict[str, dict[str, dict[str, str]]] = pack.words.get("labels", {})

    def label(self, table: str, code: str, language: Language) -> str:
        """What a code of the codebook (`types`, `clash`) is called; one without a name stands for itself."""
        return self._labels.get(table, {}).get(code, {}).get(language) or code.replace("_", " ")

    def actor(self, id_: str, language: Language) -> str:
        """What an actor, or people of no listed group, are called."""
        actor = self._pack.actors.get(id_)
        if actor is not None and (name := actor.name_en if language == "en" else actor.name_ar):
            return name
        return self.label("people", id_, language)

    def standing(self, standing: str, language: Language) -> str:
        """For whom a voice speaks: a side's name, or what voices of no side are called."""
        if standing in STANDINGS:
            return STANDINGS[standing][language]
        return self.actor(standing, language)

    def outlet(self, id_: str) -> str:
        """An outlet's first name in the pack; one that the pack lacks is called as it is."""
        return self._outlets.get(id_, id_)

    def country(self, code: str, language: Language) -> str:
        """A country's name by its ISO code of two letters."""
        return self._countries.get(code, {}).get(language, code)

    def units(self, place: Place) -> dict[str, PlaceEntry]:
        """The governorate, district and subdistrict that a place is or lies in, as the pack has them."""
        found: dict[str, PlaceEntry] = {}
        entry = self._places.get(place.id or "") or self._unit_named(place)
        while entry is not None:
            if entry.level in UNITS:
                found.setdefault(entry.level, entry)
            entry = self._places.get(entry.parent)
        return found

    @property
    def home(self) -> str:
        """The ISO code of the pack's own country."""
        return self._pack.country

    @property
    def governorates(self) -> list[PlaceEntry]:
        """The governorates of the pack's own country, in the pack's order."""
        return [
            place
            for place in self._pack.places
            if place.level == "governorate" and place.country == self._pack.country
        ]

    def _unit_named(self, place: Place) -> PlaceEntry | None:
        """The smallest unit that is told of a place which the pack lacks."""
        return self._units.get((place.district or "", place.governorate or "")) or self._units.get(
            ("", place.governorate or "")
        )

    @cached_property
    def _places(self) -> dict[str, PlaceEntry]:
        return {place.id: place for place in self._pack.places}

    @cached_property
    def _units(self) -> dict[tuple[str, str], PlaceEntry]:
        found: dict[tuple[str, str], PlaceEntry] = {}
        for place in self._pack.places:
            above = self._places.get(place.parent)
            if place.level == "governorate":
                found["", place.name_ar] = place
            elif place.level == "district" and above is not None:
                found[place.name_ar, above.name_ar] = place
        return found

    @cached_property
    def _outlets(self) -> dict[str, str]:
        return {source.id: source.names[0] for source in reversed(self._pack.sources) if source.names}

    @cached_property
    def _countries(self) -> dict[str, dict[str, str]]:
        return {
            nation.country: {"en": nation.name_en, "ar": nation.names[0]}
            for nation in self._pack.nationalities
            if nation.names
        }

    def table(self, name: str, needed: str) -> dict[str, Any]:
        """A word table of the pack. Raises `PackError` if it lacks the key without which it is of no use."""
        found: dict[str, Any] = self._pack.words.get(name, {})
        if needed not in found:
            raise PackError(f'the pack {self._pack.name} has no "{needed}" in {name}.yaml; include core')
        return found
