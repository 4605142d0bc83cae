"""Several packs made one: what a later pack says is added to, or goes before, what it includes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from sijill.packs.model import Actor, PlaceEntry
from sijill.packs.yaml_lines import Items, Table


def merge_actors(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Actors by id. Of one that stands in several packs the names and memberships are joined."""
    merged: dict[str, Actor] = {}
    for actor in actors:
        earlier = merged.get(actor.id)
        merged[actor.id] = actor if earlier is None else _joined(earlier, actor)
    return merged


def _joined(earlier: Actor, later: Actor) -> Actor:
    listed = {(alias.ar, alias.use, alias.from_, alias.until) for alias in earlier.aliases}
    new = (a for a in later.aliases if (a.ar, a.use, a.from_, a.until) not in listed)
    return replace(
        earlier,
        name_en=later.name_en or earlier.name_en,
        name_ar=later.name_ar or earlier.name_ar,
        kind=later.kind or earlier.kind,
        country=later.country or earlier.country,
        aliases=(*earlier.aliases, *new),
        member_of=(*earlier.member_of, *later.member_of),
        strikes_from=later.strikes_from or earlier.strikes_from,
    )


def merge_places(places: Iterable[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    """Places, each id once. A later pack's row takes the place of an earlier one and keeps its names."""
    merged: dict[str, PlaceEntry] = {}
    for place in places:
        earlier = merged.get(place.id)
        if earlier is not None:
            names = dict.fromkeys((*place.aliases, earlier.name_ar, *earlier.aliases))
            place = replace(place, aliases=tuple(name for name in names if name != place.name_ar))
        merged[place.id] = place
    return tuple(merged.values())


def merge_words(earlier: Any, later: Any) -> Any:
    """Word tables: maps are merged key by key, lists appended; of anything else the later one stands."""
    if isinstance(earlier, Table) and isinstance(later, Table):
        merged = Table(earlier.file, earlier.line)
        merged.wheres = {**later.wheres, **earlier.wheres}
        merged.update(earlier)
        for key, value in later.items():
            merged[key] = merge_words(earlier[key], value) if key in earlier else value
        return merged
    if isinstance(earlier, Items) and isinstance(later, Items):
        joined = Items(earlier.file, earlier.line)
        joined.extend([*earlier, *later])
        joined.wheres = [*earlier.wheres, *later.wheres]
        return joined
    return later
