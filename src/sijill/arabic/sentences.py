"""Sentences and clauses of a tokenised text, also where full stops are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS, COMPLEMENTISERS, QUOTES, SENTENCE_ENDS
from sijill.arabic.words import Token

# Far longer than any sentence that is meant as one; what has no stop for so long is cut at a comma.
LONGEST_SENTENCE = 160
_CLOSING = frozenset("»”\"')")


def sentences(folded_text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Token ranges (first, last exclusive) of the sentences, in order; together they hold every token.

    A sentence ends at a stop, at a line break, and, where neither comes for `LONGEST_SENTENCE` tokens, at
    the last comma before (or there). The stop of an initial («د. أحمد») and that inside a number end none.
    """
    first = 0
    last_comma = 0
    for at, token in enumerate(tokens):
        following = at + 1
        if token.form in COMMAS:
            last_comma = following
        if _ends_sentence(folded_text, tokens, at):
            yield first, following
            first = last_comma = following
        elif following - first >= LONGEST_SENTENCE:
            cut = last_comma if last_comma > first else following
            yield first, cut
            first = cut
    if first < len(tokens):
        yield first, len(tokens)


def _ends_sentence(folded_text: str, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    gap_end = tokens[at + 1].start if at + 1 < len(tokens) else len(folded_text)
    if "\n" in folded_text[token.end : gap_end]:
        return True
    previous = tokens[at - 1] if at else None
    if token.form in _CLOSING:
        return previous is not None and previous.form in SENTENCE_ENDS
    if token.form not in SENTENCE_ENDS:
        return False
    following = tokens[at + 1].form if at + 1 < len(tokens) else ""
    if following and (following in SENTENCE_ENDS or following in _CLOSING):
        return False
    return not (previous is not None and _is_initial(previous) and previous.end == token.start)


def _is_initial(token: Token) -> bool:
    return len(token.form) == 1 and token.form.isalpha()


def clauses(forms: Sequence[str], first: int, last: int, verbs: frozenset[int]) -> list[tuple[int, int]]:
    """Token ranges of the clauses of `forms[first:last]`.

    A clause ends at punctuation, before an opening word («فيما», «بينما»), after a complementiser
    («أن», «بأنها») and before a word of `verbs`: the indices where a verb stands with «و» or «ف».
    """
    found: list[tuple[int, int]] = []
    start = first
    for at in range(first, last):
        form = forms[at]
        if form in COMMAS or form in SENTENCE_ENDS or form in QUOTES:
            if at > start:
                found.append((start, at))
            start = at + 1
        elif (form in CLAUSE_OPENERS or at in verbs) and at > start or form in COMPLEMENTISERS and at > start:
            found.append((start, at))
            start = at
    if start < last:
        found.append((start, last))
    return found
