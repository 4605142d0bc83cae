"""Quotation marks: which words of a sentence stand in quotation, also over several sentences."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.reading.passage import Sentence

_TOGGLES = frozenset('"“”„‟')
_MARKS = _TOGGLES | frozenset("«»")
# A quotation whose closing mark was forgotten ends after so many sentences.
_LONGEST = 6
# What is shorter is a name or a term in quotation marks, no speech.
SHORTEST_SPEECH = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Tokens in quotation marks: `first` behind the opening mark, `last` the closing mark.

    `closed` tells that the closing mark stands in the sentence, `opened` that the opening one does.
    """

    first: int
    last: int
    opened: bool
    closed: bool

    @property
    def speech(self) -> bool:
        """Whether it is long enough to be somebody's words."""
        return not self.closed or not self.opened or self.last - self.first >= SHORTEST_SPEECH


class Quotations:
    """Follows the quotation marks of a report from sentence to sentence."""

    def __init__(self) -> None:
        self._mark = ""
        self._left = 0

    def of(self, sentence: Sentence) -> list[Quoted]:
        """The quotations of the next sentence, in their order; marks within a quotation are its words."""
        found: list[Quoted] = []
        mark = self._mark
        start, opened = sentence.first, False
        for at in range(sentence.first, sentence.last):
            form = sentence.forms[at]
            if form not in _MARKS:
                continue
            if mark and _closes(sentence, at, mark):
                found.append(Quoted(start, at, opened, closed=True))
                mark = ""
            elif (not mark or mark != "«" and form == "«") and _may_open(sentence, at):
                mark, start, opened = form, at + 1, True
        if mark:
            self._left = _LONGEST if opened else self._left - 1
            found.append(Quoted(start, sentence.last, opened, closed=False))
        self._mark = mark if self._left > 0 else ""
        return found


def _closes(sentence: Sentence, at: int, mark: str) -> bool:
    form = sentence.forms[at]
    if mark == "«":
        return form == "»"
    return form in _TOGGLES and not _clearly(sentence, at, before=True)


def _may_open(sentence: Sentence, at: int) -> bool:
    form = sentence.forms[at]
    return form == "«" or form in _TOGGLES and not _clearly(sentence, at, before=False)


def _clearly(sentence: Sentence, at: int, *, before: bool) -> bool:
    """Whether a mark that looks alike on both sides leans on one word only: the next one (or the last)."""
    tokens = sentence.passage.tokens
    apart_before = at == 0 or tokens[at - 1].end < tokens[at].start
    apart_after = at + 1 >= len(tokens) or tokens[at].end < tokens[at + 1].start
    return apart_before and not apart_after if before else apart_after and not apart_before
