"""How much speaks for two claims telling of one happening, and what.

Points for and against are added up; every one has a reason that can be shown. The weights were set by hand on
claims of several outlets that people had grouped, see docs/reference/linking.md. Nothing here knows a party,
a place or an outlet: with the names of two parties swapped the points are the same.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.kinds import FACING, ONCE, kindred
from sijill.linking.places import Relation, relation
from sijill.linking.times import APART_OFTEN, APART_ONCE, RECALLED_WITHIN
from sijill.record import Event, EventType, Quantity

ENOUGH: Final = 0.9
"""Points from which on two claims are one happening."""

NEVER: Final = -100.0
COPIED_TELLING: Final = 0.5
"""The share of the shorter sentence's words that two tellings of one copied text have in common."""


class Reason(NamedTuple):
    """What speaks for (above 0) or against (below) two claims being one."""

    points: float
    what: str


NOTHING: Final = Reason(0.0, "")


def reasons(one: Claim, other: Claim, are_copies: AreCopies) -> list[Reason]:
    """What speaks for and against, the most basic first. The order of the two does not matter."""
    first, second = one.event, other.event
    if one.report_id == other.report_id:
        return [Reason(NEVER, "one report tells of them as two")]
    # What rules a pair out is asked first: of all pairs that are near it leaves few.
    kind = _kind(first, second)
    if kind.points <= NEVER:
        return [kind]
    place = _place(first, second)
    if place.points <= NEVER:
        return [place]
    status = _status(first, second)
    if status.points <= NEVER:
        return [status]
    time = _time(one, other)
    if time.points <= NEVER:
        return [time]
    found = [kind, place, status, time]
    if are_copies(one.report_id, other.report_id) and _overlap(one, other) >= COPIED_TELLING:
        found.append(Reason(2.5, "the same words in two copies of one text"))
    found += (_parties(one, other), _numbers(first, second), _wording(one, other))
    return [reason for reason in found if reason.points]


def points(one: Claim, other: Claim, are_copies: AreCopies) -> float:
    """The sum of the points for and against."""
    return sum(reason.points for reason in reasons(one, other, are_copies))


def _kind(one: Event, other: Event) -> Reason:
    if one.form != other.form and {one.form, other.form} == {"unilateral", "joint"}:
        return Reason(NEVER, "unilateral to one, joint to the other")
    return _of_types(one.type, other.type)


@lru_cache(maxsize=4096)
def _of_types(one: EventType, other: EventType) -> Reason:
    if one == other:
        return Reason(0.4, f"the same type, {one}")
    if kindred(one, other):
        return Reason(-0.6, f"{one} and {other} may be one happening told by two sides")
    return Reason(NEVER, f"{one} and {other} are different things")


def _place(one: Event, other: Event) -> Reason:
    how = relation(one.place, other.place)
    if how is Relation.SAME:
        level = one.place.level if one.place else ""
        return _SAME_UNIT if level in ("governorate", "country") else _SAME_PLACE
    return _OTHER_PLACE[how]


_SAME_PLACE: Final = Reason(0.9, "the same place")
_SAME_UNIT: Final = Reason(0.7, "the same place")
_OTHER_PLACE: Final = {
    Relation.WITHIN: Reason(-0.7, "one place lies in the other"),
    Relation.OPEN: Reason(-0.4, "one place is not told"),
    Relation.APART: Reason(NEVER, "different places"),
}


def _time(one: Claim, other: Claim) -> Reason:
    first, second = one.window, other.window
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
    if abs(one.anchor - other.anchor) > RECALLED_WITHIN:
        return Reason(NEVER, "told too long after each other, without a day")
    if first is None and second is None and one.event.background == other.event.background:
        return Reason(0.1, "no day is told of either")
    if not once:
        return Reason(-0.9 if one.is_loose != other.is_loose else -0.4, "the day of one is not told")
    return Reason(-0.2, "the day of one is not told")


def _status(one: Event, other: Event) -> Reason:
    if one.status == other.status:
        if one.background == other.background:
            return NOTHING
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


def _parties(one: Claim, other: Claim) -> Reason:
    if one.event.type in FACING and other.event.type in FACING:
        if not one.everyone or not other.everyone:
            return NOTHING
        return (
            Reason(0.3, "the same parties")
            if one.everyone & other.everyone
            else Reason(-0.8, "other parties")
        )
    doing, doing_too = one.doing, other.doing
    suffering, suffering_too = one.suffering, other.suffering
    if not doing & doing_too and (doing & suffering_too or doing_too & suffering):
        return Reason(-1.5, "who does it to one suffers it to the other")
    total = 0.0
    for first, second in ((doing, doing_too), (suffering, suffering_too)):
        if first and second:
            total += 0.3 if first & second else -0.3
    return Reason(total, "the same parties" if total > 0 else "other parties")


def _numbers(one: Event, other: Event) -> Reason:
    """The same figures speak for, figures far from each other against."""
    if not one.quantities or not other.quantities:
        return NOTHING
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


def _wording(one: Claim, other: Claim) -> Reason:
    share = _overlap(one, other)
    return Reason(round(1.2 * (share - 0.25), 2), "like words") if share > 0.25 else NOTHING


def _overlap(one: Claim, other: Claim) -> float:
    shorter = min(len(one.words), len(other.words))
    return len(one.words & other.words) / shorter if shorter else 0.0
