"""What the reports of a register claim, without their texts, and which of them have one text: for linking."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Select, and_, literal, or_, select

from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Copies
from sijill.record import Document
from sijill.store import identity, schema
from sijill.store.asking import portions
from sijill.store.rows import event_column, event_from, report_from
from sijill.store.streaming import claims_of_readings, newest, paged

VERSIONS_AT_ONCE: Final = 500
"""Versions asked for at once: without their texts some hundred kilobytes."""


class Told(Struct, frozen=True):
    """What one report claims: a document without text and notes, and the outlet's id in the pack."""

    version_id: str
    reading_id: str
    document: Document
    outlet: str | None
    confidential: bool

    def claims(self, *, speech: bool = False) -> Iterator[Claim]:
        """Its claims without mere words, or with `speech` these alone."""
        return claims_of(self.document, outlet=self.outlet, confidential=self.confidential, speech=speech)

    def claim_id(self, claim: Claim) -> str:
        """The id of the row of one of its claims."""
        return identity.claim_id(self.reading_id, claim.position)


def told(connection: Connection) -> Iterator[Told]:
    """What each report claims in its newest version, by its current reading, in the order of ids."""
    version = schema.version.c
    query = _current().order_by(version.id).limit(VERSIONS_AT_ONCE)
    return paged(lambda after: _told(connection, query.where(version.id > after)), lambda one: one.version_id)


def told_by(connection: Connection, report_ids: Iterable[str]) -> Iterator[Told]:
    """What some reports claim in their newest versions, by their current readings."""
    for some in portions(sorted(report_ids)):
        yield from _told(connection, _current().where(schema.version.c.report_id.in_(some)))


def copies(connection: Connection) -> Copies:
    """Which reports have one text, by their newest versions. A text too short to tell is its own."""
    rows = connection.execute(_WORDINGS)
    return Copies(
        text_of={row.report_id: row.wording_id for row in rows},
        alike={
            (row.first_wording, row.second_wording) for row in connection.execute(select(*schema.copy_pair.c))
        },
    )


class ClaimShelf:
    """Claims of linked reports, each loaded when it is asked for, with what is known of copies among them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._text_of: dict[str, str] = {}
        self._alike: set[tuple[str, str]] = set()
        self._seen: set[str] = set()
        self.copies: Final = Copies(text_of=self._text_of, alike=self._alike)
        """Which of the reports whose claims were loaded have one text."""

    def of_members(self, keys: Iterable[str]) -> dict[str, Claim]:
        """The claims of members of incidents, by their keys."""
        found: dict[str, Claim] = {}
        for some in portions(sorted(keys)):
            rows = self._connection.execute(_MEMBERS.where(schema.incident_member.c.claim_key.in_(some)))
            found.update((row.claim_key, _claim(row)) for row in rows)
        self._look_for_copies({claim.report_id for claim in found.values()})
        return found

    def of_reports(self, report_ids: Iterable[str]) -> dict[str, tuple[Claim, str]]:
        """What some reports claim now, by key, each with the id of its row; mere words are left out."""
        ids = set(report_ids)
        found = {
            claim.key: (claim, one.claim_id(claim))
            for one in told_by(self._connection, ids)
            for claim in one.claims()
        }
        self._look_for_copies(ids)
        return found

    def _look_for_copies(self, report_ids: set[str]) -> None:
        wordings = set[str]()
        for some in portions(sorted(report_ids - self._seen)):
            for row in self._connection.execute(_WORDINGS.where(schema.version.c.report_id.in_(some))):
                self._text_of[row.report_id] = row.wording_id
                wordings.add(row.wording_id)
        self._seen |= report_ids
        pair = schema.copy_pair.c
        for some in portions(sorted(wordings)):
            asked = or_(pair.first_wording.in_(some), pair.second_wording.in_(some))
            rows = self._connection.execute(select(pair.first_wording, pair.second_wording).where(asked))
            self._alike.update((row.first_wording, row.second_wording) for row in rows)


_version, _report = schema.version, schema.report
_about: Final = (
    *(column for column in _version.c if column is not _version.c.text),
    _report.c.confidential,
    literal("").label("text"),
)
_WORDINGS: Final = (
    select(_version.c.report_id, schema.wording.c.wording_id)
    .join(schema.wording, schema.wording.c.version_id == _version.c.id)
    .where(newest())
)
_MEMBERS: Final = (
    select(*_about, schema.incident_member.c.claim_key, schema.claim.c.position, event_column())
    .select_from(schema.incident_member)
    .join(schema.claim, schema.claim.c.id == schema.incident_member.c.claim_id)
    .join(_version, _version.c.id == schema.claim.c.version_id)
    .join(_report, _report.c.id == _version.c.report_id)
)


def _current() -> Select[Any]:
    reading = schema.reading
    return (
        select(*_about, reading.c.id.label("reading_id"))
        .join(_report, _report.c.id == _version.c.report_id)
        .join(reading, and_(reading.c.version_id == _version.c.id, reading.c.current))
        .where(newest())
    )


def _told(connection: Connection, query: Select[Any]) -> list[Told]:
    rows = connection.execute(query).all()
    events = claims_of_readings(connection, [row.id for row in rows])
    return [
        Told(
            row.id,
            row.reading_id,
            Document(report=report_from(row), events=[e for _, e in events.get(row.reading_id, ())]),
            row.outlet_id,
            row.confidential,
        )
        for row in rows
    ]


def _claim(row: Any) -> Claim:
    return Claim(
        key=row.claim_key,
        position=row.position,
        event=event_from(row),
        report=report_from(row),
        outlet=row.outlet_id,
        confidential=row.confidential,
    )
