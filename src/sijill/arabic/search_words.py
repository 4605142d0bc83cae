"""The words that a text is found by: each reduced to one form that forgives its spelling and its clitics.

Text and query are reduced by the same rules, so a rule need not be right about a word, only the same for all
its shapes: «بيحان» becomes «يحان» wherever it stands and is found by itself alone. Where a cut would make
one word out of two that are met in reports, the word is left whole (`search_whole`).

Three endings can be read in two ways, and keep both open by a letter that folded Arabic does not have:

- «منزله» may be his منزل or, from a hand that leaves the dots off, a word in «ة»: `HA`
- «قيادتهم» may be of قيادة, and «قواتهم» of قوات: `TA`
- «قتلاهم» may be of قتلى, and «قراهم» of قرى: `ALEF`

A word of a query is then one, two or three words of the index (`QueryWord.forms`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import Final

from sijill.arabic.fold import fold
from sijill.arabic.search_whole import ROOT_HA, WHOLE

RULES: Final = 1
"""The number of these rules: raised with every change to them, it tells that an index was made by others."""

HA: Final = "ہ"
TA: Final = "ٹ"
ALEF: Final = "ٲ"

LONGEST_WORD: Final = 60
"""Letters of a word that are kept; what is longer is no word of a language but has to be found, too."""

_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*(?!\d)|\d+")
# Ta marbuta with its dots, which folding would take off: a letter that is in no Arabic text stands for it.
_DOTTED: Final = "ٿ"
_TA_MARBUTA: Final = "ةۃ\ufe93\ufe94"
_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d5]+")
# «وبال», «كال», «ولل» before at least two letters. The article's own alef is lost after «ل».
_WITH_ARTICLE: Final = re.compile("[وف]?(?:[بك]?ال|(ل)ل)(?=..)")
_PARTICLES: Final = "وفبلك"
_PRONOUNS: Final = ("هما", "هم", "هن", "ها", "كما", "كم", "نا")
_SHORTEST: Final = 3
# One word under two seats of its hamza, of which folding makes two: مسؤول and مسئول, شؤون and شئون.
_SEATS: Final = re.compile("(?<=مس)يول|(?<=ش)يون")
_IN_FULL: Final = frozenset(("الله", "الان", "اليه", "اليها", "اليهم", "اليهما", "الينا"))
# Alef with a hamza below begins a word, so what stands before it is attached: «بإب» is in Ibb, no باب.
_BEFORE_HAMZA: Final = re.compile(r"(?<![^\W\d_])([وف]?[بلك]?)(?=إ)")
# By the last letter of a query's word: what its form may end in instead.
_ALSO: Final = {
    HA: ("ه", ""),
    "ه": (HA, TA),
    TA: ("ه", HA, "ت"),
    "ت": (TA, "تا"),
    "ي": (ALEF, "ي" + HA),
    ALEF: ("ي", "ا"),
    "ا": (ALEF, "ا" + HA, ""),
}


class IndexedText:
    """A text's words as the index has them: `forms`, in order. Marks and spaces are no words."""

    def __init__(self, raw: str) -> None:
        if "إ" in raw:
            raw = _BEFORE_HAMZA.sub(lambda found: " " * len(found[1]), raw)
        for letter in _TA_MARBUTA:
            raw = raw.replace(letter, _DOTTED)
        self._folded = fold(raw)
        self.forms = [_reduced(word) for word in _WORD.findall(self._folded.text)]

    def span(self, number: int) -> tuple[int, int]:
        """Offsets of a word in the raw text, in code points, end exclusive."""
        return self._folded.span(*self._spans[number])

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self._folded.text)]


def index_forms(raw: str) -> list[str]:
    """The words of a text as the index has them, in order."""
    return IndexedText(raw).forms


def query_forms(raw: str) -> list[tuple[str, ...]]:
    """The words of (a part of) a query in order, each as the forms that it may have in the index.

    The likeliest form comes first. Several words that stand without a space between them (F-16, 3.5) are
    several words here.
    """
    return [_asked(form) for form in index_forms(raw)]


def _asked(form: str) -> tuple[str, ...]:
    stem, last = form[:-1], form[-1]
    if len(form) < _SHORTEST or not _ARABIC.fullmatch(form):
        return (form,)
    if last not in _ALSO:
        return (form, form + HA, form + "ا")
    return (form, *(stem + ending for ending in _ALSO[last])) if len(stem) >= _SHORTEST else (form,)


@lru_cache(maxsize=1 << 16)
def _reduced(word: str) -> str:
    """The form of a folded word in the index."""
    spelt_ta = word[-1] == _DOTTED
    word = word.replace(_DOTTED, "ه")
    if not _ARABIC.fullmatch(word):
        plain = unicodedata.normalize("NFKD", word.replace(",", ""))
        kept = "".join(letter for letter in plain if letter.isalnum()).casefold()
        return (kept or word)[:LONGEST_WORD]
    word = _SEATS.sub(lambda found: "وول" if found.group()[-1] == "ل" else "وون", word[:LONGEST_WORD])
    return _ending_reduced(_beginning_cut(word), spelt_ta)


def _beginning_cut(word: str) -> str:
    """The word without conjunctions, prepositions and article, as often as they can be cut."""
    while word not in _IN_FULL:
        if word[1:] in _IN_FULL and word[0] in _PARTICLES:
            return word[1:]
        article = _WITH_ARTICLE.match(word)
        if article:
            rest = word[article.end() :]
            # «للجنة» is «لـ» and «اللجنة» or «الجنة».
            merged = "ل" + rest
            word = merged if article[1] and WHOLE.fullmatch(merged) else rest
        elif len(word) > _SHORTEST and word[0] in _PARTICLES and not WHOLE.fullmatch(word):
            word = word[1:]
        else:
            break
    return word


def _ending_reduced(word: str, spelt_ta: bool) -> str:
    """The word without its pronoun, the ending before it and the plural's case levelled."""
    if spelt_ta or word in ROOT_HA:
        return word
    if word[-1] == "ه":
        return _before_ha(word)
    for pronoun in _PRONOUNS:
        stem = word[: -len(pronoun)]
        if len(stem) >= _SHORTEST and word.endswith(pronoun):
            return _before_pronoun(stem)
    if len(word) > _SHORTEST + 1 and word.endswith("ون"):
        return word[:-2] + "ين"
    if len(word) > _SHORTEST and word.endswith("وا"):
        return word[:-1]
    return word[:-1] if len(word) > _SHORTEST and word[-1] == "ء" else word


def _before_ha(word: str) -> str:
    stem = word[:-1]
    if len(stem) < _SHORTEST:
        return word
    if stem[-1] == "ت" and len(stem) > _SHORTEST:
        return stem[:-1] + TA
    return _without_hamza(stem) + HA if stem[-1] != "ا" else stem[:-1] + ALEF


def _before_pronoun(stem: str) -> str:
    if len(stem) > _SHORTEST and stem[-1] in "تا":
        return stem[:-1] + (TA if stem[-1] == "ت" else ALEF)
    return _without_hamza(stem)


def _without_hamza(stem: str) -> str:
    """«ابناي», «ابناو», «ابناء», as they stand before a pronoun, made «ابنا»."""
    return stem[:-1] if len(stem) > _SHORTEST and stem.endswith(("اي", "او", "اء")) else stem
