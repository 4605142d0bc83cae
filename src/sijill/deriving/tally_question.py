"""What a tally is asked: what is counted, by what, of which incidents, by whose rules."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from sijill.deriving.conventions import CODEBOOK, Convention
from sijill.deriving.happenings import Happening, district, governorate
from sijill.deriving.tally_terms import EVENTS, PLACES, TIMES, Key, What
from sijill.linking.claims import Claim
from sijill.linking.times import anchor_of, window_of
from sijill.record import Event, Place

_SPANS: Final = {"day": 1, "week": 7, "month": 31, "year": 366}
"""The most days that an incident's date may span to be put down to a day, a week, a month or a year."""


class Question(Struct, frozen=True, kw_only=True):
    """What is asked. Of `types`, `actors` and so on, what is empty or None asks nothing.

    `since` and `until` are ISO days, both included; `within` says whether a place is one of those asked for,
    `unit` is their name where they are one unit.
    """

    what: What
    by: tuple[Key, ...] = ()
    convention: Convention = CODEBOOK
    types: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    within: Callable[[Place | None], bool] | None = None
    unit: str = ""

    def fits(self, happening: Happening) -> bool:
        """Whether a happening is among those asked for, its day apart."""
        events = [claim.event for claim in happening.claims]
        return self._fits(happening.type, happening.place, events)

    def fits_claim(self, claim: Claim) -> bool:
        """Whether a claim that is counted nowhere would be among those asked for.

        Without a day of its own it is taken by the day of its report.
        """
        if not self._fits(claim.event.type, claim.event.place, [claim.event]):
            return False
        window = window_of(claim.event)
        middle = (
            (window.first + window.last) // 2 if window else anchor_of(claim.event, claim.report.published)
        )
        return not middle or self._holds(date.fromordinal(middle))

    def holds_day(self, happening: Happening) -> bool | None:
        """Whether it was in the days asked for; None where its date is too coarse to tell."""
        window, day = happening.window, happening.day
        if window is None or day is None:
            return None
        if window.days > _SPANS["week"]:
            ends = {self._holds(date.fromordinal(end)) for end in (window.first, window.last)}
            return None if len(ends) > 1 else ends.pop()
        return self._holds(day)

    def _fits(self, type_: str, place: Place | None, events: Iterable[Event]) -> bool:
        if self.types and type_ not in self.types:
            return False
        if self.actors and not any(p.id in self.actors for event in events for p in event.participants):
            return False
        return self.within is None or self.within(place)

    def _holds(self, day: date) -> bool:
        written = day.isoformat()
        return (not self.since or self.since <= written) and (not self.until or written <= self.until)


class Labels:
    """How incidents are named under each key: of places that share a name each says where it lies."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        self._lying: dict[tuple[str, str], set[str]] = {}
        for happening in happenings:
            for key, (name, within) in units_of(happening.place).items():
                self._lying.setdefault((key, name), set()).add(within)

    def of(self, key: Key, happening: Happening) -> list[str | None]:
        """The names of an incident under a key; [None] where nobody tells.

        It is not asked of `side`, nor of `party` where people or things are counted: figures tell those.
        """
        if key in TIMES:
            return [_period(key, happening)]
        if key in PLACES:
            unit = units_of(happening.place).get(key)
            if unit is None:
                return [None]
            name, within = unit
            return [f"{name} ({within})" if len(self._lying[key, name]) > 1 and within else name]
        if key == "type":
            return [happening.type]
        roles = {"actor": ("actor",), "target": ("target",)}.get(
            key, ("actor", "target", "party", "recipient")
        )
        ids = {
            someone.id
            for claim in happening.claims
            for someone in claim.event.participants
            if someone.role in roles
        }
        return [*sorted(ids)] or [None]


def overlap(question: Question) -> bool:
    """Whether one incident may stand in several rows, so that rows add up to more than there is."""
    several = {"actor", "target", "side"} | ({"party"} if question.what == EVENTS else set())
    return bool(several & set(question.by))


def _period(key: str, happening: Happening) -> str | None:
    """The day, week (`2015-W33`), month or year; None if the date is not told so finely."""
    day, window = happening.day, happening.window
    if day is None or window is None or window.days > _SPANS[key]:
        return None
    if key == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[key]]


def units_of(place: Place | None) -> dict[str, tuple[str, str]]:
    """The units that a place tells of, each with the next one up."""
    if place is None:
        return {}
    above = governorate(place) or ""
    told = {
        "country": (place.country, ""),
        "governorate": (governorate(place), place.country or ""),
        "district": (district(place), above),
        "place": (place.name, district(place) or above),
    }
    return {key: (name, within) for key, (name, within) in told.items() if name}
