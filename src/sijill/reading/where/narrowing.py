"""Where in a wider place an event was: «وتحديدا», «مثل», behind both sides of a fight, not where one lies."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb
from sijill.reading.where.spots import WIDTH, PlaceMention

IN = frozenset(("في", "ب", "داخل", "وسط"))
_SIDE = "جهه"
_SINGLED_REACH = 2
# «، في جبل» between a force's position and its place.
_STATIONED_REACH = 3


def behind_sides(
    sentence: Sentence, trigger: Hit, wide: PlaceMention, usable: list[PlaceMention]
) -> PlaceMention | None:
    """Where in a place it was, told behind both sides: «في X معارك بين A من جهة وB من جهة أخرى في حي Y»."""
    narrow = next((p.lead for p in usable if p.first >= trigger.last and p.prep in IN), None)
    if narrow is None or WIDTH[narrow.level] <= WIDTH[wide.level]:
        return None
    sides = _SIDE in sentence.forms[trigger.last : narrow.first]
    told = any(trigger.last <= t.first < narrow.first for t in sentence.triggers)
    return narrow if sides and not told else None


def object_behind(trigger: Hit, where: PlaceMention, usable: list[PlaceMention]) -> PlaceMention | None:
    """The object of a verb that stands behind where it was done: «اقتحموا في جبل X قرية Y وZ»."""
    if not is_verb(trigger) or where.prep not in IN or where.first < trigger.last:
        return None
    place = next((p for p in usable if p.first == where.last and p.lead is p), None)
    bare = place is not None and not place.prep and not place.direction
    return place if place is not None and bare and place.level_word else None


def specified(sentence: Sentence, wide: PlaceMention, usable: list[PlaceMention]) -> PlaceMention | None:
    """Where in a place just named it was: «غارات على محافظة X، وتحديدا مناطق Y وZ», «مثل Y وZ»."""
    behind = (p for p in usable if 0 < p.first - wide.last <= 2 * _SINGLED_REACH and p.lead is p)
    narrow = next(behind, None)
    if narrow is None or WIDTH[narrow.level] <= WIDTH[wide.level]:
        return None
    return narrow if narrow.opening or singled_out(sentence, narrow) else None


def singled_out(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a word like «تحديدا» brings in a place."""
    words = sentence.words.get("place:specifying", ())
    return any(0 <= place.first - word.last <= _SINGLED_REACH for word in words)


def narrowed(sentence: Sentence, wide: PlaceMention, narrow: PlaceMention | None) -> bool:
    """Whether a place tells where in another it happened: «شهدت مدينة X اشتباكات في حي Y»."""
    if narrow is None or stationed(sentence, narrow):
        return False
    return narrow.within is wide or WIDTH[narrow.level] > WIDTH[wide.level]


def stationed(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place only tells where a force has its position: «المتمركزة في تبة X»."""
    before = range(max(sentence.first, place.first - _STATIONED_REACH), place.first)
    return any("place:stationed" in sentence.classes(at) for at in before)
