"""Which incidents a claim may belong to at all: those of like type, near it in place and time.

A look-up costs what happened in the days around, however many years of claims there are.
"""

from collections.abc import Iterator
from typing import Final

from sijill.arabic.fold import fold_key
from sijill.linking.claims import Claim
from sijill.linking.kinds import ONCE, families
from sijill.linking.likeness import APART_OFTEN, APART_ONCE, RECALLED_WITHIN, is_loose
from sijill.linking.times import anchor_of, window_of
from sijill.record import Place

_SPAN: Final = RECALLED_WITHIN
"""Days in a drawer of claims without a day."""

_Key = tuple[str, str, int]


class Nearby:
    """Incidents, by number, that claims may join; claims are added in the order of `grouping.rank`."""

    def __init__(self) -> None:
        self._by_day: dict[tuple[str, int], dict[str, dict[int, None]]] = {}
        self._by_place: dict[_Key, dict[int, None]] = {}

    def add(self, claim: Claim, incident: int) -> None:
        """The claim belongs to the incident from now on."""
        type_ = claim.event.type
        window = window_of(claim.event)
        for unit in units_of(claim.event.place):
            if window is not None and not window.is_long:
                for day in range(window.first, window.last + 1):
                    self._by_day.setdefault((type_, day), {}).setdefault(unit, {})[incident] = None
            if is_loose(claim) or type_ in ONCE:
                self._by_place.setdefault((type_, unit, _drawer(claim)), {})[incident] = None

    def of(self, claim: Claim) -> list[int]:
        """The incidents to compare a claim with, in the order in which they began."""
        return sorted({incident for found in self._drawers(claim) for incident in found})

    def _drawers(self, claim: Claim) -> Iterator[dict[int, None]]:
        types = families(claim.event.type)
        window = window_of(claim.event)
        units = units_of(claim.event.place)
        once = claim.event.type in ONCE
        if window is not None and not window.is_long:
            more = APART_ONCE if once else APART_OFTEN
            for type_ in types:
                for day in range(window.first - more, window.last + more + 1):
                    by_unit = self._by_day.get((type_, day), {})
                    # What has no place may be anywhere, and anything may be what has none.
                    near = by_unit if units == NOWHERE else (*units, *NOWHERE)
                    yield from (by_unit[unit] for unit in near if unit in by_unit)
        if is_loose(claim) or once:
            drawer = _drawer(claim)
            for type_ in types:
                for unit in units:
                    # A claim of a long time stands at its end, which may be after the day of another.
                    for close in (drawer - 1, drawer, drawer + 1):
                        yield self._by_place.get((type_, unit, close), {})


NOWHERE: Final = ("",)


def units_of(place: Place | None) -> tuple[str, ...]:
    """The names under which a place is looked for: its own and its governorate's; none of a country."""
    if place is None or place.level == "country":
        return NOWHERE
    names = [fold_key(place.name)]
    if place.governorate:
        names.append(fold_key(place.governorate))
    return tuple(dict.fromkeys(names))


def _drawer(claim: Claim) -> int:
    return anchor_of(claim.event, claim.report.published) // _SPAN
