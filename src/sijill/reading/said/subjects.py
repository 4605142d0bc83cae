"""Subjects before their verb: «المصدر قال», «لكن فلان المتحدث باسم … أعلن»."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS, COMPLEMENTISERS, PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence
from sijill.reading.said.speaker_words import LONGEST_NAME

_BOUNDARIES = COMMAS | COMPLEMENTISERS | CLAUSE_OPENERS | {"بعد", ":", "و", "هذا"}
_WAS_REACH = 9
_WAS = frozenset(("كان", "كانت", "وكان", "وكانت"))
# What opens a clause that begins with its subject: «لكن فلان», «إلا أن فلان».
_SUBJECT_LEADS = _WAS | frozenset("لكن ولكن ان بان".split())
_NO_SUBJECT = RELATIVES | PREPOSITIONS - {"من", "في"}


def before_verb(sentence: Sentence, say: Hit) -> tuple[int, int]:
    """Tokens of a subject that stands before its verb: «المصدر قال», «الوزارة أعلنت», «X التي قالت»."""
    last = say.first
    if say.proclitics == "ف" and sentence.forms[sentence.first] in ("اما", "واما"):
        return _first_name(sentence, sentence.first + 1, last), last  # «أما فلان، وهو …، فقال»
    perfect = sentence.forms[last - 1] in ("قد", "كان", "كانت") if last > sentence.first else False
    if perfect:
        last -= 1
        opening = range(sentence.first, min(sentence.first + 3, last))
        was = next((at for at in opening if sentence.forms[at] in _WAS), None)
        if was is not None:
            return was + 1, last
    if sentence.forms[sentence.first] in _WAS and not say.proclitics:
        near = last - sentence.first <= _WAS_REACH
        titled = last - sentence.first <= LONGEST_NAME and _titled_subject(sentence, last) < last
        if near or titled:
            return sentence.first + 1, last  # «وكانت الوزارة أعلنت», «وكان الناطق باسم … فلان، أعلن»
    if last > sentence.first and sentence.forms[last - 1] in RELATIVES:
        last -= 1
        while last > sentence.first and sentence.forms[last - 1] in COMMAS:
            last -= 1
        return _first_name(sentence, max(sentence.first, last - 5), last), last
    if last > sentence.first and "speech:statements" in sentence.classes(last - 1):
        last -= 1  # «أصدر الجيش بيانا قال فيه»
        return _first_name(sentence, max(sentence.first, last - 6), last), last
    if last > sentence.first and sentence.forms[last - 1] in COMMAS and not say.proclitics:
        last -= 1  # «أن رئيس الوزراء فلان، أعلن …»
    for at in range(last - 1, max(sentence.first, last - 8) - 1, -1):
        if sentence.forms[at] in COMMAS or sentence.forms[at] == ":":
            break
        if names_somebody(sentence, at) and _begins_clause(sentence, at):
            return at, last
    return _titled_subject(sentence, last), last


def _titled_subject(sentence: Sentence, last: int) -> int:
    """Where a clause begins whose first words are a name and its bearer's title; `last` if it has none."""
    titled = False
    for at in range(last - 1, max(sentence.first, last - LONGEST_NAME) - 1, -1):
        if sentence.forms[at] in _SUBJECT_LEADS:
            return at + 1 if titled else last
        hits = sentence.at.get(at, ())
        if sentence.forms[at] in COMMAS and at < last - 1:
            return last
        if sentence.forms[at] in _NO_SUBJECT or any(h.entry.verb or h.entry.kind == "trigger" for h in hits):
            return last
        titled = titled or any(_source(h) and not h.proclitics and at < last - 1 for h in hits)
    return last


def _first_name(sentence: Sentence, first: int, last: int) -> int:
    return next((at for at in range(first, last) if names_somebody(sentence, at)), last)


def _begins_clause(sentence: Sentence, at: int) -> bool:
    if at == sentence.first:
        return True
    before = sentence.forms[at - 1]
    return before in _BOUNDARIES


def names_somebody(sentence: Sentence, at: int) -> bool:
    """Whether the name of an actor or of a source begins at a token."""
    return any(
        not hit.proclitics.strip("وف") and (hit.entry.kind in ("actor", "epithet") or _source(hit))
        for hit in sentence.at.get(at, ())
    )


def _source(hit: Hit) -> bool:
    return hit.entry.kind == "word" and bool(hit.entry.data.startswith("source:"))
