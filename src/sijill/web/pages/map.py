"""The map of incidents, drawn as exactly as their places are told, with a timeline; and its list."""

from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from sijill.record import EVENT_TYPES, GROUPS, Place
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk.asked import asked, listing
from sijill.web.desk.rows import Row
from sijill.web.desk.state import Desk
from sijill.web.pages.incidents import query_of
from sijill.web.pages.labels import Labels
from sijill.web.pages.placing import DRAWN, Extents
from sijill.web.pages.rendering import labels_here, page
from sijill.web.pages.seen import place_for

router = APIRouter()

TYPES: Final = sorted(EVENT_TYPES)
LISTED: Final = 60
"""Incidents in the list under the map where there is no script; with one it has those in view."""


@router.get("/map")
def map_page(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> HTMLResponse:
    """The map, for the same filters as the table."""
    wanted = asked(request.query_params, connection, desk.names, viewer)
    rows, _ = listing(desk.material, wanted)
    placed = [row for row in rows if (place := place_for(row.place, viewer)) and place.lat is not None]
    query = request.url.query
    return page(
        request,
        "map.html",
        viewer,
        here="map",
        wanted=wanted,
        rows=placed[:LISTED],
        total=len(rows),
        placed=len(placed),
        query_of=query_of(wanted),
        features=f"/map/incidents.json{'?' + query if query else ''}",
        types_said=TYPES,
    )


@router.get("/map/incidents.json")
def map_incidents(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> Response:
    """What the map draws: `places`, and `incidents` that point to them, lists in the order of `fields`."""
    rows, _ = listing(desk.material, asked(request.query_params, connection, desk.names, viewer))
    rows = [row for row in rows if place_for(row.place, viewer) is not None]
    told = _features(rows, labels_here(request, viewer), _extents(desk))
    return Response(msgspec.json.encode(told), media_type="application/json")


def _features(rows: list[Row], labels: Labels, extents: Extents) -> dict[str, Any]:
    places: dict[str, int] = {}
    listed: list[list[Any]] = []
    incidents: list[list[Any]] = []
    for row in rows:
        place = row.place
        if place is None or place.lat is None or place.lon is None:
            continue
        key = place.id or f"{place.name}~{place.lat}~{place.lon}"
        if key not in places:
            places[key] = len(listed)
            listed.append(_place(place, place.lat, place.lon, labels, extents))
        incidents.append(
            [
                row.id,
                TYPES.index(row.type),
                places[key],
                row.day,
                len(row.reports),
                row.killed.best if row.killed else 0,
                int(row.statuses[0] == "occurred"),
            ]
        )
    return {
        "fields": {
            "places": ["name", "around", "level", "drawn", "lon", "lat", "km"],
            "incidents": ["id", "type", "place", "day", "reports", "killed", "occurred"],
        },
        "types": TYPES,
        "groups": [GROUPS[type_] for type_ in TYPES],  # type: ignore[index]
        "places": listed,
        "incidents": incidents,
    }


def _place(place: Place, lat: float, lon: float, labels: Labels, extents: Extents) -> list[Any]:
    drawn = DRAWN[place.level]
    km = 0.0 if drawn == "exact" else extents.of(place.country, place.level, lat, lon)
    return [labels.place(place), labels.lies_in(place), place.level, drawn, lon, lat, km]


_kept: "WeakKeyDictionary[Desk, Extents]" = WeakKeyDictionary()


def _extents(desk: Desk) -> Extents:
    if desk not in _kept:
        _kept[desk] = Extents(desk.pack.places)
    return _kept[desk]
