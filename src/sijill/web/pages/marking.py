"""A text cut where quotes begin and end, so that every piece knows which values were read from it.

Quotes of several values, and of several claims, overlap: the sentence of one claim holds the party of
another. A text is cut at every end of a quote; a piece carries the names of all values whose words it is part
of, and a page lights up all pieces of one value, or tells all values of one piece.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from sijill.record import GROUPS, Event, Evidence, Quote

DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder what follows: not shown, so that a text reads as its words stand."""


class Mark(Struct, frozen=True, kw_only=True):
    """Words of a value: `name` is the value's own on the page (`c3-place`), `claim` the number of its claim.

    `field` is what it is (`place`, `actor`, `quantity` …); of evidence and triggers that word.
    """

    name: str
    claim: int
    field: str
    group: str
    start: int
    end: int


class Piece(Struct, frozen=True, kw_only=True):
    """A run of text between two ends of quotes, with the marks of its values and of its sentences."""

    text: str
    start: int
    values: tuple[Mark, ...] = ()
    claims: tuple[Mark, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether a value, not only a sentence, was read from it."""
        return bool(self.values)

    @property
    def group(self) -> str:
        """The group of kinds whose colour it has: that of its value, else of its sentence."""
        return (self.values or self.claims)[0].group

    @property
    def names(self) -> str:
        """The names of its values and sentences, for the script."""
        return " ".join(mark.name for mark in (*self.values, *self.claims))


def marks_of(event: Event, number: int) -> Iterator[Mark]:
    """The marks of a claim's values, the `number`-th of its report, from 0."""
    group = GROUPS[event.type]

    def mark(quote: Quote | Evidence | None, name: str, field: str) -> Iterator[Mark]:
        if quote is not None:
            yield Mark(
                name=f"c{number}-{name}",
                claim=number,
                field=field,
                group=group,
                start=quote.start,
                end=quote.end,
            )

    for at, evidence in enumerate(event.evidence):
        yield from mark(evidence, f"evidence{at}", "evidence")
        yield from mark(evidence.trigger, f"trigger{at}", "trigger")
    for at, someone in enumerate(event.participants):
        yield from mark(someone.quote, f"participant{at}", someone.role)
    if event.place:
        yield from mark(event.place.quote, "place", "place")
    if event.destination:
        yield from mark(event.destination.quote, "destination", "destination")
    if event.time:
        yield from mark(event.time.quote, "time", "time")
    for at, quantity in enumerate(event.quantities):
        yield from mark(quantity.quote, f"quantity{at}", "quantity")
    for at, term in enumerate(event.terms):
        yield from mark(term.quote, f"term{at}", "term")
    yield from mark(event.attribution.quote, "attribution", "attribution")
    for at, further in enumerate(event.claims):
        yield from mark(further.quote or further.attribution.quote, f"further{at}", "attribution")


def pieces(text: str, marks: Iterable[Mark], first: int = 0, last: int | None = None) -> list[Piece]:
    """The text from one offset to another in pieces."""
    last = len(text) if last is None else last
    within = [mark for mark in marks if mark.start < last and mark.end > first]
    cuts = sorted({first, last, *(at for m in within for at in (m.start, m.end) if first < at < last)})
    values: list[list[Mark]] = [[] for _ in cuts]
    sentences: list[list[Mark]] = [[] for _ in cuts]
    for mark in within:
        into = sentences if mark.field == "evidence" else values
        for at in range(bisect_left(cuts, max(mark.start, first)), bisect_right(cuts, mark.end - 1)):
            into[at].append(mark)
    return [
        Piece(text=text[start:end], start=start, values=tuple(values[at]), claims=tuple(sentences[at]))
        for at, (start, end) in enumerate(pairwise(cuts))
    ]


def lines(text: str, marks: list[Mark]) -> Iterator[list[Piece]]:
    """The paragraphs of a text in pieces; empty lines are passed over."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield pieces(text, marks, at, at + len(line.rstrip("\r\n\u2028\u2029")))
        at += len(line)


def pieces_of_sentence(event: Event) -> list[Piece]:
    """A claim's first sentence, with what was read from it."""
    sentence = event.evidence[0]
    marks = [
        Mark(
            name=mark.name,
            claim=0,
            field=mark.field,
            group=mark.group,
            start=mark.start - sentence.start,
            end=mark.end - sentence.start,
        )
        for mark in marks_of(event, 0)
        if mark.field != "evidence"
    ]
    return pieces(sentence.text, marks)


def shown(text: str) -> str:
    """A piece of a report's text without characters that would reorder what follows them."""
    if any(character in DIRECTION_MARKS for character in text):
        return "".join(character for character in text if character not in DIRECTION_MARKS)
    return text
