"""How sure a hold is: whose words speak for it, how old they are, and what a party's own word can reach.

A voice is one however often it speaks: all outlets of the holder and his allies are one, those of the loser
are one, outlets of no side are as many as they are sources (copies and one agency counted once). A voice has
the weight of its strongest word, halved with every half-life that has gone by; voices together leave a doubt
that is the product of the doubt that each leaves. Without an independent or adverse voice the sum stays under
a bound.
"""

from collections.abc import Iterable
from math import inf, log2, prod

from msgspec import Struct

from sijill.deriving.alignment import Alignment
from sijill.deriving.control_extent import Reach
from sijill.deriving.control_rates import STANDINGS, Rates, Standing
from sijill.deriving.control_words import Word
from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.voices import source_groups, voice_of


class Support(Struct, frozen=True, kw_only=True):
    """A word for a hold, as its holder sees it who speaks. `voice` names what counts as one speaker."""

    word: Word
    standing: Standing
    voice: str
    weight: float


class Trust:
    """Weighs words; made once for all words of an account, as copies and agencies join reports of it."""

    def __init__(
        self,
        words: Iterable[Word],
        copies: Copies,
        rates: Rates,
        alignment: Alignment,
    ) -> None:
        self.rates = rates
        self.alignment = alignment
        claims = {word.claim.report_id: word.claim for word in words}
        self._one_text: dict[str, list[Claim]] = {id_: [claim] for id_, claim in claims.items()}
        for one, other in copies.among(sorted(claims)):
            if self._one_text[one] is not self._one_text[other]:
                joined = self._one_text[one] + self._one_text[other]
                for claim in joined:
                    self._one_text[claim.report_id] = joined
        self._source = {
            report: f"source {group.reports[0]}"
            for group in source_groups(claims.values(), copies)
            for report in group.reports
        }

    def support(self, word: Word, holders: frozenset[str], losers: frozenset[str]) -> Support:
        """A word as support of a hold by `holders`, taken from `losers`."""
        standing = self._standing(word, holders, losers)
        rates = self.rates
        weight = rates.trust[standing]
        if word.reach is not Reach.WHOLE:
            weight *= rates.unstated_extent
        if word.contained:
            weight *= rates.contained
        if word.says == "sign":
            weight *= rates.sign
        return Support(word=word, standing=standing, voice=self._voice(word, standing), weight=weight)

    def confidence(self, supports: Iterable[Support], level: str, day: int) -> float:
        """How sure a hold is on a day, by the words up to then: from 0 to 1, on the pack's scale."""
        half_life = self.rates.half_life_days[level]
        told = self.strongest((support for support in supports if support.word.day <= day), level)
        now = [support.weight * faded(day - support.word.day, half_life) for support in told]
        sure = 1.0 - prod(1.0 - weight for weight in sorted(now))
        if any(support.standing in ("independent", "adverse") for support in told):
            return sure
        freshest = max((faded(day - support.word.day, half_life) for support in told), default=0.0)
        return min(sure, self.rates.uncorroborated * freshest)

    def strongest(self, supports: Iterable[Support], level: str) -> tuple[Support, ...]:
        """The strongest word of each voice; which it is stays the same as they fade."""
        half_life = self.rates.half_life_days[level]
        found: dict[str, tuple[float, Support]] = {}
        for support in supports:
            strength = (log2(support.weight) if support.weight else -inf) + support.word.day / half_life
            if support.voice not in found or strength > found[support.voice][0]:
                found[support.voice] = (strength, support)
        return tuple(support for _, support in found.values())

    def _standing(self, word: Word, holders: frozenset[str], losers: frozenset[str]) -> Standing:
        """Of a text that several outlets print the one whose word tells least: they only repeat it."""
        told_by = [word.claim, *(c for c in self._one_text[word.claim.report_id] if c is not word.claim)]
        standings = (self.alignment.standing(claim, holders, losers, word.day) for claim in told_by)
        return min(standings, key=STANDINGS.index)

    def _voice(self, word: Word, standing: Standing) -> str:
        if standing == "independent":
            return self._source[word.claim.report_id]
        if standing == "other":
            return f"side {voice_of(word.claim).side}"
        return standing


def faded(days: int, half_life: float) -> float:
    """What is left of a weight after so many days."""
    return float(0.5 ** (days / half_life))
