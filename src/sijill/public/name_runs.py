"""Where a name ends, and what words stand around it: questions about the words of one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sijill.public.name_tables import ARTICLE, bare
from sijill.public.name_words import NO_HEAD, Head, NameWords, Word

LONGEST: Final = 9
"""Words of a name, «بن» counted."""
_SPEAKER: Final = frozenset({"متحدث", "ناطق", "قيادي", "ناطقه", "متحدثه"})


class Line:
    """The words of a text. `upon` tells which are spelt «على» or «يدعي» and are no name."""

    def __init__(self, words: NameWords, forms: Sequence[str], upon: Sequence[bool]) -> None:
        self.words = words
        self.all: list[Word] = [words.of(form) for form in forms]
        self.forms = forms
        self.upon = upon
        self.count = len(forms)

    def head(self, at: int) -> tuple[int, int]:
        """What the words at a place introduce, and where they end; the longest phrase counts."""
        if self.upon[at]:
            return NO_HEAD, at + 1
        word = self.all[at]
        best, end = word.heads, at + 1
        for rest, head in word.longer:
            last = at + 1 + len(rest)
            if (
                last >= end
                and last <= self.count
                and all(
                    bare(self.all[at + 1 + n].core) == part or bare(self.forms[at + 1 + n]) == part
                    for n, part in enumerate(rest)
                )
            ):
                best, end = (best | head if last == end else head), last
        return best, end

    def is_private_body(self, at: int) -> bool:
        """Whether the office is of no state, party or army: the head of a ward, a driver."""
        for place in range(at, min(at + 2, self.count)):
            if not self.forms[place][0].isalpha() or self.all[place].given == 2:
                return False
            heads, _ = self.head(place)
            if heads & Head.PRIVATE_BODY:
                return True
            if heads & Head.OFFICE_WORD:
                return False
        return False

    def is_family(self, at: int) -> bool:
        word = self.all[at]
        return word.definite and word.unknown and not word.cut and self.forms[at].endswith("ي")

    def end_of_name(self, first: int, *, strong: bool) -> int:
        """Where the name that begins at a word ends: the first word that is none of it."""
        at, families = first, 0
        while at < self.count and at - first < LONGEST:
            word = self.all[at]
            if not self.forms[at][0].isalpha() or (at > first and word.cut):
                break
            if self.is_compound(at):
                at += 2
                continue
            if word.part and at + 1 < self.count and self.may_follow(at + 1, word.part):
                at += 2
                continue
            if at > first and self.upon[at]:
                if not (at + 1 < self.count and (self.all[at + 1].given or self.is_family(at + 1))):
                    break
                at += 1
            elif word.given and not (at > first and self.opens_office(at)):
                at += 1
            elif at == first and not strong or word.stop or word.verb:
                break
            elif word.definite and families < 2 and self.may_be_family(at, first):
                families += 1
                at += 1
            elif not word.definite and families == 0 and at - first < 5 and self.may_be_inside(at, first):
                at += 1
            else:
                break
        return at

    def is_compound(self, at: int) -> bool:
        """«ضيف الله», «صلاح الدين»."""
        return at + 1 < self.count and (self.all[at].core, self.forms[at + 1]) in self.words.compounds

    def may_follow(self, at: int, part: str) -> bool:
        """Whether a word may stand behind «بن», «أبو», «عبد»."""
        word = self.all[at]
        if not self.forms[at][0].isalpha() or (word.cut and not word.given):
            return part == "servant" and word.core.startswith(ARTICLE)
        if part == "servant":
            return word.core.startswith(ARTICLE)
        if part == "kunya":
            return (
                not word.stop
                and not word.verb
                and (word.given > 0 or word.unknown or (word.definite and not word.heads))
            )
        return not word.stop or word.given > 0

    def may_be_inside(self, at: int, first: int) -> bool:
        """A father's name that no list has: the second word, or one behind which the name goes on or ends."""
        word = self.all[at]
        if (
            at + 1 < self.count
            and at > first
            and not word.heads
            and not self.forms[at + 1].startswith(("و", ARTICLE))
        ):
            goes_on = self.all[at + 1].given > 0 and not self.upon[at + 1]
        else:
            goes_on = at + 1 < self.count and self.is_family(at + 1)
        return word.unknown and (at <= first + 2 or self.is_over(at + 1)) or (goes_on and not word.heads)

    def may_be_family(self, at: int, first: int) -> bool:
        word = self.all[at]
        if word.unknown:
            return not self.all[at - 1].definite or word.core.endswith("ي") or self.is_over(at + 1)
        if word.core.endswith("ي") and bare(word.core) not in self.words.units:
            return at > first
        if word.heads & ((Head.OFFICE | Head.COMMAND) | Head.OFFICE_WORD):
            return False
        if word.heads & Head.HONORIFIC and at > first and at + 1 < self.count and self.all[at + 1].given:
            return True  # «مارك الحاج موسى»
        # «محمد صالح الحاج», «علي القاضي»: a family name that also is a word stands at the end.
        following = self.all[at + 1] if at + 1 < self.count else None
        if (
            following is None
            or not self.forms[at + 1][0].isalpha()
            or following.cut
            or following.stop
            or following.verb
        ):
            return at > first and not word.heads & Head.BETWEEN
        return at == first + 1 and not word.heads

    def opens_office(self, at: int) -> bool:
        """«محمد صالح قائد اللواء»: a given name that here is the title of an office."""
        word = self.all[at]
        if not word.heads & Head.OFFICE or at + 1 >= self.count:
            return False
        following = self.all[at + 1]
        return not following.given and bool(following.heads & (Head.OFFICE_WORD | Head.PRIVATE_BODY))

    def is_over(self, at: int) -> bool:
        if at >= self.count or not self.forms[at][0].isalpha():
            return True
        word = self.all[at]
        return word.stop or word.verb or (word.cut > 0 and self.forms[at][0] == "و")

    def tells_age(self, at: int) -> bool:
        """«(12 عاما)» behind a name."""
        return at + 1 < self.count and self.forms[at] in "(،" and self.forms[at + 1][0].isdigit()

    @staticmethod
    def looks_like_name(core: str) -> bool:
        return core[0] not in "يتنس" and core[-1] not in "اته" and len(core) > 3

    def names_place(self, first: int) -> bool:
        """«مدرسة الشهيد فلان»: a place that has a man's name."""
        for at in (first - 1, first - 2):
            if at < 0 or not self.forms[at][0].isalpha():
                return False
            word = self.all[at]
            if word.heads & Head.NAMESAKE and not word.definite:
                return True
            if not (word.definite and word.heads & (Head.HARMED | Head.HONORIFIC | Head.OFFICE)):
                return False
        return False

    def office_after(self, last: int) -> bool:
        at = last
        comma = False
        while at < self.count and self.forms[at] in ("،", ",", "(", "-", "–", ")", "»", '"'):
            comma = True
            at += 1
        if at >= self.count or not self.forms[at][0].isalpha() or self.all[at].cut:
            return False
        heads, end = self.head(at)
        if not heads & Head.OFFICE or self.is_private_body(end):
            return False
        word = self.all[at]
        return comma or not word.definite or end > at + 1 or bare(word.core) in _SPEAKER

    def begins_item(self, at: int) -> bool:
        """Whether a word is the first of an item of a list."""
        return self.forms[at][0] == "و" or not self.forms[at - 1][0].isalpha()
