"""Counted and relative units of time: «منذ ثلاثة أشهر», «خلال الأيام الماضية», «قبل يومين», «الشهر الماضي».

The spans follow the codebook's table of time. Where it is silent: «قبل n أيام» is the day n days ago,
«قبل n أسابيع/أشهر/أعوام» the calendar week, month or year so far back; «خلال اليومين الماضيين» ends the
day before publication, «اليومين الأخيرين» with it; bare «أشهر» and «سنوات» with no number fix nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.arabic.calendar_words import DUAL_UNITS, LAST_FEW, PLURAL_UNITS, UNITS, word_set
from sijill.arabic.dates_reading import Reading, Sentence, dated, direction, undated, with_proclitics
from sijill.arabic.dates_spans import Span, month_span, shift_days, shift_months, year_span
from sijill.arabic.numbers_read import read_cardinal

SINCE = with_proclitics(("منذ", "مذ"))
BEFORE = with_proclitics(("قبل",))
WITHIN = with_proclitics(("خلال", "طوال", "طيله", "غضون"))
# «على مدى», «على مدار»: the second word begins the period.
WITHIN_SECOND = word_set("مدي مدار امتداد")
_FEW = word_set("عده بضعه بضع بعض")
_FEW_AFTER = word_set("القليله قليله عده معدوده القلايل المعدوده كثيره")
_ABOUT = word_set("نحو حوالي قرابه زهاء تقريبا")
_ABOUT_PAIRS = frozenset((("اكثر", "من"), ("اقل", "من"), ("ما", "يقارب"), ("ما", "يناهز")))
_ARTICLES = word_set("ال بال لل وال")
UNIT_FORMS = with_proclitics([*UNITS, *("ال" + unit for unit in UNITS)])
THIS = with_proclitics(("هذا", "هذه"))


@dataclass(frozen=True, slots=True)
class _Count:
    """So many units of time; `number` is None for a bare plural («أيام»), `way` as in direction()."""

    number: int | None
    unit: str
    last: int
    way: str | None
    article: bool
    told: bool  # a number, a dual or a plural: more than the unit's bare singular
    lately: bool  # «الأخيرين»: up to publication


def _unit(word: str) -> str | None:
    """The bare unit word in a form («الأيام» gives «ايام»), or None."""
    name = UNIT_FORMS.get(word)
    return name.removeprefix("ال") if name else None


def _skip_about(sentence: Sentence, at: int) -> int:
    if sentence.word(at) in _ABOUT:
        return at + 1
    return at + 2 if (sentence.word(at), sentence.word(at + 1)) in _ABOUT_PAIRS else at


def _count(sentence: Sentence, at: int) -> _Count | None:
    """«ثلاثة أشهر», «24 ساعة», «الأشهر الستة», «أسابيع عدة», «عام», with «الماضية» and its like."""
    at = _skip_about(sentence, at)
    article = sentence.word(at) in _ARTICLES
    at += article
    number: int | None = None
    told = False
    if sentence.word(at) in _FEW:
        at, told = at + 1, True
    elif _unit(sentence.word(at)) is None:
        cardinal = read_cardinal(sentence.words, at)
        if cardinal is None:
            return None
        article = article or sentence.word(at).startswith(("ال", "لل"))
        (number, at), told = cardinal, True
    name = _unit(sentence.word(at))
    if name is None:
        return None
    article = article or UNIT_FORMS[sentence.word(at)].startswith("ال")
    at += 1
    if number is None and not told:
        if name in DUAL_UNITS:
            number, told = 2, True
        elif name in PLURAL_UNITS:
            number, at = _number_after(sentence, at)
            told = True
        else:
            number = 1
            at += sentence.word(at) in ("واحد", "واحده")
    at += sentence.word(at) in _FEW_AFTER
    way = direction(sentence.word(at))
    lately = sentence.word(at) in LAST_FEW
    return _Count(number, UNITS[name], at + (way is not None), way, article, told, lately)


def _number_after(sentence: Sentence, at: int) -> tuple[int | None, int]:
    """The number that follows its plural: «الأشهر الستة», «الأيام الـ10»."""
    start = at + (sentence.word(at) in _ARTICLES)
    if start == at and not sentence.word(at).startswith("ال"):
        return None, at
    cardinal = read_cardinal(sentence.words, start)
    return (cardinal[0], cardinal[1]) if cardinal else (None, at)


def read_since_count(sentence: Sentence, at: int) -> Reading | None:
    """What follows «منذ»: «ثلاثة أشهر», «أسابيع», «أمد»."""
    count = _count(sentence, at)
    if count is None or count.way in ("ahead", "now"):
        return None
    if count.article and count.number in (None, 1) and count.way is None:
        # «منذ الساعات الأولى من الصباح» counts nothing.
        return None
    if sentence.published is None:
        return undated(count.last, "since")
    span, precision = _since(count, sentence.published)
    return dated(count.last, span, precision, "since")


def _since(count: _Count, published: date) -> tuple[Span | None, str]:
    if count.number is None:
        return _bare_past(count.unit, published, hours_back=0)
    start = _back(count.unit, count.number, published)
    return (start, published), _PRECISIONS[count.unit]


_PRECISIONS = {
    "minute": "day",
    "hour": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "year",
}


def _back(unit: str, number: int, published: date) -> date:
    """The day `number` units before publication; hours round down to days."""
    number = min(number, 10_000)
    if unit in ("month", "year", "decade"):
        return shift_months(published, -number * {"month": 1, "year": 12, "decade": 120}[unit])
    return shift_days(published, -(number * {"minute": 0, "hour": 1, "day": 24, "week": 168}[unit] // 24))


def _bare_past(unit: str, published: date, *, hours_back: int) -> tuple[Span | None, str]:
    """A plural with no number, looking back."""
    if unit in ("minute", "hour"):
        return (shift_days(published, -hours_back), published), "day"
    if unit == "day":
        return (shift_days(published, -7), shift_days(published, -1)), "week"
    if unit == "week":
        return (shift_days(published, -28), published), "month"
    return None, "unknown"


def read_before_count(sentence: Sentence, at: int) -> Reading | None:
    """What follows «قبل»: «يومين», «أيام», «عام»; not «قبل يومين من الهجوم», which counts from elsewhere."""
    count = _count(sentence, at)
    if count is None or count.way is not None or count.article:
        return None
    if sentence.word(count.last) in ("من", "علي") or sentence.word(count.last)[:1].isdecimal():
        return None
    if sentence.published is None:
        return undated(count.last, "relative")
    span, precision = _before(count, sentence.published)
    return dated(count.last, span, precision, "relative")


def _before(count: _Count, published: date) -> tuple[Span | None, str]:
    if count.number is None:
        return _bare_past(count.unit, published, hours_back=0)
    day = _back(count.unit, count.number, published)
    if count.unit == "week":
        return (day, shift_days(day, 6)), "week"
    if count.unit == "month":
        return month_span(day.year, day.month), "month"
    if count.unit in ("year", "decade"):
        return year_span(day.year), "year"
    return (day, day), "day"


def read_within_count(sentence: Sentence, at: int) -> Reading | None:
    """What follows «خلال», «على مدى», «في غضون»: «ثلاثة أشهر», «الأيام المقبلة», «24 ساعة»."""
    count = _count(sentence, at)
    if count is None or (count.article and count.way is None) or not (count.told or count.unit != "day"):
        return None
    if count.number is None and count.way is None and sentence.word(count.last).startswith("ال"):
        # «خلال أيام العيد», «طيلة أيام الأسبوع»: the days of something.
        return None
    return _period(sentence, count)


def read_turned_count(sentence: Sentence, at: int) -> Reading | None:
    """Units with «الماضية», «المقبلة» and no preposition of time: «الأيام القليلة الماضية»."""
    count = _count(sentence, at)
    if count is None or not count.told or count.way in (None, "now"):
        return None
    return _period(sentence, count)


def _period(sentence: Sentence, count: _Count) -> Reading | None:
    if not count.told and count.article and count.way is not None:
        return None
    if sentence.published is None:
        return undated(count.last, "period")
    if count.way == "ahead":
        span, precision = _ahead(count, sentence.published)
    else:
        span, precision = _past(count, sentence.published)
    return dated(count.last, span, precision, "period")


def _past(count: _Count, published: date) -> tuple[Span | None, str]:
    unit, number = count.unit, count.number
    if number is None:
        if count.way is None and unit in ("hour", "day", "week"):
            # «خلال أيام», «في غضون ساعات» tell what is to come.
            return _ahead(count, published)
        return _bare_past(unit, published, hours_back=1)
    start = _back(unit, number, published)
    if unit == "hour":
        start = min(start, shift_days(published, -1))
    ends_before = unit in ("day", "week") and count.way == "past" and not count.lately
    return (start, shift_days(published, -1) if ends_before else published), _PRECISIONS[unit]


def _ahead(count: _Count, published: date) -> tuple[Span | None, str]:
    unit, number = count.unit, count.number
    tomorrow = shift_days(published, 1)
    if unit in ("minute", "hour"):
        return (published, shift_days(published, min(number or 0, 10_000) // 24)), "day"
    if number is None:
        if unit == "day":
            return (tomorrow, shift_days(published, 7)), "week"
        if unit == "week":
            return (tomorrow, shift_days(published, 28)), "month"
        return None, "unknown"
    number = min(number, 10_000)
    if unit in ("day", "week"):
        return (tomorrow, shift_days(published, number * (7 if unit == "week" else 1))), unit
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    return (published, shift_months(published, months)), _PRECISIONS[unit]


def read_unit(sentence: Sentence, at: int, *, current: bool = False) -> Reading | None:
    """«الأسبوع الماضي», «الشهر قبل الماضي», «العام الجاري», «هذا الشهر».

    With `current` the unit alone stands for the present one, as in «مطلع الشهر».
    """
    this = sentence.word(at) in THIS
    at += this
    name = _unit(sentence.word(at))
    if name is None or name in PLURAL_UNITS or name in DUAL_UNITS:
        return None
    unit = UNITS[name]
    if unit not in ("week", "month", "year") or not UNIT_FORMS[sentence.word(at)].startswith("ال"):
        return None
    end = at + 1
    twice = sentence.word(end) == "قبل" and direction(sentence.word(end + 1)) == "past"
    way = "past" if twice else direction(sentence.word(end))
    if way == "past" and sentence.word(end) in LAST_FEW:
        return None
    if way is None:
        if not (this or current) or sentence.word(end).startswith("ال"):
            # «بداية العام الدراسي»: another kind of year.
            return None
        way = "now"
    else:
        end += 1 + twice
    if sentence.published is None:
        return undated(end, "relative")
    steps = {"past": -1 - twice, "now": 0, "ahead": 1}[way]
    return dated(end, _unit_span(unit, steps, sentence.published), unit, "relative")


def _unit_span(unit: str, steps: int, published: date) -> Span:
    """The week, calendar month or calendar year `steps` away from publication."""
    if unit == "month":
        around = shift_months(published, steps)
        return month_span(around.year, around.month)
    if unit == "year":
        return year_span(min(max(published.year + steps, 1), 9999))
    if steps > 0:
        return shift_days(published, 7 * steps - 6), shift_days(published, 7 * steps)
    if steps == 0:
        return shift_days(published, -6), published
    return shift_days(published, 7 * steps), shift_days(published, 7 * steps + 6)
