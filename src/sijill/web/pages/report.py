"""One report: its text as printed with what was read from it, and the reason for each value."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct

from sijill.record import Event, Explanation, Report
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk import reports
from sijill.web.desk.reports import ClaimShown, ReportShown
from sijill.web.pages.claim_values import Told, told_of
from sijill.web.pages.marking import Mark, Piece, lines, marks_of
from sijill.web.pages.rendering import page

router = APIRouter()

Reasons = Mapping[int, Sequence[Explanation]]
"""Why the values of an event are there, by its place in the document."""


class ShownClaim(Struct, frozen=True, kw_only=True):
    """A claim beside the text, value by value. `number` counts from 0, as anchors do; `told`: its review."""

    number: int
    event: Event
    values: list[Told]
    told: ClaimShown | None = None


class ShownText(Struct, frozen=True, kw_only=True):
    """A report in pieces, and its claims."""

    report: Report
    paragraphs: list[list[Piece]]
    claims: list[ShownClaim]
    first_pieces: dict[str, int]

    def anchor(self, piece: Piece) -> list[str]:
        """The names of the marks that begin in this piece: its anchors."""
        marks = (*piece.values, *piece.claims)
        return [mark.name for mark in marks if self.first_pieces.get(mark.name) == piece.start]


@router.get("/reports/{report_id}")
def report(
    request: Request, viewer: Asking, desk: AtDesk, connection: Reading, report_id: str
) -> HTMLResponse:
    """A report of the register in its newest version."""
    found = reports.report(desk, connection, viewer, report_id)
    if found.text is None:
        return page(request, "report_hushed.html", viewer, here="incidents", report=found)
    why: dict[int, list[Explanation]] = {}
    if not found.masked:
        for reason in reports.explanation(desk, connection, viewer, report_id):
            why.setdefault(reason.event, []).append(reason)
    return page(
        request,
        "report.html",
        viewer,
        here="incidents",
        report=found,
        shown=shown_report(found, why),
    )


def shown_report(found: ReportShown, why: Reasons) -> ShownText:
    """A report of the register as a page shows it."""
    report = Report(
        title=found.title,
        text=found.text or "",
        published=found.published,
        source=found.source,
        url=found.url,
        side=found.side,
        language=found.language,
    )
    told = [(claim, msgspec.convert(claim.event, Event)) for claim in found.claims if claim.event]
    return shown_text(report, [event for _, event in told], why, [claim for claim, _ in told])


def shown_text(
    report: Report, events: Sequence[Event], why: Reasons, told: Sequence[ClaimShown] = ()
) -> ShownText:
    """A text with its events; `told` are the claims that they are, of a report of the register."""
    marks = [mark for number, event in enumerate(events) for mark in marks_of(event, number)]
    paragraphs = list(lines(report.text, marks))
    return ShownText(
        report=report,
        paragraphs=paragraphs,
        claims=[
            ShownClaim(
                number=number,
                event=event,
                values=list(told_of(event, number, why.get(number, ()))),
                told=told[number] if number < len(told) else None,
            )
            for number, event in enumerate(events)
        ],
        first_pieces=dict(_first_pieces(paragraphs)),
    )


def _first_pieces(paragraphs: list[list[Piece]]) -> Iterator[tuple[str, int]]:
    """Where each mark begins; the last pair of a name wins, so they come backwards."""
    pieces = [piece for paragraph in paragraphs for piece in paragraph]
    for piece in reversed(pieces):
        marks: tuple[Mark, ...] = (*piece.values, *piece.claims)
        for mark in marks:
            yield mark.name, piece.start
