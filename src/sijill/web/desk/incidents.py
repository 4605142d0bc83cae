"""Incidents as lists and one whole, as somebody may see them."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from sijill.linking.claims import Claim
from sijill.linking.incidents import Account, Count, Incident, account_of
from sijill.linking.voices import Voice, voice_of
from sijill.record import Place
from sijill.store import publication
from sijill.store.publication import Published, State
from sijill.web.asking import Viewer
from sijill.web.desk.asked import Asked, listing
from sijill.web.desk.material import Material
from sijill.web.desk.reviewed import UNREVIEWED, Review
from sijill.web.desk.rows import Corroboration, Reviewed, Row
from sijill.web.desk.showing import shown_claim, shown_text
from sijill.web.desk.state import Desk
from sijill.web.errors import not_found


class PlaceShown(Struct, frozen=True, kw_only=True):
    """Where: a place of a gazetteer, or, named by words alone, without id and point."""

    id: str | None = None
    name: str | None = None
    name_en: str | None = None
    level: str
    district: str | None = None
    governorate: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class IncidentRow(Struct, frozen=True, kw_only=True):
    """An incident in a list. `killed` and `injured` are the accounts of these figures."""

    id: str
    type: str
    types: list[str]
    group: str
    status: str
    background: bool
    first_day: str | None
    last_day: str | None
    place: PlaceShown | None
    actors: list[str]
    targets: list[str]
    parties: list[str]
    killed: Count | None
    injured: Count | None
    reports: int
    sources: int
    outlets: list[str]
    sides: list[str]
    differing: list[str]
    corroboration: Corroboration
    review: Reviewed
    reviewers: list[str]
    publication: State


class FacetValue(Struct, frozen=True):
    """A value of a facet and how many incidents would be left with it."""

    value: str
    count: int
    chosen: bool


class IncidentPage(Struct, frozen=True, kw_only=True):
    """A page of the incidents that fit, and the facets; `all` counts those of the register."""

    total: int
    all: int
    offset: int
    incidents: list[IncidentRow]
    facets: dict[str, list[FacetValue]]


class ClaimOfIncident(Struct, frozen=True, kw_only=True):
    """A claim with whose it is. Of a confidential report only that there is one, its type and its day."""

    key: str
    report: str
    confidential: bool
    type: str
    status: str
    published: str | None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    voice: Voice | None = None
    event: dict[str, Any] | None = None
    review: Review
    incident: str | None = None


class IncidentShown(Struct, frozen=True, kw_only=True):
    """One incident whole. `revision` counts the changes of its publishing state, of which `history` tells."""

    row: IncidentRow
    account: Account
    claims: list[ClaimOfIncident]
    rejected: list[str]
    revision: int
    history: list[Published]


def page(material: Material, viewer: Viewer, wanted: Asked, *, limit: int, offset: int) -> IncidentPage:
    """The incidents that fit."""
    rows, counts = listing(material, wanted)
    return IncidentPage(
        total=len(rows),
        all=len(material.rows),
        offset=offset,
        incidents=[row_shown(row, viewer) for row in rows[offset : offset + limit]],
        facets={
            name: [FacetValue(value, count, value in wanted.chosen.get(name, ())) for value, count in values]
            for name, values in counts.items()
        },
    )


def incident(desk: Desk, connection: Connection, viewer: Viewer, id_: str) -> IncidentShown:
    """One incident. Raises `Fault` if there is none."""
    material = desk.material
    found = material.incidents.get(id_)
    if found is None:
        raise not_found("incident", id_)
    history = publication.history(connection, id_)
    known = material.read.groups.get(id_, ())
    return IncidentShown(
        row=row_shown(material.row_of[id_], viewer),
        account=account_shown(material, found, viewer),
        claims=[claim_shown(claim, material, viewer) for claim in found.claims],
        rejected=[claim.key for claim in known if claim.key in material.rejected],
        revision=len(history),
        history=history,
    )


def account_shown(material: Material, of: Incident, viewer: Viewer) -> Account:
    """The account of an incident out of claims as somebody may see them."""
    claims = tuple(claim if claim.confidential else shown_claim(claim, viewer) for claim in of.claims)
    if claims == of.claims:
        return material.accounts[of.id]
    kept = tuple(claim for claim in claims if claim is not None)
    return account_of(Incident(id=of.id, claims=kept), material.copies)


def claim_shown(claim: Claim, material: Material, viewer: Viewer) -> ClaimOfIncident:
    """A claim as somebody may see it."""
    shown = shown_claim(claim, viewer)
    told: dict[str, Any] = {
        "key": claim.key,
        "report": claim.report_id,
        "confidential": claim.confidential,
        "type": claim.event.type,
        "status": claim.event.status,
        "published": claim.report.published,
        "review": material.reviews.get(claim.key, UNREVIEWED),
        "incident": material.incident_of.get(claim.key),
    }
    if shown is None:
        return ClaimOfIncident(**told)
    return ClaimOfIncident(
        outlet=shown.outlet_name,
        title=shown.report.title,
        url=shown.report.url,
        voice=voice_of(shown),
        event=msgspec.to_builtins(shown.event),
        **told,
    )


def row_shown(row: Row, viewer: Viewer) -> IncidentRow:
    """A row as somebody may see it."""
    return IncidentRow(
        id=row.id,
        type=row.type,
        types=list(row.types),
        group=row.group,
        status=row.statuses[0],
        background=row.background,
        first_day=row.first_day,
        last_day=row.last_day,
        place=place_shown(row.place, viewer),
        actors=list(row.actors),
        targets=list(row.targets),
        parties=sorted(row.parties),
        killed=row.killed,
        injured=row.injured,
        reports=len(row.reports),
        sources=row.sources,
        outlets=list(row.outlets),
        sides=list(row.sides),
        differing=list(row.differing),
        corroboration=row.corroboration,
        review=row.review,
        reviewers=list(row.reviewers),
        publication=row.publication,
    )


def place_shown(place: Place | None, viewer: Viewer) -> PlaceShown | None:
    """A place; the name of one that no gazetteer has is words of a report."""
    if place is None:
        return None
    names = ("id", "name_en", "level", "district", "governorate", "country", "lat", "lon")
    name = place.name if place.id else shown_text(place.name, viewer)
    return PlaceShown(name=name, **{field: getattr(place, field) for field in names})
