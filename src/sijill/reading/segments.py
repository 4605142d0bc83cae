"""A sentence cut finer than into clauses: what a time or a word of status can reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sijill.arabic.dates import TimeHit
from sijill.arabic.particles import COMPLEMENTISERS, RELATIVES
from sijill.reading.passage import Sentence

SegmentKind = Literal["main", "relative", "after"]
# Words that put what follows before what the sentence tells.
EARLIER = frozenset("بعد بعدما عقب منذ غداه فور عقيب اعقاب".split())
_RELATIVES = RELATIVES | {prefix + word for prefix in ("و", "ب", "ك") for word in RELATIVES}
# Words that join what happened then to what «بعد» has told: «بعد دخولها، ووقوع معارك».
_HAPPENED = frozenset("ووقوع ووقع ووقعت واندلاع ونشوب وحدوث وخوض وخوضها".split())
# How far behind a word of `EARLIER` its event may be named («بعد نحو شهر من سقوط»).
_EARLIER_REACH = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `first` to `last` (exclusive): a main clause, a relative clause, or what was before."""

    first: int
    last: int
    kind: SegmentKind


def is_relative(form: str) -> bool:
    """Whether a word opens a relative clause, «و» or a preposition before it or not."""
    return form in _RELATIVES


def segments(sentence: Sentence, found: Iterable[TimeHit]) -> list[Segment]:
    """The segments of a sentence in order; words of time («بعد يومين») open none."""
    forms = sentence.forms
    timed = {at for hit in found for at in range(hit.first, hit.last)}
    triggers = {hit.first for hit in sentence.triggers}
    cut: list[Segment] = []
    for first, last in sentence.clauses:
        start, kind = first, _kind_of_clause(sentence, first)
        verbs = 0
        for at in range(first, last):
            opened = _opened(forms[at], at, last, timed, triggers)
            if opened is None and kind == "relative" and _finite(sentence, at):
                verbs += 1
                opened = "main" if verbs > 1 else None
            if opened is not None:
                verbs = 0
                if at > start:
                    cut.append(Segment(start, at, kind))
                start, kind = at, opened
        cut.append(Segment(start, last, kind))
    return cut


def _kind_of_clause(sentence: Sentence, first: int) -> SegmentKind:
    """A clause is a main one unless it is the «أن» of «بعد أن»."""
    form = sentence.forms[first]
    if form in COMPLEMENTISERS and first > sentence.first and bare(sentence.forms[first - 1]) in EARLIER:
        return "after"
    return "main"


def joined_to_earlier(sentence: Sentence, at: int) -> bool:
    """Whether the clause of a token goes on with what «بعد» in the clause before put into the past."""
    first = sentence.clause_of(at)[0]
    if sentence.forms[first] not in _HAPPENED:
        return False
    before = next((c for c in reversed(sentence.clauses) if c[1] <= first), None)
    if before is None:
        return False
    earlier = [i for i in range(*before) if bare(sentence.forms[i]) in EARLIER]
    told = [t.first for t in sentence.triggers if before[0] <= t.first < before[1]]
    return bool(earlier) and bool(told) and earlier[-1] < told[-1]


def _finite(sentence: Sentence, at: int) -> bool:
    """Whether a word can only be a past verb: the second one behind «التي» is the main clause's own."""
    hits = sentence.at.get(at, ())
    return bool(hits) and all(h.entry.verb and all(v.tense == "past" for v in h.entry.verb) for h in hits)


def _opened(form: str, at: int, last: int, timed: set[int], triggers: set[int]) -> SegmentKind | None:
    if is_relative(form):
        return "relative"
    if bare(form) in EARLIER and at not in timed:
        reach = range(at + 1, min(at + 1 + _EARLIER_REACH, last))
        if form.endswith("بعدما") or any(index in triggers for index in reach):
            return "after"
    return None


def bare(form: str) -> str:
    """A particle without the conjunction before it: «وبعد», «فعقب»."""
    return form[1:] if form[:1] in ("و", "ف") and len(form) > 3 else form
