"""What single claims say of who holds a place: words for or against a hold, each with its days and its reach.

Only what is said to have happened counts: what is planned, demanded or feared changes nothing on the ground.
Fighting at a place tells of no holder either, for neither side has yet what the other loses; it is kept
beside what is told.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from sijill.deriving.alignment import Alignment
from sijill.deriving.control_extent import Reach, reach_of
from sijill.deriving.control_rates import Rates
from sijill.linking.claims import Claim
from sijill.linking.times import Window, ordinal, window_of
from sijill.record import Status

Saying = Literal["takes", "leaves", "not_taken", "not_left", "sign", "fights"]

_FIGHTING: Final = "clash"
_CHANGES: Final = frozenset(("capture", "withdrawal", "handover"))

_ROUGH_DAYS: Final = 8
"""A happening dated within more days than «الأسبوع الماضي» may be one that is already known by its day."""


class Word(Struct, frozen=True, kw_only=True):
    """What a claim says of a place: `ids` take it, leave it, are denied to have done so, act or fight there.

    `losers` are those at whose cost they take it. `window` is when it happened, None if that is not told.
    `contained` if it was said of a unit that the place lies in.
    """

    claim: Claim
    says: Saying
    ids: frozenset[str]
    losers: frozenset[str]
    window: Window | None
    reach: Reach
    contained: bool = False

    @property
    def day(self) -> int:
        """The last day on which it may have happened; a word without days has none, and is never asked."""
        return self.window.last if self.window else 0

    @property
    def rough(self) -> bool:
        """Whether it is dated to weeks, months or a year alone."""
        return self.window is not None and self.window.days > _ROUGH_DAYS


def words_of(claims: Iterable[Claim], rates: Rates, alignment: Alignment) -> Iterator[Word]:
    """What claims say of who holds their places; a further voice in a report says so for itself."""
    for claim in claims:
        event = claim.event
        told = event.type in _CHANGES or event.type in rates.signs or event.type == _FIGHTING
        if event.place is None or not told:
            continue
        said: list[tuple[Claim, Status]] = [(claim, event.status)]
        for further in event.claims:
            if further.status is not None and further.status != event.status:
                own = replace(event, attribution=further.attribution, status=further.status)
                said.append((replace(claim, event=own), further.status))
        for spoken, status in said:
            if status in ("occurred", "denied"):
                yield from _words(spoken, rates, alignment)


def _words(claim: Claim, rates: Rates, alignment: Alignment) -> Iterator[Word]:
    event = claim.event
    actors, targets, recipients = (
        frozenset(p.id for p in event.participants if p.role == role and alignment.may_hold(p.id))
        for role in ("actor", "target", "recipient")
    )
    if event.type == "capture":
        gaining, losing = actors, targets
    elif event.type in _CHANGES:
        gaining, losing = recipients, actors
    elif event.type == _FIGHTING:
        gaining, losing = actors | targets, frozenset()
    else:
        gaining, losing = actors, frozenset()
    denied = event.status == "denied"
    if event.type not in _CHANGES:
        if denied or event.background or not gaining:
            return
        says: Saying = "fights" if event.type == _FIGHTING else "sign"
    elif gaining:
        says = "not_taken" if denied else "takes"
    elif losing:
        says = "not_left" if denied else "leaves"
    else:
        return
    yield Word(
        claim=claim,
        says=says,
        ids=gaining or losing,
        losers=losing if gaining else frozenset(),
        window=_window(claim, denied=denied),
        reach=reach_of(event, rates),
    )


def _window(claim: Claim, *, denied: bool) -> Window | None:
    """A denial is an answer: where it has no day of its own, it is of the day of its report."""
    window = window_of(claim.event)
    if window is None and denied and claim.report.published:
        day = ordinal(claim.report.published)
        return Window(day, day, told=False)
    return window
