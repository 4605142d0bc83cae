"""The parameters of lists: filters as in `sijill search`, facets, order, pages."""

from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request
from sqlalchemy import Connection

from sijill.web.asking import Viewer
from sijill.web.desk.asked import Asked, asked
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault

MOST_VALUES: Final = 50


def _several(description: str) -> Any:
    return Query(max_length=MOST_VALUES, description=description)


Limit = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="So many are passed over.")]

Words = Annotated[
    str | None,
    Query(max_length=2000, description='"a phrase" in quotes, -word to leave out, OR for either of two.'),
]
Types = Annotated[list[str] | None, _several("A type or group of events.")]
Statuses = Annotated[list[str] | None, _several("occurred, planned, demanded, threatened, denied …")]
Actors = Annotated[list[str] | None, _several("Who took part: id or name.")]
Places = Annotated[list[str] | None, _several("Where: name or P-code, with all that lies in it.")]
Near = Annotated[str | None, Query(max_length=60, description="LATITUDE,LONGITUDE,KILOMETRES")]
Sources = Annotated[list[str] | None, _several("The outlet: name or id.")]
Since = Annotated[
    str | None, Query(alias="from", json_schema_extra={"format": "date"}, description="First day.")
]
Until = Annotated[
    str | None, Query(alias="to", json_schema_extra={"format": "date"}, description="Last day.")
]

Groups = Annotated[list[str] | None, _several("A group of types.")]
Governorates = Annotated[list[str] | None, _several("A governorate's Arabic name.")]
Corroborations = Annotated[list[str] | None, _several("several, one, differing, denied")]
Reviews = Annotated[list[str] | None, _several("unreviewed, partly, reviewed")]
Publications = Annotated[list[str] | None, _several("draft, reviewed, published, retracted")]
Sort = Annotated[str | None, Query(max_length=20, description="recent, oldest, reports, toll, conflict")]


def of_claims(
    q: Words = None,
    type: Types = None,
    status: Statuses = None,
    actor: Actors = None,
    place: Places = None,
    near: Near = None,
    source: Sources = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """The filters of `sijill search`; several values of one mean any of them."""


def of_incidents(
    _: Annotated[None, Depends(of_claims)],
    group: Groups = None,
    governorate: Governorates = None,
    corroboration: Corroborations = None,
    review: Reviews = None,
    publication: Publications = None,
    sort: Sort = None,
) -> None:
    """Those, the facets of incidents, and their order."""


OfClaims: Final = Depends(of_claims)
OfIncidents: Final = Depends(of_incidents)
"""That a route takes these parameters; what they mean is found out by `understood`."""


def understood(request: Request, connection: Connection, desk: Desk, viewer: Viewer) -> Asked:
    """What a request asks. Raises `Fault` for what has no meaning: an empty list would not say so."""
    wanted = asked(request.query_params, connection, desk.names, viewer)
    if wanted.faults:
        field, sentence = wanted.faults[0]
        raise Fault(422, sentence, field=field)
    return wanted
