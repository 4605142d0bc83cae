"""Explicit claims that an agreement was broken, or was not: of which agreement, and of which of its terms."""

from collections.abc import Iterable, Sequence

from sijill.deriving.agreements_evidence import FOLLOWED_DAYS, day_of
from sijill.deriving.agreements_places import covers
from sijill.deriving.agreements_rules import RULES
from sijill.deriving.agreements_sides import sides_told
from sijill.deriving.agreements_terms import Laid
from sijill.deriving.agreements_which import Deal
from sijill.linking.claims import Claim
from sijill.linking.places import Relation, relation
from sijill.linking.voices import voice_of
from sijill.record import Place


def agreement_meant(claim: Claim, deals: Iterable[Deal], siblings: Sequence[Claim]) -> Deal | None:
    """The agreement that a claim of a breach is about: in force there, of those accused, the latest one.

    A claim that recalls an earlier breach without its day is of none that can be told. Where the claim names
    no place, it is that of what the report told before: «استحدثوا نقاطا في المديرية … بخرق الاتفاق».
    """
    day = day_of(claim)
    if day is None or (claim.event.background and claim.event.time is None):
        return None
    place = claim.event.place or _place_told_before(claim, siblings)
    accuser = voice_of(claim).side
    meant = [
        deal
        for deal in deals
        if deal.made.latest is not None
        and deal.made.latest <= day.last <= deal.made.latest + FOLLOWED_DAYS
        and relation(deal.place, place) is not Relation.APART
        and _of_these(deal, _accused(claim, deal), accuser, place)
    ]
    return max(
        meant,
        key=lambda deal: (
            bool(_accused(claim, deal) & deal.sides.accepted),
            relation(deal.place, place) is Relation.SAME,
            covers(deal.place, place),
            deal.reported,
            deal.claims[0].key,
        ),
        default=None,
    )


def terms_meant(claim: Claim, terms: Sequence[Laid], siblings: Sequence[Claim]) -> list[Laid]:
    """The terms said to be broken: those that the sentence tells of, else the ceasefire or the only one."""
    beside = [other for other in siblings if other is not claim and _one_sentence(claim, other)]
    told = [
        term
        for term in terms
        if any(
            other.event.type in RULES[term.kind].against
            or (other.event.status == "denied" and other.event.type in RULES[term.kind].for_)
            for other in beside
        )
    ]
    return (
        told or [term for term in terms if term.kind == "ceasefire"] or list(terms if len(terms) == 1 else ())
    )


def _accused(claim: Claim, deal: Deal) -> frozenset[str]:
    return sides_told(claim.event, "actor", deal.sides.accepted)


def _of_these(deal: Deal, accused: frozenset[str], accuser: str | None, place: Place | None) -> bool:
    """Whether the claim can be of that agreement: by who is in it, or by a place that it is made for."""
    concerned = accused | ({accuser} if accuser else set())
    if place is None or deal.place is None:
        return bool(accused & deal.sides.named)
    return bool(concerned & deal.sides.named) or relation(deal.place, place) is Relation.SAME


def _place_told_before(claim: Claim, siblings: Iterable[Claim]) -> Place | None:
    start = claim.event.evidence[0].start
    before = [
        other
        for other in siblings
        if other.event.place and other.event.evidence[0].start <= start and not other.event.background
    ]
    return max(before, key=lambda other: other.event.evidence[0].start).event.place if before else None


def _one_sentence(one: Claim, other: Claim) -> bool:
    return any(
        first.start < second.end and second.start < first.end
        for first in one.event.evidence
        for second in other.event.evidence
    )
