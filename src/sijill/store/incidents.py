"""The incidents of a register as they were linked last: listed by their fields, or one whole."""

from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, func, select

from sijill.linking.copies import Copies
from sijill.linking.incidents import ID_LENGTH, Account, Incident
from sijill.store import schema
from sijill.store.asking import portions
from sijill.store.claims import ClaimShelf
from sijill.store.search_fields import claim_conditions
from sijill.store.search_names import Filters

_incident, _member = schema.incident, schema.incident_member
LAST: Final = "g"
"""Comes after every id: they are hexadecimal."""


class IncidentRow(Struct, frozen=True, kw_only=True):
    """An incident in a list; see `linking.headlines` and `linking.incidents` for what the fields say."""

    id: str
    type: str
    status: str
    place_id: str | None
    place: str | None
    level: str | None
    district: str | None
    governorate: str | None
    country: str | None
    lat: float | None
    lon: float | None
    first_day: str | None
    last_day: str | None
    claims: int
    reports: int
    sources: int
    first_report: str | None
    last_report: str | None
    account: Account


class IncidentPage(Struct, frozen=True):
    """How many incidents fit, and some of them in order."""

    total: int
    rows: list[IncidentRow]


class StoredIncident(Struct, frozen=True, kw_only=True):
    """An incident with its claims, its account, and which of its reports have one text."""

    incident: Incident
    account: Account
    copies: Copies


def listed(
    connection: Connection, filters: Filters, *, least: int = 1, limit: int = 20, offset: int = 0
) -> IncidentPage:
    """The incidents of which at least so many reports tell, those of most reports first.

    One claim of an incident must have all the fields that are asked for, as in a search.
    """
    asked = [_incident.c.reports >= least, *_conditions(filters)]
    total = connection.scalar(select(func.count()).select_from(_incident).where(*asked)) or 0
    order = (_incident.c.reports.desc(), _incident.c.anchor, _incident.c.id)
    rows = connection.execute(select(_incident).where(*asked).order_by(*order).limit(limit).offset(offset))
    return IncidentPage(total, [_row(row) for row in rows])


def beginning(connection: Connection, start: str, at_most: int = 4) -> list[str]:
    """The ids that begin so, in order."""
    if not start or len(start) > ID_LENGTH:
        return []
    id_ = _incident.c.id
    query = select(id_).where(id_ >= start, id_ < start + LAST).order_by(id_).limit(at_most)
    return list(connection.scalars(query))


def whole(connection: Connection, id_: str) -> StoredIncident | None:
    """The incident of that id."""
    account = connection.scalar(select(_incident.c.account).where(_incident.c.id == id_))
    if account is None:
        return None
    order = (_member.c.anchor, _member.c.background, _member.c.published, _member.c.claim_key)
    keys = connection.scalars(
        select(_member.c.claim_key).where(_member.c.incident_id == id_).order_by(*order)
    ).all()
    shelf = ClaimShelf(connection)
    claims = shelf.of_members(keys)
    return StoredIncident(
        incident=Incident(id=id_, claims=tuple(claims[key] for key in keys)),
        account=msgspec.convert(account, Account),
        copies=shelf.copies,
    )


def of_claims(connection: Connection, keys: list[str]) -> dict[str, str]:
    """The ids of the incidents in which some claims are, by the claims' keys."""
    return {
        row.claim_key: row.incident_id
        for some in portions(keys)
        for row in connection.execute(
            select(_member.c.claim_key, _member.c.incident_id).where(_member.c.claim_key.in_(some))
        )
    }


def of_every_claim(connection: Connection) -> dict[str, str]:
    """The ids of the incidents of all linked claims, by the claims' keys."""
    rows = connection.execute(select(_member.c.claim_key, _member.c.incident_id))
    return {row.claim_key: row.incident_id for row in rows}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    if not filters.of_claims:
        return []
    fitting = (
        select(_member.c.incident_id)
        .join(schema.claim, schema.claim.c.id == _member.c.claim_id)
        .where(*claim_conditions(filters))
    )
    return [_incident.c.id.in_(fitting)]


def _row(row: Row[Any]) -> IncidentRow:
    told = {name: row._mapping[name] for name in IncidentRow.__struct_fields__ if name != "account"}
    return IncidentRow(**told, account=msgspec.convert(row.account, Account))
