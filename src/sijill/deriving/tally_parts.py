"""What one incident gives to a tally: on the whole, and by the words of each side alone."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sijill.deriving.conventions import Convention
from sijill.deriving.estimates import Estimate, Weight, by_party, of_incident, weigher
from sijill.deriving.figures import Figure, figures_of, standings_of
from sijill.deriving.happenings import Happening
from sijill.deriving.standing import Standings
from sijill.deriving.tally_terms import EVENTS, Key, What
from sijill.linking.claims import Claim


class Part(Struct, frozen=True, kw_only=True):
    """What an incident comes to by some claims; `figures` are what they say, none where events count."""

    happening: Happening
    estimate: Estimate
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...] = ()


class Share(Struct, frozen=True):
    """What an incident gives to rows under the names `told` (whose were counted, who claims it).

    `by_standing` has what each side, `independent` and `unplaced` voices alone say of that.
    """

    told: Mapping[Key, str | None]
    whole: Part
    by_standing: Mapping[str, Part]


def shares(
    happening: Happening, what: What, by: Sequence[Key], convention: Convention, standings: Standings
) -> Iterator[Share]:
    """The shares of an incident: one, or one for each party counted and each side, if that is asked."""
    whole, each = _parts(happening, what, by, convention, standings)
    if "side" in by:
        for standing, parts in each.items():
            for party, part in parts.items():
                yield Share(_names(by, what, party) | {"side": standing}, part, {standing: part})
    else:
        for party, part in whole.items():
            alone = {standing: parts[party] for standing, parts in each.items() if party in parts}
            yield Share(_names(by, what, party), part, alone)


_Parts = dict[str | None, Part]
"""Parts by the party counted; under None alone where it is not asked."""


def _names(by: Sequence[Key], what: What, party: str | None) -> dict[Key, str | None]:
    return {"party": party} if "party" in by and what != EVENTS else {}


def _parts(
    happening: Happening, what: What, by: Sequence[Key], convention: Convention, standings: Standings
) -> tuple[_Parts, dict[str, _Parts]]:
    """The parts by all voices together, and by the voices of each standing, in the order of their names."""
    if what == EVENTS:
        once = Estimate(1, 1, 1)
        speaking: dict[str, list[Claim]] = {}
        for claim in happening.claims:
            for standing in standings_of(claim, standings):
                speaking.setdefault(standing, []).append(claim)
        return {None: Part(happening=happening, estimate=once, claims=happening.claims)}, {
            standing: {None: Part(happening=happening, estimate=once, claims=tuple(speaking[standing]))}
            for standing in sorted(speaking)
        }
    weight = weigher(happening.source)
    figures = [figure for claim in happening.claims for figure in figures_of(claim, what, standings)]
    telling: dict[str, list[Figure]] = {}
    for figure in figures:
        telling.setdefault(figure.standing, []).append(figure)

    def parts(told: Sequence[Figure]) -> _Parts:
        return dict(_split(happening, told, convention, weight, party="party" in by))

    return parts(figures), {standing: parts(telling[standing]) for standing in sorted(telling)}


def _split(
    happening: Happening, figures: Sequence[Figure], convention: Convention, weight: Weight, *, party: bool
) -> Iterator[tuple[str | None, Part]]:
    split = (
        by_party(figures, convention, weight)
        if party
        else {None: (of_incident(figures, convention, weight), figures)}
    )
    for of, (estimate, told) in split.items():
        # A claim may give several figures: of the dead of each side, and of all.
        claims = {figure.claim.key: figure.claim for figure in told}
        yield (
            of,
            Part(happening=happening, estimate=estimate, claims=tuple(claims.values()), figures=tuple(told)),
        )
