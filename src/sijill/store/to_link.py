"""What waits to be linked: reports that came, changed or were marked, and claims that were decided on.

Whoever writes notes it in the same transaction, so nothing is forgotten, and taking reports in costs no
linking.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sijill.store import schema
from sijill.store.asking import portions

_waiting, _member = schema.to_link, schema.incident_member
_NEWS: Final = select(
    schema.version.c.report_id, func.coalesce(func.max(schema.version.c.published), "").label("day")
).group_by(schema.version.c.report_id)


def reports(connection: Connection, report_ids: Iterable[str]) -> None:
    """What these reports claim may be another thing now."""
    for some in portions(sorted(set(report_ids))):
        rows = connection.execute(_NEWS.where(schema.version.c.report_id.in_(some))).mappings().all()
        if rows:
            make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            connection.execute(make(_waiting).on_conflict_do_nothing(), [dict(row) for row in rows])


def versions(connection: Connection, version_ids: Sequence[str]) -> None:
    """What is read out of these versions may be another thing now."""
    for some in portions(version_ids):
        query = select(schema.version.c.report_id).where(schema.version.c.id.in_(some))
        reports(connection, connection.scalars(query))


def claims(connection: Connection, keys: Iterable[str]) -> None:
    """These claims may belong to other incidents now; those that are not linked yet wait as it is."""
    for some in portions(sorted(set(keys))):
        connection.execute(update(_member).where(_member.c.claim_key.in_(some)).values(due=True))


def everything(connection: Connection) -> None:
    """All is to be linked anew, as after a restore."""
    for table in (schema.incident_shelf, schema.incident_member, schema.incident, _waiting):
        connection.execute(delete(table))
    connection.execute(insert(_waiting).from_select(["report_id", "day"], _NEWS))


def any_waiting(connection: Connection) -> bool:
    """Whether something is to be linked."""
    either = exists(select(_waiting.c.report_id)) | exists(select(_member.c.claim_key).where(_member.c.due))
    return bool(connection.scalar(select(either)))


def number_of_reports(connection: Connection) -> int:
    """How many reports wait."""
    return connection.scalar(select(func.count()).select_from(_waiting)) or 0


def next_reports(connection: Connection, at_most: int) -> Sequence[str]:
    """The reports that are to be linked next: by day, so that few claims are taken twice."""
    order = (_waiting.c.day, _waiting.c.report_id)
    return connection.scalars(select(_waiting.c.report_id).order_by(*order).limit(at_most)).all()


def done(connection: Connection, report_ids: Sequence[str]) -> None:
    """These reports are linked, and so is every claim that was waiting."""
    for some in portions(report_ids):
        connection.execute(delete(_waiting).where(_waiting.c.report_id.in_(some)))
    connection.execute(update(_member).where(_member.c.due).values(due=literal(False)))
