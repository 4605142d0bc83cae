"""Incidents and claims: lists with facets, and one whole."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from sijill.store import publication
from sijill.store.publication import Overtaken, Published, State
from sijill.web.api.answers import answer, expected, gives
from sijill.web.api.filters import Limit, Offset, OfIncidents, understood
from sijill.web.asking import Asking, AtDesk, Reading, need
from sijill.web.desk import incidents
from sijill.web.desk.asked import listing
from sijill.web.desk.incidents import ClaimOfIncident, IncidentPage, IncidentShown
from sijill.web.errors import Fault, not_found

router = APIRouter(tags=["incidents"])

Id = Annotated[str, Path(max_length=64)]
ClaimKey = Annotated[str, Path(max_length=300, description="The claim's key; its slashes stand as they are.")]
IfMatch = Annotated[str | None, Header(max_length=100, description="The ETag of what was seen.")]


class ClaimPage(Struct, frozen=True):
    """A page of the claims of the incidents that fit."""

    total: int
    offset: int
    claims: list[ClaimOfIncident]


class Publish(BaseModel):
    """The new state of an incident; to retract one asks for the reason."""

    state: State
    reason: str | None = Field(default=None, max_length=2000)


@router.get("/incidents", openapi_extra=gives(IncidentPage), dependencies=[OfIncidents])
def listed(
    request: Request, desk: AtDesk, viewer: Asking, connection: Reading, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Incidents that fit, with the facets and their counts."""
    wanted = understood(request, connection, desk, viewer)
    return answer(request, incidents.page(desk.material, viewer, wanted, limit=limit, offset=offset))


@router.get("/incidents/{id}", openapi_extra=gives(IncidentShown))
def one(request: Request, desk: AtDesk, viewer: Asking, connection: Reading, id: Id) -> Response:
    """One incident: its account, every differing value with the claims that give it, its sources and
    claims."""
    found = incidents.incident(desk, connection, viewer, id)
    return answer(request, found, revision=found.revision)


@router.put("/incidents/{id}/publication", openapi_extra=gives(Published))
def publish(
    request: Request, desk: AtDesk, viewer: Asking, id: Id, given: Publish, if_match: IfMatch = None
) -> Response:
    """Change an incident's publishing state."""
    need(viewer, "publish")
    seen = expected(if_match)
    if id not in desk.material.incidents:
        raise not_found("incident", id)
    reason = (given.reason or "").strip() or None
    if given.state == "retracted" and reason is None:
        raise Fault(422, "say why it is retracted", field="reason")
    run = desk.run_of(viewer.name)
    kept = desk.register.screen.text(reason) if reason else None
    try:
        made = desk.register.write(
            lambda c: publication.change(
                c, run, incident_id=id, seen=seen, state=given.state, reason=kept, by=viewer.name
            )
        )
    except Overtaken as fault:
        raise overtaken(fault) from fault
    desk.keeper.look_again()
    return answer(request, made, revision=made.number)


@router.get("/claims", openapi_extra=gives(ClaimPage), dependencies=[OfIncidents])
def claims(
    request: Request, desk: AtDesk, viewer: Asking, connection: Reading, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """The claims of the incidents that fit, in the order of these."""
    wanted = understood(request, connection, desk, viewer)
    material = desk.material
    rows, _ = listing(material, wanted)
    fitting = [claim for row in rows for claim in material.incidents[row.id].claims]
    shown = [incidents.claim_shown(claim, material, viewer) for claim in fitting[offset : offset + limit]]
    return answer(request, ClaimPage(len(fitting), offset, shown))


@router.get("/claims/{key:path}", openapi_extra=gives(ClaimOfIncident))
def claim(request: Request, desk: AtDesk, viewer: Asking, key: ClaimKey) -> Response:
    """One claim as people left it."""
    material = desk.material
    found = material.by_key.get(key) or material.rejected.get(key)
    if found is None:
        raise not_found("claim", key)
    shown = incidents.claim_shown(found, material, viewer)
    return answer(request, shown, revision=shown.review.revision)


def overtaken(fault: Overtaken) -> Fault:
    """The answer to whoever came second: what was changed meanwhile, and by whom."""
    changes = [{"state": one.state, "by": one.by, "at": one.at, "reason": one.reason} for one in fault.since]
    last = fault.since[-1]
    said = f"{last.by} has made it {last.state} meanwhile; nothing of yours was written"
    return Fault(412, said, changes=changes)
