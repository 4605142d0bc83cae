"""The fields that a search asks for, as conditions on the rows of the register."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Join,
    Select,
    and_,
    exists,
    false,
    or_,
    select,
    true,
    union_all,
)

from sijill.store import schema
from sijill.store.search import doc
from sijill.store.search_names import Area, Filters, Outlet
from sijill.store.search_points import near

_claim: Final = schema.claim.c
_version: Final = schema.version.c


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """What a row of `search_doc` must fulfil: one current claim of that version has all the fields."""
    found: list[ColumnElement[bool]] = []
    if filters.of_claims:
        told = select(_claim.version_id).select_from(current_claims()).where(*claim_conditions(filters))
        found.append(doc.c.version_id.in_(union_all(told, _silent(filters)) if filters.only_days else told))
    if filters.sources:
        outlet = or_(*map(_from_outlet, filters.sources))
        found.append(exists().where(_version.id == doc.c.version_id, outlet))
    return found


def absent_outlets(connection: Connection, outlets: Iterable[Outlet]) -> list[Outlet]:
    """Those of the outlets that no report in the register is from: most likely misspelt."""
    return [
        outlet
        for outlet in outlets
        if not connection.scalar(select(exists().where(_from_outlet(outlet)).select_from(schema.version)))
    ]


def _silent(filters: Filters) -> Select[Any]:
    """Versions that tell of no event: they are of the day on which they were published."""
    events = (
        select(_claim.id)
        .join(schema.reading, schema.reading.c.id == _claim.reading_id)
        .where(_claim.version_id == _version.id, schema.reading.c.current)
    )
    return select(_version.id).where(_published_within(filters), ~exists(events))


def current_claims() -> Join:
    """The claims of current readings."""
    return schema.claim.join(
        schema.reading, and_(schema.reading.c.id == _claim.reading_id, schema.reading.c.current)
    )


def claim_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """What one claim must fulfil; `current_claims` is what it is asked of."""
    asked: list[ColumnElement[bool]] = []
    if filters.types:
        asked.append(_claim.type.in_(sorted(filters.types)))
    if filters.statuses:
        asked.append(_claim.status.in_(sorted(filters.statuses)))
    if filters.actors:
        taking_part = schema.claim_participant.c
        asked.append(
            _claim.id.in_(
                select(taking_part.claim_id).where(taking_part.actor_id.in_(sorted(filters.actors)))
            )
        )
    if filters.areas:
        asked.append(or_(*map(_within, filters.areas)))
    if filters.governorates:
        asked.append(or_(*map(_within, filters.governorates)))
    if filters.near:
        asked.append(near(filters.near))
    if filters.since or filters.until:
        told = and_(
            _claim.start.is_not(None),
            _claim.start <= filters.until if filters.until else true(),
            _claim.end >= filters.since if filters.since else true(),
        )
        published = exists().where(_version.id == _claim.version_id, _published_within(filters))
        asked.append(or_(told, and_(_claim.start.is_(None), published)))
    return asked


def _published_within(filters: Filters) -> ColumnElement[bool]:
    return and_(
        _version.published.is_not(None),
        _version.published <= filters.until if filters.until else true(),
        _version.published >= filters.since if filters.since else true(),
    )


def _within(area: Area) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = false()
    if area.district:
        inside = and_(_claim.district == area.district, _claim.governorate == area.governorate)
    elif area.governorate:
        inside = _claim.governorate == area.governorate
    elif area.country and not area.ids:
        return _claim.country == area.country
    return or_(_claim.place_id.in_(sorted(area.ids)), and_(inside, _claim.country == area.country))


def _from_outlet(outlet: Outlet) -> ColumnElement[bool]:
    return or_(
        _version.outlet_id == outlet.id if outlet.id else false(), _version.source.in_(sorted(outlet.names))
    )
