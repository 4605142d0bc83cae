"""A place named again by its level alone: «المدينة», «المديرية», «البلاد»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from sijill.arabic.fold import fold_key
from sijill.arabic.particles import DEMONSTRATIVES, PREPOSITIONS, QUOTES, RELATIVES
from sijill.packs.model import PlaceEntry
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.known import level_before
from sijill.reading.where.relations import holds
from sijill.reading.where.spots import MEANT, PlaceMention, town_of, units

# «المنطقة» means what was named just before, or the whole region in a talk of politics.
_RECENT = 6
_DUAL = ("ين", "ان")
_SAME = frozenset("المذكوره المذكورات ذاتها نفسها".split())
# How many places back a list may lie that «تلك المناطق» means.
_LIST_REACH = 12
_ANY_SITE = frozenset(("منطقه", "موقع"))


def anaphor(
    sentence: Sentence, at: int, earlier: Iterable[PlaceMention], context: Context
) -> PlaceMention | None:
    """«المدينة», «المديرية»: the last place of that level; `earlier` are mentions, the nearest first."""
    for hit in sentence.at.get(at, ()):
        if hit.entry.kind != "word" or not str(hit.entry.data).startswith("anaphor:") or hit.enclitic:
            continue
        level = hit.entry.data.removeprefix("anaphor:")
        if level == "country":
            return _country(at, context, hit.entry.where)
        if _described(sentence, at) or _quoted(sentence, at):
            return None
        found = _last_of(level, at, sentence, earlier, context)
        if found is None:
            continue
        return PlaceMention(
            at, at + 1, at, found.name, found.level, found.entry, hit.entry.where,
            within=found.within, near=found.near, anaphor=True,
        )  # fmt: skip
    return None


def recalled(sentence: Sentence, at: int, earlier: Iterable[PlaceMention]) -> list[PlaceMention]:
    """«المدينتين», «تلك المحافظات»: the places of the last list that such words can mean, in its order."""
    hit = next((h for h in sentence.at.get(at, ()) if str(h.entry.data).startswith("recalling:")), None)
    if hit is None:
        return []
    pair = sentence.forms[at].endswith(_DUAL)
    if not (pair or _pointed_at(sentence, at)) or level_before(sentence, at)[0]:
        return []  # «مدينة القريتين» is a name
    level = hit.entry.data.removeprefix("recalling:")
    for group in _lists(sentence, list(islice(earlier, _LIST_REACH))):
        fits = all(m.level in MEANT[level] for m in group)
        if fits and (len(group) == 2 if pair else len(group) > 1):
            return _again(group, at, hit.entry.where)
    return []


def _pointed_at(sentence: Sentence, at: int) -> bool:
    before = sentence.forms[at - 1] if at > sentence.first else ""
    after = sentence.forms[at + 1] if at + 1 < sentence.last else ""
    return before in DEMONSTRATIVES or after in _SAME


def _lists(sentence: Sentence, earlier: list[PlaceMention]) -> Iterable[list[PlaceMention]]:
    """The lists among mentions that are given from the nearest back, each in the order of its words."""
    group = earlier[:1]
    for after, before in pairwise(earlier):
        if _one_list(sentence, before, after):
            group.insert(0, before)
        else:
            yield group
            group = [before]
    yield group


def _one_list(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    if after.joined is not None:
        return after.joined is before
    beside = 0 <= after.first - before.last <= 1 and after.first >= sentence.first
    return beside and sentence.forms[after.first].startswith("و")


def _again(group: list[PlaceMention], at: int, where: str) -> list[PlaceMention]:
    found: list[PlaceMention] = []
    for told in group:
        mention = PlaceMention(
            at, at + 1, at, told.name, told.level, told.entry, where,
            within=told.within, near=told.near, anaphor=True, joined=found[-1] if found else None,
        )  # fmt: skip
        found.append(mention)
    return found


def _country(at: int, context: Context, where: str) -> PlaceMention | None:
    entry = context.pack.places.get(f"iso:{context.country}")
    if entry is None:
        return None
    return PlaceMention(at, at + 1, at, entry.name_ar, "country", entry, where, anaphor=True)


def _described(sentence: Sentence, at: int) -> bool:
    """Whether an adjective makes «المنطقة الشرقية» of it, a place of its own."""
    if at + 1 >= sentence.last:
        return False
    following = sentence.forms[at + 1]
    if not following.startswith("ال") or following in RELATIVES or following in PREPOSITIONS:
        return False
    return "place:describing" not in sentence.classes(at + 1)


def _quoted(sentence: Sentence, at: int) -> bool:
    """Whether quotation marks make a name of the one word: a newspaper's, «لـ«المدينة»»."""
    if not sentence.first < at < sentence.last - 1:
        return False
    return sentence.forms[at - 1] in QUOTES and sentence.forms[at + 1] in QUOTES


def _last_of(
    level: str, at: int, sentence: Sentence, earlier: Iterable[PlaceMention], context: Context
) -> PlaceMention | None:
    """The last mention that a definite level word can mean: a site by the same word in its name."""
    form = sentence.forms[at]
    head = form[form.find("ل") + 1 :] if level == "site" else ""
    loose = head in _ANY_SITE
    earlier = list(earlier)
    if level in ("town", "district", "village"):
        exact = next((m for m in earlier if m.level == level and not m.anaphor and not m.aside), None)
        if exact is not None and not (level == "town" and exact.level_word == "site"):
            return exact
    plain = [m for m in earlier if not m.aside] or earlier
    for count, mention in enumerate(plain):
        if loose and count >= _RECENT:
            return None
        if mention.level == "region" and mention.entry is None:
            continue  # «جنوب البلاد» tells only where that lies
        if mention.anaphor or (loose and _holds_next(context, mention, plain[count + 1 : count + 3])):
            continue
        if level == "town" and mention.level_word == "site" and mention.level in ("site", "district"):
            mention = PlaceMention(
                mention.first, mention.last, mention.core, mention.name, "site", None, mention.where,
                within=mention.within, near=replace(mention),
            )  # fmt: skip
        if head and not loose and head not in _words_of(sentence, mention):
            continue
        if mention.entry is None and mention.level in MEANT[level]:
            return mention
        for unit in _meant(level, mention, context):
            if unit.level in MEANT[level] and (level != "site" or unit is mention.entry):
                if unit is mention.entry:
                    return mention
                return PlaceMention(
                    mention.first, mention.last, mention.core, unit.name_ar, unit.level, unit, unit.where
                )
    return None


def _meant(level: str, mention: PlaceMention, context: Context) -> Iterator[PlaceEntry]:
    """The units that a mention tells of; where a town is meant, a governorate's town and not itself."""
    for unit in units(context, mention):
        if level == "town" and unit.level == "governorate":
            town = town_of(unit, context)
            if town is not None:
                yield town
        else:
            yield unit


def _holds_next(context: Context, mention: PlaceMention, before: list[PlaceMention]) -> bool:
    """Whether a mention tells no more than what one of those before it lies in."""
    return any(m.within is mention or (m.entry is not None and holds(context, mention, m)) for m in before)


def _words_of(sentence: Sentence, mention: PlaceMention) -> set[str]:
    """The words of a place's name, of the level words before it and of its entry's name."""
    words = set(fold_key(mention.name).split())
    if mention.entry is not None:
        words.update(fold_key(mention.entry.name_ar).split())
    for at in range(mention.first, mention.core):
        form = sentence.forms[at]
        words.update((form, form.removeprefix("و").removeprefix("ب")))
    return words
