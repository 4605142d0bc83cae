"""When an agreement was made, as far as claims of it tell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.times import Window, ordinal
from sijill.record import Event, Quote

_WEEK: Final = 7


class Made(Struct, frozen=True, kw_only=True):
    """When it was made, in ordinals of days.

    `told` is the day or span that words name. `latest` is the last day on which it can have been made: the
    end of that span, or, if it was reported earlier or without a date, the day of its first report. None:
    no report that tells of it has a day.
    """

    told: Window | None
    latest: int | None


def made(claims: Sequence[Claim], reports: Mapping[str, Sequence[Claim]]) -> Made:
    """When an agreement was made of which these claims tell; `reports` has every claim of each report.

    Where dates differ it is the one that most reports give, of equals the narrower, then the earlier one.
    """
    given = {(claim.report_id, told_window(claim, reports.get(claim.report_id, ()))) for claim in claims}
    told = Counter(window for _, window in given if window)
    best = min(told, key=lambda window: (-told[window], window.days, window.first)) if told else None
    reported = [
        ordinal(claim.report.published)
        for claim in claims
        if claim.report.published and claim.event.status == "occurred"
    ]
    bounds = [*reported, *([best.last] if best else [])]
    # A truce that is announced may begin after its first report, and no report makes it begin before.
    latest = min(bounds) if bounds else None
    if best and latest is not None and latest < best.first:
        latest = best.last
    return Made(told=best, latest=latest)


def told_window(claim: Claim, siblings: Iterable[Claim]) -> Window | None:
    """The days that words of the claim's own give; None if it has none.

    `siblings` are the claims of its report. In «انسحبوا أمس تنفيذا للاتفاق» the day is that of the
    withdrawal: words of time belong to the trigger that they stand nearest to.
    """
    time = claim.event.time
    if time is None or time.quote is None or time.start is None or time.end is None:
        return None
    own = _distance(claim.event, time.quote)
    for other in siblings:
        its = other.event.time
        if other.event.type == claim.event.type or its is None or its.quote != time.quote:
            continue
        if _distance(other.event, time.quote) < own:
            return None
    first, last = ordinal(time.start), ordinal(time.end)
    if claim.event.status == "occurred" and claim.report.published:
        # Nothing is told before it happened: what lies ahead are the days of a term.
        last = max(first, min(last, ordinal(claim.report.published)))
    if time.precision == "week" and first == last:
        # The date stands on the verb of saying: it happened on that day or shortly before.
        return Window(first - _WEEK + 1, last, told=False)
    return Window(first, last, told=time.precision == "day")


def as_day(number: int | None) -> str | None:
    """The ISO day of an ordinal."""
    return None if number is None else date.fromordinal(number).isoformat()


def _distance(event: Event, words: Quote) -> int:
    """Characters between words of time and the nearest trigger of an event."""
    gaps = [
        max(words.start - trigger.end, trigger.start - words.end, 0)
        for evidence in event.evidence
        if (trigger := evidence.trigger)
    ]
    return min(gaps, default=0)
