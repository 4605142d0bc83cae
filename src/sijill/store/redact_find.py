"""Find the rows of a register in which a name stands."""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field
from sqlalchemy import Connection, Select, select

from sijill.store import schema
from sijill.store.redact_bytes import held
from sijill.store.redact_values import Screen

ROWS_AT_ONCE: Final = 200
QUOTED: Final = frozenset(("quote", "evidence"))
"""What is cut out of the version's own text."""


class Hits(Struct, kw_only=True):
    """Where names stand.

    `reports` are those that have one in their key, a version, a claim or a note; `unsure` the captures that
    hold none as far as can be seen, but cannot be searched surely.
    """

    reports: set[str] = field(default_factory=set)
    captures: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)


def find(connection: Connection, screen: Screen) -> Hits:
    """Look through everything that tells of reports, with flat memory."""
    hits = Hits()
    for row in _rows(connection, select(schema.capture.c.sha256, schema.capture.c.data)):
        holds = held(zlib.decompress(row.data), screen.names)
        if holds is not False:
            (hits.captures if holds else hits.unsure).add(row.sha256)
    for row in _rows(connection, select(schema.report.c.id, schema.report.c.key)):
        if screen.key(row.key) != row.key:
            hits.reports.add(row.id)
    unsure: dict[str, set[str]] = {}
    for row in _rows(connection, select(schema.version)):
        if row.capture_sha in hits.unsure:
            unsure.setdefault(row.capture_sha, set()).add(row.report_id)
        if row.capture_sha in hits.captures or version(screen, row._mapping) != dict(row._mapping):
            hits.reports.add(row.report_id)
    _find_in_readings(connection, screen, hits)
    # What cannot be searched goes with the words that were read out of it.
    for sha256, reports in unsure.items():
        if reports & hits.reports:
            hits.captures.add(sha256)
            hits.unsure.discard(sha256)
            hits.reports |= reports
    return hits


def version(screen: Screen, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `version` without names, its ids left as they are."""
    words = ("title", "text", "source", "published", "outlet_id", "language", "side", "whence")
    changed = {name: screen.text(row[name]) for name in words if row[name] is not None}
    if row["url"] is not None:
        changed["url"] = screen.url(row["url"])
    return {
        **row,
        **changed,
        "origins": screen.values(row["origins"]),
        "headers": screen.values(row["headers"]),
    }


def _find_in_readings(connection: Connection, screen: Screen, hits: Hits) -> None:
    claim, reading, stored = schema.claim.c, schema.reading.c, schema.version.c
    for row in _rows(connection, select(claim.report_id, claim.record)):
        if row.report_id not in hits.reports and any(map(screen.names.holds, _besides_quotes(row.record))):
            hits.reports.add(row.report_id)
    notes = select(stored.report_id, reading.notes).join(schema.version, stored.id == reading.version_id)
    for row in _rows(connection, notes):
        if any(map(screen.names.holds, _besides_quotes(row.notes))):
            hits.reports.add(row.report_id)


def _besides_quotes(value: Any) -> Iterator[str]:
    """The words in a record that are not cut out of its text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _besides_quotes(member)
    elif isinstance(value, Mapping):
        for name, member in value.items():
            if name not in QUOTED:
                yield from _besides_quotes(member)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    yield from connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))
