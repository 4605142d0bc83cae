"""From the names that a user knows to what the register is asked for: types, actors, places, outlets."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz, process

from sijill.arabic.fold import fold_key
from sijill.arabic.search_words import index_forms
from sijill.packs import Pack, PlaceEntry
from sijill.record import EVENT_TYPES, GROUPS, OTHER, SOCIAL_IDS, STATUSES
from sijill.store.search_points import Circle
from sijill.store.search_query import SearchError

NEAR_ENOUGH: Final = 70.0
"""Of 100, how alike a name must be to what was typed to be offered instead."""
OFFERED: Final = 3


class Area(Struct, frozen=True, kw_only=True):
    """A place and what it contains, as claims tell of it.

    A claim lies in it if its place is one of `ids`, or if it is in that district, governorate or country
    (the smallest of them that is given).
    """

    ids: frozenset[str] = frozenset()
    district: str | None = None
    governorate: str | None = None
    country: str | None = None
    label: str = ""


class Outlet(Struct, frozen=True, kw_only=True):
    """An outlet: the pack's id, if the pack has it, and the names that a report may give it."""

    id: str | None = None
    names: frozenset[str] = frozenset()


class Filters(Struct, frozen=True, kw_only=True):
    """The fields that one claim of a report must have, all of them; of several values of one field any.

    `since` and `until` (YYYY-MM-DD, both included) must touch the days of the claim, or, if it has none, hold
    the day of publication. `near` is asked of the point of its place. `sources` is asked of the report.
    """

    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    areas: tuple[Area, ...] = ()
    governorates: tuple[Area, ...] = ()
    since: str | None = None
    until: str | None = None
    sources: tuple[Outlet, ...] = ()
    near: Circle | None = None

    @property
    def of_claims(self) -> bool:
        """Whether anything is asked of a claim."""
        return bool(self.since or self.until) or self._of_more_than_days

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return self.of_claims or bool(self.sources)

    @property
    def only_days(self) -> bool:
        """Whether of a claim nothing but its days is asked."""
        return bool(self.since or self.until) and not self._of_more_than_days

    @property
    def _of_more_than_days(self) -> bool:
        asked = (self.types, self.statuses, self.actors, self.areas, self.governorates, self.near)
        return any(asked)


def types_named(name: str) -> frozenset[str]:
    """The event type of that name, or the types of the group of that name. Raises `SearchError`."""
    asked = name.strip().lower().replace(" ", "_").replace("-", "_")
    if asked in EVENT_TYPES:
        return frozenset((asked,))
    if grouped := frozenset(t for t, group in GROUPS.items() if group == asked):
        return grouped
    raise _unknown("type of event", name, {name: name for name in (*EVENT_TYPES, *GROUPS.values())})


def status_named(name: str) -> str:
    """The status of that name. Raises `SearchError`."""
    asked = name.strip().lower()
    if asked in STATUSES:
        return asked
    raise SearchError(f"there is no status {_shown(name)}; write one of {', '.join(sorted(STATUSES))}")


def filters_named(
    names: Callable[[], "Names"],
    *,
    types: Iterable[str] = (),
    statuses: Iterable[str] = (),
    actors: Iterable[str] = (),
    places: Iterable[str] = (),
    governorates: Iterable[str] = (),
    sources: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
    near: Circle | None = None,
) -> Filters:
    """The fields that names ask for; `names` is called only where a name has to be looked up.

    Raises `SearchError` for a name that nothing has.
    """
    return Filters(
        types=frozenset(t for name in types for t in types_named(name)),
        statuses=frozenset(map(status_named, statuses)),
        actors=frozenset(a for name in actors for a in names().actors(name)),
        areas=tuple(area for name in places for area in names().areas(name)),
        governorates=tuple(area for name in governorates for area in names().governorates(name)),
        since=since,
        until=until,
        sources=tuple(names().outlet(name) for name in sources),
        near=near,
    )


class Names:
    """The names of a pack, folded, each with what it stands for. Made when first asked for."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def actors(self, name: str) -> frozenset[str]:
        """The ids of the actors of that id or name. Raises `SearchError`."""
        asked = name.strip()
        if asked in self._pack.actors or asked in SOCIAL_IDS or asked == OTHER:
            return frozenset((asked,))
        found = _looked_up(self._actor_names, asked)
        if not found:
            raise _unknown("actor", name, self._actor_labels, self._pack.name)
        return frozenset(found)

    def areas(self, name: str) -> tuple[Area, ...]:
        """The places of that id or name with what they contain: see `places`. Raises `SearchError`."""
        return tuple(map(self._area, self.places(name)))

    def governorates(self, name: str) -> tuple[Area, ...]:
        """The governorates of that id or name, with or without «محافظة». Raises `SearchError`."""
        asked = name.strip()
        _, bare = self._level_of(asked)
        ids = [asked.upper(), *_looked_up(self._place_names, bare)]
        found = [place for id_ in ids if (place := self._places.get(id_)) and place.level == "governorate"]
        if not found:
            units = {fold_key(p.name_ar): p.name_ar for p in self._pack.places if p.level == "governorate"}
            raise _unknown("governorate", name, units, self._pack.name)
        return tuple(map(self._area, found))

    def places(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places of that id or name. Raises `SearchError`.

        «محافظة تعز» is a governorate alone. Of namesakes those that the pack believes by their bare name are
        meant, and all others only where there is none of these.
        """
        asked = name.strip()
        if place := self._places.get(asked) or self._places.get(asked.upper()):
            return (place,)
        level, bare = self._level_of(asked)
        found = [self._places[found] for found in _looked_up(self._place_names, bare)]
        found = [place for place in found if not level or place.level == level] or found
        if not found:
            raise _unknown("place", name, self._place_labels, self._pack.name)
        return tuple([place for place in found if place.support != "context"] or found)

    def outlet(self, name: str) -> Outlet:
        """The outlet of that name or id; one that the pack lacks is taken by its name as it stands."""
        asked = fold_key(name).lower()
        for source in self._pack.sources:
            names = (source.id, *source.names, *source.hosts)
            if asked in {fold_key(known).lower() for known in names}:
                return Outlet(id=source.id, names=frozenset((name.strip(), *names)))
        return Outlet(names=frozenset((name, name.strip())))

    @cached_property
    def _places(self) -> dict[str, PlaceEntry]:
        return {place.id: place for place in reversed(self._pack.places)}

    @cached_property
    def _place_names(self) -> dict[str, list[str]]:
        return _by_name(
            (name, place.id) for place in self._pack.places for name in (*_arabic(place), place.name_en)
        )

    @cached_property
    def _actor_names(self) -> dict[str, list[str]]:
        return _by_name(
            (name, actor.id)
            for actor in self._pack.actors.values()
            for name in (actor.name_ar, actor.name_en, *(alias.ar for alias in actor.aliases))
        )

    @property
    def _place_labels(self) -> dict[str, str]:
        """What to offer for a name that is none: units and towns, for the names of villages are too many."""
        return {
            name: place.name_ar
            for place in self._pack.places
            if place.support != "context"
            for name in (*map(fold_key, _arabic(place)), place.name_en.lower())
            if name
        }

    @property
    def _actor_labels(self) -> dict[str, str]:
        labels = {identity: identity for identity in (*self._pack.actors, *SOCIAL_IDS)}
        for actor in self._pack.actors.values():
            labels[actor.name_en.lower()] = actor.id
            labels |= {fold_key(alias.ar): alias.ar for alias in actor.aliases if alias.use == "name"}
        return labels

    def _level_of(self, name: str) -> tuple[str | None, str]:
        """The level that the name's first word tells («محافظة»), and the rest."""
        first, _, rest = name.partition(" ")
        for level in ("governorate", "district", "subdistrict", "village", "town"):
            if rest and fold_key(first) in map(fold_key, self._pack.words["places"]["level_words"][level]):
                return level, rest
        return None, name

    def _area(self, place: PlaceEntry) -> Area:
        label = f"{place.name_ar} ({place.level}, {place.id})"
        if place.level == "country":
            return Area(country=place.country, label=label)
        area = Area(ids=frozenset((place.id,)), country=place.country, label=label)
        if place.level == "governorate":
            return Area(ids=area.ids, governorate=place.name_ar, country=place.country, label=label)
        above = self._places.get(place.parent)
        if place.level == "district" and above and above.level == "governorate":
            return Area(
                ids=area.ids,
                district=place.name_ar,
                governorate=above.name_ar,
                country=place.country,
                label=label,
            )
        return Area(ids=self._with_contents(place.id), country=place.country, label=label)

    def _with_contents(self, top: str) -> frozenset[str]:
        """The place and everything below it."""
        found, waiting = {top}, [top]
        while waiting:
            inside = [child for child in self._children.get(waiting.pop(), ()) if child not in found]
            found.update(inside)
            waiting += inside
        return frozenset(found)

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        children: dict[str, list[str]] = {}
        for place in self._pack.places:
            children.setdefault(place.parent, []).append(place.id)
        return children


def _arabic(place: PlaceEntry) -> tuple[str, ...]:
    return (place.name_ar, *place.aliases)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Ids by folded name, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for name, identity in pairs:
        if name:
            found.setdefault(fold_key(name).lower(), {})[identity] = None
    return {name: list(ids) for name, ids in found.items()}


def _looked_up(names: Mapping[str, list[str]], asked: str) -> list[str]:
    """What stands under a name, also if it was typed with or without the article, or its hamza."""
    key = fold_key(asked).lower()
    if key in names:
        return names[key]
    reduced = index_forms(asked)
    return [
        identity
        for name, ids in names.items()
        if name[-1:] == key[-1:] or name.endswith("ء") or key.endswith("ء")
        if index_forms(name) == reduced
        for identity in ids
    ]


def _unknown(what: str, name: str, labels: Mapping[str, str], pack: str = "") -> SearchError:
    """«there is no place «عتما» in the pack yemen; did you mean عتمة?»"""
    near = _near(fold_key(name).lower(), labels)
    where = f" in the pack {pack}" if pack else ""
    hint = f"did you mean {' or '.join(near)}?" if near else f"check the spelling of the {what}"
    return SearchError(f"there is no {what} {_shown(name)}{where}; {hint}")


def _near(asked: str, labels: Mapping[str, str]) -> list[str]:
    found = process.extract(
        asked, list(labels), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=4 * OFFERED
    )
    return list(dict.fromkeys(labels[name] for name, _, _ in found))[:OFFERED]


def _shown(name: str) -> str:
    line = " ".join(name.split())
    return f"«{line}»" if len(line) <= 40 else f"«{line[:40]}…»"
