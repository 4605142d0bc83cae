"""Copies of one text: an agency's report printed by several outlets, cut, stretched or touched up.

Two texts are compared by their shingles, every run of three words, folded so that spelling does not tell
them apart. Pairs to compare are found by sketches: the smallest hashes among a text's shingles. Of a text
that is part of a longer one they are found there again in proportion to its part, which is what tells a cut
copy; the better-known MinHash signature estimates the overlap with the *whole* of both and loses it.
"""

import heapq
import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

import xxhash

from sijill.arabic.fold import fold

WORDS_A_SHINGLE: Final = 3
SKETCH_SIZE: Final = 32
ENOUGH_SHINGLES: Final = 20
"""Of a shorter text too little is left to tell a copy from a common phrase."""

COPIED_SHARE: Final = 0.36
"""The part of the shorter text's shingles that stands in the longer one, from which on it is called a copy.

Between independent reports of one event the share stays below, between texts that go back to one agency
report it is above: `python -m tools.quality.copies` prints both, and how shares are distributed at large."""

COPIED_WITHIN_DAYS: Final = 3
"""An agency's text is printed on its day or in the days after; what is alike after longer is a formula, as in
weather reports and congratulations."""

WORD: Final = re.compile(r"[^\W_]+")
SIGNED_64: Final = 1 << 63


class CopyPair(NamedTuple):
    """Two texts and the share of the shorter one that they have in common, 0 to 1."""

    first: str
    second: str
    share: float


class Printed(NamedTuple):
    """A text by its id, and when it was printed, as far as that is known (ISO day or empty)."""

    id: str
    day: str


def shingles(text: str) -> frozenset[int]:
    """The hashes of every three words in a row, as signed 64-bit numbers. The same in every process."""
    words = [word.encode() for word in WORD.findall(fold(text).text)]
    return frozenset(
        xxhash.xxh3_64_intdigest(b" ".join(words[at : at + WORDS_A_SHINGLE])) - SIGNED_64
        for at in range(len(words) - WORDS_A_SHINGLE + 1)
    )


def sketch(of: frozenset[int]) -> list[int]:
    """The smallest hashes among the shingles, ascending: at most 32; none of a text too short to tell."""
    return heapq.nsmallest(SKETCH_SIZE, of) if len(of) >= ENOUGH_SHINGLES else []


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the other has too, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def copied(texts: Iterable[tuple[Printed, str]]) -> set[tuple[str, str]]:
    """The pairs of ids of texts that are copies of one another, the smaller id first.

    Each text comes with its id and its day; where a day is not known, it may be a copy of any.
    """
    known: dict[str, tuple[frozenset[int], str]] = {}
    having: dict[int, list[str]] = {}
    found: set[tuple[str, str]] = set()
    for printed, text in texts:
        its = shingles(text)
        hashes = sketch(its)
        for other in sorted({id_ for number in hashes for id_ in having.get(number, ())} - {printed.id}):
            others, day = known[other]
            if _are_close(printed.day, day) and shared(its, others) >= COPIED_SHARE:
                found.add((min(printed.id, other), max(printed.id, other)))
        known[printed.id] = (its, printed.day)
        for number in hashes:
            having.setdefault(number, []).append(printed.id)
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
