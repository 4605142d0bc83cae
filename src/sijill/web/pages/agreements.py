"""Agreements: what was agreed, and how each term has been kept by what is reported since."""

from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct

from sijill.deriving.agreements import Agreement
from sijill.deriving.agreements_timeline import Entry
from sijill.linking.claims import Claim
from sijill.web.asking import Asking, AtDesk, Viewer
from sijill.web.desk.material import Material
from sijill.web.desk.showing import shown_claim
from sijill.web.errors import not_found
from sijill.web.pages.rendering import page

router = APIRouter()

PER_PAGE: Final = 30


@router.get("/agreements")
def agreements(request: Request, viewer: Asking, desk: AtDesk) -> HTMLResponse:
    """The agreements, the latest first; without `all` those that can be followed."""
    every = desk.material.agreements
    all_asked = request.query_params.get("all") == "1"
    listed = [one for one in every if all_asked or one.can_be_followed]
    pages = max(1, -(-len(listed) // PER_PAGE))
    written = request.query_params.get("page", "1")
    at = min(max(1, int(written)), pages) if written.isascii() and written.isdecimal() else 1
    return page(
        request,
        "agreements.html",
        viewer,
        here="agreements",
        agreements=listed[(at - 1) * PER_PAGE : at * PER_PAGE],
        total=len(listed),
        all_asked=all_asked,
        at=at,
        pages=pages,
    )


class ToldEntry(Struct, frozen=True, kw_only=True):
    """An entry of a timeline with its claims as the reader may see them, and where it lies (0 to 100)."""

    entry: Entry
    claims: list[tuple[Claim | None, str | None]]
    at: float | None


@router.get("/agreements/{agreement_id}")
def agreement(request: Request, viewer: Asking, desk: AtDesk, agreement_id: str) -> HTMLResponse:
    """One agreement whole."""
    material = desk.material
    found = next((one for one in material.agreements if one.id == agreement_id), None)
    if found is None:
        raise not_found("agreement", agreement_id)
    return page(
        request,
        "agreement.html",
        viewer,
        here="agreements",
        agreement=found,
        entries=_entries(found, material, viewer),
        ends=_ends(found),
        quotes=[
            [_shown(material, told.claim, viewer) for told in account.term.told] for account in found.terms
        ],
    )


def _entries(agreement: Agreement, material: Material, viewer: Viewer) -> list[ToldEntry]:
    days = [_ordinal(entry.first) for entry in agreement.timeline if entry.first]
    first, last = min(days, default=0), max(days, default=0)
    wide = max(1, last - first)
    return [
        ToldEntry(
            entry=entry,
            claims=[(seen := _shown(material, told.claim, viewer), _sentence(seen)) for told in entry.told],
            at=round(100 * (_ordinal(entry.first) - first) / wide, 2) if entry.first else None,
        )
        for entry in agreement.timeline
    ]


def _ends(agreement: Agreement) -> tuple[str | None, str | None]:
    """The first and the last day of the timeline."""
    days = sorted(entry.first for entry in agreement.timeline if entry.first)
    return (days[0], days[-1]) if days else (None, None)


def _shown(material: Material, key: str, viewer: Viewer) -> Claim | None:
    claim = material.by_key.get(key)
    return shown_claim(claim, viewer) if claim else None


def _sentence(claim: Claim | None) -> str | None:
    return claim.event.evidence[0].text if claim and claim.event.evidence else None


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
