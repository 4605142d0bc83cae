"""Reports: search as `sijill search` does, one report with its text and claims, and why they are there."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from msgspec import Struct

from sijill.record import Explanation
from sijill.store.search_find import MOST
from sijill.web.api.answers import answer, gives
from sijill.web.api.filters import Limit, OfClaims, Offset, understood
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk import reports
from sijill.web.desk.reports import ReportShown
from sijill.web.desk.searching import ReportFound, searched
from sijill.web.errors import Fault

router = APIRouter(tags=["reports"])

Id = Annotated[str, Path(max_length=64)]


class ReportPage(Struct, frozen=True):
    """A page of the reports that fit, best first."""

    total: int
    offset: int
    reports: list[ReportFound]


class Explained(Struct, frozen=True):
    """Of each value the entry of the pack and the step that gave it; `event` is the claim's position."""

    explain: list[Explanation]


@router.get("/reports", openapi_extra=gives(ReportPage), dependencies=[OfClaims])
def search(
    request: Request, desk: AtDesk, viewer: Asking, connection: Reading, limit: Limit = 20, offset: Offset = 0
) -> Response:
    """Reports by their words and by what they claim; without either, all, the newest first."""
    wanted = understood(request, connection, desk, viewer)
    if offset + limit > MOST:
        raise Fault(422, f"only the first {MOST:,} are listed; ask for less", field="offset")
    total, found = searched(connection, wanted, viewer, limit=limit, offset=offset)
    return answer(request, ReportPage(total, offset, found))


@router.get("/reports/{id}", openapi_extra=gives(ReportShown))
def one(request: Request, desk: AtDesk, viewer: Asking, connection: Reading, id: Id) -> Response:
    """One report in its newest version, with its text and its claims as people left them."""
    found = reports.report(desk, connection, viewer, id)
    return answer(request, found, revision=found.revision)


@router.get("/reports/{id}/explanation", openapi_extra=gives(Explained))
def explanation(request: Request, desk: AtDesk, viewer: Asking, connection: Reading, id: Id) -> Response:
    """Why each value of the report's claims is there."""
    return answer(request, Explained(reports.explanation(desk, connection, viewer, id)))
