"""The words by which a person's name is known in a text, out of a pack, looked up form by form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.arabic.particles import COMPLEMENTISERS, DEMONSTRATIVES, NEGATIONS, PREPOSITIONS, RELATIVES
from sijill.packs import Pack, PackError
from sijill.public.name_tables import ARTICLE, USES_OF_PERSONS, bare, folded, units, verbs, vocabulary

_REMEMBERED: Final = 1 << 16
_NEEDED: Final = ("given_names", "private", "frames", "speech", "casualties", "light_verbs")
_CONJUNCTIONS: Final = ("و", "ف")
_PROCLITICS: Final = ("و", "ف", "ب", "ل", "ك")
_PRONOUNS: Final = ("هما", "هم", "هن", "ها", "ه")
# Endings of verbs and of words with a pronoun: no unlisted name has them.
_INFLECTED: Final = re.compile(
    "^(?:[يت].+|ال.+)(?:ون|وا|ين)$|(?:هما|هم|هن|كم|تها|ته|اتها|نها|وه)$|^(?!ال).{3,}ا$"
)
_SECOND_PARTS: Final = frozenset({"الدين", "الله"})


class Head:
    """What a word says of the name that follows it, as bits; the tables of private.yaml have the words.

    Plain numbers: every word of a text is asked several times, and an enumeration takes five times as long.
    """

    PERSON: Final = 1
    HARMED: Final = 2
    HONORIFIC: Final = 4
    CALLED: Final = 8
    KIN: Final = 16
    HOUSEHOLD: Final = 32
    BELONGING: Final = 64
    LIST: Final = 128
    COMMAND: Final = 256
    OFFICE: Final = 512
    OFFICE_WORD: Final = 1024
    PRIVATE_BODY: Final = 2048
    HARM: Final = 4096
    NAMESAKE: Final = 8192
    BETWEEN: Final = 16384
    VILLAGE: Final = 32768
    THEIR_KIN: Final = 65536  # a kinship word with a pronoun: «زوجته»


NO_HEAD: Final = 0
_TABLES: Final[Mapping[str, int]] = {
    "persons": Head.PERSON,
    "harmed": Head.HARMED,
    "honorifics": Head.HONORIFIC,
    "called": Head.CALLED,
    "kin": Head.KIN,
    "households": Head.HOUSEHOLD,
    "belongings": Head.BELONGING,
    "lists": Head.LIST,
    "command": Head.COMMAND,
    "offices": Head.OFFICE,
    "office_words": Head.OFFICE_WORD,
    "private_bodies": Head.PRIVATE_BODY,
    "harm": Head.HARM,
    "namesakes": Head.NAMESAKE,
    "between": Head.BETWEEN,
    "villages": Head.VILLAGE,
}
_CONSTRUCT: Final = Head.KIN | Head.HOUSEHOLD | Head.BELONGING | Head.NAMESAKE | Head.HARM | Head.VILLAGE
"""Heads that say something of the name behind them only without the article: «أسرة فلان», not «الأسرة»."""


class Word(Struct, frozen=True, gc=False):
    """What one form may be in a name.

    `core` is the form without the `cut` letters of particles before it. `given`: 0 no given name, 1 one that
    also is a common word, 2 one that is nothing else. `part` is "nasab", "kunya", "servant" or "".
    `known` is a word of the language that the pack has; `stop` is none of a name, whatever stands before.
    `heads` are those of the word alone; `longer` the further words of heads of several words.
    """

    core: str
    cut: int
    given: int
    part: str
    known: bool
    stop: bool
    verb: bool
    heads: int
    longer: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def definite(self) -> bool:
        """Whether it has the article."""
        return self.core.startswith(ARTICLE) and len(self.core) > 4

    @property
    def unknown(self) -> bool:
        """Whether it may be a name that no list has."""
        if self.known or self.stop or self.verb or len(self.core) < 3:
            return False
        return not _INFLECTED.search(self.core)


class NameWords:
    """The tables of a pack, ready to be asked what a form is. Build once; asking is remembered.

    Raises `PackError` for a pack that lacks them.
    """

    def __init__(self, pack: Pack) -> None:
        missing = [name for name in _NEEDED if name not in pack.words]
        if missing:
            raise PackError(f"the pack {pack.name} has no {missing[0]}.yaml; let it include core")
        names, words = pack.words["given_names"], pack.words["private"]
        self.labels: dict[str, str] = dict(words["labels"])
        common = folded(names["also_words"])
        sure = (folded(names["male"]) | folded(names["female"])) - common
        self._given = {**dict.fromkeys(common, 1), **dict.fromkeys(sure, 2)}
        self.compounds = frozenset(tuple(name.split()) for name in self._given if " " in name)
        self._parts = {fold_key(w): part for part in ("nasab", "kunya", "servant") for w in names[part]}
        self.no_kunya = frozenset(tuple(fold_key(words).split()) for words in names["no_kunya"])
        self._heads, self._longer = _heads(words)
        self._verbs = frozenset(verbs(pack))
        self._stops = (
            folded(words["not_names"])
            | PREPOSITIONS
            | RELATIVES
            | COMPLEMENTISERS
            | DEMONSTRATIVES
            | NEGATIONS
        )
        self._known = frozenset(vocabulary(pack)) | units(pack)
        self.units = units(pack)
        self.public_names, self.public_words = _public_names(pack, self)
        self.public_surnames = self.public_words | {name[-1] for name in self.public_names}
        self.phone_words = folded(words["phone_words"])
        self.identity_words = folded(words["identity_words"])
        self.plate_words = folded(words["plate_words"])
        self.dwellings = folded(words["dwellings"])
        self.streets = folded(words["streets"])
        self.measures = folded(words["measures"])
        self._remembered: dict[str, Word] = {}

    def of(self, form: str) -> Word:
        """What a folded form may be."""
        word = self._remembered.get(form)
        if word is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            word = self._remembered[form] = self._analysed(form)
        return word

    def joined(self, form: str) -> Word | None:
        """«وجود» as «و» and a name, where names are told one after the other; None if the rest is none."""
        given = self._given.get(form[1:], 0) if form.startswith("و") else 0
        return Word(form[1:], 1, given, "", True, False, False, NO_HEAD, ()) if given else None

    def _analysed(self, form: str) -> Word:
        core = self._core(form)
        given = self._given.get(core, 0)
        if not given and core.startswith("عبدال") and len(core) > 6:
            given = 2
        heads = self._heads.get(bare(core), NO_HEAD)
        if bare(core) != core:
            heads &= ~_CONSTRUCT
            if core[2:] in self._parts:
                heads = NO_HEAD
        elif not heads:
            heads = self._with_pronoun(core)
        verb = core in self._verbs or (core[:1] in "سيتن" and core[1:] in self._verbs)
        known = bool(heads & ~Head.BETWEEN) or self._is_known(core)
        return Word(
            core=core,
            cut=len(form) - len(core) if form.endswith(core) else len(form) - len(core) + 1,
            given=given,
            part=self._parts.get(core, ""),
            known=known,
            stop=not given and (core in self._stops or not core[:1].isalpha()),
            verb=verb and not given,
            heads=heads,
            longer=self._longer.get(bare(core), ()),
        )

    def _core(self, form: str) -> str:
        """The form without particles before it, if what is left is a word; a name stays whole."""
        rest = form[1:]
        joins = form[:1] == "و" and form not in self._given
        if joins and (rest in self._parts or self._given.get(rest) == 2):
            return rest
        if self._has(form):
            return form
        rest = form
        for letters in (_CONJUNCTIONS, _PROCLITICS):
            if rest[:1] in letters and len(rest) > 2:
                left = ARTICLE + rest[2:] if rest.startswith("لل") else rest[1:]
                if self._has(left) or (left.startswith(ARTICLE) and len(left) > 4):
                    return left
                if rest[:1] in _CONJUNCTIONS:
                    inner = ARTICLE + left[2:] if left.startswith("لل") else left[1:]
                    if left[:1] in _PROCLITICS and len(left) > 3 and self._has(inner):
                        return inner
        # «وسمحان»: a word that nothing knows most often has the conjunction, and none begins with it.
        return form[1:] if form[:1] == "و" and len(form) > 4 else form

    def _has(self, form: str) -> bool:
        return (
            form in self._given
            or form in self._parts
            or form in self._stops
            or form in self._verbs
            or bare(form) in self._heads
            or bare(form) in self._longer
            or self._is_known(form)
            or (form.startswith("عبدال") and len(form) > 6)
        )

    def _is_known(self, form: str) -> bool:
        return form in self._known or bare(form) in self._known

    def _with_pronoun(self, core: str) -> int:
        """«زوجته», «وأطفالها»: kin of somebody told before."""
        for pronoun in _PRONOUNS:
            stem = core.removesuffix(pronoun)
            # «أبها», «جدة» and «أمة» are no kin: of the short words only what can't be another is taken.
            if stem != core and (len(stem) > 2 or (len(pronoun) > 1 and stem not in ("اب", "جد"))):
                spellings = (stem, stem[:-1] + "ه") if stem.endswith("ت") else (stem, stem[:-1] + "ا")
                if any(self._heads.get(s, NO_HEAD) & Head.KIN for s in spellings):
                    return Head.THEIR_KIN
                if stem[-1:] in "يا" and self._heads.get(stem[:-1], NO_HEAD) & Head.KIN:
                    return Head.THEIR_KIN
                if stem[-1:] in "ويا" and self._heads.get(stem[:-1] + "اء", NO_HEAD) & Head.KIN:
                    return Head.THEIR_KIN
        return NO_HEAD

    def canonical(self, words: Iterable[str]) -> tuple[str, ...]:
        """A name's words as they are compared: no «بن», compounds and kunyas in one word."""
        found: list[str] = []
        joining = ""
        for word in words:
            part = self._parts.get(word, "")
            if joining:
                found.append(joining + word)
                joining = ""
            elif part == "servant":
                joining = word
            elif part == "kunya":
                joining = "ام" if word == "ام" else "ابو"
            elif part == "nasab":
                continue
            elif word in _SECOND_PARTS and found:
                found[-1] += word
            else:
                found.append(word)
        return (*found, joining) if joining else tuple(found)


def _heads(
    words: Mapping[str, Any],
) -> tuple[dict[str, int], dict[str, tuple[tuple[tuple[str, ...], int], ...]]]:
    alone: dict[str, int] = {}
    longer: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for table, head in _TABLES.items():
        for phrase in words[table]:
            first, *rest = (bare(word) for word in fold_key(phrase).split())
            if rest:
                longer.setdefault(first, []).append((tuple(rest), head))
            else:
                alone[first] = alone.get(first, NO_HEAD) | head
    return alone, {first: tuple(rows) for first, rows in longer.items()}


def _public_names(pack: Pack, words: NameWords) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """Names of two words and more that the pack's leaders and spokesmen have, without titles; single ones."""
    names: set[tuple[str, ...]] = set()
    single: set[str] = set()
    titles = Head.OFFICE | Head.COMMAND | Head.HONORIFIC | Head.OFFICE_WORD | Head.BETWEEN
    for actor in pack.actors.values():
        for alias in actor.aliases:
            if alias.use not in USES_OF_PERSONS:
                continue
            parts = fold_key(alias.ar).split()
            while (
                parts
                and (words._heads.get(bare(parts[0]), NO_HEAD) & titles)
                and (parts[0].startswith(ARTICLE) or parts[0] not in words._given)
            ):
                parts = parts[1:]
            name = words.canonical(parts)
            if len(name) > 1:
                names.add(name)
            elif name:
                single.add(name[0])
    return frozenset(names), frozenset(single)
