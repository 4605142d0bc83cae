"""From the many ways in which sources write a day to `YYYY-MM-DD`.

A time of day and its zone are passed over: the day is the one that the source printed, in its own zone.
"""

import datetime
import re
from typing import Final

from sijill.arabic.dates import find_times
from sijill.arabic.fold import fold
from sijill.arabic.words import tokenize
from sijill.record import ReportError

MARKS: Final = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\ufeff"))
"""Marks of direction, which exports put around dates and numbers."""

LATIN_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
YEAR_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NAMED: Final = rf"\b({'|'.join(MONTHS)})[a-z]*\b"
DAY_NAMED: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s,.-]+(?:of\s+)?{NAMED}[\s,.-]+(\d{{4}})", re.I
)
NAMED_DAY: Final = re.compile(rf"{NAMED}[\s,.-]+(\d{{1,2}})(?:st|nd|rd|th)?[\s,.-]+(\d{{4}})", re.I)
PACKED: Final = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6})?")
SERIAL: Final = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
"""A spreadsheet's number of days: 20000 is in 1954, 79999 in 2119."""

SPREADSHEET_ZERO: Final = datetime.date(1899, 12, 30)
COMMON_YEARS: Final = range(1900, 2101)
LONGEST: Final = 120
"""Characters of the longest words that are looked through for a date."""


def day_of(value: object, *, month_first: bool = False) -> str:
    """The day that a cell, an attribute or a printed line tells.

    Read are dates and times of Python, a spreadsheet's serial number, `2015-10-11T08:00:00+03:00`,
    `20151011`, `11/10/2015` (day first, unless `month_first`), `11 October 2015`, `October 11, 2015`,
    «الأحد ١١ تشرين الأول ٢٠١٥» and Hijri dates. Raises `ReportError` for anything else.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if isinstance(value, str):
        written = " ".join(value.translate(MARKS).translate(LATIN_DIGITS).split())[:LONGEST]
        day = _in_digits(written, month_first) or _in_english(written) or _in_arabic(written, month_first)
        if day:
            return day.isoformat()
    shown = " ".join(str(value).split())[:40]
    raise ReportError(f'"{shown}" is not a day; write YYYY-MM-DD or {"M/D" if month_first else "D/M"}/YYYY')


def day_or_none(value: object) -> str | None:
    """As `day_of`, with None for what is no day."""
    try:
        return day_of(value)
    except ReportError:
        return None


def _in_digits(written: str, month_first: bool) -> datetime.date | None:
    if found := YEAR_FIRST.search(written):
        return _date(found[1], found[3], found[4])
    if found := YEAR_LAST.search(written):
        day, month = (found[3], found[1]) if month_first else (found[1], found[3])
        return _date(found[4], month, day)
    if found := PACKED.fullmatch(written):
        return _date(found[1], found[2], found[3])
    if found := SERIAL.fullmatch(written):
        return SPREADSHEET_ZERO + datetime.timedelta(days=int(found[1]))
    return None


def _in_english(written: str) -> datetime.date | None:
    if found := DAY_NAMED.search(written):
        return _date(found[3], _month(found[2]), found[1])
    if found := NAMED_DAY.search(written):
        return _date(found[3], _month(found[1]), found[2])
    return None


def _in_arabic(written: str, month_first: bool) -> datetime.date | None:
    """The first date in Arabic words that is one day, by the months of East and West or the Hijri year."""
    if (found := YEAR_LAST.search(written)) and (month_first or int(found[4]) in COMMON_YEARS):
        # Digits that are no day in the order asked for are not read in another.
        return None
    # «أكتوبر 11, 2015» is how content systems made for English print it.
    turned = re.sub(r"(\D+) (\d{1,2})[,،] (\d{4})", r"\2 \1 \3", written)
    spaced = re.sub(r"(?<=\d)[/-]?(?=[^\W\d_])|(?<=[^\W\d_])[/-]?(?=\d)", " ", turned)
    words = [token.form for token in tokenize(fold(re.sub("[,،]", " ", spaced)).text)]
    for hit in find_times(words, None):
        if hit.precision == "day" and hit.start is not None:
            return hit.start
    return None


def _month(name: str) -> str:
    return str(MONTHS.index(name[:3].lower()) + 1)


def _date(year: str, month: str, day: str) -> datetime.date | None:
    """The day, unless there is none such or its year is Hijri, which the Arabic dates read."""
    if int(year) not in COMMON_YEARS:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
