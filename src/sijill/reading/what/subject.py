"""What a report is about: sport, markets and the arts borrow the words of war and tell of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, trigger_of

# A report is apart from any conflict if it has so many words of another subject, and so many times more
# of them than words of war. The sentence that has most of them is left out: one alone changes no subject.
_APART_WORDS = 3
_APART_TIMES = 3
# Types that tell of a conflict by themselves; the others need a word of war somewhere in the report.
_PLAIN = frozenset(
    "clash airstrike shelling bombing suicide_attack interception killing abduction sexual_violence "
    "torture arrest raid recruitment release breach protest riot displacement aid".split()
)
_ARMED = frozenset(("armed_group", "armed_state_unit", "coalition"))
# Deals over atoms or debts: a report with so many of their words means these by «الاتفاق», «المحادثات».
_DEALS = frozenset(("agreement", "negotiation"))
_DEAL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What the words of a report say that it is about."""

    apart: bool
    of_war: bool
    other_deals: bool = False

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Subject:
        """Weigh the words of another subject against those of war."""
        apart = [len(s.words.get("subject:apart", ())) for s in sentences]
        others = sum(apart) - (max(apart) if len(apart) > 1 else 0)
        war = sum(_war_words(s) for s in sentences)
        deals = sum(len(s.words.get("subject:deals", ())) for s in sentences)
        return cls(others >= _APART_WORDS and others > _APART_TIMES * war, war > 0, deals >= _DEAL_WORDS)

    def lets_tell(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a trigger may tell of an event, going by what the report is about."""
        if self.apart or (self.other_deals and trigger_of(hit).type in _DEALS):
            return _war_words(sentence) > 0
        return self.of_war or trigger_of(hit).type in _PLAIN


def _war_words(sentence: Sentence) -> int:
    named = sum(hit.entry.kind == "actor" and hit.entry.data.kind in _ARMED for hit in sentence.hits)
    forces = sum(len(sentence.words.get(name, ())) for name in ("group:forces", "group:militia"))
    return named + forces + len(sentence.words.get("subject:war", ()))
