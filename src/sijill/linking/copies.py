"""Copies of one text: an agency's report printed by several outlets, cut, stretched or touched up.

Two texts are compared by their shingles, every run of three words, folded so that spelling does not tell
them apart. Pairs to compare are found by sketches: the smallest hashes among a text's shingles. Of a text
that is part of a longer one they are found there again in proportion to its part, which is what tells a cut
copy; the better-known MinHash signature estimates the overlap with the *whole* of both and loses it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

import xxhash
from msgspec import Struct

from sijill.arabic.fold import fold

WORDS_A_SHINGLE: Final = 3
SKETCH_SIZE: Final = 32
ENOUGH_SHINGLES: Final = 20
"""Of a shorter text too little is left to tell a copy from a common phrase."""

SHARED_HASHES: Final = 3
"""Hashes that two sketches must have in common before the texts are compared. Of the pairs that share as much
as copies do 98 in 100 have three (`python -m tools.quality.copies`)."""

COPIED_SHARE: Final = 0.36
"""The part of the shorter text's shingles that stands in the longer one, from which on it is called a copy.

Between independent reports of one event the share stays below, between texts that go back to one agency
report it is above: `python -m tools.quality.copies` prints both, and how shares are distributed at large."""

COPIED_WITHIN_DAYS: Final = 3
"""An agency's text is printed on its day or in the days after; what is alike after longer is a formula, as in
weather reports and congratulations."""

WORD: Final = re.compile(r"[^\W_]+")
SIGNED_64: Final = 1 << 63


AreCopies = Callable[[str, str], bool]
"""Whether two reports, by their ids, have one text."""


class CopyPair(NamedTuple):
    """Two texts and the share of the shorter one that they have in common, 0 to 1."""

    first: str
    second: str
    share: float


class Printed(NamedTuple):
    """A text by its id, and when it was printed, as far as that is known (ISO day or empty)."""

    id: str
    day: str


class Copies(Struct, frozen=True):
    """Which reports have one text; asked with the ids of two.

    `text_of` names the text of a report that does not stand for its own, `alike` has the pairs of texts that
    are copies of one another, the smaller name first.
    """

    alike: Set[tuple[str, str]] = frozenset()
    text_of: Mapping[str, str] = {}

    def __call__(self, one: str, other: str) -> bool:
        """Whether the two reports have one text."""
        return self._are_one(self.text_of.get(one, one), self.text_of.get(other, other))

    def among(self, reports: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pairs of these reports that have one text: not all, but enough to join all that have it."""
        having: dict[str, str] = {}
        for report in reports:
            first = having.setdefault(self.text_of.get(report, report), report)
            if first != report:
                yield first, report
        if len(having) ** 2 < len(self.alike):
            near = (pair for pair in combinations(having, 2) if self._are_one(*pair))
        else:
            near = ((one, other) for one, other in self.alike if one in having and other in having)
        for one, other in sorted(near):
            yield having[one], having[other]

    def _are_one(self, text: str, other: str) -> bool:
        return text == other or (min(text, other), max(text, other)) in self.alike


NO_COPIES: Final = Copies()


def shingles(text: str) -> frozenset[int]:
    """The hashes of every three words in a row, as signed 64-bit numbers. The same in every process."""
    words = [word.encode() for word in WORD.findall(fold(text).text)]
    return frozenset(
        xxhash.xxh3_64_intdigest(b" ".join(words[at : at + WORDS_A_SHINGLE])) - SIGNED_64
        for at in range(len(words) - WORDS_A_SHINGLE + 1)
    )


def sketch(of: frozenset[int]) -> list[int]:
    """The smallest hashes among the shingles, ascending: at most 32; none of a text too short to tell."""
    # Sorting all of a report's few hundred takes a third of the time that heapq.nsmallest takes.
    return sorted(of)[:SKETCH_SIZE] if len(of) >= ENOUGH_SHINGLES else []


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the other has too, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def pairs(texts: Iterable[tuple[Printed, str]]) -> list[CopyPair]:
    """The pairs of texts that are copies of one another, found as a register finds them.

    Each text comes with its id and its day; where a day is not known, it may be a copy of any.
    """
    known: dict[Printed, frozenset[int]] = {}
    having: dict[int, list[Printed]] = {}
    found = []
    for printed, text in texts:
        its = shingles(text)
        hashes = sketch(its)
        common = Counter(other for number in hashes for other in having.get(number, ()))
        for other, number in common.items():
            if number >= SHARED_HASHES and _are_close(printed.day, other.day):
                share = shared(its, known[other])
                if share >= COPIED_SHARE:
                    first, second = sorted((printed.id, other.id))
                    found.append(CopyPair(first, second, share))
        known[printed] = its
        for number in hashes:
            having.setdefault(number, []).append(printed)
    return found


def _are_close(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= COPIED_WITHIN_DAYS


def originals(texts: Iterable[Printed], pairs: Iterable[CopyPair]) -> dict[str, str]:
    """For each copied text the text it goes back to, itself no copy; first printed means original.

    A text is joined to the one earlier text with which it shares most, so that a round-up of two agency
    reports does not make one group of both. The result depends on the set of pairs alone, not on their order.
    """
    rank = {text.id: (text.day or "9999", text.id) for text in texts}
    nearest: dict[str, tuple[float, tuple[str, str]]] = {}
    for first, second, share in pairs:
        earlier, later = sorted((first, second), key=rank.__getitem__)
        # The larger share wins; of equal shares the earlier text.
        if later not in nearest or (-share, rank[earlier]) < (-nearest[later][0], nearest[later][1]):
            nearest[later] = (share, rank[earlier])
    found: dict[str, str] = {}
    for copy in sorted(nearest, key=rank.__getitem__):
        source = nearest[copy][1][1]
        found[copy] = found.get(source, source)
    return found
