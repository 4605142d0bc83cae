"""How much speaks for two claims telling of one happening, and what.

Points for and against are added up; every one has a reason that can be shown. The weights were set by hand on
claims of several outlets that people had grouped, see docs/reference/linking.md. Nothing here knows a party,
a place or an outlet: with the names of two parties swapped the points are the same.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sijill.arabic.fold import fold
from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.kinds import DOES, FACING, ONCE, SUFFERS, kindred
from sijill.linking.places import Relation, relation
from sijill.linking.times import anchor_of, window_of
from sijill.record import OTHER, Event, Quantity, Role

ENOUGH: Final = 0.9
"""Points from which on two claims are one happening."""

NEVER: Final = -100.0
COPIED_TELLING: Final = 0.5
"""The share of the shorter sentence's words that two tellings of one copied text have in common."""
APART_ONCE: Final = 3
APART_OFTEN: Final = 1
"""Days between two windows up to which they may be of one happening: of a kind that seldom happens twice at
one place, and of one that goes on from day to day."""
RECALLED_WITHIN: Final = 60
"""Days between two tellings, of which one gives no day, up to which they may be of one happening."""


class Reason(NamedTuple):
    """What speaks for (above 0) or against (below) two claims being one."""

    points: float
    what: str


def reasons(one: Claim, other: Claim, are_copies: AreCopies) -> list[Reason]:
    """What speaks for and against, the most basic first. The order of the two does not matter."""
    first, second = one.event, other.event
    if one.report_id == other.report_id:
        return [Reason(NEVER, "one report tells of them as two")]
    found: list[Reason] = []
    # What rules a pair out is asked first: of all pairs that are near it leaves few.
    for asked in (_kind, _place, _status):
        found.append(asked(first, second))
        if found[-1].points <= NEVER:
            return found[-1:]
    found.append(_time(one, other))
    if found[-1].points <= NEVER:
        return found[-1:]
    if are_copies(one.report_id, other.report_id) and _overlap(first, second) >= COPIED_TELLING:
        found.append(Reason(2.5, "the same words in two copies of one text"))
    found += (_parties(first, second), _numbers(first, second), _wording(first, second))
    return [reason for reason in found if reason.points]


def points(one: Claim, other: Claim, are_copies: AreCopies) -> float:
    """The sum of the points for and against."""
    return sum(reason.points for reason in reasons(one, other, are_copies))


def _kind(one: Event, other: Event) -> Reason:
    if {one.form, other.form} == {"unilateral", "joint"}:
        return Reason(NEVER, "unilateral to one, joint to the other")
    if one.type == other.type:
        return Reason(0.4, f"the same type, {one.type}")
    if kindred(one.type, other.type):
        return Reason(-0.6, f"{one.type} and {other.type} may be one happening told by two sides")
    return Reason(NEVER, f"{one.type} and {other.type} are different things")


def _place(one: Event, other: Event) -> Reason:
    how = relation(one.place, other.place)
    if how is Relation.SAME:
        level = one.place.level if one.place else ""
        return Reason(0.9 if level not in ("governorate", "country") else 0.7, "the same place")
    if how is Relation.WITHIN:
        return Reason(-0.7, "one place lies in the other")
    if how is Relation.OPEN:
        return Reason(-0.4, "one place is not told")
    return Reason(NEVER, "different places")


def _time(one: Claim, other: Claim) -> Reason:
    first, second = window_of(one.event), window_of(other.event)
    once = one.event.type in ONCE and other.event.type in ONCE
    if first and second:
        gap = first.gap(second)
        if gap > (APART_ONCE if once else APART_OFTEN):
            return Reason(NEVER, "different days")
        if gap:
            return Reason(-0.4 * gap if once else -1.2, f"{gap} {'day' if gap == 1 else 'days'} apart")
        if first.is_long != second.is_long and not once:
            return Reason(NEVER, "one is of a day, the other of a long time")
        if first.told and second.told:
            return Reason(0.6, "the same day")
        return Reason(0.3, "days that fit")
    apart = abs(anchor_of(one.event, one.report.published) - anchor_of(other.event, other.report.published))
    if apart > RECALLED_WITHIN:
        return Reason(NEVER, "told too long after each other, without a day")
    if first is None and second is None and one.event.background == other.event.background:
        return Reason(0.1, "no day is told of either")
    if not once:
        return Reason(-0.9 if is_loose(one) != is_loose(other) else -0.4, "the day of one is not told")
    return Reason(-0.2, "the day of one is not told")


def is_loose(claim: Claim) -> bool:
    """Whether no day is told, or only a long time within which it was."""
    window = window_of(claim.event)
    return window is None or window.is_long


def _status(one: Event, other: Event) -> Reason:
    if one.status == other.status:
        if one.background == other.background:
            return Reason(0.0, "")
        return Reason(-0.3, "news to one, background to the other")
    pair = {one.status, other.status}
    if pair == {"planned", "occurred"}:
        return (
            Reason(-0.3, "planned to one, done to the other")
            if one.type == "agreement"
            else Reason(-1.0, "planned to one, done to the other")
        )
    if pair == {"denied", "occurred"}:
        return Reason(-0.7, "denied by one")
    return Reason(NEVER, f"{one.status} and {other.status}")


def _parties(one: Event, other: Event) -> Reason:
    if one.type in FACING and other.type in FACING:
        first, second = _all(one), _all(other)
        if not first or not second:
            return Reason(0.0, "")
        return Reason(0.3, "the same parties") if first & second else Reason(-0.8, "other parties")
    doing, doing_too = _ids(one, DOES), _ids(other, DOES)
    suffering, suffering_too = _ids(one, SUFFERS), _ids(other, SUFFERS)
    if not doing & doing_too and (doing & suffering_too or doing_too & suffering):
        return Reason(-1.5, "who does it to one suffers it to the other")
    total = 0.0
    for first, second in ((doing, doing_too), (suffering, suffering_too)):
        if first and second:
            total += 0.3 if first & second else -0.3
    return Reason(total, "the same parties" if total > 0 else "other parties")


def _all(event: Event) -> set[str]:
    return {someone.id for someone in event.participants} - {OTHER}


def _ids(event: Event, roles: Mapping[str, frozenset[Role]]) -> set[str]:
    wanted = roles.get(event.type, roles[""])
    return {someone.id for someone in event.participants if someone.role in wanted} - {OTHER}


def _numbers(one: Event, other: Event) -> Reason:
    """The same figures speak for, figures far from each other against."""
    total = 0.0
    for quantity in one.quantities:
        for second in other.quantities:
            if quantity.kind == second.kind and _of_one(quantity, second):
                total += _number(quantity, second)
    total = max(min(total, 0.8), -0.6)
    return Reason(total, "like figures" if total > 0 else "other figures")


def _of_one(one: Quantity, other: Quantity) -> bool:
    return one.of is None or other.of is None or one.of == other.of


def _number(one: Quantity, other: Quantity) -> float:
    low, high = one.low or 0, one.high if one.high is not None else 10**9
    second_low, second_high = other.low or 0, other.high if other.high is not None else 10**9
    if (low, high) == (second_low, second_high):
        return 0.4 if low > 1 else 0.1
    if low <= second_high and second_low <= high:
        return 0.1
    # First figures grow; what is more than double is told of something else.
    return -0.1 if min(high, second_high) * 2 >= max(low, second_low) else -0.4


def _wording(one: Event, other: Event) -> Reason:
    share = _overlap(one, other)
    return Reason(round(1.2 * max(share - 0.25, 0.0), 2), "like words")


def _overlap(one: Event, other: Event) -> float:
    first, second = _words(one.evidence[0].text), _words(other.evidence[0].text)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).text.split() if len(word) > 2)
