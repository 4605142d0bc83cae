"""What the readers of dates share: the reading itself, clitics cut off words of time, small look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.arabic.calendar_words import AHEAD, NOW, PAST
from sijill.arabic.dates_spans import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of time read from a token up to `last` (exclusive); `span` is None where nothing fixes it."""

    last: int
    span: Span | None
    precision: str
    kind: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The folded token forms of a sentence, and the day from which relative words count, if known."""

    words: Sequence[str]
    published: date | None

    def word(self, at: int) -> str:
        """The form at `at`, or the empty string outside of the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""


_PROCLITICS = ("و", "ف", "ب", "ل", "وب", "ول")


def with_proclitics(words: Iterable[str]) -> dict[str, str]:
    """Each word, and each word with its proclitics, mapped to the word; a word itself comes first.

    «ل» is not set before a bare alef: «لامس» is "touched".
    """
    bare = set(words)
    table = {}
    for word in bare:
        for proclitic in _PROCLITICS:
            if proclitic.endswith("ل") and word.startswith("ال"):
                table[proclitic + word[1:]] = word
            elif not (proclitic.endswith("ل") and word.startswith("ا")):
                table[proclitic + word] = word
    return table | {word: word for word in bare}


def direction(word: str) -> str | None:
    """ "past", "ahead" or "now" for «الماضي», «المقبل», «الجاري» and their like."""
    if word in PAST:
        return "past"
    if word in AHEAD:
        return "ahead"
    return "now" if word in NOW else None


def undated(last: int, kind: str, part: str | None = None) -> Reading:
    """Words of time that fix no date."""
    return Reading(last, None, "unknown", kind, part)


def dated(last: int, span: Span | None, precision: str, kind: str, part: str | None = None) -> Reading:
    """A reading with its precision, or an undated one if `span` is None."""
    return Reading(last, span, precision if span else "unknown", kind, part)


def small_number(word: str, highest: int) -> int | None:
    """The value of a digit token from 1 to `highest`, or None."""
    if not word or len(word) > 2 or not (word.isascii() and word.isdecimal()):
        return None
    return int(word) if 1 <= int(word) <= highest else None
