"""A text as it may be shown: what is masked in it, and the way from the original's offsets to those shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, Literal

import msgspec
from msgspec import Struct

Kind = Literal["name", "place", "number", "address", "doubt", "held"]
_WHOLE: Final[frozenset[Kind]] = frozenset({"doubt", "held"})
"""What withholds a sentence whole: no quote is cut out of it."""


class Span(Struct, frozen=True):
    """Words that are not shown: the original's `text[start:end]`, and the `label` that stands for them.

    `person` counts the persons of a text from 1: the same one has the same number wherever named; None if
    it is no name. `reason` is a stable code: of names "introduced", "kinship", "listed", "harmed",
    "given_names", "again"; of all else the kind itself.
    """

    start: int
    end: int
    kind: Kind
    label: str
    person: int | None = None
    reason: str = ""


class Masked(Struct, frozen=True):
    """A masked text. `spans` are in order and do not overlap; offsets count code points of the original."""

    original_length: int
    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    """Where the label of each span begins in `text`."""

    @property
    def doubtful(self) -> bool:
        """Whether a sentence was withheld since it may name somebody."""
        return any(span.kind == "doubt" for span in self.spans)

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where the original's `[start:end]` is in `text`; a label that it touches belongs to it whole."""
        first = self._moved(start, after=False)
        return first, max(first, self._moved(end, after=True)) if end > start else first

    def _moved(self, at: int, *, after: bool) -> int:
        number = bisect_right(self.spans, at, key=lambda span: span.start) - 1
        if number < 0:
            return at
        span, label_start = self.spans[number], self.starts[number]
        if at == span.start:
            return label_start
        if at < span.end:
            return label_start + (len(span.label) if after else 0)
        return label_start + len(span.label) + at - span.end

    def hides(self, start: int, end: int) -> bool:
        """Whether something of the original's `[start:end]` is masked."""
        return any(span.start < end and start < span.end for span in self.spans)

    def cut(self, start: int, end: int) -> str | None:
        """The original's `[start:end]` as it may be shown; None where a withheld sentence is part of it."""
        if any(span.kind in _WHOLE and span.start < end and start < span.end for span in self.spans):
            return None
        first, last = self.moved(start, end)
        return self.text[first:last]


def masked(text: str, spans: Iterable[Span]) -> Masked:
    """The text with its spans masked; spans that overlap become one, withheld if one of them is."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if kept and span.start < kept[-1].end:
            last = kept[-1]
            if span.kind in _WHOLE and last.kind not in _WHOLE:
                kept[-1] = msgspec.structs.replace(span, start=last.start, end=max(span.end, last.end))
            elif span.end > last.end:
                kept[-1] = msgspec.structs.replace(last, end=span.end)
            continue
        kept.append(span)
    pieces: list[str] = []
    starts: list[int] = []
    done = length = 0
    for span in kept:
        pieces += [text[done : span.start], span.label]
        length += span.start - done
        starts.append(length)
        length += len(span.label)
        done = span.end
    pieces.append(text[done:])
    return Masked(len(text), "".join(pieces), tuple(kept), tuple(starts))
