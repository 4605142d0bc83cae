"""Submit: a report pasted or behind an address, read at once, kept or not."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from sijill.record import ReportError, day
from sijill.web.api.answers import answer, gives
from sijill.web.asking import Asking, AtDesk, need
from sijill.web.desk import submitting
from sijill.web.desk.submitting import Kept, Submission
from sijill.web.errors import Fault

router = APIRouter(prefix="/submissions", tags=["submit"])


class NewSubmission(BaseModel):
    """A text or an address, and what is known of the report besides."""

    text: str | None = Field(default=None, min_length=1, max_length=500_000)
    address: str | None = Field(default=None, min_length=1, max_length=2000)
    title: str | None = Field(default=None, max_length=1000)
    published: str | None = Field(default=None, max_length=40)
    source: str | None = Field(default=None, max_length=200)


class Keep(BaseModel):
    """How it is to be kept."""

    confidential: bool = False


@router.post("", openapi_extra=gives(Submission))
def submit(request: Request, desk: AtDesk, viewer: Asking, given: NewSubmission) -> Response:
    """Read a report and show the record; nothing is kept."""
    need(viewer, "keep")
    try:
        published = day(given.published)
    except ReportError as fault:
        raise Fault(422, str(fault), field="published") from fault
    found = submitting.submit(
        desk,
        viewer,
        text=given.text,
        address=given.address,
        title=given.title,
        published=published,
        source=given.source,
    )
    return answer(request, found)


@router.post("/{id}/keep", openapi_extra=gives(Kept, status=201), status_code=201)
def keep(
    request: Request, desk: AtDesk, viewer: Asking, id: Annotated[str, Path(max_length=64)], given: Keep
) -> Response:
    """Take what was submitted into the register."""
    need(viewer, "keep")
    return answer(request, submitting.keep(desk, viewer, id, confidential=given.confidential), status=201)
