"""Alerts: saved filters, each a private feed. What is done to them, scripts ask of the API."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sijill.store import saved_filters
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk import alerts as desk_alerts
from sijill.web.desk.asked import listing
from sijill.web.pages.rendering import page

router = APIRouter()


@router.get("/alerts")
def alerts(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> HTMLResponse:
    """The filters that the reader has saved, with how many incidents fit each now."""
    saved = saved_filters.listed(connection, viewer.account_id)
    found = []
    for one in saved:
        wanted = desk_alerts.understood(desk, connection, one, viewer)
        rows, _ = listing(desk.material, wanted)
        found.append((one, wanted, len(rows), urlencode([(name, value) for name, value in one.query])))
    given = [
        (name, value) for name, value in request.query_params.multi_items() if name not in ("lang", "page")
    ]
    return page(request, "alerts.html", viewer, here="alerts", saved=found, given=given)
