"""The counts of a sentence while they are being found."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from sijill.arabic.numbers import Number
from sijill.arabic.particles import SENTENCE_ENDS
from sijill.reading.counts.counting import Counted, person_at
from sijill.reading.counts.harm import Governor, governors, harmed_nouns
from sijill.reading.counts.whose import SUBSET, lone_army, owner
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import Mention

TOLL = frozenset(("killed", "injured"))
# How far a word of harm may stand after the counted.
_AFTER_REACH = 12
_NOUN_AFTER = 12
# Counts this near may share what is told of one of them.
_TOGETHER = 20
_OTHERS = ("اخر", "اخرين", "اخرون", "اخران")
_BEFALLEN = TOLL | {"detained"}
_DEFENCELESS = frozenset(("civilians", "women", "children"))
# Kinds of people of whom others told beside them need not be.
_NARROW = frozenset(("women", "children"))


@dataclass(slots=True)
class Count:
    """A number of people or things.

    `first` and `last` are the token range of its words, `by` the token of the word of harm that governs
    it, or -1. `of` is whose they are by the words beside it; `group` the row of the persons table.
    """

    first: int
    last: int
    kind: str
    low: int | None
    high: int | None
    approximate: bool
    of: str | None
    entry: str
    by: int = -1
    group: str = ""


class Findings:
    """What was found in one sentence, and the words of harm in it."""

    def __init__(self, sentence: Sentence, mentions: list[Mention]) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.harm = governors(sentence)
        self.harmed = harmed_nouns(sentence)
        self.found: list[Count] = []
        self.used: set[int] = set()
        self.numbered: set[int] = set()

    def take(self, made: list[Count], first: int, last: int) -> None:
        self.found.extend(made)
        if made:
            self.used.update(range(min(first, made[0].first), max(last, made[0].last)))

    def count(
        self, kind: str, number: Number, thing: Counted, governor: Governor | None, entry: str = ""
    ) -> Count:
        first, last = min(number.first, thing.first), max(number.last, thing.last)
        group = thing.group or ("other" if thing.kind == "other" else "")
        if self.sentence.forms[last - 1] in _OTHERS or self.sentence.forms[last : last + 1] == ["اخر"]:
            group = ""
        of = owner(self.sentence, self.mentions, first, last, thing.noun, group)
        if of is None and group == "soldiers" and kind in TOLL:
            of = lone_army(self.mentions)
        if of == group and number.first < thing.noun and self._joined_to_others(last, group):
            of = "civilians"
        return Count(
            first,
            last,
            kind,
            number.low,
            number.high,
            number.approximate,
            of,
            entry or (governor.entry if governor else thing.entry),
            governor.first if governor else -1,
            group,
        )

    def _joined_to_others(self, at: int, group: str) -> bool:
        """«مئات النساء والأطفال», «20 طفلا ونساء»: one number for people of two kinds."""
        second = person_at(self.sentence, at) if at < self.sentence.last else None
        return (
            second is not None
            and second.joined
            and second.worth > 2
            and second.group in _DEFENCELESS
            and group in _DEFENCELESS - {second.group}
        )

    def share_owners(self) -> None:
        """«16 قتيلا وإصابة 12 آخرين», «قتلى وجرحى من الحوثيين»: one owner for what is told together."""
        for before, after in itertools.pairwise(self.found):
            if before.kind != after.kind and not {before.kind, after.kind} <= self._told_together(after):
                continue
            gap = self.sentence.forms[before.last : after.first]
            if SENTENCE_ENDS.intersection(gap) or len(gap) > _TOGETHER:
                continue
            if after.of is None and after.group == "" and before.of is not None and after.kind in _BEFALLEN:
                after.of = None if before.of in _NARROW and self._is_of_people(after) else before.of
            elif before.of is None and after.of is not None and len(gap) <= 1 and before.group == "":
                before.of = after.of

    def _told_together(self, after: Count) -> frozenset[str]:
        """«مقتل خمسة جنود وأسر ثلاثة آخرين»: the others are of those told before, the captured too."""
        others = frozenset(_OTHERS).intersection(self.sentence.forms[after.first : after.last + 1])
        return _BEFALLEN if others else TOLL

    def _is_of_people(self, count: Count) -> bool:
        """«ستة أطفال و11 شخصا آخرين»: a noun that says that the others are not of the same kind."""
        nouns = (person_at(self.sentence, at) for at in range(count.first, count.last))
        return any(noun is not None and noun.group == "anybody" and noun.worth for noun in nouns)

    def told_of_toll(self, at: int) -> bool:
        if any(hit.last == at for hit in self.sentence.words.get("toll_nouns", ())):
            return False
        return any(at - 4 <= hit.first < at for hit in self.sentence.words.get("toll_verbs", ()))

    def after(self, thing: Counted) -> Governor | None:
        forms = self.sentence.forms
        for governor in self.harm:
            if governor.first < thing.last:
                continue
            gap = range(thing.last, governor.first)
            if len(gap) > _AFTER_REACH or any(forms[at] in SENTENCE_ENDS for at in gap):
                return None
            if governor.follows and (len(gap) <= _NOUN_AFTER if not governor.verb else not governor.joined):
                return governor
            if governor.verb and not governor.joined and len(gap) <= 1 and governor.kind in TOLL:
                return governor
            if governor.joined or governor.verb:
                return None
        return None

    def is_subset(self, at: int) -> bool:
        before = self.sentence.forms[max(at - 2, self.sentence.first) : at]
        return bool(SUBSET.intersection(before))
