"""Review: a queue of claims, one at a time beside its text, every decision a form that works by keyboard too.

A decision is sent with the number of edits that its page showed. If somebody was quicker the page comes again
with what they changed, and with what was about to be sent.
"""

from typing import Any, Final, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from msgspec import Struct
from sqlalchemy import Connection
from starlette.datastructures import FormData

from sijill.record import Event
from sijill.store import edits as stored
from sijill.web.asking import Asking, AtDesk, Reading, Viewer, need
from sijill.web.desk import reports, reviewing
from sijill.web.desk.asked import asked
from sijill.web.desk.reports import ReportShown
from sijill.web.desk.reviewing import Change, Left, Queue, Why
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, not_found
from sijill.web.pages.corrections import event_of, value_of
from sijill.web.pages.forms import Sent, number_of, text_of
from sijill.web.pages.incidents import query_of
from sijill.web.pages.rendering import page
from sijill.web.pages.report import ShownText, shown_report

router = APIRouter()

AT_ONCE: Final = 25
LEFT: Final[tuple[Left, ...]] = get_args(Left)
WHY: Final[tuple[Why, ...]] = get_args(Why)
KEPT: Final = ("left", "why", "claim")
"""What of the address belongs to the queue and is no filter of incidents."""


class Looked(Struct, frozen=True, kw_only=True):
    """The claim that is looked at: its report, its number in it, its key and how many edits it has."""

    report: ReportShown
    shown: ShownText
    number: int
    key: str
    seen: int
    event: Event
    history: reviewing.History


@router.get("/review")
def review(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> HTMLResponse:
    """The queue, and the claim that is looked at: the one named in the address, else the first."""
    need(viewer, "review")
    return _page(request, viewer, desk, connection)


@router.post("/review/decide")
def decide(request: Request, viewer: Asking, desk: AtDesk, connection: Reading, form: Sent) -> Response:
    """Accept, reject or correct a claim, or take a decision back; then the next one."""
    need(viewer, "review")
    key, seen, kind = text_of(form, "claim"), number_of(form, "seen") or 0, text_of(form, "kind")
    try:
        change = _change(form, desk, connection, viewer, key, seen, kind)
        made = reviewing.edit(desk, viewer, change)
    except Fault as fault:
        if fault.status not in (409, 412, 422):
            raise
        return _page(request, viewer, desk, connection, key=key, fault=fault, unsent=form)
    after = {"did": kind, "edit": made.edit.id, "of": key}
    stays = kind in ("correct", "undo")
    return _onward(request, key if stays else text_of(form, "next"), after)


@router.post("/review/add")
def add(request: Request, viewer: Asking, desk: AtDesk, connection: Reading, form: Sent) -> Response:
    """Add an event that the program missed, and go on to correct it."""
    need(viewer, "review")
    report = text_of(form, "report")
    try:
        made = reviewing.add(desk, viewer, report, number_of(form, "seen") or 0, event_of(form), None)
    except Fault as fault:
        if fault.status not in (409, 412, 422):
            raise
        return _page(request, viewer, desk, connection, key=text_of(form, "claim"), fault=fault, unsent=form)
    return _onward(request, made.edit.claim, {"did": "add", "edit": made.edit.id, "of": made.edit.claim})


def _change(
    form: FormData, desk: Desk, connection: Connection, viewer: Viewer, key: str, seen: int, kind: str
) -> Change:
    if kind == "correct":
        looked = _looked(desk, connection, viewer, key)
        field, value = value_of(form, looked.event)
        return Change(claim=key, seen=seen, kind="correct", field=field, value=value)
    if kind == "undo":
        return Change(claim=key, seen=seen, kind="undo", undoes=text_of(form, "edit"))
    if kind not in ("accept", "reject"):
        raise Fault(422, "accept, reject, correct or undo it", field="kind")
    return Change(claim=key, seen=seen, kind=kind, note=text_of(form, "note"))  # type: ignore[arg-type]


def _onward(request: Request, key: str, after: dict[str, str]) -> Response:
    query = [pair for pair in request.query_params.multi_items() if pair[0] not in ("claim", *after)]
    query += [("claim", key)] if key else []
    return RedirectResponse(f"/review?{urlencode([*query, *after.items()])}", 303)


def _page(
    request: Request,
    viewer: Viewer,
    desk: Desk,
    connection: Connection,
    *,
    key: str = "",
    fault: Fault | None = None,
    unsent: FormData | None = None,
) -> HTMLResponse:
    given = request.query_params
    wanted = asked(given, connection, desk.names, viewer)
    left: Left = next((left for left in LEFT if left == given.get("left")), "unreviewed")
    why = next((why for why in WHY if why == given.get("why")), None)
    queue = reviewing.queue(desk.material, viewer, wanted, left=left, why=why, limit=AT_ONCE, offset=0)
    keys = [waiting.claim.key for waiting in queue.waiting]
    key = key or given.get("claim", "") or (keys[0] if keys else "")
    looked = _looked(desk, connection, viewer, key) if key else None
    did = given.get("did") if fault is None else None
    return page(
        request,
        "review.html",
        viewer,
        here="review",
        status=fault.status if fault else 200,
        queue=queue,
        keys=keys,
        looked=looked,
        after=_after(queue, key),
        before=_before(queue, key),
        left=left,
        lefts=LEFT,
        why=why,
        whys=WHY,
        wanted=wanted,
        query_of=query_of(wanted),
        fault=fault,
        unsent=[(name, value) for name, value in unsent.multi_items() if name in TOLD] if unsent else [],
        did=(did, given.get("edit", ""), given.get("of", "")) if did else None,
        undo_seen=_seen(desk, connection, viewer, given.get("of", "")) if did and did != "undo" else 0,
        words=desk.words.listed,
        agreement=reviewing.agreement(stored.everything(connection)),
        address="/review" + (f"?{request.url.query}" if request.url.query else ""),
        here_query=urlencode([pair for pair in given.multi_items() if pair[0] not in DONE]),
    )


TOLD: Final = ("kind", "what", "value", "role", "id", "start_day", "end_day", "low", "high", "of", "note")
DONE: Final = ("claim", "did", "edit", "of", "lang")


def _looked(desk: Desk, connection: Connection, viewer: Viewer, key: str) -> Looked:
    report_id = key.partition("/")[0]
    found = reports.report(desk, connection, viewer, report_id)
    told = [claim for claim in found.claims if claim.event]
    number = next((at for at, claim in enumerate(told) if claim.key == key), None)
    if number is None:
        raise not_found("claim", key)
    why: dict[int, list[Any]] = {}
    for reason in reports.explanation(desk, connection, viewer, report_id):
        why.setdefault(reason.event, []).append(reason)
    return Looked(
        report=found,
        shown=shown_report(found, why),
        number=number,
        key=key,
        seen=told[number].review.revision,
        event=msgspec.convert(told[number].event, Event),
        history=reviewing.history(connection, report_id, key),
    )


def _seen(desk: Desk, connection: Connection, viewer: Viewer, key: str) -> int:
    return _looked(desk, connection, viewer, key).seen if key else 0


def _after(queue: Queue, key: str) -> str:
    """The claim behind this one; behind the last, or one that is not in the queue, the first other one."""
    keys = [waiting.claim.key for waiting in queue.waiting]
    if key in keys and keys.index(key) + 1 < len(keys):
        return keys[keys.index(key) + 1]
    return next((other for other in keys if other != key), "")


def _before(queue: Queue, key: str) -> str:
    keys = [waiting.claim.key for waiting in queue.waiting]
    at = keys.index(key) if key in keys else 0
    return keys[at - 1] if at else ""
