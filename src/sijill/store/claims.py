"""What the reports of a register claim, without their texts, and which of them have one text: for linking."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, and_, literal, select

from sijill.linking.copies import Copies
from sijill.record import Document
from sijill.store import schema
from sijill.store.rows import report_from
from sijill.store.streaming import claims_of_readings, newest, paged

VERSIONS_AT_ONCE: Final = 500
"""Versions asked for at once: without their texts some hundred kilobytes."""


class Told(Struct, frozen=True):
    """What one report claims: a document without text and notes, and the outlet's id in the pack."""

    version_id: str
    document: Document
    outlet: str | None
    confidential: bool


def told(connection: Connection) -> Iterator[Told]:
    """What each report claims in its newest version, by its current reading, in the order of ids."""
    version, report, reading = schema.version, schema.report, schema.reading
    query = (
        select(*(column for column in version.c if column is not version.c.text), report.c.confidential)
        .add_columns(literal("").label("text"), reading.c.id.label("reading_id"))
        .join(report, report.c.id == version.c.report_id)
        .join(reading, and_(reading.c.version_id == version.c.id, reading.c.current))
        .where(newest())
        .order_by(version.c.id)
        .limit(VERSIONS_AT_ONCE)
    )

    def page(after: str) -> list[Told]:
        rows = connection.execute(query.where(version.c.id > after)).all()
        events = claims_of_readings(connection, [row.id for row in rows])
        return [
            Told(
                row.id,
                Document(report=report_from(row), events=[e for _, e in events.get(row.reading_id, ())]),
                row.outlet_id,
                row.confidential,
            )
            for row in rows
        ]

    return paged(page, lambda found: found.version_id)


def copies(connection: Connection) -> Copies:
    """Which reports have one text, by their newest versions. A text too short to tell is its own."""
    version, wording, pair = schema.version.c, schema.wording.c, schema.copy_pair.c
    rows = connection.execute(
        select(version.report_id, wording.wording_id)
        .join(schema.wording, wording.version_id == version.id)
        .where(newest())
    )
    return Copies(
        text_of={row.report_id: row.wording_id for row in rows},
        alike={(row.first_wording, row.second_wording) for row in connection.execute(select(*pair))},
    )
