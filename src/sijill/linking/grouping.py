"""Claims grouped into incidents, so that the outcome depends on the claims alone, not on their order.

Claims are taken in the order of their days. Each joins the incident that it is most alike, among those of
like type near it in place and time, or begins one of its own.
"""

from collections.abc import Iterable
from typing import Final

from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.decisions import NOTHING_DECIDED, Decided
from sijill.linking.likeness import ENOUGH, NEVER, points
from sijill.linking.nearby import Nearby
from sijill.linking.times import anchor_of

COMPARED: Final = 12
"""Members of an incident with which a claim is compared, the first in order: enough to know it by."""


def rank(claim: Claim) -> tuple[int, bool, str, str]:
    """The order in which claims are taken: by day, news before background, and by what they are called."""
    return (
        anchor_of(claim.event, claim.report.published),
        claim.event.background,
        claim.report.published or "9999",
        claim.key,
    )


def grouped(
    claims: Iterable[Claim], are_copies: AreCopies, decided: Decided = NOTHING_DECIDED
) -> list[list[Claim]]:
    """The claims of each incident in order, the incidents in the order of their first claims.

    What people decided wins: `decided` keeps claims apart, and joins the incidents of others.
    """
    incidents: list[list[Claim]] = []
    nearby = Nearby()
    number_of: dict[str, int] = {}
    for claim in sorted(claims, key=rank):
        number, most = len(incidents), ENOUGH
        barred = {number_of[key] for key in decided.apart_from(claim.key) if key in number_of}
        for near in nearby.of(claim):
            if near in barred:
                continue
            score = likeness(claim, incidents[near], are_copies)
            # Of equals the one that began first.
            if score > most or (score == most and number == len(incidents)):
                number, most = near, score
        if number == len(incidents):
            incidents.append([])
        incidents[number].append(claim)
        number_of[claim.key] = number
        nearby.add(claim, number)
    return _joined(incidents, number_of, decided)


def likeness(claim: Claim, incident: list[Claim], are_copies: AreCopies) -> float:
    """The mean of the points that a claim has with the members, `NEVER` if one of them rules it out."""
    total = 0.0
    for member in incident[:COMPARED]:
        score = points(claim, member, are_copies)
        if score <= NEVER / 2:
            return NEVER
        total += score
    return total / min(len(incident), COMPARED)


def _joined(incidents: list[list[Claim]], number_of: dict[str, int], decided: Decided) -> list[list[Claim]]:
    """The incidents, with those in one that people joined."""
    of = list(range(len(incidents)))

    def first(number: int) -> int:
        while of[number] != number:
            number = of[number]
        return number

    for one, other in sorted(decided.together):
        if one in number_of and other in number_of:
            earlier, later = sorted((first(number_of[one]), first(number_of[other])))
            of[later] = earlier
    found: dict[int, list[Claim]] = {}
    for number, members in enumerate(incidents):
        found.setdefault(first(number), []).extend(members)
    return [sorted(members, key=rank) for members in found.values()]
