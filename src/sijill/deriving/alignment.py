"""Who stood with whom on a day, and whose word a claim is to one who gains by it and one who loses.

All of it is the pack's knowledge: memberships of actors, declared allies and who fought whom with dates,
outlets that serve nobody. With the names of two parties swapped there and in the claims, every answer is the
same.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from sijill.deriving.control_rates import Rates, Standing
from sijill.deriving.standing import INDEPENDENT, UNPLACED, Standings
from sijill.linking.claims import Claim
from sijill.linking.voices import voice_of
from sijill.packs import Pack
from sijill.record import OTHER, SOCIAL_IDS

_SPEAKS_FOR_THE_OUTLET: Final = frozenset(("official", "party", "medical"))
"""Sources that an outlet of a side quotes without a name are of its side, for all that can be known."""


class Alignment:
    """What a pack knows of sides. Days are ordinals (`date.toordinal`)."""

    def __init__(self, pack: Pack, rates: Rates) -> None:
        self._actors = pack.actors
        self._allies = rates.allies
        self._foes = rates.foes
        self._holders = rates.holders
        self._standings = Standings.of_pack(pack)
        self._fought = lru_cache(maxsize=65536)(self._known_to_have_fought)
        self._stands_with = lru_cache(maxsize=65536)(self._known_to_stand_with)

    def may_hold(self, id_: str) -> bool:
        """Whether somebody may hold a place: a party, and no kind of people but those that the pack names."""
        if id_ in self._holders:
            return True
        actor = self._actors.get(id_)
        return id_ != OTHER and (actor.kind != "people" if actor else id_ not in SOCIAL_IDS)

    def allied(self, some: Iterable[str], others: Iterable[str], day: int) -> bool:
        """Whether any of some is, belongs to or stood on that day with any of the others."""
        listed = tuple(others)
        return any(self._stands_with(one, other, day) for one in some for other in listed)

    def standing(self, claim: Claim, gaining: Iterable[str], losing: Iterable[str], day: int) -> Standing:
        """Whose word a claim is to those who gain by it and to those who lose.

        Adverse is who loses or fights one who gains.
        """
        said, voice = claim.event.attribution, voice_of(claim)
        if voice.side is None and said.kind in _SPEAKS_FOR_THE_OUTLET:
            voice = replace(voice, side=claim.report.side)
        printed = date.fromisoformat(claim.report.published) if claim.report.published else None
        speaker = self._standings.of(voice, printed, said.quote.text if said.quote else "")
        if speaker in (INDEPENDENT, UNPLACED):
            return "independent" if speaker == INDEPENDENT else "unnamed"
        if self.allied((speaker,), gaining, day):
            return "own"
        loses = self.allied((speaker,), losing, day)
        return "adverse" if loses or any(self._fought(speaker, one, day) for one in gaining) else "other"

    def _known_to_stand_with(self, one: str, other: str, day: int) -> bool:
        mine, theirs = self._with_unions(one, day), self._with_unions(other, day)
        when = date.fromordinal(day)
        return bool(mine & theirs) or any(
            group.holds_on(when) and mine & set(group.ids) and theirs & set(group.ids)
            for group in self._allies
        )

    def _known_to_have_fought(self, one: str, other: str, day: int) -> bool:
        mine, theirs = self._with_unions(one, day), self._with_unions(other, day)
        when = date.fromordinal(day)
        return any(
            pair.holds_on(when)
            and (mine & pair.one and theirs & pair.other or mine & pair.other and theirs & pair.one)
            for pair in self._foes
        )

    def _with_unions(self, id_: str, day: int) -> frozenset[str]:
        """An actor and what it belongs to on that day."""
        actor, when = self._actors.get(id_), date.fromordinal(day)
        unions = (m.id for m in actor.member_of if m.holds_on(when)) if actor else ()
        return frozenset((id_, *unions))
