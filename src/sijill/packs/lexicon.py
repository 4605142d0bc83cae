"""All words of a pack in one lookup: what can stand at a word of a report.

A form is looked up once and remembered; the entries of several words hang as a tree under the first.
Clitics are cut only where what is left is a word of the pack, and never off a form that is a name
itself: لحج, وصاب and بيحان stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.arabic.verbs import VerbForm
from sijill.arabic.words import splits
from sijill.packs.shelf import Shelf

# Forms remembered with what they may stand for: nearly all words of any report are among the newest so many,
# and memory stays flat over a run of any length.
_REMEMBERED = 1 << 16


@dataclass(slots=True)
class Entry:
    """One thing that words may stand for.

    `kind` is trigger, actor, epithet, place, nation or word; `data` belongs to the kind. `verb` holds
    the readings of a conjugated form, and is empty for a noun. `where` names the pack's file and line.
    """

    kind: str
    data: Any
    where: str
    verb: tuple[VerbForm, ...] = ()
    weak: bool = False  # a name that also is an ordinary word: it never keeps clitics from being cut
    suffixes: bool = True  # may take an attached pronoun


@dataclass(slots=True)
class Node:
    """What may follow: the next words of longer entries, and the entries that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    ends: list[Entry] = field(default_factory=list)


class Hit(Struct, frozen=True, gc=False):
    """An entry found in a text: token indices, `last` exclusive; clitics of its first and last word."""

    first: int
    last: int
    entry: Entry
    proclitics: str
    enclitic: str


class _Reading(NamedTuple):
    """One way to read a form: the clitics cut off it, the entries of one word, the tree of longer ones."""

    proclitics: str
    enclitic: str
    alone: tuple[Entry, ...]
    node: Node


class Lexicon:
    """The compiled words of a pack. Build with `add`, then look up with `find`; lookups are cached."""

    def __init__(self) -> None:
        self._root: Shelf[Node] = Shelf()
        self._readings: dict[str, tuple[_Reading, ...]] = {}

    def __getstate__(self) -> Shelf[Node]:
        return self._root

    def __setstate__(self, root: Shelf[Node]) -> None:
        self._root = root
        self._readings = {}

    def add(self, words: str, entry: Entry) -> None:
        """Enter `words` (folded, separated by spaces) as they stand."""
        first, *rest = words.split()
        node = self._root.setdefault(first, Node())
        for word in rest:
            node = node.next.setdefault(word, Node())
        node.ends.append(entry)

    def add_noun(self, words: str, entry: Entry) -> None:
        """Enter a noun or noun phrase with and without the article, and with the accusative alef."""
        for variant in noun_variants(words):
            self.add(variant, entry)

    def find(self, forms: Sequence[str], first: int, last: int) -> list[Hit]:
        """Hits in `forms[first:last]`, in order of their start, of every kind and length.

        Of the entries of one kind that start at one word the longest are kept.
        """
        hits: list[Hit] = []
        known = self._readings
        for at in range(first, last):
            form = forms[at]
            readings = known.get(form)
            if readings is None:
                readings = self._remember(form)
            for reading in readings:
                proclitics, enclitic, alone, node = reading
                found = [Hit(at, at + 1, entry, proclitics, enclitic) for entry in alone]
                if node.next:
                    found = _with_longer(found, forms, at, last, reading)
                hits += found
        return hits

    def _remember(self, form: str) -> tuple[_Reading, ...]:
        if len(self._readings) >= _REMEMBERED:
            self._readings.clear()
        return self._readings.setdefault(form, self._analyse(form))

    def _analyse(self, form: str) -> tuple[_Reading, ...]:
        found: list[_Reading] = []
        whole: set[str] = set()  # proclitics behind which the rest is a word: no pronoun is cut off it
        for split in splits(form):
            node = self._root.get(split.word)
            if node is None or (split.enclitic and split.proclitics in whole):
                continue
            if not split.enclitic and node.ends:
                whole.add(split.proclitics)
            fitting = tuple(e for e in node.ends if _fits(e, split.proclitics, split.enclitic))
            found.append(_Reading(split.proclitics, split.enclitic, fitting, node))
            if (
                not split.proclitics
                and not split.enclitic
                and any(entry.kind in ("place", "actor") and not entry.weak for entry in node.ends)
            ):
                break
        return tuple(found)


def _with_longer(found: list[Hit], forms: Sequence[str], at: int, last: int, reading: _Reading) -> list[Hit]:
    """The hits of one word and, below its node, those of several; of each kind only the longest."""
    node, end = reading.node, at + 1
    while node.next and end < last:
        following = node.next.get(forms[end])
        if following is None and forms[end] in "\"'«»“”()" and end + 1 < last:
            following = node.next.get(forms[end + 1])  # a name half in quotation marks
            end += following is not None
        if following is None:
            break
        node, end = following, end + 1
        found.extend(
            Hit(at, end, entry, reading.proclitics, reading.enclitic)
            for entry in node.ends
            if _fits(entry, reading.proclitics, "")
        )
    if end == at + 1:
        return found
    longest: dict[str, int] = {}
    for hit in found:
        longest[hit.entry.kind] = max(longest.get(hit.entry.kind, 0), hit.last)
    return [hit for hit in found if hit.last == longest[hit.entry.kind] or hit.entry.kind == "word"]


def _fits(entry: Entry, proclitics: str, enclitic: str) -> bool:
    """Whether the clitics may stand with this entry: س before an imperfect, ب never before a verb."""
    if enclitic and not entry.suffixes:
        return False
    if not proclitics:
        return True
    particle = proclitics[-1]
    if entry.verb:
        present = any(form.tense == "present" for form in entry.verb)
        return particle in "وف" or (particle in "سل" and present)
    return particle != "س"


def noun_variants(noun: str) -> list[str]:
    """Spellings of a noun or noun phrase in a text, folded: definite, indefinite, iḍāfa, accusative."""
    folded = fold_key(noun)
    if noun.startswith(_NO_ARTICLE):
        folded = "ال" + folded  # «ألغام» has no article to be cut off
    words = folded.split()
    bare = [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words]
    definite = ["ال" + w for w in bare]
    found = [folded, " ".join(bare), " ".join(definite)]
    if len(words) > 1:
        found.append(" ".join([*bare[:-1], definite[-1]]))
        if len(words) == 2:
            found.append(f"{_accusative(bare[0])} {_accusative(bare[1])}")
    else:
        found.append(_accusative(bare[0]))
    return list(dict.fromkeys(found))


_NO_ARTICLE = ("أل", "إل", "آل")


def _accusative(word: str) -> str:
    return word if word[-1] in "هاءينت" and not word.endswith(("ين", "ت")) else word + "ا"
