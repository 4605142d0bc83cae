"""The words that an event was read from: its clause, or its sentence where that is short."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence

_LONGEST = 380  # characters of one piece of evidence


def evidence_of(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """Tokens (first, last exclusive) of the evidence: the sentence if it is short, else what fits around.

    Clauses are added to the trigger's own, those behind it first, until `_LONGEST` characters are full.
    """
    tokens = sentence.passage.tokens

    def length(first: int, last: int) -> int:
        return tokens[last - 1].end - tokens[first].start

    if length(sentence.first, sentence.last) <= _LONGEST:
        return sentence.first, sentence.last
    number = sentence.clause_number(hit.first)
    first, last = sentence.clauses[number]
    first, last = min(first, hit.first), max(last, hit.last)
    for _, end in sentence.clauses[number + 1 :]:
        if length(first, end) > _LONGEST:
            break
        last = end
    for start, _ in reversed(sentence.clauses[:number]):
        if length(start, last) > _LONGEST:
            break
        first = start
    return first, last
