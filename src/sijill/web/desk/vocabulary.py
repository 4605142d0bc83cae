"""What a value may be: the codebook's words, and the pack's actors, places and outlets, for whoever picks
one."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final, get_args

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.packs import Pack, PlaceEntry
from sijill.record import (
    GROUPS,
    OTHER,
    SOCIAL_IDS,
    AttributionKind,
    Event,
    Extent,
    Form,
    Level,
    Means,
    ObjectKind,
    Place,
    Precision,
    QuantityKind,
    Role,
    Status,
    TermKind,
)

OPPONENTS: Final = "opponents_of:"


class ActorListed(Struct, frozen=True, kw_only=True):
    """Somebody whom the pack knows, or a kind of people."""

    id: str
    name_ar: str
    name_en: str
    kind: str


class PlaceListed(Struct, frozen=True, kw_only=True):
    """A place of the gazetteer with the units that it lies in."""

    id: str
    name: str
    name_en: str
    level: str
    district: str | None
    governorate: str | None
    country: str
    lat: float | None
    lon: float | None


class SourceListed(Struct, frozen=True, kw_only=True):
    """An outlet that the pack knows; `sides` are those that it serves or served."""

    id: str
    names: list[str]
    sides: list[str]


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Every closed list of the codebook, and the actors of the pack."""

    types: dict[str, str]
    statuses: list[str]
    roles: list[str]
    levels: list[str]
    precisions: list[str]
    quantities: list[str]
    attributions: list[str]
    terms: list[str]
    extents: list[str]
    means: list[str]
    objects: list[str]
    forms: list[str]
    actors: list[ActorListed]
    sources: list[SourceListed]


class Words:
    """The words of a pack, for pickers and for checking what was picked."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def listed(self) -> Vocabulary:
        """All but the places, which are too many."""
        people = [ActorListed(id=id_, name_ar="", name_en="", kind="people") for id_ in sorted(SOCIAL_IDS)]
        actors = [
            ActorListed(id=actor.id, name_ar=actor.name_ar, name_en=actor.name_en, kind=actor.kind)
            for actor in self._pack.actors.values()
        ]
        known = {actor.id for actor in actors}
        return Vocabulary(
            types={str(type_): str(group) for type_, group in GROUPS.items()},
            statuses=list(get_args(Status)),
            roles=list(get_args(Role)),
            levels=list(get_args(Level)),
            precisions=list(get_args(Precision)),
            quantities=list(get_args(QuantityKind)),
            attributions=list(get_args(AttributionKind)),
            terms=list(get_args(TermKind)),
            extents=list(get_args(Extent)),
            means=list(get_args(Means)),
            objects=list(get_args(ObjectKind)),
            forms=list(get_args(Form)),
            actors=[*actors, *(one for one in people if one.id not in known)],
            sources=list(self._sources()),
        )

    def places(self, typed: str, limit: int) -> list[PlaceListed]:
        """Places whose name begins with what was typed, then those that have it in them; larger units
        first."""
        key = fold_key(typed).lower().strip()
        if not key:
            return []
        begin: list[str] = []
        inside: list[str] = []
        for name, id_ in self._names:
            if name.startswith(key):
                begin.append(id_)
            elif key in name:
                inside.append(id_)
        found = [self._entries[id_] for id_ in dict.fromkeys((*begin, *inside))]
        starting = set(begin)
        found.sort(key=lambda place: (place.id not in starting, LARGE.index(place.level), place.id))
        if exact := self._entries.get(typed.strip().upper()):
            found.insert(0, exact)
        return [self._listed(place) for place in found[:limit]]

    def place(self, id_: str) -> Place | None:
        """The place of that id as a record has it."""
        entry = self._entries.get(id_)
        if entry is None:
            return None
        told = self._listed(entry)
        return Place(
            id=told.id,
            name=told.name,
            name_en=told.name_en or None,
            level=entry.level,
            district=told.district,
            governorate=told.governorate,
            country=told.country,
            lat=told.lat,
            lon=told.lon,
        )

    def unknown_in(self, event: Event) -> str | None:
        """The first id in an event that nobody knows: free words stand in quotes alone."""
        for id_ in _ids(event):
            if id_.removeprefix(OPPONENTS) not in self._known:
                return id_
        for place in (event.place, event.destination, *(term.place for term in event.terms)):
            if place is None:
                continue
            if place.id is not None and place.id not in self._entries:
                return place.id
            for unit in (place.district, place.governorate):
                if unit is not None and unit not in self._units:
                    return unit
        return None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset((*self._pack.actors, *SOCIAL_IDS, OTHER))

    @cached_property
    def _entries(self) -> dict[str, PlaceEntry]:
        return {place.id: place for place in reversed(self._pack.places)}

    @cached_property
    def _units(self) -> frozenset[str]:
        levels = ("district", "governorate")
        return frozenset(place.name_ar for place in self._pack.places if place.level in levels)

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return [
            (fold_key(name).lower(), place.id)
            for place in self._pack.places
            for name in (place.name_ar, *place.aliases, place.name_en)
            if name
        ]

    def _listed(self, place: PlaceEntry) -> PlaceListed:
        units: dict[str, str] = {}
        above = self._entries.get(place.parent)
        while above is not None:
            units.setdefault(above.level, above.name_ar)
            above = self._entries.get(above.parent)
        units[place.level] = place.name_ar
        return PlaceListed(
            id=place.id,
            name=place.name_ar,
            name_en=place.name_en,
            level=place.level,
            district=units.get("district"),
            governorate=units.get("governorate"),
            country=place.country,
            lat=place.lat,
            lon=place.lon,
        )

    def _sources(self) -> Iterator[SourceListed]:
        names: dict[str, dict[str, None]] = {}
        sides: dict[str, dict[str, None]] = {}
        for source in self._pack.sources:
            names.setdefault(source.id, {}).update(dict.fromkeys(source.names))
            sides.setdefault(source.id, {}).update({source.side: None} if source.side else {})
        for id_, of in names.items():
            yield SourceListed(id=id_, names=list(of), sides=list(sides[id_]))


LARGE: Final[tuple[Any, ...]] = (
    "country",
    "region",
    "governorate",
    "district",
    "town",
    "subdistrict",
    "village",
    "site",
)
"""Levels in the order in which places are offered."""


def _ids(event: Event) -> Iterable[str]:
    """Every id of somebody in an event."""
    yield from (person.id for person in event.participants)
    yield from (quantity.of for quantity in event.quantities if quantity.of)
    yield from (term.obligor for term in event.terms if term.obligor)
    voices = [event.attribution, *(claim.attribution for claim in event.claims)]
    voices += [quantity.attribution for quantity in event.quantities if quantity.attribution]
    yield from (voice.id for voice in voices if voice.id)
