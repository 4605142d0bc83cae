"""How many: the people and things that a sentence counts."""

from __future__ import annotations

from dataclasses import replace

from sijill.arabic.numbers import Number, find_numbers
from sijill.arabic.particles import CLAUSE_OPENERS, COMPLEMENTISERS, RELATIVES
from sijill.reading.counts.counting import Counted, counted_at, person_at, thing_at
from sijill.reading.counts.findings import TOLL, Count
from sijill.reading.counts.harm import FALLEN, RUINED, Governor, Harmed, negated
from sijill.reading.counts.numbered import Numbered
from sijill.reading.passage import Sentence
from sijill.reading.roles.killers import killer
from sijill.reading.who.mention import Mention

__all__ = ["Count", "counts"]

_BARE_PLURAL = 3
_LIGHT = frozenset(("علي", "عن", "ب", "امس", "اليوم", "فيها", "خلالها", "فيه"))
# How far a verb may stand before a single person whom it befell.
_VERB_GAP = 4
# How near a number may stand behind the one who did it to those it counts.
_OBJECT_REACH = 2
_RUINABLE = ("vehicles", "houses", "weapons")
# «الاستيلاء على دبابة», «إبطال مفعول عبوة»
_ON = frozenset(("علي", "مفعول"))
# Of these «الجندي فلان», «المصور فلان» is one; «الرئيس», «النائب العام» is who, not how many.
_NAMED = ("soldiers", "children", "journalists")


def counts(sentence: Sentence, mentions: list[Mention]) -> list[Count]:
    """The quantities of a sentence, in order."""
    return _Counting(sentence, mentions).all()


class _Counting(Numbered):
    """All counts of a sentence: its numbers, then the nouns that tell how many by their form."""

    def all(self) -> list[Count]:
        first = self.sentence.first
        numbers = [
            replace(n, first=n.first + first, last=n.last + first)
            for n in find_numbers(self.sentence.forms[first : self.sentence.last])
        ]
        things = [counted_at(self.sentence, self.mentions, number) for number in numbers]
        self.numbered = {at for thing in things for at in range(thing.first, thing.last)}
        previous: list[Count] = []
        for number, thing in zip(numbers, things, strict=True):
            if number.first in self.used:
                continue
            made = self.of_number(number, thing, previous)
            self.take(made, thing.first, thing.last)
            previous = made or previous
        self._uncounted()
        self.found.sort(key=lambda c: (c.first, c.kind))
        self.share_owners()
        return self.found

    def _uncounted(self) -> None:
        """«مقتل جندي», «إصابة جنديين», «سقوط قتلى وجرحى», «تدمير دبابة»."""
        for noun in self.harmed.values():
            if noun.first not in self.used and noun.first not in self.numbered:
                self._bare_toll(noun)
        if not self.harm and not any(name.startswith("thing:two") for name in self.sentence.words):
            return
        last = -1
        killers = {at for t in self.sentence.triggers for at in killer(self.sentence, t)}
        governor: Governor | None = None
        for at in range(self.sentence.first, self.sentence.last):
            if at in self.used or at in self.numbered:
                if at in self.used:
                    last = at + 1
                continue
            if at not in self.sentence.at or at in killers:
                continue
            person = person_at(self.sentence, at)
            if person is None:
                self._thing(at)
                continue
            if at - 1 in self.used and not person.joined:
                continue  # an adjective: «جندي عراقي», «حارسا مسلحا»
            governor = (
                self._adjacent(person)
                or (self._sharing(at, last) if person.joined else None)
                or self._after_noun(person)
            )
            if governor is None or self.is_subset(at) or self._denied(governor, at):
                continue
            if self.sentence.forms[at] == "اخر" and governor.last != at:
                continue  # «على صعيد آخر»
            if self._does_it(person, governor):
                continue
            made = self._of_noun(person, governor)
            if made is not None:
                self.take([made], at, made.last)
                last = made.last

    def _bare_toll(self, noun: Harmed) -> None:
        if noun.kind not in TOLL or noun.owned:
            return
        if (noun.definite or noun.worth == 2) and not self.told_of_toll(noun.first):
            return
        before = self.sentence.forms[max(noun.first - 2, 0) : noun.first]
        if negated(self.sentence, noun.first) or before[-1:] == ["بين"] or noun.joined and "بين" in before:
            return  # «سقط من كان هناك بين قتيل وجريح»
        dual = self.sentence.forms[noun.first].endswith(("ان", "ين")) and noun.worth == 1
        low, high = (2, 2) if dual else (1, 1) if noun.worth == 1 else (_BARE_PLURAL, None)
        thing = Counted(noun.first, noun.last, noun.first, "person", "")
        number = Number(noun.first, noun.last, low, high, False, "exact")
        self.take([self.count(noun.kind, number, thing, None, noun.entry)], noun.first, noun.last)

    def _adjacent(self, person: Counted) -> Governor | None:
        """The word of harm before a noun: «مقتل جندي», «القبض على قيادي», «قتل أمس الخميس ضابط»."""
        governor = next((g for g in reversed(self.harm) if g.last <= person.first), None)
        if governor is None or governor.follows or governor.kind in ("fighters", FALLEN):
            return None
        gap = range(governor.last, person.first)
        if all(self.sentence.forms[at] in _LIGHT for at in gap) and len(gap) <= 2:
            return governor
        far = governor.kind in TOLL and not person.definite and person.worth <= 2 and len(gap) <= _VERB_GAP
        return governor if governor.verb and far and not any(self._breaks(at) for at in gap) else None

    def _breaks(self, at: int) -> bool:
        """Whether a word keeps what stands after it from the verb before it."""
        form = self.sentence.forms[at]
        if form in CLAUSE_OPENERS or form in COMPLEMENTISERS or form in RELATIVES or not form[:1].isalpha():
            return True
        if any(m.first <= at < m.last for m in self.mentions):
            return False
        return at in self.used or any(
            hit.entry.verb or hit.entry.kind == "trigger" for hit in self.sentence.at.get(at, ())
        )

    def _does_it(self, person: Counted, governor: Governor) -> bool:
        """«قتل مسلح 38 سائحا», «إعدام 13 قياديا وعنصرا»: the killer, or no more than what a number counts."""
        if person.worth > 1:
            return False
        counted = [c for c in self.found if c.by == governor.first and (c.low or 0) > 1]
        if governor.verb and any(0 <= c.first - person.last <= _OBJECT_REACH for c in counted):
            return True
        alike = self.sentence.forms[person.first].endswith("ا")
        return person.joined and alike and any(c.last == person.first for c in counted)

    def _sharing(self, at: int, last: int) -> Governor | None:
        """«مقتل ضابط وجنديين»: the harm of the noun that «و» ties it to."""
        if not 0 <= at - last <= 3:
            return None
        before = next((c for c in reversed(self.found) if c.last <= at and c.by >= 0), None)
        return next((g for g in self.harm if before and g.first == before.by), None)

    def _denied(self, governor: Governor, at: int) -> bool:
        return negated(self.sentence, governor.first) or negated(self.sentence, at)

    def _thing(self, at: int) -> None:
        """«تدمير دبابة»: one thing, where it is said to be destroyed. «غارتين», «منزلين»: always two."""
        thing = thing_at(self.sentence, at)
        if thing is None or thing.worth > 2 or thing.owned:
            return
        kinds = thing.kind.removeprefix("thing:").split("|")
        if thing.worth == 1:
            if self._added(thing):
                return
            ruined = not thing.definite and self._ruined(at - (self.sentence.forms[at - 1] in _ON))
            kinds = [kind for kind in kinds if kind in _RUINABLE and ruined]
        elif thing.definite:
            return
        number = Number(thing.first, thing.last, thing.worth, thing.worth, False, "exact")
        self.take([self.count(kind, number, thing, None) for kind in kinds], thing.first, thing.last)

    def _ruined(self, at: int) -> bool:
        """Whether a word of destroying or stopping stands before `at`, at most its subject between."""
        governor = next((g for g in reversed(self.harm) if g.last <= at), None)
        if governor is None or governor.kind != RUINED:
            return False
        subject = range(governor.last, at)
        named = all(any(m.first <= word < m.last for m in self.mentions) for word in subject)
        return not subject or (governor.verb and named)

    def _added(self, thing: Counted) -> bool:
        """«تدمير دبابة وعربة»: the second single thing that one word destroys; both are one number."""
        before = self.found[-1] if self.found else None
        kinds = thing.kind.removeprefix("thing:").split("|")
        if before is None or not thing.joined or before.kind not in _RUINABLE or before.kind not in kinds:
            return False
        if before.low is None or before.first in self.numbered or thing.first - before.last > 1:
            return False
        before.low = before.high = before.low + 1
        before.last = thing.last
        self.used.add(thing.first)
        return True

    def _after_noun(self, person: Counted) -> Governor | None:
        """«جنديين تركيين وحارسا مسلحا قتلوا», «جنديان أصيبا»: the verb stands after."""
        after = self.after(person)
        if after is None or not after.verb or after.kind not in TOLL or person.definite:
            return None
        if person.worth > 1 and not after.follows:
            return None
        gap = self.sentence.forms[person.last : after.first]
        if len(gap) > (1 if person.worth > 2 else 5) or COMPLEMENTISERS.intersection(gap):
            return None  # «قال مسؤول إن جنودا قتلوا»
        return after

    def _tells(self, governor: Governor) -> bool:
        """Whether «قتل نساء» is told, not spoken of: «قتل» opens a clause as a verb, or is no such word."""
        form = self.sentence.forms[governor.first].lstrip("ولب")
        return (
            form != "قتل" or governor.joined or self.sentence.clause_of(governor.first)[0] == governor.first
        )

    def _of_noun(self, person: Counted, governor: Governor) -> Count | None:
        kind = governor.kind
        if kind == RUINED or person.owned:
            return None
        many = person.worth > 2
        if many and governor.follows and any(c.by == governor.first for c in self.found):
            return None  # «24 من عناصر … وعناصر … مصرعهم»: one toll for both
        if many and (kind not in TOLL or person.definite or not self._tells(governor)):
            return None
        if person.definite and (person.group not in _NAMED or governor.follows):
            return None
        low, high = (_BARE_PLURAL, None) if many else (person.worth, person.worth)
        number = Number(person.first, person.last, low, high, False, "exact")
        return self.count(kind, number, person, governor)
