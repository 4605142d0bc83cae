"""What has been reported since that counts for or against each term of an agreement."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from sijill.deriving.agreements_places import covers, is_narrow
from sijill.deriving.agreements_rules import ANYWHERE, FIGHTING, fought_each_other, fulfils, offenders
from sijill.deriving.agreements_sides import sides_told
from sijill.deriving.agreements_terms import Laid
from sijill.deriving.agreements_which import Deal
from sijill.linking.claims import Claim
from sijill.linking.grouping import rank
from sijill.linking.times import Window, ordinal, window_of
from sijill.record import Event, EventType, Place

FOLLOWED_DAYS: Final = 365
"""Days after an agreement for which what happens is set against it. Later fighting is a new matter, unless
its report says itself that the agreement is broken."""

Stand = Literal["for", "part", "against"]


class Evidence(Struct, frozen=True, kw_only=True):
    """Claims of one happening that stand alike to a term.

    `sides` are those bound by the term whose conduct it is; none if nobody is named. `mutual`: they fought
    each other, and which of them began is not told. `explicit`: the claims say themselves that the agreement
    was broken, or was not. `denial`: they deny what others tell.
    `first` and `last` are the days on which it may have been, as ordinals.
    """

    type: EventType
    stands: Stand
    sides: tuple[str, ...]
    mutual: bool
    explicit: bool
    denial: bool
    first: int
    last: int
    claims: tuple[Claim, ...]


class Sign(Struct, frozen=True, kw_only=True):
    """How one claim stands to a term; the fields are those of `Evidence`."""

    stands: Stand
    sides: tuple[str, ...]
    mutual: bool = False
    explicit: bool = False
    denial: bool = False


def bound_by(term: Laid, deal: Deal) -> frozenset[str]:
    """Whom a term binds: who owes it, where told, else all who accepted; nobody who refused."""
    accepted = deal.sides.accepted
    return accepted & {term.obligor} if term.obligor else accepted


def evidence_of(
    term: Laid,
    deal: Deal,
    happenings: Iterable[Sequence[Claim]],
    breaches: Iterable[Claim],
    until: int,
) -> list[Evidence]:
    """The evidence on a term, by days: of happenings up to `until`, and of explicit claims about the deal."""
    bound = bound_by(term, deal)
    told = [claims for claims in happenings if claims]
    kept = _grouped(told, term, deal, bound, until, for_=True)
    left = frozenset(side for item in kept for side in item.sides)
    # Where nobody is told who had to leave, he who left must not come back; the others may.
    owing = left if term.kind == "withdrawal" and term.obligor is None else bound
    broken = _grouped(told, term, deal, owing, until, for_=False)
    named = [_evidence(((claim, sign),)) for claim in breaches if (sign := breach_sign(claim, bound, deal))]
    return sorted(kept + broken + named, key=lambda item: (item.last, item.first, rank(item.claims[0])))


def breach_sign(claim: Claim, bound: frozenset[str], deal: Deal) -> Sign | None:
    """How a claim of a breach stands to a term; None if nobody bound by it is accused by name.

    A breach denied is the word of him who denies it, if no other is named.
    """
    accused = sides_told(claim.event, "actor", deal.sides.accepted)
    if claim.event.status == "denied":
        said = claim.event.attribution.id
        whose = (accused or ({said} if said else frozenset())) & bound
        return Sign(stands="for", sides=tuple(sorted(whose)), explicit=True, denial=True) if whose else None
    if not accused & bound:
        return None
    return Sign(stands="against", sides=tuple(sorted(accused & bound)), explicit=True)


def _grouped(
    happenings: Iterable[Sequence[Claim]],
    term: Laid,
    deal: Deal,
    bound: frozenset[str],
    until: int,
    *,
    for_: bool,
) -> list[Evidence]:
    found = []
    for claims in happenings:
        by_sign: dict[Sign, list[tuple[Claim, Sign]]] = {}
        for claim in claims:
            sign = _keeping(claim, term, deal, bound) if for_ else _breaking(claim, term, deal, bound)
            window = window_of(claim.event)
            if sign and window and window.last <= until:
                by_sign.setdefault(sign, []).append((claim, sign))
        found += [_evidence(group) for group in by_sign.values()]
    return found


def _keeping(claim: Claim, term: Laid, deal: Deal, bound: frozenset[str]) -> Sign | None:
    """For the term, or against it as a denial that it was done."""
    event, window = claim.event, window_of(claim.event)
    ground = term.place or deal.place
    if (
        window is None
        or deal.made.latest is None
        # On the very day it may be the agreement's first fruit.
        or window.last < deal.made.latest
        or event.status not in ("occurred", "denied")
        or not fulfils(event, term.kind, bound, deal.sides)
        or not _there(event, ground, deal.sides.accepted)
        or not (is_narrow(ground) or _between_them(event, deal) or _told_with(claim, deal))
    ):
        return None
    sides = tuple(sorted(sides_told(event, "actor", deal.sides.accepted) & bound))
    if event.status == "denied":
        return Sign(stands="against", sides=sides, denial=True)
    # Who leaves one district has not left the country.
    part = event.extent == "part" or (not is_narrow(ground) and is_narrow(event.place))
    return Sign(stands="part" if part else "for", sides=sides)


def _there(event: Event, ground: Place | None, accepted: frozenset[str]) -> bool:
    """Whether it counts there: in the ground of the agreement, or, for a release, between those who agreed.

    Prisoners are exchanged where it suits, so one whose place is not told counts too.
    """
    if covers(ground, event.place):
        return True
    if event.type not in ANYWHERE:
        return False
    taking_part = frozenset(person.id for person in event.participants) & accepted
    return len(taking_part) > 1 or (event.place is None and bool(taking_part))


def _between_them(event: Event, deal: Deal) -> bool:
    """Whether what happens somewhere in a country has to do with an agreement on all of it.

    It does if those who agreed do it to each other, or if one alone undertook not to fight. Whom one of them
    helps, frees or attacks at large has nothing to do with the deal for that.
    """
    accepted = deal.sides.accepted
    doers = sides_told(event, "actor", accepted) & accepted
    others = (sides_told(event, "target", accepted) | sides_told(event, "recipient", accepted)) & accepted
    alone = len(deal.sides.named) == 1 and deal.form != "joint" and event.type in FIGHTING
    return bool(doers) and (alone or bool(others - doers))


def _told_with(claim: Claim, deal: Deal) -> bool:
    """Whether a party does what its report tells together with the agreement: «انسحبوا تنفيذا للاتفاق»."""
    doers = sides_told(claim.event, "actor", deal.sides.accepted)
    return bool(doers & deal.sides.accepted) and claim.report_id in {told.report_id for told in deal.claims}


def _breaking(claim: Claim, term: Laid, deal: Deal, bound: frozenset[str]) -> Sign | None:
    """Against the term, or for it as a denial."""
    event, window = claim.event, window_of(claim.event)
    ground = term.place or deal.place
    if (
        window is None
        or event.status not in ("occurred", "denied")
        or not _begun(window, term, deal)
        or not covers(ground, event.place)
    ):
        return None
    sides = offenders(event, term.kind, bound, deal.sides.accepted)
    if sides is None or not (is_narrow(ground) or (sides and _between_them(event, deal))):
        return None
    named = tuple(sorted(sides))
    if event.status == "denied":
        return Sign(stands="for", sides=named, denial=True) if named else None
    return Sign(stands="against", sides=named, mutual=fought_each_other(event, sides))


def _begun(window: Window, term: Laid, deal: Deal) -> bool:
    """Whether it was surely after the agreement, and after the day by which fighting was to end.

    Fighting on the day of an agreement mostly came before it.
    """
    start = deal.made.latest
    if start is None:
        return False
    if term.kind == "ceasefire" and term.deadline and term.deadline.end:
        start = max(start, ordinal(term.deadline.end))
    return window.first > start


def _evidence(group: Sequence[tuple[Claim, Sign]]) -> Evidence:
    claims = sorted((claim for claim, _ in group), key=rank)
    sign = group[0][1]
    windows = [window for claim in claims if (window := day_of(claim))]
    return Evidence(
        type=claims[0].event.type,
        stands=sign.stands,
        sides=sign.sides,
        mutual=sign.mutual,
        explicit=sign.explicit,
        denial=sign.denial,
        first=max(window.first for window in windows),
        last=max(min(window.last for window in windows), max(window.first for window in windows)),
        claims=tuple(claims),
    )


def day_of(claim: Claim) -> Window | None:
    """When what a claim tells was; of a breach without a date, when it was claimed: the day of its report."""
    if window := window_of(claim.event):
        if window.told or claim.event.type != "breach":
            return window
        return Window(window.last, window.last, told=False)
    if claim.report.published:
        day = ordinal(claim.report.published)
        return Window(day, day, told=False)
    return None
