"""The list of incidents, with facets, search, order and paging; and one incident whole."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.incidents import Account, Incident, Value
from sijill.linking.likeness import Reason, reasons
from sijill.linking.voices import SourceGroup, Voice, voice_of
from sijill.record import OTHER
from sijill.store import publication
from sijill.web.asking import Asking, AtDesk, Reading, Viewer
from sijill.web.desk.asked import PER_PAGE, SORTS, Asked, asked, listing
from sijill.web.desk.incidents import account_shown
from sijill.web.desk.material import Material
from sijill.web.desk.showing import shown_claim
from sijill.web.errors import not_found
from sijill.web.pages.marking import Piece, pieces_of_sentence
from sijill.web.pages.rendering import page
from sijill.web.pages.seen import place_for

router = APIRouter()

SHOWN_AT_FIRST: Final = 6
MOST_SHOWN: Final = 60
"""Values of a facet that are shown before «all», and at all."""


@router.get("/")
def front() -> RedirectResponse:
    """The list of incidents is where everything begins."""
    return RedirectResponse("/incidents", 303)


@router.get("/incidents")
def incidents(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> HTMLResponse:
    """The table of incidents."""
    material = desk.material
    wanted = asked(request.query_params, connection, desk.names, viewer)
    rows, counts = listing(material, wanted)
    pages = max(1, -(-len(rows) // PER_PAGE))
    at = min(wanted.page, pages)
    return page(
        request,
        "incidents.html",
        viewer,
        here="incidents",
        rows=rows[(at - 1) * PER_PAGE : at * PER_PAGE],
        total=len(rows),
        of=len(material.rows),
        wanted=wanted,
        facets=_facets(counts, wanted),
        sorts=SORTS,
        at=at,
        pages=pages,
        query_of=query_of(wanted),
        place_for=lambda row: place_for(row.place, viewer),
    )


class Facet(Struct, frozen=True):
    """A facet with its values, each with its count and whether it is chosen; `more` are shown at first."""

    name: str
    values: list[tuple[str, int, bool]]
    more: int


def _facets(counts: dict[str, list[tuple[str, int]]], wanted: Asked) -> list[Facet]:
    """The facets; chosen values stand first, and one that would choose everything is left out."""
    found = []
    for name, values in counts.items():
        chosen = wanted.chosen.get(name, ())
        told = (
            (value, count, value in chosen) for value, count in values if (name, value) != ("actor", OTHER)
        )
        listed = sorted(told, key=lambda entry: not entry[2])
        if len(listed) > 1 or chosen:
            found.append(Facet(name, listed[:MOST_SHOWN], max(SHOWN_AT_FIRST, len(chosen))))
    return found


def query_of(wanted: Asked) -> Callable[[str, str], str]:
    """For templates: the query of the address without one filter, for the link that takes it away."""

    def without(name: str, value: str) -> str:
        kept = [pair for pair in wanted.filters if pair != (name, value)]
        if wanted.sort != "recent":
            kept.append(("sort", wanted.sort))
        return urlencode(kept)

    return without


class Sentence(Struct, frozen=True, kw_only=True):
    """A claim of an incident as a card: whose it is, its sentence with its values marked, why it is here.

    `claim` is as the reader may see it; `is_shown` tells whether words, title and outlet are among that.
    """

    claim: Claim
    is_shown: bool
    voice: Voice
    pieces: list[Piece]
    joined: list[Reason]


class Giver(Struct, frozen=True):
    """Who gives a value: an outlet, with the side it serves, and in how many claims."""

    outlet: str | None
    side: str | None
    confidential: bool
    claims: int


class Given(Struct, frozen=True):
    """A value beside who gives it, most first."""

    value: Any
    givers: list[Giver]


@router.get("/incidents/{incident_id}")
def incident(
    request: Request, viewer: Asking, desk: AtDesk, connection: Reading, incident_id: str
) -> HTMLResponse:
    """One incident: its account, what differs and by whom, its sources, sentences and joins."""
    material = desk.material
    found = material.incidents.get(incident_id)
    if found is None:
        raise not_found("incident", incident_id)
    account = account_shown(material, found, viewer)
    by_key = {claim.key: claim for claim in found.claims}
    return page(
        request,
        "incident.html",
        viewer,
        here="incidents",
        incident=found,
        account=account,
        row=material.row_of[incident_id],
        place=place_for(material.row_of[incident_id].place, viewer),
        history=publication.history(connection, incident_id),
        differing={
            name: [_given(value, by_key) for value in values] for name, values in account.differing.items()
        },
        counts=[(count, [_given(value, by_key) for value in count.values]) for count in account.counts],
        sources=_sources(account, by_key, viewer),
        sentences=list(_sentences(found, material, viewer)),
    )


def _given(value: Value, by_key: dict[str, Claim]) -> Given:
    by_outlet: dict[tuple[str | None, bool], list[Claim]] = {}
    for key in value.claims:
        claim = by_key[key]
        name = None if claim.confidential else claim.outlet_name
        by_outlet.setdefault((name, claim.confidential), []).append(claim)
    givers = [
        Giver(name, voice_of(claims[0]).side, hidden, len(claims))
        for (name, hidden), claims in by_outlet.items()
    ]
    return Given(value.value, sorted(givers, key=lambda giver: -giver.claims))


def _sources(
    account: Account, by_key: dict[str, Claim], viewer: Viewer
) -> list[tuple[SourceGroup, list[tuple[Claim, bool]]]]:
    """Each independent source with a claim of each of its reports, and whether that may be shown."""
    of_report = {claim.report_id: _shown(claim, viewer) for claim in reversed(by_key.values())}
    return [(group, [of_report[report] for report in group.reports]) for group in account.sources]


def _sentences(incident: Incident, material: Material, viewer: Viewer) -> Iterator[Sentence]:
    for number, claim in enumerate(incident.claims):
        before = incident.claims[:number]
        every = [reasons(claim, other, material.copies) for other in before]
        best = max(every, key=lambda found: sum(reason.points for reason in found), default=[])
        seen, is_shown = _shown(claim, viewer)
        yield Sentence(
            claim=seen,
            is_shown=is_shown,
            voice=voice_of(claim),
            pieces=pieces_of_sentence(seen.event) if is_shown else [],
            joined=best,
        )


def _shown(claim: Claim, viewer: Viewer) -> tuple[Claim, bool]:
    """A claim as somebody may see it, and whether its words may be shown at all."""
    seen = shown_claim(claim, viewer)
    return (claim, False) if seen is None else (seen, True)
