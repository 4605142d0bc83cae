"""Words of time in a sentence, and the days that they mean, counted from the day of publication.

The table of time in the codebook says what they are worth. Words that fix no day («مؤخرا», or any relative
word when the day of publication is unknown) give a hit without dates: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijill.arabic.calendar_words import word_set
from sijill.arabic.dates_calendar import (
    ARTICLES,
    CALENDAR_STARTERS,
    THIRDS,
    read_calendar,
)
from sijill.arabic.dates_days import (
    CLOCK,
    DAY_NOUNS,
    DAY_WORDS,
    LONE_FORMS,
    PART_FORMS,
    WEEKDAY_FORMS,
    read_clock,
    read_day,
    read_part,
)
from sijill.arabic.dates_parts import HALF_FORMS, read_half, read_third
from sijill.arabic.dates_periods import (
    BEFORE,
    SINCE,
    THIS,
    UNIT_FORMS,
    WITHIN,
    WITHIN_SECOND,
    read_before_count,
    read_since_count,
    read_turned_count,
    read_unit,
    read_within_count,
)
from sijill.arabic.dates_reading import Reading, Sentence, direction, undated, with_proclitics
from sijill.arabic.dates_spans import Span, days_between
from sijill.arabic.numbers_words import NUMBER_WORDS


@dataclass(frozen=True, slots=True)
class TimeHit:
    """Words of time in `words[first:last]` and the days they mean, both ends included.

    `precision` is day, week, month, year or unknown; without dates it is always unknown. `part` is the
    part of the day, where told. `kind`: absolute (a calendar date), relative («أمس», «الشهر الماضي»),
    weekday, period («خلال ثلاثة أشهر»), since («منذ …», up to the publication), vague («مؤخرا»; also a part
    of day or clock time with no day, which has a `part` and no dates).
    """

    first: int
    last: int
    start: date | None
    end: date | None
    precision: str
    part: str | None
    kind: str


_VAGUE = with_proclitics(("موخرا", "قريبا"))
_MOMENTS = with_proclitics(("وقت", "الوقت", "الاونه", "الفتره"))
_AFTER_MOMENT = word_set("سابق لاحق متاخر مبكر")
_CONNECTORS = word_set("و - – — الي حتي وحتي والي لغايه ولغايه")
# «السبت والأحد», «شهري يونيو ويوليو»
_IN_A_ROW = ("day", "month")
_RANGE_OPENERS = word_set("من بين وبين ومن")
_DIGITS = frozenset("0123456789")
# What may be told to have begun, and how far behind it the date may stand.
_BEGINNINGS = word_set(
    "بدء بدايه بدا اندلاع انطلاق انطلاقه سيطره سقوط اجتياح انقلاب الانقلاب احتلال دخول توقيع اعلان تاسيس "
    "ان تولي وصول اغتيال مقتل رحيل تشكيل الاطاحه خروج هروب انهيار وقف انتهاء انتخاب صدور تعيين استقلال نشوب"
)
_BEGINNING_WINDOW = 9

_Reader = Callable[[Sentence, int], Reading | None]


def find_times(words: Sequence[str], published: date | None) -> list[TimeHit]:
    """The words of time in `words` (folded forms of a sentence's tokens), in order, none overlapping.

    `published` is the day from which relative words count; with None they give hits without dates.
    """
    if _STARTERS.isdisjoint(words) and _DIGITS.isdisjoint("".join(words)):
        return []
    sentence = Sentence(words, published)
    hits: list[TimeHit] = []
    at = 0
    while at < len(words):
        word = words[at]
        reading = _read(sentence, at) if word in _READERS or "0" <= word[:1] <= "9" else None
        if reading is None:
            at += 1
            continue
        start, end = reading.span or (None, None)
        hits.append(TimeHit(at, reading.last, start, end, reading.precision, reading.part, reading.kind))
        at = reading.last
    return _merged(words, hits) if len(hits) > 1 else hits


def _read(sentence: Sentence, at: int) -> Reading | None:
    word = sentence.words[at]
    readers = _DIGIT_READERS if "0" <= word[:1] <= "9" else _READERS.get(word, ())
    for reader in readers:
        reading = reader(sentence, at)
        if reading is not None:
            return reading
    return None


def _since(sentence: Sentence, at: int) -> Reading | None:
    """«منذ» and what follows it: from its first day up to publication."""
    reading = (
        _point(sentence, at + 1) or read_since_count(sentence, at + 1) or _time_of_beginning(sentence, at + 1)
    )
    if reading is None or reading.kind == "since":
        return reading
    if reading.span is None or sentence.published is None:
        return undated(reading.last, "since", reading.part)
    start = reading.span[0]
    # Since a day yet to come, or told as a deadline: leave the day itself.
    end = max(sentence.published, start)
    return Reading(reading.last, (start, end), reading.precision, "since", reading.part)


def _time_of_beginning(sentence: Sentence, at: int) -> Reading | None:
    """The date of what «منذ» names: «منذ اندلاع الحرب في مارس 2015», «منذ بدء النزاع قبل أربعة أشهر»."""
    if sentence.word(at) not in _BEGINNINGS:
        return None
    for start in range(at + 1, at + 1 + _BEGINNING_WINDOW):
        word = sentence.word(start)
        if not word[:1].isalnum() or word in SINCE:
            return None
        reading = (
            _before(sentence, start)
            if word in BEFORE
            else read_third(sentence, start)
            or read_calendar(sentence, start)
            or read_day(sentence, start)
            or read_unit(sentence, start)
        )
        if reading is not None:
            return reading
    return None


def _point(sentence: Sentence, at: int) -> Reading | None:
    """Any words of time but a count of units."""
    return (
        read_third(sentence, at)
        or read_part(sentence, at)
        or read_day(sentence, at)
        or read_calendar(sentence, at)
        or read_unit(sentence, at)
    )


def _before(sentence: Sentence, at: int) -> Reading | None:
    return read_before_count(sentence, at + 1)


def _within(sentence: Sentence, at: int) -> Reading | None:
    """«خلال», «على مدى» before a count of units; other words of time keep their own reading."""
    reading = _point(sentence, at + 1)
    if reading is None:
        return read_within_count(sentence, at + 1)
    return replace(reading, kind="period") if reading.kind == "relative" else reading


def _vague(sentence: Sentence, at: int) -> Reading | None:
    """Words that fix no day: «مؤخرا», «في وقت سابق», «الفترة الماضية»; «في الوقت الحالي» is publication."""
    word = sentence.word(at)
    following = sentence.word(at + 1)
    if word in _VAGUE:
        near_in_place = _VAGUE[word] == "قريبا" and following in ("من", "جدا")
        return None if near_in_place else undated(at + 1, "vague")
    if _MOMENTS[word] == "وقت":
        return undated(at + 2, "vague") if following in _AFTER_MOMENT else None
    way = direction(following)
    if way is None:
        return None
    if way == "now" and sentence.published is not None:
        return Reading(at + 2, (sentence.published, sentence.published), "day", "relative")
    return undated(at + 2, "vague")


def _merged(words: Sequence[str], hits: list[TimeHit]) -> list[TimeHit]:
    """Hits that are one time in several words made one."""
    merged = [hits[0]]
    for hit in hits[1:]:
        joined = _join(words, merged[-1], hit)
        if joined is None:
            merged.append(hit)
        else:
            merged[-1] = joined
    return merged


def _join(words: Sequence[str], one: TimeHit, other: TimeHit) -> TimeHit | None:
    """One hit of two neighbours: a day with its clock time, days in a row, a range."""
    gap = words[one.last : other.first]
    if not gap and one.part is None and other.kind == "vague" and other.part is not None:
        return replace(one, last=other.last, part=other.part)
    if not gap and one.kind == "vague" and one.part is not None and other.part is None and other.start:
        return replace(other, first=one.first, part=one.part)
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    span: Span = (one.start, other.end)
    opener = words[one.first - 1] if one.first else ""
    through = len(gap) == 1 and gap[0] in _CONNECTORS and gap[0] != "و"
    linked = not gap and words[other.first].startswith("و")
    if opener in _RANGE_OPENERS or one.kind == "since":
        ranged = through or linked or gap == ["و"]
        if ranged and one.start <= other.start and one.end <= other.end:
            return TimeHit(one.first, other.last, *span, other.precision, None, one.kind)
        if through and one.kind == "since" and other.kind != "since" and one.start <= other.start:
            return TimeHit(one.first, other.last, *span, other.precision, None, "period")
        return None
    alike = one.precision == other.precision and one.precision in _IN_A_ROW
    if alike and days_between(one.end, other.start) == 1 and (linked or gap == ["و"]):
        return TimeHit(one.first, other.last, *span, one.precision, None, one.kind)
    return None


_FORMS_AND_READERS: tuple[tuple[Iterable[str], tuple[_Reader, ...]], ...] = (
    (SINCE, (_since,)),
    (BEFORE, (_before,)),
    (WITHIN, (_within,)),
    (WITHIN_SECOND, (_within,)),
    (THIRDS, (read_third,)),
    (HALF_FORMS, (read_half,)),
    (_VAGUE, (_vague,)),
    (_MOMENTS, (_vague,)),
    (CLOCK, (read_clock,)),
    (PART_FORMS, (read_part,)),
    (LONE_FORMS, (read_part,)),
    (DAY_NOUNS, (read_day, read_calendar)),
    (DAY_WORDS, (read_day,)),
    (WEEKDAY_FORMS, (read_day,)),
    (CALENDAR_STARTERS, (read_calendar,)),
    (UNIT_FORMS, (read_unit, read_turned_count)),
    (THIS, (read_unit,)),
    (ARTICLES, (read_calendar, read_turned_count)),
    (NUMBER_WORDS, (read_turned_count,)),
)


def _dispatch() -> dict[str, tuple[_Reader, ...]]:
    """Each form that may begin words of time, and its readers in the order in which they are tried."""
    table: dict[str, tuple[_Reader, ...]] = {}
    for forms, readers in _FORMS_AND_READERS:
        for form in forms:
            known = table.get(form, ())
            table[form] = known + tuple(reader for reader in readers if reader not in known)
    return table


_READERS = _dispatch()
_STARTERS = frozenset(_READERS)
_DIGIT_READERS: tuple[_Reader, ...] = (read_calendar, read_turned_count)
