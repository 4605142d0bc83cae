"""Arabic out of PDF: letters stand there as they are seen, from left to right, and in joined shapes."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

SHAPES: Final = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc]+")
ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
ARABIC_WORD: Final = re.compile("[\u0621-\u064a]{2,}")
LEFT_TO_RIGHT: Final = re.compile(
    r"[0-9٠-٩A-Za-z\u00c0-\u024f@#$%+]"
    r"(?:[0-9٠-٩A-Za-z\u00c0-\u024f@#$%+/:.,_'&-]*[0-9٠-٩A-Za-z\u00c0-\u024f%])?"
    r"(?: [A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9.'-]*)*"
)
"""Numbers, dates and Latin words, which run from left to right within an Arabic line."""

MIRRORED: Final = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
PAIR: Final = re.compile(r"[()\[\]«»]")
OPENING: Final = frozenset("([«")


def in_reading_order(lines: Iterable[str]) -> list[str]:
    """Lines as they are seen on the page turned into lines as they are read; Latin ones stay.

    Whether the letters of the words stand as seen is asked of the whole: no Arabic word begins with ة or ى,
    and many begin with «ال».
    """
    lines = list(lines)
    if not _is_as_seen(_letters("\n".join(lines))):
        return [_letters(line) for line in lines]
    return [_letters(_turned(line)) if ARABIC.search(line) else line for line in lines]


def _is_as_seen(text: str) -> bool:
    seen = read = 0
    for word in ARABIC_WORD.findall(text):
        seen += word[0] in "ةىء" or word.endswith("لا")
        read += word[-1] in "ةى" or word.startswith("ال")
    return seen > read


def _turned(line: str) -> str:
    """A line read from the right, in which what runs from left to right keeps its way."""
    line = LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], line[::-1])
    first = PAIR.search(line)
    if first and first[0] not in OPENING:
        # The file names brackets by their shape on the page; read from the right they are the other ones.
        line = line.translate(MIRRORED)
    return line


def _letters(text: str) -> str:
    """Joined shapes as the letters that they are of; «ﻻ» becomes two."""
    return SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
