"""Calendar dates: «26 يوليو/تموز 2015», «26/7/2015», «الثالث من أغسطس», «عام 2014», «26 شوال 1436 هـ»."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sijill.arabic.calendar_words import (
    AMBIGUOUS_MONTHS,
    EARLY,
    HIJRI_MONTHS,
    LATE,
    MIDDLE,
    MONTHS,
    ORDINAL_DAYS,
    ORDINAL_TENS,
    word_set,
)
from sijill.arabic.dates_numeric import (
    COMMON_ERA,
    COMMON_YEARS,
    DAY_HEADS,
    HIJRI_ERA,
    HIJRI_YEARS,
    read_numeric,
)
from sijill.arabic.dates_reading import Reading, Sentence, dated, direction, small_number, with_proclitics
from sijill.arabic.dates_spans import (
    Span,
    hijri_span,
    month_span,
    nearest_date,
    nearest_hijri,
    nearest_month,
    shift_months,
    year_span,
)
from sijill.arabic.numbers_context import is_year
from sijill.arabic.numbers_read import read_cardinal

# Only names that are nothing else take proclitics: «باب» is a door, «ومارس» a verb.
MONTH_FORMS = with_proclitics(MONTHS.keys() - AMBIGUOUS_MONTHS) | {name: name for name in AMBIGUOUS_MONTHS}
HIJRI_FORMS = {name: name for name in HIJRI_MONTHS}
THIRDS = with_proclitics(EARLY | MIDDLE | LATE)
YEAR_HEADS = with_proclitics(("عام", "العام", "سنه", "السنه", "عامي", "العامين", "سنتي"))
MONTH_HEADS = with_proclitics(("شهر", "شهري"))
# The article parts from digits: «الـ26» is two tokens.
ARTICLES = word_set("ال وال لل بال")
CALENDAR_STARTERS = frozenset().union(
    MONTH_FORMS, HIJRI_FORMS, YEAR_HEADS, MONTH_HEADS, DAY_HEADS, ORDINAL_DAYS
)
_DASHES = word_set("- – —")
# Words before which the name of an ambiguous month is no verb, town or person.
_BEFORE_MONTH = word_set("في وفي منذ ومنذ خلال وخلال حتي وحتي لشهر بشهر")
# What is named after a date is no time: «ثورة 26 سبتمبر», «مستشفى 22 مايو».
_NAMED_AFTER_DATES = word_set(
    "ثوره لثوره بثوره وثوره ثورتي شارع ميدان ساحه ملعب استاد مستشفي جسر كوبري حركه صحيفه محطه مدرسه معسكر "
    "لواء اللواء كتيبه اتحاد جامعه حديقه ائتلاف مدينه ذكري عيد كليه قاعه مجمع مطار منتزه مصنع انتفاضه انقلاب "
    "نكبه قصر"
)


@dataclass(frozen=True, slots=True)
class _Month:
    number: int
    hijri: bool
    last: int
    doubled: bool


def _month(sentence: Sentence, at: int) -> _Month | None:
    single = _single_month(sentence, at)
    if single is None or single.hijri:
        return single
    # «يوليو/تموز», «يوليو (تموز)», «يوليو تموز»
    start = single.last + (sentence.word(single.last) in ("/", "(", "-", "–"))
    again = _single_month(sentence, start)
    if again is None or again.number != single.number:
        return single
    closes = sentence.word(single.last) == "(" and sentence.word(again.last) == ")"
    return _Month(single.number, False, again.last + closes, True)


def _single_month(sentence: Sentence, at: int) -> _Month | None:
    word = sentence.word(at)
    for forms, table, hijri in ((MONTH_FORMS, MONTHS, False), (HIJRI_FORMS, HIJRI_MONTHS, True)):
        name = forms.get(word)
        if name is None:
            continue
        seconds = table[name]
        number = seconds.get(sentence.word(at + 1))
        if number is not None and sentence.word(at + 1):
            return _Month(number, hijri, at + 2, False)
        if "" in seconds:
            return _Month(seconds[""], hijri, at + 1, False)
    return None


def _year_number(sentence: Sentence, at: int) -> tuple[int, bool, int] | None:
    """(year, whether Hijri, end) of a year in digits at `at`, its era taken in."""
    word = sentence.word(at)
    if len(word) != 4 or not (word.isascii() and word.isdecimal()):
        return None
    year, era = int(word), sentence.word(at + 1)
    hijri = year in HIJRI_YEARS
    if not hijri and year not in COMMON_YEARS:
        return None
    return year, hijri, at + 2 if era in (HIJRI_ERA if hijri else COMMON_ERA) else at + 1


def _year_after_month(sentence: Sentence, at: int) -> tuple[int, bool, int] | None:
    """The year that follows a month: «2014», «من عام 2014», «من العام الماضي»."""
    at += sentence.word(at) == "من"
    if sentence.word(at) not in YEAR_HEADS:
        return _year_number(sentence, at)
    told = _year_number(sentence, at + 1)
    if told is not None or sentence.published is None:
        return told
    shift = {"past": -1, "now": 0, "ahead": 1}.get(direction(sentence.word(at + 1)) or "")
    if shift is None:
        return None
    return min(max(sentence.published.year + shift, 1), 9999), False, at + 2


def _day_number(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """(day, end) of a day of the month in digits or as an ordinal: «26», «الـ26», «السادس والعشرين»."""
    if sentence.word(at) in ARTICLES:
        at += 1
    word = sentence.word(at)
    day = small_number(word, 31)
    if day is not None:
        return day, at + 1
    day = ORDINAL_DAYS.get(word) or ORDINAL_DAYS.get(word.removeprefix("و"))
    if day is None:
        return None
    following = sentence.word(at + 1)
    if following == "عشر" and day < 10:
        return day + 10, at + 2
    if day < 10 and following in ORDINAL_TENS and day + ORDINAL_TENS[following] <= 31:
        return day + ORDINAL_TENS[following], at + 2
    return day, at + 1


def _days(sentence: Sentence, at: int) -> tuple[int, int, int] | None:
    """(first day, last day, end) of one day or several: «26», «20 و21», «20 - 25», «من 20 إلى 25»."""
    first = _day_number(sentence, at)
    if first is None:
        return None
    day, end = first
    connector = sentence.word(end)
    if connector in _DASHES or connector in ("و", "الي", "حتي"):
        second = _day_number(sentence, end + 1)
        if second is not None and second[0] > day:
            return day, second[0], second[1]
    return day, day, end


def read_day_of_month(sentence: Sentence, at: int) -> Reading | None:
    """A day (or some days) of a named month, with or without «يوم» before and the year after."""
    start = at + 1 if sentence.word(at) in DAY_HEADS else at
    days = _days(sentence, start)
    if days is None:
        return None
    first, final, end = days
    if sentence.word(end) in ("الجاري", "الحالي"):
        return _this_month(sentence, first, final, 0, end + 1)
    end += sentence.word(end) == "من"
    if sentence.word(end) == "الشهر":
        shift = {"past": -1, "now": 0, "ahead": 1}.get(direction(sentence.word(end + 1)) or "")
        return None if shift is None else _this_month(sentence, first, final, shift, end + 2)
    end += sentence.word(end) in MONTH_HEADS
    month = _month(sentence, end)
    if month is None or (start == at and sentence.word(at - 1) in _NAMED_AFTER_DATES):
        return None
    way = direction(sentence.word(month.last))
    end = month.last + (way is not None)
    year = _year_after_month(sentence, end)
    if year is not None:
        end = year[2]
    one = _day_span(sentence, month, first, year, way)
    other = _day_span(sentence, month, final, year, way) if final != first else one
    span = (one[0], other[1]) if one and other and one[0] <= other[1] else None
    return dated(end, span, "day", "absolute")


def _this_month(sentence: Sentence, first: int, final: int, shift: int, end: int) -> Reading:
    """Days of the month of publication, of the one before or after it."""
    if sentence.published is None:
        return dated(end, None, "day", "absolute")
    around = shift_months(sentence.published, shift)
    try:
        span = date(around.year, around.month, first), date(around.year, around.month, final)
    except ValueError:
        return dated(end, None, "day", "absolute")
    return dated(end, span, "day", "absolute")


def _day_span(
    sentence: Sentence, month: _Month, day: int, year: tuple[int, bool, int] | None, way: str | None
) -> Span | None:
    if month.hijri:
        if year is not None and year[1]:
            return hijri_span(year[0], month.number, day)
        return nearest_hijri(sentence.published, month.number, day, way) if sentence.published else None
    if year is not None and not year[1]:
        try:
            only = date(year[0], month.number, day)
        except ValueError:
            return None
    else:
        found = nearest_date(sentence.published, month.number, day, way) if sentence.published else None
        if found is None:
            return None
        only = found
    return only, only


def read_month(sentence: Sentence, at: int) -> Reading | None:
    """A month without a day: «شهر مارس», «نيسان الماضي», «آب 2014», «رمضان 1436 هـ»."""
    start = at + 1 if sentence.word(at) in MONTH_HEADS else at
    month = _month(sentence, start)
    if month is None:
        return None
    way = direction(sentence.word(month.last))
    end = month.last + (way is not None)
    year = _year_after_month(sentence, end)
    told = start > at or way is not None or year is not None or month.doubled
    if not told and not _stands_alone(sentence, start, month):
        return None
    if year is not None:
        end = year[2]
    if not month.hijri:
        if year is not None and not year[1]:
            span: Span | None = month_span(year[0], month.number)
        else:
            span = nearest_month(sentence.published, month.number, way) if sentence.published else None
    elif year is not None and year[1]:
        span = hijri_span(year[0], month.number, None)
    else:
        span = nearest_hijri(sentence.published, month.number, None, way) if sentence.published else None
    return dated(end, span, "month", "absolute")


def _stands_alone(sentence: Sentence, at: int, month: _Month) -> bool:
    """Whether the bare name of a month at `at` is one: «في مارس», but not «مارس ضغوطا» or «في إب»."""
    word, before = sentence.word(at), sentence.word(at - 1)
    if month.hijri:
        return word.endswith("رمضان") and before in _BEFORE_MONTH
    if before in THIRDS:
        return True
    name = MONTH_FORMS[word]
    if name in AMBIGUOUS_MONTHS:
        return name != "اب" and before in _BEFORE_MONTH
    named = sentence.word(at - 2) if small_number(before, 31) else before
    return named not in _NAMED_AFTER_DATES


def read_year(sentence: Sentence, at: int) -> Reading | None:
    """«عام 2014», «العام 2013م», «عام ألفين وأربعة عشر», «عامي 2011 و2014», or a year alone after «في»."""
    headed = sentence.word(at) in YEAR_HEADS
    if not headed and not _may_be_year(sentence, at):
        return None
    year = _year_number(sentence, at + headed)
    if year is None and headed:
        told = read_cardinal(sentence.words, at + 1)
        if told is not None and told[0] in COMMON_YEARS:
            year = told[0], False, told[1]
    if year is None:
        return None
    first = hijri_span(year[0], None, None) if year[1] else year_span(year[0])
    end = year[2]
    if sentence.word(at - 1) in ("قبل", "بعد"):
        return dated(end, None, "year", "absolute")
    connector = sentence.word(end)
    if connector in _DASHES or connector in ("و", "الي", "حتي"):
        other = _year_number(sentence, end + 1)
        paired = connector != "و" or YEAR_HEADS.get(sentence.word(at), "").endswith(("ي", "ين"))
        if other is not None and paired and other[1] == year[1] and other[0] > year[0]:
            last = hijri_span(other[0], None, None) if other[1] else year_span(other[0])
            return dated(other[2], (first[0], last[1]) if first and last else None, "year", "absolute")
    return dated(end, first, "year", "absolute")


def _may_be_year(sentence: Sentence, at: int) -> bool:
    """Whether four bare digits are a year, and no part of a numeric date or an amount."""
    word = sentence.word(at)
    if len(word) != 4 or not is_year(sentence.words, at):
        return False
    return sentence.word(at - 1) not in ("/", ".", ":", "$") and sentence.word(at + 1) not in ("/", ":", "%")


def read_calendar(sentence: Sentence, at: int) -> Reading | None:
    """Any calendar date at `at`, and its counterpart: «26 شوال 1436 الموافق 11 أغسطس»."""
    reading = (
        read_numeric(sentence, at)
        or read_day_of_month(sentence, at)
        or read_month(sentence, at)
        or read_year(sentence, at)
    )
    if reading is None:
        return None
    start = reading.last + (sentence.word(reading.last) in ("،", "(", ","))
    if sentence.word(start) not in ("الموافق", "الموافقه", "المصادف"):
        return reading
    other = read_numeric(sentence, start + 1) or read_day_of_month(sentence, start + 1)
    if other is None:
        return reading
    last = other.last + (sentence.word(start - 1) == "(" and sentence.word(other.last) == ")")
    return replace(other if other.span else reading, last=last)
