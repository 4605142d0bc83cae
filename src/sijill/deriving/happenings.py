"""An incident as it is counted: on which day, where, of what type, by the claims that say it happened."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.incidents import Incident
from sijill.linking.times import Window, window_of
from sijill.linking.voices import source_groups
from sijill.record import EventType, Place, Precision

V = TypeVar("V")
Told = Callable[[Claim], str | None]

TOLL_DAYS: Final = 31
"""A number told of a longer time is the toll of a campaign or of the whole war, not of one incident: the
codebook's «four thousand dead since …». It sums up what is counted by its incidents already."""

TOLL_NUMBERS: Final[dict[str, int]] = {
    "killed": 300,
    "injured": 1000,
    "detained": 1000,
    "displaced": 20_000,
}
"""From such a number on, one told without its day is a toll too, however newly told. In 6,000 newspaper
reports of one week there were some 60 such numbers: of campaigns, wars, years, of history, or misread."""

_FINEST_FIRST: Final[tuple[Precision, ...]] = ("day", "week", "month", "year", "unknown")


class Happening(Struct, frozen=True, kw_only=True):
    """What the claims that say that it happened agree on most: of several values that of most sources.

    `window` None: no report tells when. `source` has the number of the independent source that each report
    belongs to; `denied` the keys of claims by which it did not happen.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    type: EventType
    place: Place | None
    window: Window | None
    precision: Precision
    source: dict[str, int]
    denied: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The day on which it is put down: the middle of the days on which it may have been."""
        if self.window is None:
            return None
        return date.fromordinal((self.window.first + self.window.last) // 2)

    @property
    def days(self) -> list[str]:
        """The first and the last day on which it may have been, as ISO days; none if no report tells."""
        ends = (self.window.first, self.window.last) if self.window else ()
        return [date.fromordinal(end).isoformat() for end in ends]


def sorted_out(
    incident: Incident, leave_out: Callable[[str, Sequence[Claim]], None], is_toll: Callable[[Claim], bool]
) -> list[Claim]:
    """The claims by which an incident happened, and is news to somebody; none if nobody says so.

    `leave_out` is told of the others: the reason (one of `tallies.REASONS`) and the claims.
    """
    told: list[Claim] = []
    for claim in incident.claims:
        if claim.event.status != "occurred":
            leave_out(claim.event.status, [claim])
        elif is_toll(claim):
            leave_out("toll", [claim])
        else:
            told.append(claim)
    if all(claim.event.background for claim in told):
        leave_out("background", told)
        return []
    return told


def is_toll(claim: Claim, numbers: Iterable[int], kind: str) -> bool:
    """Whether a claim's numbers of that kind are of more than one incident."""
    window, place = window_of(claim.event), claim.event.place
    if window is not None and window.days > TOLL_DAYS:
        return True
    if window is None and claim.event.background and (place is None or place.level == "country"):
        return True
    told = window is not None and window.told
    return not told and kind in TOLL_NUMBERS and max(numbers, default=0) >= TOLL_NUMBERS[kind]


def happening_of(
    incident: Incident, claims: Sequence[Claim], denied: Sequence[Claim], copies: Copies
) -> Happening:
    """The happening that some of an incident's claims tell of; there is at least one."""
    groups = source_groups(claims, copies)
    source = {report: number for number, group in enumerate(groups) for report in group.reports}

    def most(value_of: Callable[[Claim], V | None], among: Sequence[Claim] = claims) -> V | None:
        """The value that most sources give, of equals the one told first."""
        by_value: dict[V, set[int]] = {}
        for claim in among:
            if (value := value_of(claim)) is not None:
                by_value.setdefault(value, set()).add(source[claim.report_id])
        return max(by_value, key=lambda value: len(by_value[value])) if by_value else None

    # The day that words name goes before «last week», and before the day of the report.
    dated = [claim for claim in claims if window_of(claim.event)]
    precision: Precision = min(map(_precision, dated), key=_FINEST_FIRST.index, default="unknown")
    window = most(_span, [claim for claim in dated if _precision(claim) == precision])
    return Happening(
        incident=incident,
        claims=tuple(claims),
        type=most(lambda claim: claim.event.type) or claims[0].event.type,
        place=_place(claims, most),
        window=Window(*window) if window else None,
        precision=precision,
        source=source,
        denied=tuple(claim.key for claim in denied),
    )


def _span(claim: Claim) -> tuple[int, int, bool] | None:
    """The days of a claim as a value; news without a day of its own is put down to the day of its report."""
    window, time = window_of(claim.event), claim.event.time
    if window is None or time is None:
        return None
    if time.precision == "week" and time.start == time.end:
        return (window.last, window.last, False)
    return (window.first, window.last, window.told)


def _precision(claim: Claim) -> Precision:
    return claim.event.time.precision if claim.event.time else "unknown"


def _place(claims: Sequence[Claim], most: Callable[[Told, Sequence[Claim]], str | None]) -> Place | None:
    """The place told, step by step: the country of most, in it the governorate, the district, the name.

    A name that the gazetteer lacks is a word of its report, and is not told of a confidential one.
    """
    among = [c for c in claims if c.event.place and c.may_name_place]
    for step in _STEPS:
        if (value := most(step, among)) is not None:
            among = [claim for claim in among if step(claim) == value]
    return among[0].event.place if among else None


def governorate(place: Place) -> str | None:
    """The governorate that a place is or lies in, where that is told."""
    return place.governorate or (place.name if place.level == "governorate" else None)


def district(place: Place) -> str | None:
    """The district that a place is or lies in, where that is told."""
    return place.district or (place.name if place.level == "district" else None)


def _of_place(told: Callable[[Place], str | None]) -> Told:
    return lambda claim: told(claim.event.place) if claim.event.place else None


_STEPS: Final = (
    _of_place(lambda place: place.country),
    _of_place(governorate),
    _of_place(district),
    _of_place(lambda place: place.name),
)
