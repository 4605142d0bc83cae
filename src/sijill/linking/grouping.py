"""Claims grouped into incidents, so that the outcome depends on the claims alone, not on their order.

Claims are taken in the order of their days. Each joins the incident that it is most alike, among those of
like type near it in place and time, or begins one of its own. `relinking` does the same to what changed only.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, TypeVar

from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.decisions import NOTHING_DECIDED, Decided, Pair
from sijill.linking.likeness import ENOUGH, NEVER, points
from sijill.linking.nearby import Shelves, kept, looks_of

COMPARED: Final = 12
"""Members of an incident with which a claim is compared, the first in order: enough to know it by."""

Rank = tuple[int, bool, str, str]
"""The place of a claim in the order in which claims are taken."""

T = TypeVar("T", bound=Hashable)


def rank(claim: Claim) -> Rank:
    """The order in which claims are taken: by day, news before background, and by what they are called."""
    return claim.anchor, claim.event.background, claim.report.published or "9999", claim.key


def grouped(
    claims: Iterable[Claim], are_copies: AreCopies, decided: Decided = NOTHING_DECIDED
) -> list[list[Claim]]:
    """The claims of each incident in order, the incidents in the order of their first claims.

    What people decided wins: `decided` keeps claims apart, and joins the incidents of others.
    """
    incidents: list[list[Claim]] = []
    nearby = Shelves[int]()
    number_of: dict[str, int] = {}
    for claim in sorted(claims, key=rank):
        barred = {number_of[key] for key in decided.apart_from(claim.key) if key in number_of}
        near = sorted(nearby.found(looks_of(claim)) - barred)
        number = most_alike(claim, near, lambda near: incidents[near], are_copies)
        if number is None:
            number = len(incidents)
            incidents.append([])
        incidents[number].append(claim)
        number_of[claim.key] = number
        for shelf, unit in kept(claim):
            nearby.put(shelf, unit, number)
    first = unions(range(len(incidents)), decided.together, number_of.get)
    found: dict[int, list[Claim]] = {}
    for number, members in enumerate(incidents):
        found.setdefault(first(number), []).extend(members)
    return [sorted(members, key=rank) for members in found.values()]


def most_alike(
    claim: Claim, near: Iterable[T], members_of: Callable[[T], Sequence[Claim]], are_copies: AreCopies
) -> T | None:
    """The incident that a claim is to join: of those near, in the order in which they began, the likest.

    `members_of` gives the claims of an incident that come before this one, in order, at least the first
    `COMPARED`. None if it is enough like none.
    """
    found, most = None, ENOUGH
    for incident in near:
        score = likeness(claim, members_of(incident)[:COMPARED], are_copies)
        # Of equals the one that began first.
        if score > most or (score == most and found is None):
            found, most = incident, score
    return found


def likeness(claim: Claim, members: Sequence[Claim], are_copies: AreCopies) -> float:
    """The mean of the points that a claim has with some others, `NEVER` if one of them rules it out."""
    total = 0.0
    for member in members:
        score = points(claim, member, are_copies)
        if score <= NEVER / 2:
            return NEVER
        total += score
    return total / len(members)


def unions(
    incidents: Iterable[T], together: Iterable[Pair], incident_of: Callable[[str], T | None]
) -> Callable[[T], T]:
    """For each of some incidents the first of those that people joined with it, itself if there is none.

    `incidents` come in the order in which they began; pairs of claims in others are passed over.
    """
    order = {incident: number for number, incident in enumerate(incidents)}
    of = {incident: incident for incident in order}

    def first(incident: T) -> T:
        while of[incident] != incident:
            incident = of[incident]
        return incident

    for one, other in together:
        left, right = incident_of(one), incident_of(other)
        if left is not None and right is not None and left in of and right in of:
            earlier, later = sorted((first(left), first(right)), key=order.__getitem__)
            of[later] = earlier
    return first
