"""Spelling variants folded away, with the way back to the text as it was given.

Folding makes «الأنبياء», «الانبياء» and «الأنـبـيـاء» one string, so that words are looked up once.
Most letters change one for one; only marks without a letter of their own are dropped, so offsets
stay the same in nearly every report and a map is kept only where they do not.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

# Marks that carry no letter: harakat and Quranic signs, superscript alef, tatweel, soft hyphen,
# zero-width and bidirectional controls, byte order mark, variation selectors.
_DROPPED = re.compile(
    "[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+"
)
_NOT_ONE_FOR_ONE = re.compile(f"{_DROPPED.pattern}|(?P<presentation>[\ufb50-\ufdff\ufe70-\ufefc])")

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىئیېےۍ", "ي"),
    **dict.fromkeys("ةۀەہھۃ", "ه"),
    "ؤ": "و",
    **dict.fromkeys("کڪگ", "ك"),
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "\u00a0": " ",
    "\u202f": " ",
}
_DIGITS = {chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)}
_LEVELLED = tuple({**_LETTERS, **_DIGITS}.items())


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the raw text that it came from. Offsets count Unicode code points.

    From each folded offset in `turns` on, the raw offset is ahead of the folded one by the number that stands
    at the same place in `shifts`; before the first turn both are the same.
    """

    raw: str
    text: str
    turns: array[int] = field(default_factory=lambda: array("q"))
    shifts: array[int] = field(default_factory=lambda: array("q"))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw (start, end) of the folded slice `text[start:end]`, end exclusive.

        Marks that stand after the last letter (its harakat) belong to the slice.
        """
        if not self.turns:
            return start, end
        raw_start = self._raw_offset(start)
        if start >= end:
            return raw_start, raw_start
        # A letter expanded from one ligature: the slice ends inside it, so it takes the whole.
        return raw_start, max(self._raw_offset(end), raw_start + 1)

    def _raw_offset(self, at: int) -> int:
        if at >= len(self.text):
            return len(self.raw)
        turn = bisect_right(self.turns, at)
        return at + self.shifts[turn - 1] if turn else at


def fold(raw: str) -> Folded:
    """Fold a text: marks dropped, letter variants levelled, digits to 0-9. Never raises."""
    pieces: list[str] = []
    turns, shifts = array("q"), array("q")
    done = length = 0  # of the raw text, of the folded one
    for found in _NOT_ONE_FOR_ONE.finditer(raw):
        pieces.append(raw[done : found.start()])
        length += found.start() - done
        if found.lastgroup == "presentation":
            letters = _letters(found.group())
            turns.extend(range(length, length + len(letters)))
            shifts.extend(found.start() - length - n for n in range(len(letters)))
            pieces.append(letters)
            length += len(letters)
        done = found.end()
        turns.append(length)
        shifts.append(done - length)
    if not pieces:
        return Folded(raw, _levelled(raw))
    pieces.append(raw[done:])
    return Folded(raw, _levelled("".join(pieces)), turns, shifts)


def plain(raw: str) -> str:
    """A text as it is spelt, without marks and with presentation forms as letters: for names to show.

    It has one character for each of the folded text.
    """
    return _NOT_ONE_FOR_ONE.sub(lambda found: _letters(found.group()) if found.lastgroup else "", raw)


def _levelled(text: str) -> str:
    """The text with one letter for all of its variants; no variant is what another one becomes."""
    # Letter by letter through the whole text is ten times as fast as `str.translate`, which asks at each one.
    for variant, letter in _LEVELLED:
        if variant in text:
            text = text.replace(variant, letter)
    return text


def _letters(presentation_form: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", presentation_form))


def fold_key(words: str) -> str:
    """A short string folded for use as a dictionary key: spaces collapsed, ends stripped."""
    return " ".join(fold(words).text.split())
