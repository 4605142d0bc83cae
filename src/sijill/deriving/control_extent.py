"""How much of its place a claim of control tells of: all, the place as it is named, or something in it.

«أجزاء من أبين» and «مواقع في أبين» are not Abyan. Besides what was read of the extent, the word before the
place's name tells: «على» and «من» make the place itself what is taken or left, «في» and «شمال» do not.
"""

from enum import Enum
from typing import Final

from sijill.arabic.fold import fold_key
from sijill.deriving.control_rates import Rates
from sijill.record import Event, Place

_WIDE: Final = frozenset(("country", "region"))
"""Of these a bare name is hardly ever meant whole: «طرد الحوثيين من اليمن»."""

_POINTS: Final = frozenset(("site", "village"))
"""Too small for a part to be told of without words that say so."""


class Reach(Enum):
    """The whole place, by the words or as it is too small for parts; the place as named; a part of it."""

    WHOLE = "whole"
    NAMED = "named"
    PART = "part"


def reach_of(event: Event, rates: Rates) -> Reach:
    """How much of its place an event tells of, by its fields and the words around the place's name."""
    place = event.place
    if event.extent == "whole":
        return Reach.WHOLE
    if place is None or event.extent == "part" or place.level in _WIDE:
        return Reach.PART
    before = _word_before(place, event, rates)
    if before in rates.inside or before in rates.beside:
        return Reach.PART
    if event.object and place.level != "site" and before not in rates.itself and not _follows(event):
        return Reach.PART
    return Reach.WHOLE if place.level in _POINTS else Reach.NAMED


def _word_before(place: Place, event: Event, rates: Rates) -> str:
    """The folded word, or the letter, that governs the place's name, if it is one that the pack lists."""
    words = fold_key(place.quote.text).split() if place.quote else []
    if not place.quote or not words:
        return ""
    letter, bare = words[0][:1], words[0][1:]
    if letter in rates.inside and (bare in rates.level_words or bare == fold_key(place.name).split()[0]):
        return letter
    before = fold_key(_evidence_before(place.quote.start, event)).split()
    while before and before[-1] in rates.level_words - rates.beside:
        before.pop()
    last = before[-1] if before else ""
    return last if last in rates.inside | rates.itself | rates.beside else ""


def _evidence_before(start: int, event: Event) -> str:
    """The words of the event's evidence that stand before a place in its report, "" if it is not in them."""
    for told in event.evidence:
        if told.start <= start < told.end:
            return told.text[: start - told.start]
    return ""


def _follows(event: Event) -> bool:
    """Whether the place stands straight behind the trigger: «تحرير عدن»."""
    trigger, quote = event.evidence[0].trigger, event.place.quote if event.place else None
    if trigger is None or quote is None or quote.start < trigger.end:
        return False
    return not _evidence_before(quote.start, event)[trigger.end - event.evidence[0].start :].strip()
