"""Words that are names in the gazetteer, and stand for something else: months, idioms, what many have."""

from __future__ import annotations

from sijill.arabic.calendar_words import AMBIGUOUS_MONTHS
from sijill.arabic.dates_reading import direction
from sijill.arabic.particles import PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence

QUARTERS = frozenset("الجنوب الشمال الشرق الغرب الوسط".split())
_TWO_WORDS = 2


def many_of(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a plural stands before a common word, and no list follows: «مواقع الدفاع الجوي»."""
    if first == sentence.first or "place:common" not in sentence.classes(first):
        return False
    if sentence.forms[first] in QUARTERS or last - first > _TWO_WORDS:
        return False  # «مدن الجنوب اليمني», «مواقع اللواء الخامس عشر»
    follows = sentence.forms[last] if last < sentence.last else ""
    return "place:several" in sentence.classes(first - 1) and not follows.startswith("و")


def is_month(sentence: Sentence, hit: Hit) -> bool:
    """Whether a name that is a month's too has a day, a year or «الماضي» beside it: «في آب 2015»."""
    forms = sentence.forms
    if hit.last - hit.first > 1 or forms[hit.first].removeprefix(hit.proclitics) not in AMBIGUOUS_MONTHS:
        return False
    before = forms[hit.first - 1] if hit.first > sentence.first else ""
    following = forms[hit.last] if hit.last < sentence.last else ""
    year = len(following) == 4 and following.isdigit()
    return year or before.isdigit() or "/" in (before, following) or direction(following) is not None


def is_idiom(sentence: Sentence, hit: Hit) -> bool:
    """Whether the word belongs to a set phrase: «بحجة البحث عن», «مسقط رأسه»."""
    found = sentence.has("place:idiom", hit.first, sentence.last)
    if found is None or found.first != hit.first:
        return False
    following = sentence.forms[hit.last] if hit.last < sentence.last else ""
    if found.last > hit.last:
        return True
    if not following[:1].isalpha() or following in PREPOSITIONS or following in RELATIVES:
        return False
    return not following.startswith("و")
