"""Days and their parts: «أمس الثلاثاء», «فجر اليوم», «ليل السبت - الأحد», «الساعة الثالثة من مساء الأحد»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sijill.arabic.calendar_words import (
    BARE_WEEKDAYS,
    LONE_PARTS,
    ORDINAL_HOURS,
    PARTS,
    WEEKDAYS,
    word_set,
)
from sijill.arabic.dates_calendar import read_calendar
from sijill.arabic.dates_reading import Reading, Sentence, dated, direction, undated, with_proclitics
from sijill.arabic.dates_spans import Span, shift_days, weekday_after, weekday_on_or_before

DAY_WORDS = with_proclitics(
    ("اليوم", "امس", "الامس", "غدا", "الغد", "غد", "الليله", "البارحه", "اول", "الان", "حاليا")
)
WEEKDAY_FORMS = with_proclitics(WEEKDAYS)
PART_FORMS = with_proclitics([*PARTS, *("ال" + part for part in PARTS)])
LONE_FORMS = with_proclitics(LONE_PARTS)
CLOCK = with_proclitics(("الساعه",))
DAY_NOUNS = with_proclitics(("يوم", "نهار", "يومي"))
# How many days after the day that «غدا» counts to its weekday may lie.
_LATE_DAYS = 3
# «بعد ظهر اليوم», «منتصف ليل الأحد»
_BEFORE_PART = {"بعد": "afternoon", "قبل": "morning"}

# «اليوم» that is not today: «اليوم السابع», «في اليوم التالي», «اليوم العالمي».
_NOT_TODAY = word_set(
    "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الحادي العشرين الثلاثين الاربعين "
    "التالي السابق الذي الوطني العالمي الدولي الواحد الاخير المفتوح الدراسي الموالي المشهود الموعود ال"
)
SAME = word_set("نفسه ذاته عينه")
_NOT_TODAY_AFTER = word_set("صحيفه جريده موقع قناه شبكه وكاله ذلك وذلك بوابه")
# Markets, mosques and towns are called by a weekday.
_PLACES_OF_WEEKDAYS = word_set("سوق مسجد جامع دوار قريه مدينه بلده منطقه عزله وادي بني اسواق بسوق")
_JOINTS = word_set("- – — / ل علي")


def read_day(sentence: Sentence, at: int) -> Reading | None:
    """A day told by a weekday or by its distance from publication, with what stands in apposition."""
    start = at + 1 if sentence.word(at) in DAY_NOUNS else at
    if start == at and sentence.word(at + 1) in SAME and DAY_WORDS.get(sentence.word(at)) == "اليوم":
        # «في اليوم نفسه»: the day of what was told before.
        return undated(at + 2, "relative")
    reading = _pointed_day(sentence, start) or _weekday(sentence, start, bare=start > at)
    if reading is None:
        return None
    return _with_part_after(sentence, reading)


def _pointed_day(sentence: Sentence, at: int) -> Reading | None:
    """«اليوم», «أمس», «أول من أمس», «غدا», «الليلة الماضية», with a weekday or date beside it."""
    word = DAY_WORDS.get(sentence.word(at))
    if word is None:
        return None
    pointed = _offset(sentence, at, word)
    if pointed is None:
        return None
    offset, last, part = pointed
    published = sentence.published
    day = shift_days(published, offset) if published else None
    last, day = _apposed(sentence, last, day, offset)
    return dated(last, (day, day) if day else None, "day", "relative", part)


def _offset(sentence: Sentence, at: int, word: str) -> tuple[int, int, str | None] | None:
    """(days from publication, end, part of day) of a word that points to a day."""
    following = sentence.word(at + 1)
    if word == "اول":
        end = at + 2 if following == "من" else at + 1
        return (-2, end + 1, None) if sentence.word(end) in ("امس", "الامس") else None
    if word in ("امس", "الامس"):
        if following in ("الاول", "الاولي"):
            return -2, at + 2, None
        return -2 if sentence.word(at - 1) == "قبل" else -1, at + 1, None
    if word in ("غدا", "الغد", "غد"):
        if word != "غدا" and sentence.word(at - 1) not in (
            "يوم",
            "بعد",
            "ليوم",
            "حتي",
            "فجر",
            "صباح",
            "مساء",
        ):
            return None
        return 2 if sentence.word(at - 1) == "بعد" else 1, at + 1, None
    if word == "البارحه":
        return (-2, at + 2, "night") if following == "الاولي" else (-1, at + 1, "night")
    if word == "الليله":
        return _night(sentence, at)
    if word in ("الان", "حاليا"):
        return 0, at + 1, None
    unlike = following in _NOT_TODAY or sentence.word(at - 1) in _NOT_TODAY_AFTER
    return None if unlike or sentence.word(at).startswith("بال") else (0, at + 1, None)


def _night(sentence: Sentence, at: int) -> tuple[int, int, str | None] | None:
    following = sentence.word(at + 1)
    if following == "قبل" and direction(sentence.word(at + 2)) == "past":
        return -2, at + 3, "night"
    way = direction(following)
    if way == "past":
        return -1, at + 2, "night"
    if way == "ahead":
        return 1, at + 2, "night"
    return None if following in _NOT_TODAY else (0, at + 1, "night")


def _apposed(sentence: Sentence, last: int, day: date | None, offset: int) -> tuple[int, date | None]:
    """Take in the weekday or the date beside a pointed day: «أمس (الجمعة)», «اليوم الأحد 26 يوليو».

    Where the weekday and the distance disagree, the weekday wins.
    """
    opened = sentence.word(last) in ("(", "،", "-")
    start = last + opened
    start += sentence.word(start) == "يوم"
    weekday = WEEKDAYS.get(sentence.word(start))
    if weekday is None and not opened:
        calendar_day = _calendar_day(sentence, last)
        return calendar_day or (last, day)
    if weekday is None:
        return last, day
    end = start + 1
    if sentence.word(last) == "(":
        if sentence.word(end) != ")":
            return last, day
        end += 1
    elif opened:
        return last, day
    if day is not None and day.weekday() != weekday and sentence.published is not None:
        if offset > 0:
            # A report is published on the day it was written or soon after: the nearest such day.
            after = weekday_after(sentence.published, weekday)
            late = (after - day).days > _LATE_DAYS
            day = weekday_on_or_before(sentence.published, weekday) if late else after
        else:
            day = weekday_on_or_before(sentence.published, weekday)
    end += direction(sentence.word(end)) is not None
    return _calendar_day(sentence, end) or (end, day)


def _calendar_day(sentence: Sentence, at: int) -> tuple[int, date] | None:
    """The one day of a calendar date at `at`, past «الموافق» or a bracket."""
    bracket = sentence.word(at) == "("
    start = at + bracket
    start += sentence.word(start) in ("الموافق", "المصادف")
    if start == at and sentence.word(at) in PART_FORMS:
        return None
    reading = read_calendar(sentence, start)
    if (
        reading is None
        or reading.precision != "day"
        or reading.span is None
        or reading.span[0] != reading.span[1]
    ):
        return None
    if bracket and sentence.word(reading.last) != ")":
        return None
    return reading.last + bracket, reading.span[0]


def _weekday(sentence: Sentence, at: int, *, bare: bool) -> Reading | None:
    """«الأحد», «الأحد الماضي», «الأحد 26 يوليو»; «أحد» only after «يوم» (`bare`)."""
    word = sentence.word(at)
    name = WEEKDAY_FORMS.get(word)
    weekday = WEEKDAYS[name] if name else None
    if weekday is None and bare:
        weekday = BARE_WEEKDAYS.get(word)
    if weekday is None or sentence.word(at - 1) in _PLACES_OF_WEEKDAYS:
        return None
    way = direction(sentence.word(at + 1))
    twice = sentence.word(at + 1) == "قبل" and direction(sentence.word(at + 2)) == "past"
    last = at + 3 if twice else at + 1 + (way is not None)
    way = way or _way_of_pair(sentence, at + 1)
    dated_day = _calendar_day(sentence, last)
    if dated_day is not None:
        return Reading(dated_day[0], (dated_day[1], dated_day[1]), "day", "weekday")
    if sentence.published is None:
        return undated(last, "weekday")
    day = _resolve(sentence.published, weekday, "twice" if twice else way)
    return Reading(last, (day, day), "day", "weekday")


def _way_of_pair(sentence: Sentence, at: int) -> str | None:
    """The direction that a dual gives to both of two weekdays: «الجمعة والسبت المقبلين»."""
    at += sentence.word(at) == "و"
    if WEEKDAY_FORMS.get(sentence.word(at)) is None or not sentence.word(at + 1).endswith(("ين", "ان")):
        return None
    return direction(sentence.word(at + 1))


def _resolve(published: date, weekday: int, way: str | None) -> date:
    if way == "ahead":
        return weekday_after(published, weekday)
    if way in ("past", "twice"):
        before = weekday_on_or_before(shift_days(published, -1), weekday)
        return shift_days(before, -7) if way == "twice" else before
    return weekday_on_or_before(published, weekday)


def _with_part_after(sentence: Sentence, reading: Reading) -> Reading:
    """«الأحد مساء», «أمس فجرا»."""
    part = LONE_PARTS.get(sentence.word(reading.last))
    follows = sentence.word(reading.last + 1)
    if part is None or follows in WEEKDAY_FORMS or follows in DAY_WORDS:
        return reading
    return replace(reading, last=reading.last + 1, part=part)


def read_part(sentence: Sentence, at: int) -> Reading | None:
    """A part of a day with its day, or alone: «فجر اليوم», «بعد ظهر الأحد», «ليل السبت - الأحد», «ليلا»."""
    word = sentence.word(at)
    name = PART_FORMS.get(word)
    lone = LONE_FORMS.get(word)
    if name is not None:
        part = PARTS[name.removeprefix("ال")]
        if part == "noon" and sentence.word(at - 1) in _BEFORE_PART:
            part = _BEFORE_PART[sentence.word(at - 1)]
        day = _day_of_part(sentence, at + 1, name)
        if day is not None:
            return replace(day, part=part)
    return undated(at + 1, "vague", LONE_PARTS[lone]) if lone is not None else None


def _day_of_part(sentence: Sentence, at: int, part: str) -> Reading | None:
    """The day behind a part of a day; a night may have two («ليل السبت الأحد»)."""
    if sentence.word(at) == "من":
        at += 1
    # «صباح أحد الأيام» is some morning.
    bare = not part.startswith("ال") and sentence.word(at) != "احد"
    reading = read_day(sentence, at) or _weekday(sentence, at, bare=bare) or _day_only(sentence, at)
    if reading is None or part not in ("ليل", "ليله", "مساء"):
        return reading
    start = reading.last + (sentence.word(reading.last) in _JOINTS)
    second = WEEKDAYS.get(sentence.word(start).removeprefix("و"))
    if second is None or reading.kind != "weekday":
        return reading
    span: Span | None = None
    if reading.span is not None:
        first = reading.span[0]
        if sentence.published is not None and weekday_after(first, second) > sentence.published:
            first = shift_days(first, -7) if first == sentence.published else first
        span = first, weekday_after(first, second)
    way = direction(sentence.word(start + 1))
    return dated(start + 1 + (way is not None), span, "day", "weekday")


def _day_only(sentence: Sentence, at: int) -> Reading | None:
    """A calendar date that is told to the day."""
    reading = read_calendar(sentence, at)
    return reading if reading is not None and reading.precision in ("day", "unknown") else None


def read_clock(sentence: Sentence, at: int) -> Reading | None:
    """«الساعة الثالثة فجرا», «الساعة 10:30 من مساء الأحد»; an hour alone tells nothing."""
    end = _hour(sentence, at + 1)
    if end is None:
        return None
    start = end + (sentence.word(end) == "من")
    if sentence.word(start) in ("بعد", "قبل") and sentence.word(start + 1) in PART_FORMS:
        start += 1
        if sentence.word(start) == "الظهر":
            return undated(start + 1, "vague", _BEFORE_PART[sentence.word(start - 1)])
    return read_part(sentence, start) or read_day(sentence, start)


def _hour(sentence: Sentence, at: int) -> int | None:
    """Where an hour that begins at `at` ends, its minutes taken in."""
    word = sentence.word(at)
    if word in ORDINAL_HOURS:
        end = at + 1
        end += sentence.word(end) == "عشره"
    elif word.isascii() and word[:1].isdecimal():
        end = at + 1
        if sentence.word(end) == ":" and sentence.word(end + 1).isdecimal():
            end += 2
    else:
        return None
    if sentence.word(end) in ("والنصف", "ونصف", "والربع", "والثلث"):
        return end + 1
    if sentence.word(end) == "الا" and sentence.word(end + 1) in ("ربعا", "الربع", "ثلثا", "خمس"):
        return end + 2
    return end
