"""The CSV form: one row an event, the codebook's fields laid flat in columns that keep their names."""

import csv
from collections.abc import Callable, Iterable
from typing import Final, TextIO

from sijill.export.cells import SEPARATOR, Cell, guarded
from sijill.record import (
    GROUPS,
    Attribution,
    Claim,
    Document,
    Event,
    Place,
    Quantity,
    Quote,
    Report,
    Role,
    Term,
    Time,
)

REPORT_COLUMNS: Final[dict[str, Callable[[Report], Cell]]] = {
    "report": lambda report: report.id,
    "source": lambda report: report.source,
    "side": lambda report: report.side,
    "published": lambda report: report.published,
    "title": lambda report: report.title,
    "url": lambda report: report.url,
}

EVENT_COLUMNS: Final[dict[str, Callable[[Event], Cell]]] = {
    "type": lambda event: event.type,
    "group": lambda event: GROUPS[event.type],
    "status": lambda event: event.status,
    "background": lambda event: event.background,
    "extent": lambda event: event.extent,
    "means": lambda event: event.means,
    "object": lambda event: event.object,
    "actor": lambda event: _ids(event, "actor"),
    "target": lambda event: _ids(event, "target"),
    "recipient": lambda event: _ids(event, "recipient"),
    "party": lambda event: _ids(event, "party"),
    "mediator": lambda event: _ids(event, "mediator"),
    "participant_words": lambda event: SEPARATOR.join(
        f"{person.role} {person.id}: {person.quote.text}" for person in event.participants if person.quote
    ),
    "place_id": lambda event: _of_place(event.place).id,
    "place": lambda event: _of_place(event.place).name or None,
    "place_en": lambda event: _of_place(event.place).name_en,
    "place_level": lambda event: event.place.level if event.place else None,
    "district": lambda event: _of_place(event.place).district,
    "governorate": lambda event: _of_place(event.place).governorate,
    "country": lambda event: _of_place(event.place).country,
    "lat": lambda event: _of_place(event.place).lat,
    "lon": lambda event: _of_place(event.place).lon,
    "place_words": lambda event: _words(_of_place(event.place).quote),
    "destination_id": lambda event: _of_place(event.destination).id,
    "destination": lambda event: _of_place(event.destination).name or None,
    "start": lambda event: _of_time(event.time).start,
    "end": lambda event: _of_time(event.time).end,
    "precision": lambda event: event.time.precision if event.time else None,
    "time_words": lambda event: _words(_of_time(event.time).quote),
    "quantities": lambda event: SEPARATOR.join(map(quantity_words, event.quantities)),
    "quantity_words": lambda event: _all_words(quantity.quote for quantity in event.quantities),
    "form": lambda event: event.form,
    "terms": lambda event: SEPARATOR.join(map(term_words, event.terms)),
    "attribution": lambda event: event.attribution.kind,
    "attribution_id": lambda event: event.attribution.id,
    "attribution_words": lambda event: _words(event.attribution.quote),
    "claims": lambda event: SEPARATOR.join(map(claim_words, event.claims)),
    "confidence": lambda event: event.confidence,
    "trigger": lambda event: _all_words(evidence.trigger for evidence in event.evidence),
    "evidence": lambda event: " … ".join(evidence.text for evidence in event.evidence),
    "evidence_start": lambda event: event.evidence[0].start,
    "evidence_end": lambda event: event.evidence[0].end,
}

COLUMNS: Final = (*REPORT_COLUMNS, "event", *EVENT_COLUMNS)
"""The header. Columns are only ever added, at the end."""


def write_header(stream: TextIO) -> None:
    """Write the row of column names."""
    csv.writer(stream).writerow(COLUMNS)


def write_rows(document: Document, stream: TextIO) -> None:
    """Write a row for each event; `event` counts from 1 within the report."""
    head = [column(document.report) for column in REPORT_COLUMNS.values()]
    writer = csv.writer(stream)
    for number, event in enumerate(document.events, 1):
        cells = [*head, number, *(column(event) for column in EVENT_COLUMNS.values())]
        writer.writerow([guarded(cell) for cell in cells])


def quantity_words(quantity: Quantity) -> str:
    """`killed 20-99 of houthi (says medical)`; `3+` has no upper bound, `~50` is approximate."""
    said = f"{quantity.kind} {bounds(quantity)}".rstrip()
    if quantity.of:
        said += f" of {quantity.of}"
    if quantity.attribution:
        said += f" (says {voice(quantity.attribution)})"
    return said


def bounds(quantity: Quantity, dash: str = "-") -> str:
    """`12`, `20-99`, `3+`, `up to 9`, with `~` before what is approximate; empty if no bound is known."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return ""
    if low is None:
        said = f"up to {high}"
    elif high is None:
        said = f"{low}+"
    else:
        said = str(low) if low == high else f"{low}{dash}{high}"
    return f"~{said}" if quantity.approximate else said


def term_words(term: Term) -> str:
    """`withdrawal by houthi at عتمة until 2015-10-14`."""
    said: str = term.kind
    if term.obligor:
        said += f" by {term.obligor}"
    if term.place:
        said += f" at {term.place.name}"
    if term.deadline and term.deadline.end:
        said += f" until {term.deadline.end}"
    return said


def claim_words(claim: Claim) -> str:
    """`party resistance: denied, killed 5`."""
    values = [*([claim.status] if claim.status else []), *map(quantity_words, claim.quantities)]
    return voice(claim.attribution) + (f": {', '.join(values)}" if values else "")


def voice(attribution: Attribution) -> str:
    """`party houthi`, `witness`."""
    return f"{attribution.kind} {attribution.id}" if attribution.id else attribution.kind


def _ids(event: Event, role: Role) -> str:
    return SEPARATOR.join(person.id for person in event.participants if person.role == role)


def _of_place(place: Place | None) -> Place:
    return place or NOWHERE


def _of_time(time: Time | None) -> Time:
    return time or NEVER


def _words(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def _all_words(quotes: Iterable[Quote | None]) -> str:
    return SEPARATOR.join(quote.text for quote in quotes if quote)


NOWHERE: Final = Place(name="", level="site")
NEVER: Final = Time(precision="unknown")
