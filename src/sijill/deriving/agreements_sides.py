"""Who concluded an agreement, who brokered it, and whom it binds."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.grouping import rank
from sijill.linking.voices import voice_of
from sijill.record import OTHER, SOCIAL_IDS, Event, Role

OPPONENTS_OF: Final = "opponents_of:"
"""What the codebook puts before the id of the side whose opponents are meant."""
_AGREE_ON_NOTHING: Final = SOCIAL_IDS - {"local_authority", "sheikhs", "tribes", "unknown_gunmen"} | {OTHER}
"""People for whom nobody signs."""


class Sides(Struct, frozen=True, kw_only=True):
    """Ids, each with the keys of the claims that name it so.

    `parties` are said to have concluded it; `refused` are those of whom it is denied, or who deny it: it does
    not bind them. `mediators` brokered it. Somebody whom no pack lists (`other`) stands in none of them.
    """

    parties: dict[str, tuple[str, ...]]
    refused: dict[str, tuple[str, ...]]
    mediators: dict[str, tuple[str, ...]]

    @property
    def accepted(self) -> frozenset[str]:
        """Whom it binds."""
        return frozenset(self.parties.keys() - self.refused.keys())

    @property
    def named(self) -> frozenset[str]:
        """All who are told as parties, those too who refused."""
        return frozenset(self.parties.keys() | self.refused.keys())


def sides_told(event: Event, role: Role, accepted: frozenset[str]) -> frozenset[str]:
    """The ids of an event's participants in a role, as those who accepted an agreement.

    An outlet of one party may name the other by a smear alone, which is read as the opponents of the first:
    where two agreed, that is the second. Of more than two it can't be told, and the id is left as it is.
    """
    told = frozenset(person.id for person in event.participants if person.role == role)
    return frozenset(_meant(name, accepted) for name in told)


def sides_of(claims: Iterable[Claim]) -> Sides:
    """Who stands how to an agreement by the claims of it."""
    told = sorted(claims, key=rank)
    mediators = _by_id((name, claim) for claim in told for name in _ids(claim, "mediator"))
    concluded = [
        (name, claim) for claim in told if claim.event.status != "denied" for name in _ids(claim, "party")
    ]
    # Sheikhs who brokered a deal are a party of it to a report that mixes them up.
    parties = _by_id((name, claim) for name, claim in concluded if name not in mediators)
    refusals = [(name, claim) for claim in told if claim.event.status == "denied" for name in _deniers(claim)]
    refused = _by_id(
        (name, claim)
        for name, claim in refusals
        if not any(name == other and _joined_later(name, later, claim) for other, later in concluded)
    )
    return Sides(parties=parties, refused=refused, mediators=mediators)


def _meant(name: str, accepted: frozenset[str]) -> str:
    of = name.removeprefix(OPPONENTS_OF)
    others = sorted(accepted - SOCIAL_IDS - {of})
    return others[0] if of != name and of in accepted and len(others) == 1 else name


def _deniers(claim: Claim) -> list[str]:
    """Whose refusal a denial is: the party's that speaks, else the only one it is told of."""
    parties = _ids(claim, "party")
    side = voice_of(claim).side
    if side in parties:
        return [side]
    return parties if len(parties) == 1 else []


def _joined_later(name: str, claim: Claim, refusal: Claim) -> bool:
    """Whether a side says after its refusal that it agreed."""
    return voice_of(claim).side == name and rank(claim) > rank(refusal)


def _ids(claim: Claim, role: str) -> list[str]:
    return sorted({p.id for p in claim.event.participants if p.role == role} - _AGREE_ON_NOTHING)


def _by_id(named: Iterable[tuple[str, Claim]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, Sequence[str]] = {}
    for name, claim in named:
        found[name] = (*found.get(name, ()), claim.key)
    return {name: tuple(dict.fromkeys(found[name])) for name in sorted(found)}
