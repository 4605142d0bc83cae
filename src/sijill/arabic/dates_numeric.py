"""Dates in digits: «26/7/2015», «2015-07-26», «26.7.2015», «26/10/1436 هـ»."""

from __future__ import annotations

from datetime import date

from sijill.arabic.calendar_words import word_set
from sijill.arabic.dates_reading import Reading, Sentence, dated, small_number, with_proclitics
from sijill.arabic.dates_spans import hijri_span, nearest_date

DAY_HEADS = with_proclitics(("يوم", "تاريخ", "يومي"))
HIJRI_ERA = word_set("ه هجري هجريه للهجره هجريا")
COMMON_ERA = word_set("م ميلادي ميلاديه للميلاد")
# Four digits are a Hijri or a common year by their size alone.
HIJRI_YEARS = range(1300, 1501)
COMMON_YEARS = range(1900, 2100)


def read_numeric(sentence: Sentence, at: int) -> Reading | None:
    """«26/7/2015», «2015-07-26», «26.7.2015», «26/10/1436 هـ», or «26/7» after «يوم», «بتاريخ», «في»."""
    start = at + 1 if sentence.word(at) in DAY_HEADS else at
    parts, end = _numeric_parts(sentence, start)
    if len(parts) == 2:
        introduced = start > at or sentence.word(at - 1) in ("في", "وفي", "تاريخ", "بتاريخ", "يوم")
        day, month = small_number(parts[0], 31), small_number(parts[1], 12)
        if not introduced or day is None or month is None:
            return None
        found = nearest_date(sentence.published, month, day, None) if sentence.published else None
        return dated(end, (found, found) if found else None, "day", "absolute")
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    if len(parts[2]) != 4:
        return None
    one, other, year = small_number(parts[0], 31), small_number(parts[1], 31), int(parts[2])
    if one is None or other is None:
        return None
    # American order is told by a second number that can be no month.
    day, month = (other, one) if other > 12 >= one else (one, other)
    if year in HIJRI_YEARS:
        end += sentence.word(end) in HIJRI_ERA
        return dated(end, hijri_span(year, month, day), "day", "absolute")
    if year not in COMMON_YEARS:
        return None
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return dated(end + (sentence.word(end) in COMMON_ERA), (only, only), "day", "absolute")


def _numeric_parts(sentence: Sentence, at: int) -> tuple[list[str], int]:
    """The digit groups of a numeric date that begins at `at`, and its end."""
    dotted = sentence.word(at).split(".")
    if len(dotted) == 3:
        return (dotted, at + 1) if all(part.isascii() and part.isdecimal() for part in dotted) else ([], at)
    parts: list[str] = []
    mark = sentence.word(at + 1)
    while sentence.word(at).isascii() and sentence.word(at).isdecimal():
        parts.append(sentence.word(at))
        at += 1
        if mark not in ("/", "-", "\\") or sentence.word(at) != mark or not sentence.word(at + 1).isdecimal():
            break
        at += 1
    return parts, at
