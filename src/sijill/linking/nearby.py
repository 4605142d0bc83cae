"""Where claims are looked for: on shelves by type and day, or by type and a time of sixty days, under units.

Which incidents a claim may belong to at all is told by what stands on few shelves, so a look-up costs what
happened around its place and days, however many years of claims there are. The rules are here once, for
shelves in memory and for those that a register keeps.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from sijill.linking.claims import Claim
from sijill.linking.kinds import ONCE, families
from sijill.linking.places import NOWHERE
from sijill.linking.times import APART_OFTEN, APART_ONCE, RECALLED_WITHIN

T = TypeVar("T", bound=Hashable)

_SPAN: Final = RECALLED_WITHIN
"""Days of a shelf for claims without a day."""


class Shelf(NamedTuple):
    """What is told of a type on a day (`number` is its ordinal) or in the `number`-th time of sixty days."""

    span: bool
    type: str
    number: int


class Look(NamedTuple):
    """A shelf, and the units under which to look on it; None: under all."""

    shelf: Shelf
    units: tuple[str, ...] | None


def kept(claim: Claim) -> Iterator[tuple[Shelf, str]]:
    """The shelves and units under which a claim is kept."""
    type_, window = claim.event.type, claim.window
    for unit in claim.units:
        if window is not None and not window.is_long:
            for day in range(window.first, window.last + 1):
                yield Shelf(span=False, type=type_, number=day), unit
        if claim.is_loose or type_ in ONCE:
            yield Shelf(span=True, type=type_, number=_drawer(claim)), unit


def looks_of(claim: Claim) -> Iterator[Look]:
    """Where a claim looks for claims that it may be one with."""
    more = _days_apart(claim.event.type)
    return _looks(claim, lambda _: more)


def looks_at(claim: Claim) -> Iterator[Look]:
    """Where the claims are kept that look where this one is kept: `looks_of` the other way round."""
    return _looks(claim, _days_apart)


def _looks(claim: Claim, more: Callable[[str], int]) -> Iterator[Look]:
    types, window, units = families(claim.event.type), claim.window, claim.units
    if window is not None and not window.is_long:
        # What has no place may be anywhere, and anything may be what has none.
        near = None if units == NOWHERE else (*units, *NOWHERE)
        for type_ in types:
            days = more(type_)
            for day in range(window.first - days, window.last + days + 1):
                yield Look(Shelf(span=False, type=type_, number=day), near)
    if claim.is_loose or claim.event.type in ONCE:
        drawer = _drawer(claim)
        for type_ in types:
            # A claim of a long time stands at its end, which may be after the day of another.
            for close in (drawer - 1, drawer, drawer + 1):
                yield Look(Shelf(span=True, type=type_, number=close), units)


class Shelves(Generic[T]):
    """Items on shelves, each under a unit, in the order in which they were put there."""

    def __init__(self) -> None:
        self._on: dict[Shelf, dict[str, dict[T, None]]] = {}

    def put(self, shelf: Shelf, unit: str, item: T) -> None:
        """The item is found there from now on."""
        self._on.setdefault(shelf, {}).setdefault(unit, {})[item] = None

    def found(self, looks: Iterable[Look]) -> set[T]:
        """The items that stand where is looked."""
        found: set[T] = set()
        for shelf, units in looks:
            by_unit = self._on.get(shelf)
            if by_unit:
                for unit in by_unit if units is None else units:
                    if unit in by_unit:
                        found.update(by_unit[unit])
        return found


def _days_apart(type_: str) -> int:
    return APART_ONCE if type_ in ONCE else APART_OFTEN


def _drawer(claim: Claim) -> int:
    return claim.anchor // _SPAN
