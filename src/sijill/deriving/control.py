"""Who holds what: the account of all places out of the claims of all reports.

A pure function of claims, of pairs of copied reports and of what a pack knows. The order of the claims has no
effect, nor has anything but them: what is deleted or corrected is gone when the account is made anew.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sijill.deriving.alignment import Alignment
from sijill.deriving.containment import Containment, Located
from sijill.deriving.control_extent import Reach
from sijill.deriving.control_intervals import Camp, Interval, State, Timeline, timeline
from sijill.deriving.control_parts import with_parts
from sijill.deriving.control_rates import STANDINGS, Standing, rates_of
from sijill.deriving.control_trust import Support, Trust
from sijill.deriving.control_words import Word, words_of
from sijill.deriving.place_coverage import Coverage, CoverageTable
from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.packs import Pack


class CampOn(Struct, frozen=True, kw_only=True):
    """A camp as it stands on a day: its words up to then, and how sure they make it."""

    camp: Camp
    confidence: float
    corroborated: bool


class Account(Struct, frozen=True, kw_only=True):
    """Who holds a place on a day (ordinal), with the interval that the day lies in.

    `unordered` are words of which it isn't told where in the order of changes they belong. Without an
    `interval` nothing is told of the place up to that day.
    """

    place: Located
    day: int
    interval: Interval | None
    camps: tuple[CampOn, ...]
    unordered: tuple[Word, ...]
    coverage: Coverage

    @property
    def state(self) -> State:
        """Held, contested or unknown."""
        return self.interval.state if self.interval else "unknown"


class Control:
    """The account of control. `copies` tells which reports have one text.

    Raises `PackError` if the pack lacks the rates.
    """

    def __init__(self, claims: Iterable[Claim], copies: Copies, pack: Pack) -> None:
        listed = [claim for claim in claims if claim.may_name_place]
        self.rates = rates_of(pack)
        self.alignment = Alignment(pack, self.rates)
        self.containment = Containment(pack)
        self._coverage = CoverageTable(listed, self.containment, self.rates.few_reports)
        self._words: dict[str, list[Word]] = {}
        self._inside: dict[str, set[str]] = {}
        words = list(words_of(listed, self.rates, self.alignment))
        self.trust = Trust(words, copies, self.rates, self.alignment)
        for word in words:
            if word.claim.event.place is not None:
                located = self.containment.of(word.claim.event.place)
                self._words.setdefault(located.key, []).append(word)
                for unit in located.within:
                    self._inside.setdefault(unit, set()).add(located.key)
        self._own: dict[str, Timeline] = {}
        self._whole: dict[str, Timeline] = {}

    @property
    def places(self) -> list[Located]:
        """The places of which claims tell who holds them, and the units these lie in, each unit first."""
        keys = self._words.keys() | self._inside.keys()
        found = [located for key in keys if (located := self.containment.by_key(key)) is not None]
        return sorted(found, key=lambda located: (*reversed(located.within), located.key))

    def timeline(self, place: Located) -> Timeline:
        """The intervals of a place, with what is told of the places inside it."""
        if place.key not in self._whole:
            inside = {key: self._timeline(key) for key in self._inside.get(place.key, ())}
            self._whole[place.key] = with_parts(self._timeline(place.key), inside, self.alignment.allied)
        return self._whole[place.key]

    def on(self, place: Located, day: int) -> Account:
        """Who holds a place on a day, by what is told of the time up to then."""
        whole = self.timeline(place)
        interval = next(
            (i for i in whole.intervals if i.first <= day and (i.last is None or day <= i.last)), None
        )
        return Account(
            place=place,
            day=day,
            interval=interval,
            camps=self.camps_on(place, interval, day) if interval else (),
            unordered=whole.unordered,
            coverage=self.coverage(place, day_month(day)),
        )

    def camps_on(self, place: Located, interval: Interval, day: int) -> tuple[CampOn, ...]:
        """The camps of an interval with their words up to a day in it."""
        found = []
        for camp in interval.camps:
            supports = tuple(support for support in camp.supports if support.word.day <= day)
            found.append(
                CampOn(
                    camp=replace(camp, supports=supports),
                    confidence=self.trust.confidence(supports, place.level, day),
                    corroborated=any(s.standing in ("independent", "adverse") for s in supports),
                )
            )
        return tuple(found)

    def map_on(self, day: int) -> list[Account]:
        """Every place of which anything is said: that somebody holds it on a day, or a word of that day."""
        found = (self.on(place, day) for place in self.places)
        return [account for account in found if account.camps or self._is_spoken_of(account)]

    def inside(self, place: Located, day: int) -> list[Account]:
        """The places inside a unit of which anything is said on a day, by what is told of them directly."""
        keys = sorted(self._inside.get(place.key, ()))
        found = (self.on(inner, day) for key in keys if (inner := self.containment.by_key(key)))
        return [account for account in found if account.camps]

    def told_until(self, interval: Interval) -> int:
        """The last day within an interval of which a word for one of its camps tells; else its first."""
        last = interval.last
        days = (s.word.day for camp in interval.camps for s in camp.supports)
        return max(
            (day for day in days if day >= interval.first and (not last or day <= last)),
            default=interval.first,
        )

    def _is_spoken_of(self, account: Account) -> bool:
        return any(
            word.window is not None and word.window.first <= account.day <= word.window.last
            for word in self._words.get(account.place.key, ())
        )

    def coverage(self, place: Located, month: str) -> Coverage:
        """How much was reported on a place in a month (YYYY-MM)."""
        return self._coverage.of(place.key, month)

    def _timeline(self, key: str) -> Timeline:
        """The timeline by what is told of a place itself and of the units that it lies in."""
        if key not in self._own:
            place = self.containment.by_key(key)
            if place is None:
                return Timeline(intervals=(), unordered=())
            words = list(self._words.get(key, ()))
            for unit in place.within:
                words += (
                    replace(word, contained=True)
                    for word in self._words.get(unit, ())
                    if word.says in ("takes", "leaves") and word.reach is not Reach.PART and word.window
                )
            self._own[key] = timeline(words, place.level, self.trust)
        return self._own[key]


def sides_of(camp: Camp) -> dict[Standing, list[Support]]:
    """The words for a camp by whose they are, from its own side to the adverse one."""
    return {
        standing: told
        for standing in STANDINGS
        if (told := [support for support in camp.supports if support.standing == standing])
    }


def months_of(through: Timeline) -> list[str]:
    """The months (YYYY-MM) from the first word of a timeline to the end of what it tells."""
    if not through.intervals:
        return []
    first = through.intervals[0].first
    last = max(i.last if i.last is not None else i.first for i in through.intervals)
    return sorted({day_month(day) for day in range(first, last + 1)})


def day_month(day: int) -> str:
    """The month (YYYY-MM) of a day (ordinal)."""
    return date.fromordinal(day).isoformat()[:7]
