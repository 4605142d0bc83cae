"""One event laid flat: an incident, or a single claim, with everything that a format may want of it."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from sijill.deriving.conventions import CODEBOOK, Convention
from sijill.deriving.estimates import Estimate, by_party, of_incident, weigher
from sijill.deriving.figures import figures_of, standings_of
from sijill.deriving.happenings import Happening, happening_of
from sijill.deriving.standing import Standings
from sijill.linking.claims import Claim
from sijill.linking.copies import NO_COPIES, Copies
from sijill.linking.incidents import Incident, account_of, incident_of
from sijill.record import QUANTITY_KINDS, Attribution, Place, QuantityKind, Role

Unit = Literal["incidents", "claims"]

ROLES: Final[tuple[Role, ...]] = ("actor", "target", "recipient", "party", "mediator")


class Told(Struct, frozen=True, kw_only=True):
    """One claim behind an event: whose word, in which report, with its sentences as far as they may be shown.

    `standings` are for whom it speaks (an actor's id, `independent`, `unplaced`).
    """

    claim: str
    report: str
    outlet: str | None
    side: str | None
    published: str | None
    title: str | None
    url: str | None
    said: Attribution
    status: str
    standings: tuple[str, ...]
    sentences: tuple[str, ...]


class FlatEvent(Struct, frozen=True, kw_only=True):
    """An incident or a claim, its values one each: of several that of most independent sources.

    `participants` are ids by role, `differing` the values of a field that are told where they are several,
    `happening` what the claims say that may be shown. `reports` counts all reports that tell of it, also
    those of which nothing is shown; `denials` how many claims say that it did not happen.
    """

    id: str
    unit: Unit
    status: str
    background: bool
    participants: dict[Role, tuple[str, ...]]
    extent: str | None
    means: str | None
    object: str | None
    differing: dict[str, tuple[str, ...]]
    told: tuple[Told, ...]
    sources: int
    reports: int
    denials: int
    happening: Happening

    @property
    def type(self) -> str:
        """What it is."""
        return self.happening.type

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.happening.place

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day on which it may have been."""
        days = self.happening.days
        return (days[0], days[1]) if days else (None, None)

    def ids(self, role: Role) -> tuple[str, ...]:
        """Who took part in that role."""
        return self.participants.get(role, ())

    @property
    def standings(self) -> tuple[str, ...]:
        """For whom those speak who tell of it."""
        return tuple(sorted({standing for told in self.told for standing in told.standings}))


class Figures(Struct, frozen=True):
    """The numbers of events: how many of a kind, by a convention."""

    standings: Standings

    def of(self, event: FlatEvent, kind: QuantityKind, convention: Convention = CODEBOOK) -> Estimate | None:
        """How many there were in all; None where nobody tells a number."""
        figures = [f for claim in event.happening.claims for f in figures_of(claim, kind, self.standings)]
        return of_incident(figures, convention, weigher(event.happening.source)) if figures else None

    def by_party(
        self, event: FlatEvent, kind: QuantityKind, convention: Convention = CODEBOOK
    ) -> dict[str | None, Estimate]:
        """How many of each party or kind of people; under None of whom nobody says whose they were."""
        figures = [f for claim in event.happening.claims for f in figures_of(claim, kind, self.standings)]
        split = by_party(figures, convention, weigher(event.happening.source)) if figures else {}
        return {whose: estimate for whose, (estimate, _) in split.items()}

    def kinds(self, event: FlatEvent) -> list[QuantityKind]:
        """The kinds of which a number is told."""
        told = {quantity.kind for claim in event.happening.claims for quantity in claim.event.quantities}
        return [kind for kind in sorted(QUANTITY_KINDS) if kind in told]


def of_incident_told(
    incident: Incident,
    claims: Sequence[Claim],
    denied: Sequence[Claim],
    copies: Copies,
    standings: Standings,
) -> FlatEvent:
    """An incident by those of its claims that may be shown; there is at least one.

    `denied` are the claims by which it did not happen.
    """
    # What may not be shown must not travel along.
    shown = Incident(id=incident.id, claims=tuple(claims))
    happening = happening_of(shown, claims, denied, copies)
    account = account_of(shown, copies)
    values = {name: told[0].value for name, told in account.differing.items()} | account.agreed
    return FlatEvent(
        id=incident.id,
        unit="incidents",
        status="occurred",
        background=False,
        participants={role: tuple(values[role]) for role in ROLES if role in values},
        extent=values.get("extent"),
        means=values.get("means"),
        object=values.get("object"),
        differing={
            name: tuple(_written(value.value) for value in told) for name, told in account.differing.items()
        },
        told=tuple(_told(claim, standings) for claim in claims),
        sources=len(account.sources),
        reports=len({claim.report_id for claim in incident.claims}),
        denials=len(denied),
        happening=happening,
    )


def of_claim(claim: Claim, standings: Standings) -> FlatEvent:
    """A single claim."""
    event = claim.event
    incident = incident_of([claim])
    return FlatEvent(
        id=claim.key,
        unit="claims",
        status=event.status,
        background=event.background,
        participants={
            role: ids
            for role in ROLES
            if (ids := tuple(dict.fromkeys(p.id for p in event.participants if p.role == role)))
        },
        extent=event.extent,
        means=event.means,
        object=event.object,
        differing={},
        told=(_told(claim, standings),),
        sources=1,
        reports=1,
        denials=0,
        happening=happening_of(incident, [claim], [], NO_COPIES),
    )


def _told(claim: Claim, standings: Standings) -> Told:
    report = claim.report
    return Told(
        claim=claim.key,
        report=claim.report_id,
        outlet=claim.outlet_name,
        side=report.side,
        published=report.published,
        title=report.title,
        url=report.url,
        said=claim.event.attribution,
        status=claim.event.status,
        standings=tuple(sorted(standings_of(claim, standings))),
        sentences=tuple(evidence.text for evidence in claim.event.evidence),
    )


def _written(value: Any) -> str:
    """A value of an account in a cell: lists (ids, first and last day) with a plus between."""
    return (
        "+".join(dict.fromkeys(map(str, value)))
        if isinstance(value, Iterable) and not isinstance(value, str)
        else str(value)
    )
