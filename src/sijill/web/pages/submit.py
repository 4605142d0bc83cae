"""Paste a report or an address, see the record at once, keep it or not."""

from time import perf_counter
from typing import Final

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from sijill.record import Event, Report, ReportError, day
from sijill.web.asking import Asking, AtDesk, Viewer, need
from sijill.web.desk import submitting
from sijill.web.desk.state import Desk
from sijill.web.desk.submitting import Kept, Submission
from sijill.web.errors import Fault
from sijill.web.pages.forms import Sent, text_of
from sijill.web.pages.rendering import page
from sijill.web.pages.report import shown_text

router = APIRouter()

GIVEN: Final = ("text", "address", "title", "source", "published")


@router.get("/submit")
def form(request: Request, viewer: Asking) -> HTMLResponse:
    """The empty form."""
    need(viewer, "keep")
    return _page(request, viewer, {})


@router.post("/submit")
def read(request: Request, viewer: Asking, desk: AtDesk, form: Sent) -> Response:
    """Read what was handed in; nothing is kept."""
    need(viewer, "keep")
    given = {name: text_of(form, name) for name in GIVEN}
    began = perf_counter()
    try:
        found = _submitted(desk, viewer, form, given)
    except Fault as fault:
        return _page(request, viewer, given, fault=fault)
    return _page(request, viewer, given, found=found, seconds=perf_counter() - began)


@router.post("/submit/keep")
def keep(request: Request, viewer: Asking, desk: AtDesk, form: Sent) -> Response:
    """Keep what was read, or let it go."""
    need(viewer, "keep")
    if text_of(form, "what") == "discard":
        return _page(request, viewer, {})
    confidential = bool(text_of(form, "confidential"))
    try:
        kept = submitting.keep(desk, viewer, text_of(form, "id"), confidential=confidential)
    except Fault as fault:
        return _page(request, viewer, {}, fault=fault)
    return _page(request, viewer, {}, kept=kept)


def _submitted(desk: Desk, viewer: Viewer, form: FormData, given: dict[str, str]) -> Submission:
    try:
        published = day(given["published"])
    except ReportError as fault:
        raise Fault(422, str(fault), field="published") from fault
    # The text stays exactly as it was given, with the spaces around it.
    pasted = form.get("text")
    text = pasted if isinstance(pasted, str) and given["text"] else None
    return submitting.submit(
        desk,
        viewer,
        text=text,
        address=given["address"] or None,
        title=given["title"] or None,
        published=published,
        source=given["source"] or None,
    )


def _page(
    request: Request,
    viewer: Viewer,
    given: dict[str, str],
    *,
    found: Submission | None = None,
    seconds: float = 0.0,
    fault: Fault | None = None,
    kept: Kept | None = None,
) -> HTMLResponse:
    first = found.reports[0] if found and found.reports else None
    return page(
        request,
        "submit.html",
        viewer,
        here="submit",
        status=fault.status if fault else 200,
        given={name: given.get(name, "") for name in GIVEN},
        found=found,
        milliseconds=round(1000 * seconds),
        first=first,
        others=found.reports[1:] if found else [],
        shown=shown_text(
            msgspec.convert(first.report, Report), msgspec.convert(first.events, list[Event]), {}
        )
        if first
        else None,
        fault=fault,
        kept=kept,
    )
