"""Roads told by what they join: «طريق X - Y», «الطريق الرابط بين X وY» is one place, and no two."""

from __future__ import annotations

from dataclasses import replace

from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.spots import PlaceMention, units
from sijill.reading.where.unknown import written

_DASHES = frozenset("-–—/")
# How many words may describe a road before «بين»: «الطريق الدولي الرابط بين».
_DESCRIBED = 4


def roads(sentence: Sentence, found: list[PlaceMention], context: Context) -> list[PlaceMention]:
    """The places of a sentence in order, with one for each road in place of those that it joins."""
    if "place:road" not in sentence.words:
        return found
    kept: list[PlaceMention] = []
    at = 0
    while at < len(found):
        road = _between(sentence, found, at) or _from_to(sentence, found, at)
        if road is None:
            kept.append(found[at])
            at += 1
            continue
        head, end = road
        if kept and kept[-1].first >= head.first:
            kept.pop()  # «الطريق الدولي» alone
        kept.append(_road(sentence, head, found[at:end], context))
        at = end
    return kept


def _between(sentence: Sentence, found: list[PlaceMention], at: int) -> tuple[Hit, int] | None:
    """«الطريق الرابط بين X وY»: the word for the road, and where the places that it joins end."""
    start = found[at].first - 1
    if sentence.forms[start] != "بين" or at + 1 >= len(found) or found[at + 1].first != found[at].last:
        return None
    if not sentence.forms[found[at + 1].first].startswith("و"):
        return None
    start -= sentence.forms[start - 1] == "ما"
    reach = range(start - 1, max(sentence.first, start - 1 - _DESCRIBED) - 1, -1)
    for word in reach:
        if (head := _head(sentence, word)) is not None:
            return head, at + 2
        if "place:joining" not in sentence.classes(word):
            return None
    return None


def _from_to(sentence: Sentence, found: list[PlaceMention], at: int) -> tuple[Hit, int] | None:
    """«طريق X - Y - Z», «خط X Y»: the word for the road, and where the places that it joins end."""
    head = _head(sentence, found[at].first - 1)
    if head is None or sentence.forms[head.first].removeprefix(head.proclitics).startswith("ال"):
        return None
    end = at + 1
    while end < len(found) and _next_stop(sentence, found[end - 1], found[end]):
        end += 1
    return (head, end) if end > at + 1 else None


def _next_stop(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    gap = sentence.forms[before.last : after.first]
    if gap:
        return len(gap) == 1 and gap[0] in _DASHES
    bare = not any(h.proclitics for h in sentence.at.get(after.first, ()) if h.entry.kind == "place")
    return bare and after.first == after.core


def _head(sentence: Sentence, at: int) -> Hit | None:
    if at < sentence.first:
        return None
    return next((h for h in sentence.at.get(at, ()) if h.entry.data == "place:road"), None)


def _road(sentence: Sentence, head: Hit, joined: list[PlaceMention], context: Context) -> PlaceMention:
    """The road as a site, in the narrowest unit that holds all that it joins."""
    last = joined[-1].last
    name = written(sentence, head.first, last, head.proclitics)
    road = PlaceMention(head.first, last, head.first, name, "site", None, head.entry.where)
    shared = [u for u in units(context, joined[0]) if all(u in units(context, p) for p in joined[1:])]
    if shared:
        road.within = replace(road, name=shared[0].name_ar, level=shared[0].level, entry=shared[0])
    return road
