"""The day of what a report tells in detail: «كثف التحالف أمس غاراته في لحج. وقالت مصادر إن غاراته طالت …».

An event without words of time is that of publication's week. Where it is one of those that the sentences
just before have dated, of the same kind, the same side and the same region, it is of their day.
"""

from __future__ import annotations

from sijill.reading.context import Context
from sijill.reading.draft import Draft
from sijill.reading.where.spots import units

# How many sentences behind the dated one still tell it in detail, and how old its day may be: an older one
# is what the news came of.
_REACH = 2
_FRESH_DAYS = 2


def with_days(drafts: list[Draft], context: Context) -> list[Draft]:
    """Drafts with the day of the event that they tell in detail."""
    dated: dict[str, Draft] = {}
    for draft in drafts:
        if draft.status != "occurred" or draft.background:
            continue
        if draft.time is not None:
            dated[draft.type] = draft
        elif draft.type in dated and _tells_of(draft, dated[draft.type], context):
            origin = dated[draft.type]
            draft.time, draft.time_sentence = origin.time, origin.time_sentence
            draft.time_of_speech = origin.time_of_speech
    return drafts


def _of_a_day(draft: Draft, context: Context) -> bool:
    """Whether words date an event, or the telling of it, to one of the last days."""
    time = draft.time
    if time is None or time.end is None or context.published is None:
        return False
    return time.precision == "day" and (context.published - time.end).days <= _FRESH_DAYS


def _tells_of(draft: Draft, origin: Draft, context: Context) -> bool:
    """Whether an event is one of those told a little before: of the same side, in the same governorate."""
    if not _of_a_day(origin, context):
        return False
    gap = draft.told[0].sentence.number - origin.told[0].sentence.number
    if not 0 <= gap <= _REACH or not (draft.ids() & origin.ids()) - {"other", "civilians"}:
        return False
    here, there = _governorate(draft, context), _governorate(origin, context)
    return not here or not there or here == there


def _governorate(draft: Draft, context: Context) -> str:
    if draft.place is None:
        return ""
    return next((u.id for u in units(context, draft.place) if u.level == "governorate"), "")
