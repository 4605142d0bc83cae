"""Counts told by a number: what governs it, and the kinds that it is of."""

from __future__ import annotations

from dataclasses import replace

from sijill.arabic.numbers import Number
from sijill.arabic.particles import COMMAS, SENTENCE_ENDS
from sijill.reading.counts.counting import Counted
from sijill.reading.counts.findings import TOLL, Count, Findings
from sijill.reading.counts.harm import FALLEN, RUINED, Governor, Harmed, partner
from sijill.reading.counts.whose import among
from sijill.reading.passage import trigger_of
from sijill.record import SOCIAL_IDS

# How far a verb may stand before those it befell («قتل أمس في غارة على صعدة 12 شخصا»).
_VERB_REACH = 9
# … where those it befell are told as people.
_PERSON_REACH = 15
_NOUN_REACH = 2
# From «عدد القتلى» to its number.
_TOLL_REACH = 16
_AGES = frozenset(("سن", "السن", "عمر", "عمره", "عمرها", "العمر"))
_TOTALS = ("اصل", "مجموع", "اجمالي", "جمله")
_ARMED = ("soldiers", "fighters")


class Numbered(Findings):
    """The counts of a sentence that stand as numbers."""

    def of_number(self, number: Number, thing: Counted, previous: list[Count]) -> list[Count]:
        if thing.kind == "measure" or self._is_age(number) or self._is_total(number):
            return []
        noun = self.harmed.get(thing.noun)
        loose = self._is_loose(number) and (noun is None or noun.kind not in TOLL)
        if loose and thing.kind != "person":
            return []
        if noun is not None and noun.kind in TOLL:
            return self._toll(number, thing, noun)
        if thing.kind.startswith("thing:"):
            kinds = thing.kind.removeprefix("thing:").split("|")
            return [self.count(kind, number, thing, None) for kind in kinds]
        if self.is_subset(number.first):
            return self._subset(number, thing, previous)
        split = self._split_after(thing.last)
        if split and not (loose and self.sentence.forms[split[0].first - 1] != "بين"):
            return self._joint([n.kind for n in split], number, replace(thing, last=split[-1].last), None)
        governor, pair = self._governor(number, thing, previous)
        if loose and (governor is None or governor.kind not in TOLL):
            return []
        if noun is not None:
            governor = governor if governor is not None and governor.kind not in TOLL else None
            kind = governor.kind if governor and governor.kind != FALLEN else noun.kind
            return [self.count(kind, number, thing, governor)]
        if governor is None:
            told = self._told_before(number)
            if told is not None:
                return [self.count(told.kind, number, thing, None, told.entry)]
            if thing.kind != "person":
                return []
            made = self.count("fighters", number, thing, None)
            armed = thing.group in _ARMED or self._recruited(number) or self._besieged(number, made)
            return [made] if armed else []
        kind = "killed" if governor.kind == FALLEN else governor.kind
        if kind == RUINED or (kind == "fighters" and thing.kind == "other"):
            return []
        if thing.kind == "other" and governor.first >= thing.last and not governor.verb:
            return []  # «بعض الجيوب يجري تصفيتها»
        if pair:
            return self._joint([pair.kind, kind], number, thing, governor)
        led = thing.companions and self._head_person(governor, number)
        if led:
            thing = replace(thing, first=governor.last)
        made = self.count(kind, number, thing, governor)
        if led:
            made.low = made.low + 1 if made.low is not None else None
            made.high = made.high + 1 if made.high is not None else None
        return [made]

    def _toll(self, number: Number, thing: Counted, noun: Harmed) -> list[Count]:
        """«عشرون قتيلا», «عشرات القتلى والجرحى», «خمسة قتلى و10 جرحى»."""
        second = partner(self.harmed, noun)
        if second is None or second.kind not in TOLL:
            return [self.count(noun.kind, number, thing, None, noun.entry)]
        joint = replace(thing, last=second.last)
        if number.high is None and number.kind == "vague":
            # «مزيد من القتلى والجرحى» is no number to be split.
            return [self.count(n.kind, number, joint, None, n.entry) for n in (noun, second)]
        return self._joint([noun.kind, second.kind], number, joint, None)

    def _joint(
        self, kinds: list[str], number: Number, thing: Counted, governor: Governor | None
    ) -> list[Count]:
        """One number for two kinds: the codebook's «قتل وجرح 20»."""
        if len(kinds) == 1:
            return [self.count(kinds[0], number, thing, governor)]
        whole = replace(number, low=0)
        return [self.count(kind, whole, thing, governor) for kind in dict.fromkeys(kinds)]

    def _is_loose(self, number: Number) -> bool:
        """«العديد من الخلايا», «المزيد من الغارات»: no more than a plural."""
        return number.kind == "vague" and self.sentence.forms[number.first].endswith(("عديد", "كثير", "مزيد"))

    def _is_age(self, number: Number) -> bool:
        """«أطفال دون سن الـ 18»."""
        before = self.sentence.forms[max(number.first - 2, self.sentence.first) : number.first]
        return bool(_AGES.intersection(before))

    def _is_total(self, number: Number) -> bool:
        """«أربع طائرات من أصل 36»: of how many, and no number of its own."""
        before = self.sentence.forms[max(number.first - 2, self.sentence.first) : number.first]
        return before[:1] == ["من"] and before[-1] in _TOTALS

    def _told_before(self, number: Number) -> Harmed | None:
        """«ارتفع عدد القتلى في الهجمات إلى 18 شخصا»: the noun of harm whose number this is."""
        if "toll_nouns" not in self.sentence.words or self.sentence.forms[number.first - 1] not in (
            "الي",
            "ب",
        ):
            return None
        for hit in self.sentence.words["toll_nouns"]:
            noun = self.harmed.get(hit.last)
            if noun is not None and 0 < number.first - noun.last <= _TOLL_REACH:
                return noun
        return None

    def _recruited(self, number: Number) -> bool:
        return any(
            trigger_of(hit).type == "recruitment" and hit.first < number.first
            for hit in self.sentence.triggers
        )

    def _besieged(self, number: Number, count: Count) -> bool:
        """«محاصرة 300 حوثي»: the fighters of a party, not the people of a place."""
        near = any(
            trigger_of(hit).type == "siege" and 0 <= number.first - hit.last <= _NOUN_REACH
            for hit in self.sentence.triggers
        )
        return near and count.of not in (None, "other", *SOCIAL_IDS)

    def _split_after(self, last: int) -> list[Harmed]:
        """«20 حوثيا بين قتيل وجريح», «العشرات سقطوا قتلى»: nouns of harm that stand after the counted."""
        forms = self.sentence.forms
        for at in range(last, min(last + 5, self.sentence.last)):
            if forms[at] in SENTENCE_ENDS or at in self.numbered:
                break
            noun = self.harmed.get(at)
            if noun is None:
                continue
            if noun.kind not in TOLL or noun.joined or noun.definite:
                break
            if noun.worth == 2 and forms[at - 1] != "بين":
                break  # but «بين شهداء وجرحى»
            second = partner(self.harmed, noun)
            return [noun, second] if second else [noun]
        return []

    def _subset(self, number: Number, thing: Counted, previous: list[Count]) -> list[Count]:
        """«بينهم خمسة مدنيين»: told of itself only where it says who they were."""
        whole = previous[-1] if previous else None
        if whole is None or whole.kind == "fighters" or thing.kind != "person":
            return []
        made = self.count(whole.kind, number, thing, None)
        made.by = whole.by
        return [made] if made.of is not None and made.of != whole.of else []

    def _governor(
        self, number: Number, thing: Counted, previous: list[Count]
    ) -> tuple[Governor | None, Governor | None]:
        """The word of harm that governs a number, and the one that it is paired with («قتل وجرح 20»)."""
        before = self._before(number, thing)
        after = self.after(thing) if before is None or before.last < number.first else None
        if (
            before is not None
            and before.kind != FALLEN
            and (after is None or not self._opens(before, number))
        ):
            index = self.harm.index(before)
            other = self.harm[index - 1] if index else None
            paired = (
                before.joined
                and other is not None
                and not other.follows
                and set(self.sentence.forms[other.last : before.first]) <= {"و", "او"}
                and other.kind != before.kind
                and {other.kind, before.kind} <= TOLL
            )
            return before, other if paired else None
        if after is not None:
            return after, None
        if before is not None:
            return before, None
        if previous and self._continues(previous[-1], number):
            return next((g for g in self.harm if g.first == previous[-1].by), None), None
        return None, None

    def _opens(self, governor: Governor, number: Number) -> bool:
        """Whether only a light word stands before the number: «لقي 25 مسلحا مصرعهم»."""
        return number.first - governor.last > 2

    def _before(self, number: Number, thing: Counted) -> Governor | None:
        forms = self.sentence.forms
        governor = next((g for g in reversed(self.harm) if g.last <= number.first), None)
        if governor is None:
            return None
        told = among(self.sentence, self.mentions, number.first)
        gap = range(governor.last, told[0] if told else number.first)
        if governor.follows and (gap or not governor.verb) and not thing.companions:
            return None
        if any(forms[at] in SENTENCE_ENDS for at in gap):
            return None
        loose = sum(forms[at] not in ("علي", "عن", "ب", "من", "نحو", "و", "(", "«", '"') for at in gap)
        if thing.kind == "other" and loose:
            return None
        if loose <= (0 if thing.kind == "none" else _NOUN_REACH) and not self._crosses(gap):
            return governor
        if thing.companions and loose <= 7 and not any(forms[at] in COMMAS for at in gap):
            return governor
        reach = _PERSON_REACH if thing.kind == "person" else _VERB_REACH
        if governor.verb and loose <= reach and thing.kind != "none" and not self._crosses(gap):
            return governor
        return None

    def _crosses(self, gap: range) -> bool:
        """Whether other counts, or a subject of its own, stand between a word of harm and a number."""
        return any(at in self.used for at in gap)

    def _continues(self, last: Count, number: Number) -> bool:
        """«مقتل عشرة جنود وخمسة مدنيين»: the second number shares the word of harm."""
        forms = self.sentence.forms
        gap = [forms[at] for at in range(last.last, number.first)]
        joined = forms[number.first].startswith("و") or gap[-1:] == ["و"]
        return joined and len(gap) <= 5 and not any(f in SENTENCE_ENDS or f in COMMAS for f in gap)

    def _head_person(self, governor: Governor, number: Number) -> bool:
        """Whether somebody stands alone before «وأربعة من مرافقيه»."""
        gap = range(governor.last, number.first)
        return len(gap) >= 1 and not any(at in self.used for at in gap)
