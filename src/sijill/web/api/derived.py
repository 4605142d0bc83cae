"""Who holds what, agreements and their keeping, tallies: computed from claims, each figure with its
claims."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from msgspec import Struct

from sijill.record import ReportError, day
from sijill.web.api.answers import answer, gives
from sijill.web.api.filters import Limit, OfClaims, Offset, understood
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk import derived
from sijill.web.errors import Fault

router = APIRouter(tags=["derived"])

On = Annotated[
    str | None,
    Query(json_schema_extra={"format": "date"}, description="The day; without it that of the last report."),
]
PlaceName = Annotated[str, Query(min_length=1, max_length=100, description="A place: name or P-code.")]


class ControlShown(Struct, frozen=True):
    """Who holds what on a day, each place as `sijill control --json` has it."""

    on: str | None
    places: list[dict[str, Any]]


class Timelines(Struct, frozen=True):
    """Every change at a place, with how much was reported in each month."""

    timelines: list[dict[str, Any]]


class Agreements(Struct, frozen=True):
    """A page of agreements, the latest first."""

    total: int
    offset: int
    agreements: list[dict[str, Any]]


class AgreementShown(Struct, frozen=True):
    """One agreement, as `sijill agreement --json` has it."""

    agreement: dict[str, Any]


class TallyShown(Struct, frozen=True):
    """A tally, as `sijill tally --json` has it."""

    about: dict[str, Any]
    rows: list[dict[str, Any]]
    total: dict[str, Any]
    left_out: list[dict[str, Any]]


@router.get("/control", openapi_extra=gives(ControlShown))
def control(
    request: Request,
    desk: AtDesk,
    viewer: Asking,
    place: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
    on: On = None,
) -> Response:
    """Who is told to hold a place on a day; without a place, every place of which anything is told."""
    try:
        asked = day(on)
    except ReportError as fault:
        raise Fault(422, str(fault), field="on") from fault
    return answer(request, ControlShown(**derived.held_on(desk, viewer, asked, place)))


@router.get("/control/timeline", openapi_extra=gives(Timelines))
def timeline(request: Request, desk: AtDesk, viewer: Asking, place: PlaceName) -> Response:
    """Every change at a place."""
    return answer(request, Timelines(**derived.timelines(desk, viewer, place)))


@router.get("/agreements", openapi_extra=gives(Agreements), dependencies=[OfClaims])
def agreements(
    request: Request,
    desk: AtDesk,
    viewer: Asking,
    connection: Reading,
    every: Annotated[bool, Query(alias="all", description="Those too without a party or a term.")] = False,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Agreements by party (`actor`), place and days."""
    wanted = understood(request, connection, desk, viewer)
    found = derived.agreements(desk.material, viewer, wanted, every=every)
    return answer(request, Agreements(len(found), offset, found[offset : offset + limit]))


@router.get("/agreements/{id}", openapi_extra=gives(AgreementShown))
def agreement(
    request: Request, desk: AtDesk, viewer: Asking, id: Annotated[str, Path(max_length=64)]
) -> Response:
    """One agreement: its terms, what each side says of them, and a timeline with quotes."""
    return answer(request, AgreementShown(derived.agreement(desk.material, viewer, id)))


@router.get("/tallies", openapi_extra=gives(TallyShown), dependencies=[OfClaims])
def tallies(
    request: Request,
    desk: AtDesk,
    viewer: Asking,
    connection: Reading,
    what: Annotated[str, Query(max_length=30)] = "events",
    by: Annotated[list[str] | None, Query(max_length=5)] = None,
    convention: Annotated[str, Query(max_length=30)] = "codebook",
) -> Response:
    """Incidents counted once, or how many were killed, detained, displaced in them."""
    wanted = understood(request, connection, desk, viewer)
    found = derived.tallied(desk.material, viewer, wanted, what=what, by=by or (), convention=convention)
    return answer(request, TallyShown(**found))
