"""Whether a place that is told outside an event's own clause is still where it happened."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, trigger_of
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
