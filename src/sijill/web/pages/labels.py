"""What the ids of a record are called before a reader, in a language: parties, places, outlets."""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from sijill.packs import Pack, PlaceEntry
from sijill.record import Place
from sijill.web.pages.texts import Texts, texts_of


class Labels:
    """The names of a pack in one language. What the pack does not know keeps its own words."""

    def __init__(self, pack: Pack, texts: Texts) -> None:
        self._pack = pack
        self._texts = texts
        self._arabic = texts.language == "ar"
        self._outlets = {
            source.id: next((name for name in source.names if _is_latin(name) != self._arabic), None)
            for source in pack.sources
            if source.names
        }
        self._first_names = {source.id: source.names[0] for source in pack.sources if source.names}
        self._places: dict[str, PlaceEntry] = {place.id: place for place in reversed(pack.places)}
        self._units: dict[tuple[str, str], PlaceEntry] = {
            (place.level, place.name_ar): place
            for place in reversed(pack.places)
            if place.level in ("governorate", "district", "country")
        }

    def actor(self, id_: str) -> str:
        """A party, an organisation, a kind of people; of `opponents_of:X` whose opponents they are."""
        if id_.startswith("opponents_of:"):
            return self._texts["social.opponents_of"].format(who=self.actor(id_.partition(":")[2]))
        known = self._texts.get(f"social.{id_}", "")
        if known:
            return known
        actor = self._pack.actors.get(id_)
        if actor is None:
            return id_.replace("_", " ")
        return (actor.name_ar if self._arabic else actor.name_en) or actor.name_ar or id_

    def actors(self, ids: Iterable[str]) -> str:
        """Several of them."""
        return self._texts.list([self.actor(id_) for id_ in ids])

    def outlet(self, name: str | None) -> str:
        """An outlet by its id in the pack, or by the name that a report gives it."""
        if not name:
            return self._texts["common.no_outlet"]
        return self._outlets.get(name) or self._first_names.get(name) or name

    def place(self, place: Place | None) -> str:
        """The place's own name."""
        if place is None:
            return self._texts["common.not_told"]
        if self._arabic:
            return place.name
        return place.name_en or self.unit(place.level, place.name)

    def lies_in(self, place: Place | None) -> str:
        """The units around a place, the smallest first; nothing where it is told without them."""
        if place is None:
            return ""
        around = [
            self.unit(level, name)
            for level, name in (("district", place.district), ("governorate", place.governorate))
            if name and name != place.name
        ]
        return self._texts.list(list(dict.fromkeys(around)))

    def unit(self, level: str, name: str) -> str:
        """A governorate or district by its Arabic name."""
        if self._arabic:
            return name
        found = self._units.get((level, name))
        return (found.name_en if found else "") or name

    def governorate(self, name: str) -> str:
        """A governorate by its Arabic name."""
        return self.unit("governorate", name)

    def entry(self, id_: str) -> PlaceEntry | None:
        """The gazetteer's entry of a place."""
        return self._places.get(id_)

    def located(self, key: str, name: str) -> str:
        """A place by its key in an account of control."""
        entry = self._places.get(key)
        return entry.name_en if entry and entry.name_en and not self._arabic else name


def _is_latin(name: str) -> bool:
    return name[:1].isascii()


_kept: "WeakKeyDictionary[object, dict[str, Labels]]" = WeakKeyDictionary()


def labels_of(desk: object, pack: Pack, language: str) -> Labels:
    """The labels of a desk's pack in a language, made once."""
    made = _kept.setdefault(desk, {})
    if language not in made:
        made[language] = Labels(pack, texts_of(language))
    return made[language]
