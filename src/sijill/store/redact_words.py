"""Find a person's name in a text, in every spelling, by digests that do not tell the name.

A name is reduced to its letters: folded (`sijill.arabic.fold`), without hamza, accents and capitals, without
what stands between its parts. So «أحمد بن صالح», «احمدْ  ابن‌صالح», «وأحمد بن
صالح» are one string, and so are `Ahmad Saleh`, `AHMAD-SÂLEH` and `ahmadsaleh`. Of that string the ledger
keeps a keyed digest and the number of its letters, nothing else.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from sijill.arabic.fold import fold
from sijill.store.errors import StoreError
from sijill.store.redact_escapes import views

MASK: Final = "█"
"""Stands once for every code point that was taken out, so that offsets stay true. No word, no letter."""

LEAST_LETTERS: Final = 5
"""A shorter name is a common word too often («علي» is written as «على»)."""

Script: TypeAlias = Literal["arabic", "any"]
Span: TypeAlias = tuple[int, int]

_WORDS: Final[dict[Script, re.Pattern[str]]] = {
    "arabic": re.compile(
        "[\u0621-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f]+"
    ),
    "any": re.compile(r"[^\W\d_]+|\d+"),
}
# Between the parts of a name: spaces, tags, and at most three marks (hyphens, dots, quotes).
_TAG: Final = re.compile(r"<[^<>]{0,500}>")
_SPACE: Final = rf"(?:[\s_]|{_TAG.pattern})*"
_BETWEEN: Final = re.compile(rf"{_SPACE}(?:[^\w\s<>]{_SPACE}){{0,3}}")
_LONGEST_BETWEEN: Final = 2_000
_ATTACHED: Final = tuple(a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك") if a + b)
# What grammar or habit makes of one part of a name.
_LEVELLED: Final = {"ابي": "ابو", "ابا": "ابو", "ابن": "بن"}


class NameDigest(Struct, frozen=True):
    """A name as the ledger knows it: which words to look at, how many letters, and their keyed digest."""

    script: Script
    letters: int
    digest: str


def name_digest(name: str, key: bytes) -> NameDigest:
    """The digest of a name. Raises `StoreError` if it is too short to be told from other words."""
    words = _WORDS["any"].findall(fold(name).text)
    letters = "".join(map(_reduced, words))
    if len(letters) < LEAST_LETTERS:
        raise StoreError(
            f"a name of fewer than {LEAST_LETTERS} letters is found in other words; give more of its parts"
        )
    script: Script = "arabic" if all(map(_WORDS["arabic"].fullmatch, words)) else "any"
    return NameDigest(script, len(letters), _digest(key, letters))


class Finder:
    """Finds the names of some digests. False if there are none to look for."""

    def __init__(self, key: bytes, names: Iterable[NameDigest]) -> None:
        wanted: dict[Script, dict[int, set[str]]] = {}
        for name in names:
            wanted.setdefault(name.script, {}).setdefault(name.letters, set()).add(name.digest)
        self._wanted = wanted
        self._digest = lru_cache(maxsize=1 << 16)(lambda letters: _digest(key, letters))
        self.holds = lru_cache(maxsize=1 << 12)(self._holds)

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def spans(self, raw: str) -> list[Span]:
        """Where the names stand, in code points, in order and apart from each other."""
        if not self._wanted:
            return []
        found = list(self._plain_spans(raw))
        for view in views(raw):
            found += ((view.starts[start], view.ends[end - 1]) for start, end in self._plain_spans(view.text))
        return _merged(found)

    def masked(self, raw: str) -> str:
        """The text with every name in it covered, code point by code point."""
        spans = self.spans(raw)
        return cover(raw, spans) if spans else raw

    def _holds(self, raw: str) -> bool:
        return bool(self.spans(raw))

    def _plain_spans(self, raw: str) -> Iterator[Span]:
        folded = fold(raw)
        for script, wanted in self._wanted.items():
            for text in _readable(folded.text, script):
                windows = list(self._windows(_WORDS[script].findall(text), wanted))
                places = [match.span() for match in _WORDS[script].finditer(text)] if windows else []
                for first, cut, last in windows:
                    if _are_together(text, places[first : last + 1]):
                        yield folded.span(places[first][0] + cut, places[last][1])

    def _windows(self, words: list[str], wanted: dict[int, set[str]]) -> Iterator[tuple[int, int, int]]:
        """First word, letters attached to it, last word, wherever the letters are those of a name."""
        reduced = list(map(_reduced, words))
        up_to = list(accumulate(map(len, reduced)))
        # By the number of letters up to its end, each word: so one look tells where so many letters end.
        ending = dict(zip(reversed(up_to), range(len(words) - 1, -1, -1), strict=True))
        for first, word in enumerate(words):
            for beginning, cut in _beginnings(word):
                before = up_to[first] - len(beginning)
                for length, digests in wanted.items():
                    last = ending.get(before + length)
                    if last is not None and last >= first:
                        letters = beginning + "".join(reduced[first + 1 : last + 1])
                        if self._digest(letters) in digests:
                            yield first, cut, last


def cover(raw: str, spans: Iterable[Span]) -> str:
    """The text with these spans covered."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [raw[done:start], MASK * (end - start)]
        done = end
    return "".join([*pieces, raw[done:]])


def text_digest(key: bytes, text: str) -> str:
    """The keyed digest of a whole text, however it is spelt and spaced."""
    return _digest(key, "text " + "".join(map(_reduced, _WORDS["any"].findall(fold(text).text))))


def key_digest(key: bytes, report_key: str) -> str:
    """The keyed digest of what identifies a report (`identity.report_key`)."""
    return _digest(key, "key " + report_key)


def _digest(key: bytes, words: str) -> str:
    return hmac.digest(key, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def _readable(text: str, script: Script) -> Iterator[str]:
    """The text, and what is seen of it: for words in any script those of tags are words as well."""
    yield text
    if script == "any" and "<" in text:
        yield _TAG.sub(lambda tag: " " * len(tag.group()), text)


def _are_together(text: str, places: list[Span]) -> bool:
    """Whether nothing stands between these words that may not stand between the parts of a name."""
    return all(
        start - end <= _LONGEST_BETWEEN and _BETWEEN.fullmatch(text, end, start)
        for (_, end), (start, _) in pairwise(places)
    )


@lru_cache(maxsize=1 << 18)
def _reduced(word: str) -> str:
    """The letters of a folded word that count."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(c for c in plain if c != "ء" and c.isalnum() and unicodedata.category(c) != "Lm")
    return _LEVELLED.get(kept, kept)


@lru_cache(maxsize=1 << 18)
def _beginnings(word: str) -> tuple[tuple[str, int], ...]:
    """The letters with which a name may begin in a folded word, and how many are attached before them."""
    found = {0: _reduced(word)}
    for attached in _ATTACHED:
        rest = word[len(attached) :]
        if word.startswith(attached) and rest:
            found[len(attached)] = _reduced(rest)
    # The article loses its alef after «ل».
    with_article = [
        (_reduced("ا" + word[len(attached) :]), len(attached))
        for attached in ("ل", "ول", "فل")
        if word.startswith(attached + "ل")
    ]
    return (*((letters, cut) for cut, letters in found.items()), *with_article)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
