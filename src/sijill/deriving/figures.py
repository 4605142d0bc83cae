"""The figures that claims give, each with whose word it is."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from sijill.deriving.standing import Standings
from sijill.linking.claims import Claim
from sijill.linking.voices import voice_of
from sijill.record import Attribution, Quantity, QuantityKind, Quote
from sijill.record import Claim as FurtherVoice


class Figure(Struct, frozen=True, kw_only=True):
    """How many one voice says there were. `high` None: no upper bound was told.

    `of` is who or whose is counted, `standing` for whom the voice speaks (`standing.Standings.of`).
    """

    claim: Claim
    low: int
    high: int | None
    of: str | None
    standing: str
    quote: Quote | None


def figures_of(claim: Claim, kind: QuantityKind, standings: Standings) -> Iterator[Figure]:
    """The figures of a claim, those of further voices in its report too; of a voice that denies it none."""
    for quantity in claim.event.quantities:
        if quantity.kind == kind:
            yield from _figure(claim, quantity, quantity.attribution or claim.event.attribution, standings)
    for further in _agreeing(claim):
        for quantity in further.quantities:
            if quantity.kind == kind:
                said = quantity.attribution or further.attribution
                yield from _figure(claim, quantity, said, standings)


def standings_of(claim: Claim, standings: Standings) -> set[str]:
    """For whom a claim speaks, and the further voices in its report that say so too."""
    said = (claim.event.attribution, *(further.attribution for further in _agreeing(claim)))
    return {standing_of(claim, standings, voice) for voice in said}


def denies(claim: Claim) -> bool:
    """Whether a claim, or a further voice in its report, says that it did not happen."""
    return claim.event.status == "denied" or any(f.status == "denied" for f in claim.event.claims)


def standing_of(claim: Claim, standings: Standings, said: Attribution) -> str:
    """For whom a voice of a claim speaks."""
    words, published = said.quote, claim.report.published
    day = date.fromisoformat(published) if published else None
    return standings.of(voice_of(claim, said), day, words.text if words else "")


def _agreeing(claim: Claim) -> list[FurtherVoice]:
    return [further for further in claim.event.claims if further.status in (None, "occurred")]


def _figure(claim: Claim, quantity: Quantity, said: Attribution, standings: Standings) -> Iterator[Figure]:
    if quantity.low is not None or quantity.high is not None:
        yield Figure(
            claim=claim,
            low=quantity.low or 0,
            high=quantity.high,
            of=quantity.of,
            standing=standing_of(claim, standings, said),
            quote=quantity.quote,
        )
