"""Where an event is told of places without a name, or of a whole country by some of its parts."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence
from sijill.reading.where.spots import PlaceMention

_MANY = frozenset(
    "مناطق المناطق مدن المدن محافظات المحافظات مديريات المديريات جبهات الجبهات محاور المحاور".split()
)
_OF_MANY = frozenset("في من علي الي عده جميع كافه كل بقيه باقي مختلف سائر معظم عديد بعض".split())
_MANY_REACH = 5
_AND_ALL = frozenset("وجميع وكافه وكل وسائر".split())


def in_many(sentence: Sentence, trigger: Hit, found: list[PlaceMention]) -> bool:
    """Whether an event is told of places without a name: «في عدة مناطق», «من جميع المحافظات»."""
    named = {at for p in found for at in range(p.first, p.last)}
    reach = range(trigger.last, min(trigger.last + _MANY_REACH, sentence.last))
    return any(
        sentence.forms[at] in _MANY and at not in named and sentence.forms[at - 1] in _OF_MANY for at in reach
    )


def everywhere(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a list ends in the whole, so that it only tells of it: «في X وY وجميع المحافظات»."""
    return place.last < sentence.last and sentence.forms[place.last] in _AND_ALL
