"""Go through the whole register with flat memory.

Rows come in pages, each asked for by the last id of the page before it. So no transaction stays open while
somebody works on a page, and what is written meanwhile does not disturb.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, and_, exists, not_, select

from sijill.record import Document, Event, Note, Report
from sijill.store import schema
from sijill.store.identity import Stamp
from sijill.store.rows import event_column, event_from, report_from

T = TypeVar("T")

PAGE: Final = 200
"""Versions asked for at once: some megabytes with their claims."""

_PAGED: Final = (*schema.version.c, schema.report.c.confidential)


class StoredVersion(Struct, frozen=True, kw_only=True):
    """A version of a report as the register has it.

    `report.id` is the report's id in the register. `origins` says of each field where it came from, `whence`
    of the whole; the bytes that it was taken from are kept under `capture_sha`.
    """

    id: str
    report_id: str
    number: int
    confidential: bool
    report: Report
    outlet_id: str | None
    origins: dict[str, str]
    capture_sha: str
    captured_at: str
    headers: dict[str, str]
    whence: str


class StoredDocument(Struct, frozen=True, kw_only=True):
    """A version with its current reading; `document.events[n]` is the claim `claim_ids[n]`."""

    version: StoredVersion
    reading_id: str
    stamp: Stamp
    read_at: str
    document: Document
    claim_ids: list[str]


class StoredCapture(Struct, frozen=True):
    """Bytes as they were captured."""

    data: bytes
    media_type: str


def newest() -> ColumnElement[bool]:
    """Whether a row of `version` is the last version of its report."""
    later = schema.version.alias("later")
    version = schema.version.c
    return not_(exists().where(and_(later.c.report_id == version.report_id, later.c.number > version.number)))


def read_by(stamp: Stamp) -> ColumnElement[bool]:
    """Whether the current reading of a row of `version` is by program and pack of that stamp."""
    # An alias, for the query asked may be of readings itself.
    reading = schema.reading.alias("read").c
    return exists().where(
        reading.version_id == schema.version.c.id,
        reading.current,
        reading.program == stamp.program,
        reading.pack == stamp.pack,
        reading.pack_version == stamp.pack_version,
        reading.fingerprint == stamp.fingerprint,
    )


def version_page(connection: Connection, after: str, *conditions: ColumnElement[bool]) -> list[StoredVersion]:
    """The next versions by id."""
    version, report = schema.version, schema.report
    rows = connection.execute(
        select(*_PAGED)
        .join(report, report.c.id == version.c.report_id)
        .where(version.c.id > after, *conditions)
        .order_by(version.c.id)
        .limit(PAGE)
    )
    return [_stored_version(row) for row in rows]


def document_page(
    connection: Connection, after: str, *conditions: ColumnElement[bool]
) -> list[StoredDocument]:
    """The next versions by id, with their current readings; a version without one is passed over."""
    version, report, reading = schema.version, schema.report, schema.reading
    columns = [reading.c[name].label(f"reading_{name}") for name in reading.c.keys()]  # noqa: SIM118
    rows = connection.execute(
        select(*_PAGED, *columns)
        .join(report, report.c.id == version.c.report_id)
        .join(reading, and_(reading.c.version_id == version.c.id, reading.c.current))
        .where(version.c.id > after, *conditions)
        .order_by(version.c.id)
        .limit(PAGE)
    ).all()
    claims = claims_of_readings(connection, [row.id for row in rows])
    return [_stored_document(row, claims.get(row.reading_id, [])) for row in rows]


def paged(page: Callable[[str], list[T]], id_of: Callable[[T], str]) -> Iterator[T]:
    """Every item of every page, from the first on."""
    after = ""
    while items := page(after):
        yield from items
        after = id_of(items[-1])


def capture(connection: Connection, sha256: str) -> StoredCapture | None:
    """The captured bytes of that SHA-256."""
    kept = schema.capture.c
    row = connection.execute(select(kept.data, kept.media_type).where(kept.sha256 == sha256)).one_or_none()
    return StoredCapture(zlib.decompress(row.data), row.media_type) if row else None


def claims_of_readings(connection: Connection, version_ids: list[str]) -> dict[str, list[tuple[str, Event]]]:
    """The claims of every reading of some versions, in the order of the reading."""
    claim, found = schema.claim.c, dict[str, list[tuple[str, Event]]]()
    rows = connection.execute(
        select(claim.id, claim.reading_id, event_column())
        .where(claim.version_id.in_(version_ids))
        .order_by(claim.version_id, claim.position)
    )
    for row in rows:
        found.setdefault(row.reading_id, []).append((row.id, event_from(row)))
    return found


def _stored_version(row: Row[Any]) -> StoredVersion:
    return StoredVersion(
        id=row.id,
        report_id=row.report_id,
        number=row.number,
        confidential=row.confidential,
        report=report_from(row),
        outlet_id=row.outlet_id,
        origins=row.origins,
        capture_sha=row.capture_sha,
        captured_at=row.captured_at,
        headers=row.headers,
        whence=row.whence,
    )


def _stored_document(row: Row[Any], claims: list[tuple[str, Event]]) -> StoredDocument:
    version = _stored_version(row)
    return StoredDocument(
        version=version,
        reading_id=row.reading_id,
        stamp=Stamp(row.reading_program, row.reading_pack, row.reading_pack_version, row.reading_fingerprint),
        read_at=row.reading_read_at,
        document=Document(
            report=version.report,
            events=[event for _, event in claims],
            notes=msgspec.convert(row.reading_notes, list[Note]),
        ),
        claim_ids=[claim_id for claim_id, _ in claims],
    )
