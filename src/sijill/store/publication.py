"""What an incident is good for outside: draft, reviewed, published, or retracted with the reason.

Every change stays; the last one holds.
"""

from typing import Any, Final, Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, Row, func, insert, select

from sijill.record.moments import now
from sijill.store import runs
from sijill.store.entries import Run
from sijill.store.schema_desk import publication

State = Literal["draft", "reviewed", "published", "retracted"]
STATES: Final[tuple[State, ...]] = get_args(State)
DRAFT: Final[State] = "draft"
"""What every incident is that nobody has decided on."""


class Published(Struct, frozen=True, kw_only=True):
    """A change of an incident's state. `number` counts the incident's changes from 1."""

    incident_id: str
    number: int
    state: State
    reason: str | None = None
    at: str
    by: str


class Overtaken(Exception):
    """Somebody else was quicker: `since` are the changes that the person has not seen."""

    def __init__(self, since: list[Published]) -> None:
        super().__init__("somebody else has changed this incident's state meanwhile")
        self.since = since


def change(
    connection: Connection,
    run: Run,
    *,
    incident_id: str,
    seen: int,
    state: State,
    reason: str | None,
    by: str,
) -> Published:
    """Write a change, of an incident of which the person has seen so many. Raises `Overtaken`."""
    since = [one for one in history(connection, incident_id) if one.number > seen]
    if since:
        raise Overtaken(since)
    made = Published(incident_id=incident_id, number=seen + 1, state=state, reason=reason, at=now(), by=by)
    values = {name: getattr(made, name) for name in Published.__struct_fields__}
    connection.execute(insert(publication).values(values))
    detail = {"state": state}
    entry = runs.entry(run, made.at, "publish", "publication", f"{incident_id}/{made.number}", detail)
    runs.write_audit(connection, [entry])
    return made


def history(connection: Connection, incident_id: str) -> list[Published]:
    """The changes of an incident, in order."""
    query = select(publication).where(publication.c.incident_id == incident_id)
    return [_published(row) for row in connection.execute(query.order_by(publication.c.number))]


def states(connection: Connection) -> dict[str, Published]:
    """The last change of every incident that anybody decided on."""
    rows = connection.execute(select(publication).order_by(publication.c.number))
    return {row.incident_id: _published(row) for row in rows}


def count(connection: Connection) -> int:
    """How many changes there are."""
    return connection.scalar(select(func.count()).select_from(publication)) or 0


def _published(row: Row[Any]) -> Published:
    return Published(**row._mapping)
