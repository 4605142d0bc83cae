"""Spans of days: months, years and their parts, Hijri months, weekdays near a day of publication."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

Span = tuple[date, date]  # both ends included


def shift_days(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the calendar's range."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def shift_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the month's last day if it is shorter."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), date.max.year * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_span(year: int, month: int) -> Span:
    """All days of a Gregorian month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """All days of a Gregorian year."""
    return date(year, 1, 1), date(year, 12, 31)


def hijri_span(year: int, month: int | None, day: int | None) -> Span | None:
    """The Gregorian days of a Hijri year, month or day (Umm al-Qura); None outside of its tables."""
    try:
        if month is None:
            first, last = Hijri(year, 1, 1), Hijri(year, 12, 1)
        elif day is None:
            first = last = Hijri(year, month, 1)
        else:
            only = date(*Hijri(year, month, day).to_gregorian().datetuple())
            return only, only
        start = date(*first.to_gregorian().datetuple())
        end = date(*last.to_gregorian().datetuple())
        return start, shift_days(end, last.month_length() - 1)
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int | None:
    """The Hijri year of a Gregorian day; None outside of the tables."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def third_of_month(span: Span, third: int) -> Span:
    """The 1st-10th, 11th-20th or 21st-last day of a month (`third` 0, 1, 2), as the codebook has them."""
    start, end = span
    if third == 2:
        return shift_days(start, 20), end
    return shift_days(start, 10 * third), shift_days(start, 10 * third + 9)


def part_of_year(span: Span, third: int) -> Span:
    """January-February, June-July, or November-December (`third` 0, 1, 2)."""
    year = span[0].year
    first, last = ((1, 2), (6, 7), (11, 12))[third]
    return date(year, first, 1), month_span(year, last)[1]


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The last such weekday (Monday is 0) that is not after `day`."""
    return shift_days(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday after `day`."""
    return shift_days(day, (weekday - day.weekday() - 1) % 7 + 1)


def nearest_date(published: date, month: int, day: int, direction: str | None) -> date | None:
    """The date of a day and month told without a year; None if there is no such day.

    With "ahead" the first after publication, with "now" the nearest. Else the latest not after
    publication, save that a day at most 31 days ahead is taken for what is coming: reports leave out
    the year of what is near.
    """
    found = [
        date(year, month, day)
        for year in range(max(published.year - 8, 1), min(published.year + 8, 9999) + 1)
        if day <= calendar.monthrange(year, month)[1]
    ]
    if direction == "ahead":
        return min((d for d in found if d > published), default=None)
    if direction == "now":
        return min(found, key=lambda d: abs(d - published), default=None)
    latest = published if direction == "past" else shift_days(published, 31)
    return max((d for d in found if d <= latest), default=None)


def nearest_month(published: date, month: int, direction: str | None) -> Span:
    """A month told without a year: the latest that has begun by publication.

    With "past" the latest before the month of publication, with "ahead" the first after it.
    """
    year = published.year
    if direction == "ahead":
        year += 0 if month > published.month else 1
    elif direction == "past":
        year -= 0 if month < published.month else 1
    elif month > published.month:
        year -= 1
    return month_span(min(max(year, 1), 9999), month)


def nearest_hijri(published: date, month: int, day: int | None, direction: str | None) -> Span | None:
    """A Hijri month or day told without a year, by the same rules as a Gregorian one."""
    year = hijri_year(published)
    if year is None:
        return None
    spans = [span for y in range(year - 1, year + 3) if (span := hijri_span(y, month, day)) is not None]
    if direction == "ahead":
        return min((span for span in spans if span[0] > published), default=None)
    if direction == "past":
        return max((span for span in spans if span[1] < published), default=None)
    if direction == "now":
        return min(spans, key=lambda span: abs(span[0] - published), default=None)
    latest = published if day is None else shift_days(published, 31)
    return max((span for span in spans if span[0] <= latest), default=None)


def days_between(first: date, second: date) -> int:
    """How many days `second` lies after `first`."""
    return (second - first) // timedelta(days=1)
