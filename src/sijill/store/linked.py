"""Incidents in the register, brought up to date with what waits to be linked, a portion in a transaction.

`linking.relinking` decides; this keeps the members, shelves and incidents that it asks for, and writes only
what changed. After every portion the incidents are those of linking at once all reports that are not waiting.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.decisions import NOTHING_DECIDED, decided
from sijill.linking.headlines import headline_of
from sijill.linking.incidents import account_of, incident_of
from sijill.linking.nearby import Look, Shelf, kept
from sijill.linking.relinking import Member, Relinking
from sijill.store import decisions, schema, to_link
from sijill.store.asking import portions
from sijill.store.claims import ClaimShelf

AT_ONCE: Final = 1_000
"""Reports linked in one transaction: some seconds for which other writers wait."""

_incident, _member, _shelf = schema.incident, schema.incident_member, schema.incident_shelf
_MEMBER: Final = (
    _member.c.claim_key,
    _member.c.seed,
    _member.c.incident_id,
    _member.c.anchor,
    _member.c.background,
    _member.c.published,
)


def link_next(connection: Connection, at_most: int = AT_ONCE) -> int:
    """Link some of the reports that wait, and all claims that do; returns how many reports it were."""
    report_ids = to_link.next_reports(connection, at_most)
    shelf = ClaimShelf(connection)
    new = shelf.of_reports(report_ids)
    round_ = Relinking(_Kept(connection, shelf), shelf.copies, decided(decisions.pure(connection)))
    _drop(connection, round_, report_ids)
    round_.add(claim for claim, _ in new.values())
    round_.take_again(connection.scalars(select(_member.c.claim_key).where(_member.c.due)).all())
    round_.settle()
    _write(connection, round_, {key: claim_id for key, (_, claim_id) in new.items()}, shelf.copies)
    to_link.done(connection, report_ids)
    return len(report_ids)


def take_out(connection: Connection, report_ids: Sequence[str]) -> None:
    """Forget what is linked of reports that are to be taken out, and whatever tells of it.

    The incidents that they were in are gone until they are linked again, for an account quotes its claims.
    """
    if not report_ids:
        return
    round_ = Relinking(_Kept(connection, ClaimShelf(connection)), Copies(), NOTHING_DECIDED)
    dropped = _drop(connection, round_, report_ids)
    left = round_.left
    for some in portions(sorted(left)):
        within = _member.c.incident_id.in_(some)
        connection.execute(update(_member).where(within).values(incident_id=None, due=True))
        connection.execute(delete(_incident).where(_incident.c.id.in_(some)))
    for some in portions(dropped):
        # A seed's key has the report's id in it.
        connection.execute(update(_member).where(_member.c.seed.in_(some)).values(seed=_member.c.claim_key))
    parted = decided(decisions.pure(connection))
    to_link.claims(
        connection, {*round_.disturbed, *(other for key in dropped for other in parted.apart_from(key))}
    )
    for some in portions(sorted(report_ids)):
        connection.execute(delete(schema.to_link).where(schema.to_link.c.report_id.in_(some)))


def _drop(connection: Connection, round_: Relinking, report_ids: Iterable[str]) -> list[str]:
    """Take the claims of reports out of the rows; returns their keys."""
    keys = [
        key
        for some in portions(sorted(report_ids))
        for key in connection.scalars(select(_member.c.claim_key).where(_member.c.report_id.in_(some)))
    ]
    round_.drop(keys)
    for some in portions(keys):
        for table in (_shelf, _member):
            connection.execute(delete(table).where(table.c.claim_key.in_(some)))
    return keys


def _write(connection: Connection, round_: Relinking, claim_ids: Mapping[str, str], copies: Copies) -> None:
    """Keep what came of a round."""
    incidents, names = list[dict[str, Any]](), dict[str, str]()
    stay = list[Member]()
    for members in round_.incidents():
        claims = round_.claims(members)
        row = _incident_row(claims, copies)
        incidents.append(row)
        names.update((member.key, row["id"]) for member in members)
        stay += members
    _upsert(connection, _incident, incidents)
    new = [member for member in stay if member.key in claim_ids]
    by_key = dict(zip((member.key for member in new), round_.claims(new), strict=True))
    _insert(connection, _member, [
        {
            "claim_key": member.key,
            "claim_id": claim_ids[member.key],
            "report_id": by_key[member.key].report_id,
            "incident_id": names[member.key],
            "seed": member.seed,
            "anchor": member.rank[0],
            "background": member.rank[1],
            "published": member.rank[2],
            "due": False,
        }
        for member in new
    ])  # fmt: skip
    _insert(connection, _shelf, [
        {"type": shelf.type, "number": shelf.number, "span": shelf.span, "unit": unit, "claim_key": claim.key}
        for claim in by_key.values()
        for shelf, unit in dict.fromkeys(kept(claim))
    ])  # fmt: skip
    changed = [
        {"key": member.key, "to_seed": member.seed, "to_incident": names[member.key]}
        for member in stay
        if member.key not in claim_ids
        and (member.key in round_.moved or member.incident != names[member.key])
    ]
    if changed:
        connection.execute(_CHANGE, changed)
    for some in portions(sorted(round_.left - {row["id"] for row in incidents})):
        connection.execute(delete(_incident).where(_incident.c.id.in_(some)))


def _incident_row(claims: Sequence[Claim], copies: Copies) -> dict[str, Any]:
    """An incident's row: its account, and of it what lists are made and searched by."""
    incident = incident_of(claims)
    account = account_of(incident, copies)
    head = headline_of(incident, account)
    place = head.place
    return {
        "id": incident.id,
        "type": head.type,
        "status": head.status,
        "place_id": place.id if place else None,
        "place": place.name if place else None,
        "level": place.level if place else None,
        "district": place.district if place else None,
        "governorate": head.governorate,
        "country": head.country,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "first_day": head.first_day,
        "last_day": head.last_day,
        "claims": len(claims),
        "reports": len(account.reports),
        "sources": len(account.sources),
        "first_report": account.first_report,
        "last_report": account.last_report,
        "anchor": claims[0].anchor,
        "account": account,
    }


class _Kept:
    """What relinking asks of the register: see `relinking.Kept`."""

    def __init__(self, connection: Connection, shelf: ClaimShelf) -> None:
        self._connection = connection
        self._shelf = shelf

    def on(self, looks: Iterable[Look]) -> Iterator[tuple[Shelf, str, Member]]:
        by_type: dict[tuple[bool, str], list[Look]] = {}
        for look in looks:
            by_type.setdefault((look.shelf.span, look.shelf.type), []).append(look)
        for (span, type_), some in by_type.items():
            where = and_(
                _shelf.c.type == type_,
                _shelf.c.number.in_(sorted({look.shelf.number for look in some})),
                _shelf.c.span == span,
            )
            units = {unit for look in some for unit in look.units or ()}
            if span:
                where = and_(where, _shelf.c.unit.in_(sorted(units)))
            query = select(_shelf.c.number, _shelf.c.unit, *_MEMBER).join(
                _member, _member.c.claim_key == _shelf.c.claim_key
            )
            for row in self._connection.execute(query.where(where)):
                yield Shelf(span, type_, row.number), row.unit, _member_of(row)

    def of(self, seeds: Iterable[str]) -> Iterator[Member]:
        return self._where(_member.c.seed, seeds)

    def inside(self, incidents: Iterable[str]) -> Iterator[Member]:
        return self._where(_member.c.incident_id, incidents)

    def named(self, keys: Iterable[str]) -> Iterator[Member]:
        return self._where(_member.c.claim_key, keys)

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        return self._shelf.of_members(keys)

    def last(self) -> int:
        return self._connection.scalar(select(func.max(_member.c.anchor))) or 0

    def _where(self, column: Any, values: Iterable[str]) -> Iterator[Member]:
        for some in portions(sorted(values)):
            for row in self._connection.execute(select(*_MEMBER).where(column.in_(some))):
                yield _member_of(row)


def _member_of(row: Any) -> Member:
    rank = (row.anchor, row.background, row.published, row.claim_key)
    return Member(rank, row.claim_key, row.seed, row.incident_id)


def _upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one that is there already is told anew."""
    if rows:
        make = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(table)
        told = {name: make.excluded[name] for name in table.c.keys() if name != "id"}  # noqa: SIM118
        connection.execute(make.on_conflict_do_update(index_elements=["id"], set_=told), rows)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


_CHANGE: Final = (
    update(_member)
    .where(_member.c.claim_key == bindparam("key"))
    .values(seed=bindparam("to_seed"), incident_id=bindparam("to_incident"))
)
