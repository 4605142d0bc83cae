"""Speakers whom no list knows and who were not named with a title: «وقال فلان الفلاني إن …»."""

from __future__ import annotations

from sijill.arabic.particles import DEMONSTRATIVES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence
from sijill.reading.said.speaker_kind import Speaker
from sijill.reading.said.speaker_words import phrase
from sijill.reading.said.statements import gender_of, is_addressed, opens_clause
from sijill.record import AttributionKind

_ADVERBS = frozenset(
    "امس اليوم ايضا كذلك فيه فيها له لها لهم لي لنا به بها خلال اثناء عقب انه الي قائلا يقول قال مساء"
    " صباح فجر حينها انذاك لاحقا بدوره بدورها الله تعالي مجددا صراحه هنا دون غير ما من هو هي هم نحن"
    " لكن اي كل".split()
)
# The age behind a name tells one of the people: «فلان الفلاني (40 عاما)».
_AGE = frozenset("عام عاما سنه سنوات اعوام".split())
_AGE_REACH = 3


def stranger(sentence: Sentence, say: Hit, limit: int) -> Speaker | None:
    """A subject that no list knows and that nobody was named with: a source of no stated kind."""
    if say.entry.data != "say" or not opens_clause(sentence, say) or is_addressed(sentence, say):
        return None
    if sentence.classes(say.first) & {"status:demanded", "status:threatened", "status:hypothetical"}:
        return None  # whom he calls on or warns
    first, last = phrase(sentence, say.last, limit)
    bracket = next((at for at in range(first, last) if sentence.forms[at] == "("), None)
    if bracket is not None:
        last = limit = bracket
    words = [form for form in sentence.forms[first:last] if form not in SENTENCE_ENDS]
    if not words or len(words) < 2 and last != limit or not all(map(str.isalpha, words)):
        return None
    form = sentence.forms[first]
    if form in DEMONSTRATIVES or form in _ADVERBS or form.startswith(("لل", "ب")) or form.endswith("ا"):
        return None
    aged = bracket is not None and not _AGE.isdisjoint(sentence.forms[bracket : bracket + 1 + _AGE_REACH])
    kind: AttributionKind = "witness" if aged else "anonymous"
    return Speaker(kind, None, first, last, sentence, say.entry.where, None, gender_of(say))
