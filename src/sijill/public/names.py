"""Names of persons in a text: where one stands, and what the words around it say of whose name it is.

One pass over the words. A word that introduces a person («المواطن», «زوجة», «وزير …») is kept in mind until
the name comes or the sentence goes another way; a name is a run of given names, patronymics and family names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from sijill.arabic.particles import COMMAS, QUOTES, SENTENCE_ENDS
from sijill.public.name_runs import Line
from sijill.public.name_tables import ARTICLE, bare
from sijill.public.name_words import NO_HEAD, Head, NameWords, Word

_LONGEST_OFFICE: Final = 14
"""Words between the title of an office and the name."""
_LONGEST_BETWEEN: Final = 3
_LONGEST_ITEM: Final = 6
_AFTER_KIN: Final = 10
"""Words after a kinship in which a village belongs to it."""
MASKED: Final = "■"
"""What stands for a label that is in the text already."""
_ABOUT: Final = Head.PERSON | Head.HARMED | Head.HONORIFIC | Head.CALLED | Head.KIN | Head.THEIR_KIN
_PRIVATE: Final = Head.PERSON | Head.KIN | Head.THEIR_KIN
_INTRODUCING: Final = _ABOUT | Head.BELONGING | Head.LIST | Head.COMMAND | Head.OFFICE | Head.HARM
_PUBLIC: Final = Head.OFFICE | Head.COMMAND
_AREAS: Final = frozenset({"منطقه", "محافظه", "مدينه", "مديريه", "ولايه", "قضاء", "ناحيه", "بلده"})
"""Words behind which the name of a place may stand that no gazetteer has."""


class Found(Struct, frozen=True):
    """A name: words `first` to `last` (exclusive), whose, and by what it was known.

    `whose` is "private", "public", "" (its words alone tell nothing: private) or "place" (a school's name).
    """

    first: int
    last: int
    whose: str
    reason: str
    name: tuple[str, ...]
    sound: bool
    """Whether a given name is in it, or somebody is introduced by it: its single words may stand again."""


class Names(Struct):
    """What one pass over a text found: names, villages that tell of a family, doubtful words."""

    names: list[Found]
    villages: list[tuple[int, int]]
    doubts: list[int]


class NameFinder:
    """Finds the names of one text.

    `forms` are its tokens' folded forms, `upon` tells which are spelt «على» or «يدعي», `nunated` which have a
    tanwin: such a word is a common one, unless something introduces a name.
    """

    def __init__(
        self, words: NameWords, forms: Sequence[str], upon: Sequence[bool], nunated: Sequence[bool]
    ) -> None:
        self.words = words
        self.line = Line(words, forms, upon)
        self.all = self.line.all
        self.forms = forms
        self.upon = upon
        self.nunated = nunated
        self.count = len(forms)
        self.found = Names([], [], [])
        self.pending = NO_HEAD
        self.since = 0
        self.kin_at = -_AFTER_KIN - 1
        self.kin_named = False
        self.listing = False

    def run(self) -> Names:
        at = 0
        while at < self.count:
            at = self._step(at)
        return self.found

    # -- one word ---------------------------------------------------------------------------------------

    def _step(self, at: int) -> int:
        form = self.forms[at]
        if not form[0].isalpha():
            return self._mark(at)
        word = self.all[at]
        if not word.cut and self._follows_name(at) and (joined := self.words.joined(form)):
            word = self.all[at] = joined
        if self._begins(at, word):
            last = self.line.end_of_name(at, strong=bool(self.pending & _INTRODUCING))
            if last > at and self._is_name(at, last):
                return self._take(at, last)
        if word.heads or word.longer:
            heads, end = self.line.head(at)
            if heads:
                return self._introduce(at, end, heads)
        if last := self._unlisted(at, word):
            return self._take(at, last)
        return self._pass(at, word)

    def _mark(self, at: int) -> int:
        form = self.forms[at]
        if form == MASKED or form in SENTENCE_ENDS:
            self._forget()
        elif form == "\n":
            if not self.listing:
                self._forget()
        elif form in COMMAS:
            if form == ":" and self.pending & (_ABOUT | Head.LIST):
                self.listing = self.listing or bool(self.pending & (Head.LIST | Head.HARMED))
            elif self.listing or self.pending & Head.LIST:
                self.pending = self.pending & ~_PUBLIC | Head.LIST
            else:
                # «المتحدث باسم القوات، فلان»: the name comes at once, or it is another's.
                self.pending &= _PUBLIC
                self.since = _LONGEST_OFFICE
        elif form not in QUOTES and form != "/" and not form[0].isdigit():
            self.pending &= Head.LIST
        return at + 1

    def _forget(self) -> None:
        self.pending = NO_HEAD
        self.listing = False
        self.kin_at = -_AFTER_KIN - 1

    def _pass(self, at: int, word: Word) -> int:
        """A word that is no name and introduces none: the introduction goes on over it, or is over."""
        if self.pending & Head.CALLED and self.forms[at - 1] in QUOTES:
            return self._take_quoted(at)
        if self._is_doubtful(at, word):
            self.found.doubts.append(at)
            self.pending &= Head.LIST
            return at + 1
        if len(word.core) < 3 and not word.stop:
            return at + 1
        self.since += 1
        if self.pending & _PUBLIC:
            goes_on = (
                word.definite
                or word.heads & (Head.OFFICE_WORD | Head.BETWEEN)
                or bare(word.core) in self.words.units
            )
            goes_on = goes_on or word.core in (
                "في",
                "من",
                "ل",
                "لدي",
                "عن",
                "باسم",
                "علي",
                "الي",
                "شوون",
                "و",
            )
            goes_on = goes_on or (word.unknown and at > 0 and self.all[at - 1].core in _AREAS)
            if not (goes_on and self.since <= _LONGEST_OFFICE):
                self.pending &= ~_PUBLIC
            return at + 1
        if self.pending:
            between = word.heads & Head.BETWEEN or (word.definite and (word.known or word.stop))
            if not (between and self.since <= _LONGEST_BETWEEN):
                self.pending &= Head.LIST
        return at + 1

    def _is_doubtful(self, at: int, word: Word) -> bool:
        """Words that may be a name where one must stand: «يدعى الصقر», an item of a list of the dead."""
        if word.stop or word.verb or word.heads or self.upon[at] or len(word.core) < 3:
            return False
        before = self.all[at - 1]
        if self.pending & Head.CALLED and before.heads & Head.CALLED:
            return before.definite
        if not (self.listing and self.pending & Head.LIST and self.pending & (Head.HARMED | Head.PERSON)):
            return False
        return self.line.begins_item(at) and self._is_short_item(at)

    def _is_short_item(self, at: int) -> bool:
        last = at
        while last < self.count and last - at < _LONGEST_ITEM and self.forms[last][0].isalpha():
            last += 1
        return 1 < last - at < _LONGEST_ITEM

    # -- introductions ----------------------------------------------------------------------------------

    def _introduce(self, at: int, end: int, heads: int) -> int:
        if heads & Head.VILLAGE and self._village(at, end):
            pass
        if heads & Head.OFFICE and self.line.is_private_body(end):
            heads = (heads & ~_PUBLIC) | Head.HONORIFIC
        if heads & Head.COMMAND and not self._is_rank(at):
            heads &= ~Head.COMMAND
        useful = heads & _INTRODUCING
        if heads & (Head.KIN | Head.THEIR_KIN):
            self.kin_at, self.kin_named = at, not heads & Head.HOUSEHOLD
        if not useful:
            self._pass(at, self.all[at])
            return end
        if self.pending & Head.OFFICE and useful & (Head.HARMED | Head.PERSON) and self._completes_office(at):
            self.since += 1  # «رئيس لجنة الأسرى»
            return end
        if self.pending & (Head.KIN | Head.THEIR_KIN) and not self.all[at].cut:
            self.pending |= useful  # «زوجة الوزير فلان»: the wife is spoken of
        elif useful & Head.OFFICE and not useful & Head.KIN:
            self.pending = (self.pending & Head.LIST) | useful & ~_PRIVATE
        elif useful & Head.COMMAND:
            self.pending = (self.pending & (Head.LIST | Head.OFFICE)) | Head.COMMAND
        elif useful & (Head.PERSON | Head.HARMED | Head.KIN | Head.THEIR_KIN):
            self.pending = (self.pending & Head.LIST) | useful
        elif useful & (Head.HONORIFIC | Head.CALLED):
            self.pending |= useful  # «قائد الحملة المدعو فلان»: what came before goes on
        elif useful & Head.LIST:
            victims = heads & Head.LIST and self.all[at].core.startswith("اسما")
            self.pending = (
                self.pending & (Head.PERSON | Head.HARMED) | useful | (Head.HARMED if victims else NO_HEAD)
            )
        else:
            self.pending = (self.pending & Head.LIST) | useful
        self.since = 0
        return end

    def _completes_office(self, at: int) -> bool:
        before = self.all[at - 1]
        return (
            not before.definite
            and bool(before.heads & (Head.OFFICE | Head.OFFICE_WORD))
            and not self.all[at].cut
        )

    def _is_rank(self, at: int) -> bool:
        """«اللواء فلان» is a man, «لواء العمالقة» and «فريق طبي» are none; «العميد» always is."""
        word = self.all[at]
        if word.definite or bool(self.pending & _PUBLIC):
            return True
        return at + 1 < self.count and self.all[at + 1].given > 0

    # -- names ------------------------------------------------------------------------------------------

    def _begins(self, at: int, word: Word) -> bool:
        following = self.all[at + 1] if at + 1 < self.count else None
        if self.nunated[at] and word.given < 2 and not self.pending & _ABOUT:
            return False
        if self.upon[at] or (word.core == "رحمه" and following is not None and following.core == "الله"):
            return False
        if word.part == "kunya":
            if following is None or (word.core, following.core) in self.words.no_kunya:
                return False
            return word.core == "ابو" or following.given > 0 or bool(self.pending & _ABOUT)
        if word.part == "servant":
            return following is not None and following.core.startswith(ARTICLE)
        if self.line.is_compound(at):
            return True
        if word.part == "nasab":
            return word.core in ("بن", "ال", "با") and following is not None and bool(self.pending & _ABOUT)
        if word.given == 1 and word.heads & (
            Head.OFFICE | Head.COMMAND | Head.PERSON | Head.HARMED | Head.HONORIFIC
        ):
            return (
                not word.definite
                and following is not None
                and (following.given > 0 or self.line.is_family(at + 1))
            )
        return word.given > 0

    def _is_name(self, first: int, last: int) -> bool:
        """Whether the words are enough to be somebody's name."""
        words = self.all[first:last]
        sure = sum(word.given == 2 for word in words)
        given = sum(word.given > 0 for word in words)
        if words[0].part in ("servant", "kunya") or self.line.is_compound(first):
            return len(words) >= 2
        if self.pending & (Head.CALLED | Head.KIN | Head.THEIR_KIN):
            return True
        if self.pending & _ABOUT and (sure or len(words) > 1 or self._is_named_by(first)):
            return True
        if self.pending & Head.LIST and (sure or (self.line.begins_item(first) and self.line.is_over(last))):
            return self.listing or bool(sure)
        if given and self.line.tells_age(last):
            return True
        told = first > 0 and (self.all[first - 1].verb or bool(self.pending & Head.HARM))
        if len(words) >= 2 and (
            sure or given >= 3 or self.line.is_family(last - 1) or any(w.part for w in words)
        ):
            return True
        if given >= 2 and (told or self._follows_name(first)):
            return True  # «قال عادل سعيد», but not «راتب ثابت»
        if self.pending & (Head.COMMAND | Head.HARM | Head.BELONGING) and sure:
            return True
        if not sure or self.upon[first]:
            return False
        return first > 0 and (self.all[first - 1].verb or self._follows_name(first))

    def _is_named_by(self, first: int) -> bool:
        """«المواطن صالح», but not «شاب تركي»."""
        return first > 0 and self.all[first - 1].definite and bool(self.all[first - 1].heads & _ABOUT)

    def _follows_name(self, first: int) -> bool:
        """«محمد صالح الحاج وعلي»."""
        return bool(self.found.names) and self.found.names[-1].last == first and self.forms[first][0] == "و"

    def _unlisted(self, at: int, word: Word) -> int:
        """The end of a name that no list has, behind a word that introduces one; 0 if it is none."""
        if not word.unknown or word.given or word.heads or self.upon[at]:
            return 0
        pending = self.pending
        if word.cut and not pending & Head.LIST:
            return 0
        last = self.line.end_of_name(at, strong=True)
        if last == at:
            return 0
        words = self.all[at:last]
        close = at > 0 and bool(self.all[at - 1].heads & _ABOUT)
        about = pending & (_ABOUT | Head.BELONGING | Head.HARM)
        about |= pending & Head.LIST if not self.since else 0
        if pending & Head.CALLED or (about and any(w.given or w.part for w in words)):
            return last
        if self.listing and pending & Head.LIST and self.line.begins_item(at) and self.line.is_over(last):
            return last
        if (
            not word.definite
            and self.line.is_family(last - 1)
            and (len(words) == 2 or (about and len(words) > 2))
        ):
            return 0 if self.line.names_place(at) else last
        if pending & Head.HARM:
            whole = len(words) >= 2 and self.line.is_family(last - 1) and not self.line.is_family(at)
            return last if whole else 0
        if pending & (Head.KIN | Head.BELONGING) and close and word.definite:
            return last
        kin_of_one = close and not self.all[at - 1].heads & Head.HOUSEHOLD
        if close and pending & Head.KIN and self.line.is_over(last):
            return last if kin_of_one or self.line.looks_like_name(word.core) else 0
        single = Head.PERSON | Head.HARMED | Head.HONORIFIC if not word.definite else Head.HARMED
        close = close and self.all[at - 1].definite
        if close and pending & single and self.line.is_over(last) and self.line.looks_like_name(word.core):
            return last
        # «قال الكميمي»: who is named in full elsewhere, or in no words that were given.
        speaks = at > 0 and self.all[at - 1].verb and self.line.is_family(at)
        return at + 1 if speaks and word.core not in self.words.public_surnames else 0

    # -- what is found ----------------------------------------------------------------------------------

    def _take(self, first: int, last: int) -> int:
        whose, reason = self._whose(first, last)
        name = self.words.canonical(self.all[n].core for n in range(first, last))
        sound = bool(self.pending & _ABOUT) or any(word.given for word in self.all[first:last])
        self.found.names.append(Found(first, last, whose, reason, name, sound))
        if self.pending & (Head.KIN | Head.THEIR_KIN):
            self.kin_named = True
        self._after_name(last)
        return last

    def _after_name(self, last: int) -> None:
        """«المواطنين فلان وفلان»: who joins is of the same kind, but for an office, which one man holds."""
        joined = last < self.count and (
            self.all[last].cut > 0
            or self.words.joined(self.forms[last]) is not None
            or self.forms[last] in COMMAS
            or self.forms[last] in ')"»'
        )
        keep = Head.PERSON | Head.HARMED | Head.KIN | Head.THEIR_KIN | Head.LIST | Head.HARM
        self.pending = self.pending & keep if joined else self.pending & Head.LIST
        self.since = 0

    def _take_quoted(self, at: int) -> int:
        """«يدعى "السفاح"»: what stands in quotation marks is what he is called."""
        last = at
        while last < self.count and last - at < 5 and self.forms[last] not in QUOTES:
            last += 1
        if last >= self.count or self.forms[last] not in QUOTES or MASKED in self.forms[at:last]:
            self.pending = NO_HEAD  # what is quoted is said, and no name
            return at + 1
        return self._take(at, last)

    def _whose(self, first: int, last: int) -> tuple[str, str]:
        pending = self.pending
        name = self.words.canonical(self.all[n].core for n in range(first, last))
        known = self._is_public_name(name)
        if pending & (Head.KIN | Head.THEIR_KIN):
            return "private", "kinship"
        if pending & Head.PERSON:
            return "private", "introduced"
        # «رئيس النادي وفلان»: who is joined to the holder of an office holds none.
        joined = self.all[first].cut > 0 and self.forms[first][0] == "و"
        if pending & _PUBLIC and not joined:
            return "public", "office"
        if known:
            return "public", "pack"
        if pending & Head.HARMED and not self.line.names_place(first):
            return "private", "introduced"
        if self.line.office_after(last):
            return "public", "office"
        if self.line.names_place(first):
            return "place", "namesake"
        if pending & (Head.LIST | Head.HARM):
            return "private", "listed" if pending & Head.LIST else "harmed"
        return "", "introduced" if pending & _INTRODUCING else "given_names"

    def _is_public_name(self, name: tuple[str, ...]) -> bool:
        """Whether the pack names a public figure so; «المخلوع» behind the name is none of it."""
        if name in self.words.public_names:
            return True
        return name[:-1] in self.words.public_names and name[-1].startswith(ARTICLE) and name[-1][-1] != "ي"

    def _village(self, at: int, end: int) -> bool:
        """«أسرة فلان من قرية كذا»: with the kinship the village says who it is."""
        if at - self.kin_at > _AFTER_KIN or not self.kin_named or self.all[at].definite:
            return False
        last = end
        while last < self.count and last - end < 2 and self.forms[last][0].isalpha():
            word = self.all[last]
            if word.stop or word.verb or word.cut or (last > end and not word.definite):
                break
            last += 1
        if last == end:
            return False
        self.found.villages.append((end, last))
        return True
