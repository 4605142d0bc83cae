"""Review: the queue, edits of claims, missed events, undo, history, agreement of two people."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from sijill.store import edits as stored
from sijill.web.api.answers import answer, expected, gives
from sijill.web.api.filters import Limit, Offset, OfIncidents, understood
from sijill.web.api.incidents import IfMatch
from sijill.web.asking import Asking, AtDesk, Reading, need
from sijill.web.desk import reviewing
from sijill.web.desk.reviewing import Agreement, Change, Edited, History, Left, Queue, Why

router = APIRouter(prefix="/review", tags=["review"])


class NewEdit(BaseModel):
    """An edit of a claim. A correction names the `field` of the event and its new `value`, as a record has
    it.

    Words are pointed at: a quote is `{"start", "end"}`, offsets in the report's text. A place of the
    gazetteer is named by its id alone, `{"id", "quote"?}`.
    """

    claim: str = Field(min_length=1, max_length=300)
    kind: Literal["accept", "reject", "correct"]
    field: str | None = Field(default=None, max_length=30)
    value: Any = None
    note: str | None = Field(default=None, max_length=2000)


class NewEvent(BaseModel):
    """An event that the program missed; its quotes and its evidence point at words as those of an edit do."""

    report: str = Field(min_length=1, max_length=64)
    event: dict[str, Any]
    note: str | None = Field(default=None, max_length=2000)


class Undo(BaseModel):
    """The edit that is to be taken back; an undo can itself be undone."""

    claim: str = Field(min_length=1, max_length=300)
    edit: str = Field(min_length=1, max_length=100)


@router.get("/queue", openapi_extra=gives(Queue), dependencies=[OfIncidents])
def queue(
    request: Request,
    desk: AtDesk,
    viewer: Asking,
    connection: Reading,
    left: Annotated[
        Left, Query(description="Claims nobody has seen, or that one other has, or all.")
    ] = "unreviewed",
    why: Annotated[Why | None, Query(description="Only those that are doubtful for this reason.")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """The claims that wait to be looked at, the most doubtful first, of the incidents that fit."""
    need(viewer, "review")
    wanted = understood(request, connection, desk, viewer)
    found = reviewing.queue(desk.material, viewer, wanted, left=left, why=why, limit=limit, offset=offset)
    return answer(request, found)


@router.post("/edits", openapi_extra=gives(Edited, status=201), status_code=201)
def edit(
    request: Request, desk: AtDesk, viewer: Asking, given: NewEdit, if_match: IfMatch = None
) -> Response:
    """Accept, reject or correct a claim. `If-Match` is the claim's ETag; 412 tells what others changed
    since."""
    need(viewer, "review")
    change = Change(
        claim=given.claim,
        seen=expected(if_match),
        kind=given.kind,
        field=given.field,
        value=given.value,
        note=given.note,
    )
    return _done(request, reviewing.edit(desk, viewer, change))


@router.post("/events", openapi_extra=gives(Edited, status=201), status_code=201)
def add(
    request: Request, desk: AtDesk, viewer: Asking, given: NewEvent, if_match: IfMatch = None
) -> Response:
    """Add an event that was missed. `If-Match` is the report's ETag."""
    need(viewer, "review")
    seen = expected(if_match)
    return _done(request, reviewing.add(desk, viewer, given.report, seen, given.event, given.note))


@router.post("/undo", openapi_extra=gives(Edited, status=201), status_code=201)
def undo(request: Request, desk: AtDesk, viewer: Asking, given: Undo, if_match: IfMatch = None) -> Response:
    """Take an edit back. `If-Match` is the claim's ETag."""
    need(viewer, "review")
    change = Change(claim=given.claim, seen=expected(if_match), kind="undo", undoes=given.edit)
    return _done(request, reviewing.edit(desk, viewer, change))


@router.get("/history", openapi_extra=gives(History))
def history(
    request: Request,
    viewer: Asking,
    connection: Reading,
    report: Annotated[str, Query(max_length=64)],
    claim: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """What the program read of a report, and what people made of it or of one of its claims."""
    need(viewer, "review")
    return answer(request, reviewing.history(connection, report, claim))


@router.get("/agreement", openapi_extra=gives(Agreement))
def agreement(request: Request, viewer: Asking, connection: Reading) -> Response:
    """How far two people agree who looked at the same claims."""
    need(viewer, "review")
    return answer(request, reviewing.agreement(stored.everything(connection)))


def _done(request: Request, made: Edited) -> Response:
    return answer(request, made, revision=made.review.revision, status=201)
