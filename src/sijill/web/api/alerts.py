"""Saved filters, and their private feeds."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from sijill.store import saved_filters
from sijill.store.saved_filters import Saved
from sijill.web.api.answers import Done, answer, gives
from sijill.web.asking import Asking, AtDesk
from sijill.web.desk import alerts
from sijill.web.desk.alerts import Feed
from sijill.web.errors import Fault, not_found

router = APIRouter(prefix="/filters", tags=["alerts"])
feeds = APIRouter(prefix="/feeds", tags=["alerts"])

Id = Annotated[str, Path(max_length=64)]
Secret = Annotated[str, Path(max_length=64)]


class Filters(Struct, frozen=True):
    """One's saved filters."""

    filters: list[Saved]


class FilterMade(Struct, frozen=True, kw_only=True):
    """A saved filter and the addresses of its feed, which are told this once: whoever has one can read it."""

    filter: Saved
    rss: str
    json: str


class NewFilter(BaseModel):
    """A filter to be saved: the query of the list of incidents, as names and values."""

    name: str = Field(min_length=1, max_length=200)
    query: list[tuple[Annotated[str, Field(max_length=30)], Annotated[str, Field(max_length=2000)]]] = Field(
        max_length=100
    )


@router.get("", openapi_extra=gives(Filters))
def listed(request: Request, desk: AtDesk, viewer: Asking) -> Response:
    """One's saved filters."""
    with desk.register.reading() as connection:
        return answer(request, Filters(saved_filters.listed(connection, viewer.account_id)))


@router.post("", openapi_extra=gives(FilterMade, status=201), status_code=201)
def save(request: Request, desk: AtDesk, viewer: Asking, given: NewFilter) -> Response:
    """Save a filter; from now on its feed tells what is new, changed or retracted."""
    query = [[name, value] for name, value in given.query]
    draft = Saved(id="", account_id=None, name=given.name, query=query, created_at="")
    with desk.register.reading() as connection:
        wanted = alerts.understood(desk, connection, draft, viewer)
    if wanted.faults:
        raise Fault(422, wanted.faults[0][1], field="query")
    run, screen = desk.run_of(viewer.name), desk.register.screen
    kept = [[name, screen.text(value)] for name, value in query]
    title = screen.text(given.name)
    made, secret = desk.register.write(lambda c: saved_filters.add(c, run, viewer.account_id, title, kept))
    alerts.bring_up(desk, made, first=True)
    return answer(request, _made(request, made, secret), status=201)


@router.post("/{id}/address", openapi_extra=gives(FilterMade))
def renew(request: Request, desk: AtDesk, viewer: Asking, id: Id) -> Response:
    """Give the feed another address: the old one, if it got about, opens nothing any more."""
    run = desk.run_of(viewer.name)
    secret = desk.register.write(lambda c: saved_filters.renew(c, run, viewer.account_id, id))
    if secret is None:
        raise not_found("filter", id)
    with desk.register.reading() as connection:
        saved = saved_filters.by_secret(connection, secret)
    if saved is None:
        raise not_found("filter", id)
    return answer(request, _made(request, saved, secret))


@router.delete("/{id}", openapi_extra=gives(Done))
def remove(request: Request, desk: AtDesk, viewer: Asking, id: Id) -> Response:
    """Remove a filter and its feed."""
    run = desk.run_of(viewer.name)
    work = partial(saved_filters.remove, run=run, account_id=viewer.account_id, id_=id)
    if not desk.register.write(work):
        raise not_found("filter", id)
    return answer(request, Done())


@feeds.get("/{secret}.json", openapi_extra=gives(Feed))
def as_json(request: Request, desk: AtDesk, secret: Secret) -> Response:
    """A saved filter's feed as JSON. The address itself is the key."""
    return answer(request, _feed(request, desk, secret))


@feeds.get(
    "/{secret}.rss",
    response_class=Response,
    openapi_extra={
        "responses": {
            "200": {
                "description": "RSS 2.0",
                "content": {"application/rss+xml": {"schema": {"type": "string"}}},
            }
        }
    },
)
def as_rss(request: Request, desk: AtDesk, secret: Secret) -> Response:
    """A saved filter's feed as RSS."""
    body = alerts.rss(_feed(request, desk, secret), str(request.base_url))
    return Response(body, media_type="application/rss+xml")


def _feed(request: Request, desk: AtDesk, secret: str) -> Feed:
    with desk.register.reading() as connection:
        saved = saved_filters.by_secret(connection, secret)
    if saved is None:
        raise Fault(404, "there is no feed at this address, or no longer")
    return alerts.feed(desk, saved, str(request.base_url))


def _made(request: Request, saved: Saved, secret: str) -> FilterMade:
    base = f"{request.base_url}feeds/{secret}"
    return FilterMade(filter=saved, rss=f"{base}.rss", json=f"{base}.json")
