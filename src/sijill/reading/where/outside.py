"""Whether a place that is told outside an event's own clause is still where it happened."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS, COMPLEMENTISERS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, adds, is_verb, trigger_of
from sijill.reading.where.narrowing import IN
from sijill.reading.where.spots import PlaceMention

# «، على» between a verb and its object.
_UPON_REACH = 2


def upon(sentence: Sentence, trigger: Hit, usable: list[PlaceMention], last: int) -> PlaceMention | None:
    """The object behind a comma that a verb's preposition leads to: «سيطر الثوار في X، على موقعي Y وZ»."""
    roles = trigger_of(trigger).roles
    place = next((p for p in usable if last <= p.first), None)
    if place is None or place.prep in IN or roles.get(place.prep) != "place":
        return None
    near = place.first <= last + _UPON_REACH and not told_between(sentence, trigger.last, place.first)
    return place if near else None


def told_of_ahead(sentence: Sentence, trigger: Hit, place: PlaceMention) -> bool:
    """Whether a place before a trigger's clause stands there for its event, and for no other's word."""
    between = sentence.forms[place.last : trigger.first]
    return (
        place.lead.prep in IN
        and not any(t.last <= trigger.first for t in sentence.triggers)
        and not CLAUSE_OPENERS.intersection(between)
    )


def told_between(sentence: Sentence, first: int, last: int) -> bool:
    """Whether any event's word, or a clause that tells of something else, stands in a range of tokens."""
    told = any(first <= t.first < last for t in sentence.triggers)
    return told or bool(CLAUSE_OPENERS.intersection(sentence.forms[first:last]))


def where_that(sentence: Sentence, first: int, found: list[PlaceMention]) -> PlaceMention | None:
    """The place that a clause with «حيث» tells more of, be it somebody's post: «حاكم منطقة X حيث وقعت …»."""
    if sentence.forms[first].removeprefix("و") != "حيث":
        return None
    beside = [p for p in found if 0 <= first - p.last <= 2]
    own = [p for p in beside if not p.aside] or [p for p in beside if not (p.prep or p.direction)]
    return next(reversed(own), None)


def spoken_from(sentence: Sentence, place: PlaceMention, first: int) -> bool:
    """Whether somebody speaks in a place of what a later clause tells: «قالت مصادر في X إن»."""
    if sentence.forms[first] not in COMPLEMENTISERS or place.prep not in IN:
        return False
    start = sentence.clause_of(place.core)[0]
    return any(
        start <= h.first < place.first for name in ("say", "saying") for h in sentence.words.get(name, ())
    )


def parted(sentence: Sentence, place: PlaceMention, held: PlaceMention) -> bool:
    """Whether the verb of another event stands between a place and the one that it holds."""
    return any(place.last <= t.first < held.first and is_verb(t) for t in sentence.triggers)


def another_deed(sentence: Sentence, one: PlaceMention, other: PlaceMention) -> bool:
    """Whether a verb that adds a deed stands between two places: «قصف مواقع في X، واستهدف تجمعات في Y»."""
    first, last = min(one.last, other.last), max(one.first, other.first)
    return any(first <= t.first < last and adds(sentence, t) for t in sentence.triggers)
