"""Whose word a claim is: the source that it names, the outlet that prints it, the side of either."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.record import Attribution

_OWN_VOICE: Final = frozenset(("reporter",))
_CONFIRMS_NOTHING: Final = frozenset(("anonymous", "witness"))
"""Unnamed sources: codebook, attribution. They say what the outlet wants said, for all that can be known."""


class Voice(Struct, frozen=True, kw_only=True):
    """Who makes a claim.

    `kind` and `id` are of the claim's attribution, `side` is the actor for whom it is made: the source's own,
    and else, where the outlet or nobody by name speaks, the outlet's side. None: on no known side.
    """

    kind: str
    id: str | None = None
    side: str | None = None
    outlet: str | None = None


def voice_of(claim: Claim, said: Attribution | None = None) -> Voice:
    """The voice of a claim, or of a value in it that has a voice of its own (`said`)."""
    said = said or claim.event.attribution
    unnamed = said.kind in _OWN_VOICE or said.kind in _CONFIRMS_NOTHING
    side = said.id or (claim.report.side if unnamed else None)
    return Voice(kind=said.kind, id=said.id, side=side, outlet=claim.outlet_name)


class SourceGroup(Struct, frozen=True, kw_only=True):
    """Reports that are one source: copies of one text, of one outlet, or quoting one agency.

    `reports` are ids in order of printing; `outlets` but of confidential reports; `sides` are of the outlets
    and of the sources that they name.
    """

    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    sides: tuple[str, ...]


def source_groups(claims: Iterable[Claim], copies: Copies) -> list[SourceGroup]:
    """The independent sources of some claims, in order of their first report."""
    listed = sorted(
        claims, key=lambda claim: (claim.report.published or "9999", claim.report_id, claim.position)
    )
    group = {claim.report_id: claim.report_id for claim in listed}

    def found(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    def join(one: str, other: str) -> None:
        first, second = sorted((found(one), found(other)))
        group[second] = first

    for one, other in copies.among(list(group)):
        join(one, other)
    by_name: dict[tuple[str, str], str] = {}
    for claim in listed:
        for known in _names(claim):
            join(claim.report_id, by_name.setdefault(known, claim.report_id))
    members: dict[str, list[Claim]] = {}
    for claim in listed:
        members.setdefault(found(claim.report_id), []).append(claim)
    return [
        SourceGroup(
            reports=tuple(dict.fromkeys(claim.report_id for claim in of)),
            outlets=tuple(sorted({name for claim in of if (name := _public_outlet(claim))})),
            sides=tuple(sorted({side for claim in of if (side := voice_of(claim).side)})),
        )
        for of in members.values()
    ]


def _public_outlet(claim: Claim) -> str | None:
    return None if claim.confidential else claim.outlet_name


def _names(claim: Claim) -> list[tuple[str, str]]:
    """What makes two reports one source: their outlet, and the agency or outlet that both quote."""
    names = []
    if outlet := claim.outlet_name:
        names.append(("outlet", outlet))
    said = claim.event.attribution
    if said.kind == "media" and (quoted := said.id or (said.quote.text if said.quote else None)):
        names.append(("outlet", quoted))
    return names
