"""What a place is called and at which level: by the gazetteer, and by the level word that the report has."""

from __future__ import annotations

from dataclasses import replace

from sijill.arabic.fold import fold, fold_key
from sijill.packs.lexicon import Hit
from sijill.packs.model import PlaceEntry
from sijill.reading.passage import Sentence
from sijill.reading.where.known import is_definite, level_classes
from sijill.reading.where.spots import PlaceMention
from sijill.reading.where.unknown import most_telling, own_level, written

# Level words that tell for certain what a place is, and those of a unit of administration.
_UNITS = frozenset(("district", "subdistrict"))
_CALLED = _UNITS | {"town", "village"}


def as_told(sentence: Sentence, mention: PlaceMention, levels: frozenset[str]) -> PlaceMention | None:
    """A place as what its level word calls it, where the gazetteer has but another of its name.

    «ناحية X» is no town, «مدينة X» no governorate: the town of that name lies in it.
    """
    if mention.level == "site" and mention.last - mention.core > 1:
        levels = levels or level_classes(sentence, mention.core) & {"village"}  # «قرية X» in the gazetteer
    told = own_level(most_telling(levels))
    head = sentence.forms[mention.first]
    capital = "place:capital" in sentence.classes(mention.first) and not is_definite(head)
    loose = capital or "direction" in sentence.classes(mention.first)  # «عاصمة X», «مركز X»
    if told not in _CALLED or mention.level in levels - {"site"} or loose:
        return None
    if told == "town" and mention.level == "governorate":
        return replace(mention, level=told, entry=None, within=replace(mention))
    if told == "village" and mention.level == "site":
        name = written(sentence, mention.core, mention.last)
        return replace(mention, level=told, name=name)
    return replace(mention, level=told) if told in _UNITS and mention.level not in _UNITS else None


def facility(sentence: Sentence, town: PlaceMention) -> PlaceMention:
    """A site that is called after the place it lies in: «مستشفى عتق»."""
    head = head_as_written(sentence, town.first)
    # «مستشفى الثورة»: what may be an ordinary word does not tell where it lies.
    sure = town.entry is not None and not town.entry.support
    return PlaceMention(
        town.first, town.last, town.core, f"{head} {town.name}", "site", None, town.where,
        level_word="site", within=replace(town, first=town.core) if sure else None,
    )  # fmt: skip


def head_as_written(sentence: Sentence, at: int) -> str:
    """A site's level word as the report has it, without what is attached before it."""
    cut = next((h for h in sentence.at[at] if str(h.entry.data) == "level:site"), None)
    return written(sentence, at, at + 1, cut.proclitics if cut else "")


def name_of(sentence: Sentence, hit: Hit, entry: PlaceEntry) -> str:
    """What a place is called: a unit as the table has it, all else as the report spells it."""
    unit = entry.level in ("governorate", "district", "subdistrict")
    if unit or "place:capital" in sentence.classes(hit.first):
        return entry.name_ar
    name = written(sentence, hit.first, hit.last, hit.proclitics)
    name = name[: f"{fold(name).text} في ".find(" في ")]
    own, told = fold_key(entry.name_ar), fold_key(name)
    described = told.startswith(f"{own} ") and all(
        "place:describing" in sentence.classes(at)
        for at in range(hit.last - told[len(own) :].count(" "), hit.last)
    )
    return entry.name_ar if told == own or described else name
