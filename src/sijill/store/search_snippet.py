"""The words around those searched for, cut from the raw text, with the places of what was found in it."""

import operator
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from sijill.arabic.search_words import IndexedText
from sijill.store.search_query import Phrase, Query

SHOWN: Final = 36
"""Words of a snippet."""
BEFORE: Final = 6
"""Words shown before the first one found."""
BEGINNING: Final = 1_000
"""Characters of a text of which the beginning is shown."""

Mark = tuple[int, int]


class Snippet(Struct, frozen=True):
    """`text` is the report's text from `start` to `end`, `marks` lie in it: all are offsets in that text."""

    text: str
    start: int
    end: int
    marks: list[Mark]


class _Occurrence(Struct, frozen=True):
    """A phrase found: the numbers of its first and last word, and which group of the query it is of."""

    first: int
    last: int
    group: int


def marks(raw: str, query: Query) -> list[Mark]:
    """The places of everything that the query wants."""
    told = IndexedText(raw)
    return _marks(told, _occurrences(told.forms, query))


def snippet(raw: str, query: Query) -> Snippet:
    """The first passage that has the most of what the query wants; else how the text begins."""
    told = IndexedText(raw if query.wanted else raw[:BEGINNING])
    if not told.forms:
        return Snippet("", 0, 0, [])
    found = list(_occurrences(told.forms, query))
    first = max(0, _best(found) - BEFORE) if found else 0
    last = min(len(told.forms), first + SHOWN) - 1
    start, end = told.span(first)[0], told.span(last)[1]
    inside = [at for at in found if first <= at.first and at.last <= last]
    return Snippet(raw[start:end], start, end, _marks(told, inside))


def _best(found: list[_Occurrence]) -> int:
    """Where the passage begins, as a word's number, that has the most different things wanted."""
    most, best = 0, 0
    window: deque[_Occurrence] = deque()
    for at in found:
        window.append(at)
        while at.last - window[0].first > SHOWN - BEFORE:
            window.popleft()
        different = len({one.group for one in window})
        if different > most:
            most, best = different, window[0].first
    return best


def _occurrences(forms: list[str], query: Query) -> Iterator[_Occurrence]:
    """Every place of every phrase wanted, in order."""
    begins: dict[str, list[tuple[int, Phrase]]] = {}
    for number, group in enumerate(query.wanted):
        for phrase in group:
            for form in phrase.words[0]:
                begins.setdefault(form, []).append((number, phrase))
    for at, form in enumerate(forms):
        for number, phrase in begins.get(form, ()):
            here = forms[at : at + len(phrase.words)]
            if len(here) == len(phrase.words) and all(map(operator.contains, phrase.words, here)):
                yield _Occurrence(at, at + len(here) - 1, number)


def _marks(told: IndexedText, found: Iterable[_Occurrence]) -> list[Mark]:
    """Raw offsets of what was found; places that overlap are one."""
    merged: list[Mark] = []
    for start, end in sorted((told.span(at.first)[0], told.span(at.last)[1]) for at in found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
