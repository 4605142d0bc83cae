"""The view for people: each event in a few labelled lines, its sentence last with the trigger marked.

Arabic in a terminal: letters are written as they are, in the order in which they are spoken. Joining
and turning them is the terminal's work, and doing it here would break search, copying and every
terminal that does its own. Every line begins with a Latin label and Arabic words stand in quotes or
between Latin ones, so that a line keeps its order on terminals with and without right-to-left
support. To a terminal, each Arabic run is also wrapped in the marks U+2068 and U+2069 that keep its
punctuation with it; to files and pipes no mark is added.
"""

import re
from collections.abc import Iterable
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

from sijill.cli.console import on_one_line
from sijill.cli.table import bounds, term_words, voice
from sijill.record import (
    Attribution,
    Claim,
    Document,
    Event,
    Evidence,
    ExplainedDocument,
    Explanation,
    Participant,
    Place,
    Quantity,
    Quote,
    Report,
    Time,
)

LABEL: Final = 10
MARGIN: Final = 4
WIDEST: Final = 110
NARROWEST: Final = 50
OPEN: Final = "\u2068"
CLOSE: Final = "\u2069"
ARABIC_RUN: Final = re.compile(
    r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc](?:[^A-Za-z«»\n]*[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc.!%)\]])?"
)
STATUS_STYLE: Final = {"occurred": "green", "denied": "red"}
OTHER_STATUS: Final = "yellow"


class TextView:
    """Writes documents for reading on a terminal, or as plain text where there is none."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._terminal = self._console.is_terminal
        self._width = max(NARROWEST, min(WIDEST, self._console.width)) if self._terminal else None
        self._written = 0

    def write(self, document: Document) -> None:
        """Write one document: a heading, its notes, its events."""
        if self._written:
            self._put(Text())
        self._written += 1
        self._put(_heading(document.report, len(document.events)))
        for note in document.notes:
            self._lines("note", Text(note.message, "yellow"), indent=0)
        reasons = document.explain if isinstance(document, ExplainedDocument) else []
        for number, event in enumerate(document.events):
            self._event(number, event, [reason for reason in reasons if reason.event == number])

    def close(self) -> None:
        """Nothing follows the last document."""

    def _event(self, number: int, event: Event, reasons: list[Explanation]) -> None:
        self._put(Text())
        self._put(_title(number, event))
        self._reasons(reasons, "type", "status", "background", "extent", "means", "object")
        for at, person in enumerate(event.participants):
            self._lines("" if at else "who", _person(person))
            self._reasons(reasons, f"participants[{at}]")
        if event.place:
            self._lines("where", _place(event.place))
            self._reasons(reasons, "place")
        if event.destination:
            self._lines("to", _place(event.destination))
            self._reasons(reasons, "destination")
        if event.time:
            self._lines("when", _time(event.time))
            self._reasons(reasons, "time")
        for at, quantity in enumerate(event.quantities):
            self._lines("" if at else "how many", _quantity(quantity))
            self._reasons(reasons, f"quantities[{at}]")
        for at, term in enumerate(event.terms):
            self._lines("" if at else "terms", _with_words(term_words(term), term.quote))
            self._reasons(reasons, f"terms[{at}]")
        self._lines("says", _attribution(event.attribution))
        self._reasons(reasons, "attribution")
        for at, claim in enumerate(event.claims):
            self._lines("also says", _claim(claim))
            self._reasons(reasons, f"claims[{at}]")
        for at, evidence in enumerate(event.evidence):
            self._lines("" if at else "words", self._sentence(evidence))
            self._reasons(reasons, f"evidence[{at}]")

    def _sentence(self, evidence: Evidence) -> Text:
        """The words of the report on one line, the trigger in bold, or in brackets without colours."""
        line = Text()
        if not evidence.trigger:
            line.append(evidence.text)
        else:
            start = evidence.trigger.start - evidence.start
            end = evidence.trigger.end - evidence.start
            trigger = evidence.text[start:end]
            line.append(evidence.text[:start])
            if self._console.color_system:
                line.append(trigger, "bold reverse")
            else:
                line.append(f"[{trigger}]")
            line.append(evidence.text[end:])
        return _on_one_line(line)

    def _reasons(self, reasons: list[Explanation], *fields: str) -> None:
        for reason in reasons:
            if reason.field in fields or reason.field.startswith(tuple(f"{field}." for field in fields)):
                last = reason.field.rpartition(".")[2]
                self._lines("", Text(f"← {last}: {reason.entry}; {reason.step}", "dim"))

    def _lines(self, label: str, value: Text, indent: int = MARGIN) -> None:
        """Print a labelled value, wrapped under itself."""
        before = indent + LABEL
        if self._width is None:
            wrapped: Iterable[Text] = [value]
        else:
            wrapped = value.wrap(self._console, self._width - before)
        for at, line in enumerate(wrapped):
            line.rstrip()
            lead = Text(" " * indent + f"{'' if at else label:<{LABEL}}", "dim")
            self._put(Text.assemble(lead, self._isolated(line)))

    def _isolated(self, line: Text) -> Text:
        """The line with each Arabic run inside isolating marks, if it goes to a terminal."""
        if not self._terminal:
            return line
        spans = [match.span() for match in ARABIC_RUN.finditer(line.plain)]
        pieces = line.divide([at for span in spans for at in span])
        marked = Text()
        for at, piece in enumerate(pieces):
            inside = at % 2 == 1
            marked.append_text(Text.assemble(OPEN, piece, CLOSE) if inside else piece)
        return marked

    def _put(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def _heading(report: Report, events: int) -> Text:
    said = [report.id or "report"]
    if report.source:
        said.append(f"source «{report.source}»" + (f" (side: {report.side})" if report.side else ""))
    said.append(f"published {report.published}" if report.published else "no day of publication")
    said.append("no events" if not events else f"{events} {'event' if events == 1 else 'events'}")
    return Text(on_one_line(" · ".join(said)), "bold underline")


def _title(number: int, event: Event) -> Text:
    line = Text.assemble((f"{number + 1:>3} ", "dim"), (event.type, "bold cyan"))
    line.append("  ")
    line.append(event.status, STATUS_STYLE.get(event.status, OTHER_STATUS))
    if event.background:
        line.append("  background", "magenta")
    for label, value in (
        ("extent", event.extent),
        ("means", event.means),
        ("object", event.object),
        ("form", event.form),
    ):
        if value:
            line.append(f"  {label}: {value}")
    return line


def _person(person: Participant) -> Text:
    return _with_words(f"{person.role:<9} {person.id}", person.quote)


def _place(place: Place) -> Text:
    named = [f"«{place.name}»" + (f" {place.name_en}" if place.name_en else "")]
    named.append(place.level)
    if place.district and place.district != place.name:
        named.append(f"district «{place.district}»")
    if place.governorate and place.governorate != place.name:
        named.append(f"governorate «{place.governorate}»")
    if place.country:
        named.append(place.country)
    if place.id:
        named.append(place.id)
    if place.lat is not None and place.lon is not None:
        named.append(f"{place.lat:g} {place.lon:g}")
    if not place.id:
        named.append("not in the gazetteer")
    return _with_words(", ".join(named), place.quote, note="words")


def _time(time: Time) -> Text:
    if time.start is None:
        said = "no day"
    elif time.start == time.end:
        said = time.start
    else:
        said = f"{time.start} to {time.end}"
    return _with_words(f"{said} (precision: {time.precision})", time.quote)


def _quantity(quantity: Quantity) -> Text:
    said = f"{quantity.kind} {bounds(quantity, '–')}".rstrip()
    if quantity.of:
        said += f" of {quantity.of}"
    if quantity.attribution:
        said += f", says {voice(quantity.attribution)}"
    return _with_words(said, quantity.quote)


def _attribution(attribution: Attribution) -> Text:
    return _with_words(voice(attribution), attribution.quote)


def _claim(claim: Claim) -> Text:
    said = Text(voice(claim.attribution))
    if claim.status:
        said.append(f": {claim.status}")
    for quantity in claim.quantities:
        said.append(", ").append_text(_quantity(quantity))
    return _with_words(said, claim.quote)


def _with_words(said: str | Text, quote: Quote | None, note: str = "") -> Text:
    line = Text(said) if isinstance(said, str) else said
    if quote:
        line.append(f" {note} «" if note else " «", "dim")
        line.append(quote.text)
        line.append("»", "dim")
    return _on_one_line(line)


def _on_one_line(line: Text) -> Text:
    """Line breaks and control characters of the report shown as spaces, one for one; styles stay."""
    shown = Text(on_one_line(line.plain))
    shown.spans = line.spans
    return shown
