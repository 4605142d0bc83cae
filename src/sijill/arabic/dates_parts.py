"""Parts of a month or a year: «مطلع مايو», «منتصف العام», «أواخر الشهر», «النصف الأول من يوليو»."""

from __future__ import annotations

from sijill.arabic.calendar_words import EARLY, MIDDLE
from sijill.arabic.dates_calendar import THIRDS, read_calendar
from sijill.arabic.dates_days import PART_FORMS, read_part
from sijill.arabic.dates_periods import read_unit
from sijill.arabic.dates_reading import Reading, Sentence, dated, undated, with_proclitics
from sijill.arabic.dates_spans import part_of_year, shift_days, third_of_month

HALF_FORMS = with_proclitics(("النصف",))
_HALVES = {"الاول": 0, "الثاني": 1}


def read_third(sentence: Sentence, at: int) -> Reading | None:
    """«مطلع», «منتصف», «أواخر» of a month, a year, a night."""
    name = THIRDS.get(sentence.word(at))
    if name is None:
        return None
    third = 0 if name in EARLY else 1 if name in MIDDLE else 2
    start = at + 1
    if third == 1 and PART_FORMS.get(sentence.word(start)) in ("ليل", "الليل", "ليله"):
        return read_part(sentence, start) or undated(start + 1, "vague", "night")
    if third == 1 and sentence.word(start) in ("النهار", "الظهر"):
        return undated(start + 1, "vague", "noon")
    whole = read_calendar(sentence, start) or read_unit(sentence, start, current=True)
    if whole is None or whole.span is None:
        return whole
    if whole.precision == "month":
        return dated(whole.last, third_of_month(whole.span, third), "month", whole.kind)
    if whole.precision == "year":
        return dated(whole.last, part_of_year(whole.span, third), "month", whole.kind)
    return whole


def read_half(sentence: Sentence, at: int) -> Reading | None:
    """«النصف الأول من مايو»: its days 1 to 15, or 16 to the last."""
    half = _HALVES.get(sentence.word(at + 1))
    if half is None:
        return None
    start = at + 2 + (sentence.word(at + 2) == "من")
    whole = read_calendar(sentence, start) or read_unit(sentence, start, current=True)
    if whole is None or whole.span is None:
        return whole
    if whole.precision == "month":
        first, last = whole.span
        half_span = (shift_days(first, 15), last) if half else (first, shift_days(first, 14))
        return dated(whole.last, half_span, "month", whole.kind)
    return whole
