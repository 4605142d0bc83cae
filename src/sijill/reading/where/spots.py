"""A place named in a report, and what the gazetteer says holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.arabic.fold import fold_key
from sijill.packs.model import PlaceEntry
from sijill.reading.context import Context
from sijill.record import Level

# Levels from the widest to the narrowest; a container is wider than what it contains.
WIDTH = {
    name: n
    for n, name in enumerate(
        ["country", "region", "governorate", "district", "subdistrict", "town", "village", "site"]
    )
}
# Level words that may name a unit of these levels («مدينة تعز» is the town, «منطقة» says little).
MEANT = {
    "governorate": {"governorate"},
    "district": {"district"},
    "subdistrict": {"subdistrict"},
    "village": {"village", "town"},
    "town": {"town", "district", "governorate", "country"},
    "site": {"site", "village", "town", "district", "subdistrict", "region", "governorate"},
}


@dataclass(slots=True)
class PlaceMention:
    """A place named in a sentence: tokens with its level words, and the place it is.

    `first` and `last` hold the name with its level words, `core` is where the name itself begins. `entry`
    is None for a name that the gazetteer lacks. `prep` is the preposition before it, `direction` tells
    that a word like «شمال» stands between. `within` is the mention that is said to hold it («عتمة» within
    «ذمار»), `near` the last one before that may hold a name without an entry, `joined` the one that «و»
    ties it to. `several` tells that it stands in a list that a plural opens, `opening` that words like «منها»
    bring it in, `aside` that the words do not place an event there: «محافظ تعز», a dateline.
    """

    first: int
    last: int
    core: int
    name: str
    level: Level
    entry: PlaceEntry | None
    where: str
    prep: str = ""
    direction: bool = False
    level_word: str = ""
    several: bool = False
    opening: bool = False
    within: PlaceMention | None = None
    near: PlaceMention | None = None
    joined: PlaceMention | None = None
    anaphor: bool = False
    aside: bool = False

    @property
    def lead(self) -> PlaceMention:
        """The first mention of its coordination."""
        return self.joined.lead if self.joined else self


def ancestors(context: Context, entry: PlaceEntry) -> Sequence[PlaceEntry]:
    """The units that hold a place, from the next up to the widest."""
    known = context.pack.holders.get(entry.id)
    if known is not None:
        return known
    found: list[PlaceEntry] = []
    parent = context.pack.places.get(entry.parent)
    while parent is not None and parent not in found:
        found.append(parent)
        parent = context.pack.places.get(parent.parent)
    return context.pack.holders.setdefault(entry.id, found)


def units(context: Context, mention: PlaceMention) -> list[PlaceEntry]:
    """A mention's own entry and the units that hold it, from the narrowest; of a name without an entry
    those of the mention that holds it, and only governorate and up where that is but the last one named.
    """
    if mention.entry is not None:
        return [mention.entry, *ancestors(context, mention.entry)]
    width = WIDTH[mention.level]
    if mention.within is not None and mention.within is not mention:
        return [unit for unit in units(context, mention.within) if WIDTH[unit.level] < width]
    if mention.near is not None and mention.near is not mention:
        widest = min(width, WIDTH["district"])
        return [unit for unit in units(context, mention.near) if WIDTH[unit.level] < widest]
    return []


def same_spot(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two mentions name one place."""
    if a.entry is not None and b.entry is not None:
        return a.entry.id == b.entry.id or (
            a.entry.name_ar == b.entry.name_ar and a.entry.country == b.entry.country
        )
    return fold_key(a.name) == fold_key(b.name)
