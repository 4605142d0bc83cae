"""Names of private persons, and what else leads to them, masked in Arabic text of any length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from sijill.arabic.fold import Folded, fold, fold_key
from sijill.arabic.particles import SENTENCE_ENDS
from sijill.arabic.words import Token, tokenize
from sijill.packs import Pack, load
from sijill.public.identifiers import identifiers
from sijill.public.masked import Kind, Masked, Span, masked
from sijill.public.name_words import NameWords
from sijill.public.names import MASKED, NameFinder
from sijill.public.persons import hidden

Hide = tuple[int, int, Kind]
"""Offsets in the original, and what stands there: "held" or "place"."""

_TANWIN: Final = "\u064b\u064c\u064d"


class Masker:
    """Masks texts by the words of a pack. Threads may share it: it keeps nothing but what words are."""

    def __init__(self, words: NameWords) -> None:
        self.words = words
        self.labels = words.labels
        names = "|".join(re.escape(fold_key(label)) for label in self.labels.values())
        self._label: Final = re.compile(rf"\[(?:{names})(?: (\d+))?\]")

    def masked(self, text: str, hide: Iterable[Hide] = ()) -> Masked:
        """The text with private names masked, and what `hide` names withheld. Never raises.

        A sentence in which somebody may be named by words that can't be told from others is withheld whole.
        """
        folded = fold(text)
        labels = [found.span() for found in self._label.finditer(folded.text)]
        tokens = _tokens(folded.text, labels)
        forms = [token.form for token in tokens]
        upon = [_is_upon(folded, token) for token in tokens]
        finder = NameFinder(self.words, forms, upon, _nunated(folded, tokens))
        found = finder.run()
        known = max((int(n) for n in self._label.findall(folded.text) if n), default=0)
        spans: list[Span] = []
        for name in hidden(found.names, finder.all, forms, upon, self.words):
            start = tokens[name.first].start + self._cut(finder, name.first)
            label = f"[{self.labels['name']} {name.person + known}]"
            spans.append(
                self._span(
                    folded, start, tokens[name.last - 1].end, "name", label, name.person + known, name.reason
                )
            )
        for first, last in found.villages:
            if forms[first] != MASKED:
                spans.append(self._plain(folded, tokens[first].start, tokens[last - 1].end, "place"))
        for start, end, kind in identifiers(folded.text, tokens, self.words):
            if not any(start < last and first < end for first, last in labels):
                spans.append(self._plain(folded, start, end, "address" if kind == "address" else "number"))
        for at in found.doubts:
            first, last = _sentence(forms, at)
            spans.append(self._plain(folded, tokens[first].start, tokens[last - 1].end, "doubt"))
        spans += [Span(start, end, kind, f"[{self.labels[kind]}]", None, kind) for start, end, kind in hide]
        return masked(text, spans)

    def masked_text(self, text: str, hide: Iterable[Hide] = ()) -> str | None:
        """A quote that stands alone, masked; None if it is in doubt."""
        result = self.masked(text, hide)
        return None if result.doubtful else result.text

    @staticmethod
    def _cut(finder: NameFinder, at: int) -> int:
        """Letters of particles before a name: «وعلي» keeps its «و»."""
        return finder.all[at].cut if finder.forms[at].endswith(finder.all[at].core) else 0

    def _plain(self, folded: Folded, start: int, end: int, kind: Kind) -> Span:
        return self._span(folded, start, end, kind, f"[{self.labels[kind]}]", None, kind)

    @staticmethod
    def _span(
        folded: Folded, start: int, end: int, kind: Kind, label: str, person: int | None, reason: str
    ) -> Span:
        return Span(*folded.span(start, end), kind, label, person, reason)


def masker_for(pack: str | Path | Pack) -> Masker:
    """The masker of a pack; of one given by name or folder it is kept. Raises `PackError`."""
    return Masker(NameWords(pack)) if isinstance(pack, Pack) else _kept(pack)


@lru_cache(maxsize=8)
def _kept(pack: str | Path) -> Masker:
    return Masker(NameWords(load(pack)))


def _tokens(text: str, labels: Sequence[tuple[int, int]]) -> list[Token]:
    """Words and marks, line breaks among them; a label is one mark, and the stop of an initial is none."""
    found: list[Token] = []
    places = iter([*labels, (len(text) + 1, len(text) + 1)])
    first, last = next(places)
    done = 0
    for token in tokenize(text):
        while token.start >= last:
            first, last = next(places)
        if first <= token.start:
            if token.start == first:
                found.append(Token(MASKED, first, last))
            done = last
            continue
        if (at := text.find("\n", done, token.start)) >= 0:
            found.append(Token("\n", at, at + 1))
        done = token.end
        initial = (
            found and len(found[-1].form) == 1 and found[-1].form.isalpha() and found[-1].end == token.start
        )
        if not (token.form == "." and initial):
            found.append(token)
    return found


def _is_upon(folded: Folded, token: Token) -> bool:
    """Whether it is «على» or «يدعي» ("claims"), which folding makes «علي» and «يدعى» ("is called")."""
    word = token.form.lstrip("وف")
    if word not in ("علي", "يدعي", "تدعي"):
        return False
    raw = unicodedata.normalize("NFKC", folded.raw[slice(*folded.span(token.start, token.end))])
    letter = next((char for char in reversed(raw) if char.isalpha()), "")
    return letter in "ىےۍ" if word == "علي" else letter in "يی"


def _nunated(folded: Folded, tokens: Sequence[Token]) -> list[bool]:
    """Which words are spelt with a tanwin."""
    if not any(mark in folded.raw for mark in _TANWIN):
        return [False] * len(tokens)
    raw = (folded.raw[slice(*folded.span(token.start, token.end))] for token in tokens)
    return [any(mark in word for mark in _TANWIN) for word in raw]


def _sentence(forms: Sequence[str], at: int) -> tuple[int, int]:
    def stops() -> Iterator[int]:
        return (n for n, form in enumerate(forms) if form in SENTENCE_ENDS or form == "\n")

    first = max((n + 1 for n in stops() if n < at), default=0)
    return first, min((n + 1 for n in stops() if n >= at), default=len(forms))
