"""From entries to the rows of the tables."""

import re
import zlib
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Text, cast

from sijill.record import Document, Event, Report
from sijill.store import identity, schema
from sijill.store.entries import Entry
from sijill.store.identity import Stamp

Row: TypeAlias = dict[str, Any]

COMPRESSION: Final = 1
"""zlib's level: three quarters of the best one's gain for a fifth of its time."""

_BROKEN: Final = re.compile("[\0\ud800-\udfff]")
REPLACEMENT: Final = "\ufffd"


class ReadingRows(Struct, frozen=True):
    """The rows of one reading; `id` is the reading's."""

    id: str
    reading: Row
    claims: list[Row]
    participants: list[Row]
    quantities: list[Row]


class EntryRows(Struct, frozen=True):
    """The rows of one entry. The version's number is not known before the others are."""

    capture: Row
    report: Row
    version: Row
    reading: ReadingRows


def rows_of(entry: Entry, at: str) -> EntryRows:
    """The rows of an entry that is written at that time."""
    found, capture = entry.found, entry.found.capture
    key = identity.report_key(found)
    report_id, content_sha = identity.report_id(key), identity.content_sha(found)
    version_id = identity.version_id(report_id, content_sha)
    capture_sha = identity.sha256_of(capture.data)
    document = storable_document(entry.document)
    report = storable_report(entry.report)
    return EntryRows(
        capture={
            "sha256": capture_sha,
            "data": zlib.compress(capture.data, COMPRESSION),
            "size": len(capture.data),
            "media_type": storable(capture.media_type),
        },
        report={
            "id": report_id,
            "key": storable(key),
            "confidential": entry.confidential,
            "first_seen": at,
        },
        version={
            "id": version_id,
            "report_id": report_id,
            "content_sha": content_sha,
            "title": report.title,
            "published": report.published,
            "source": report.source,
            "outlet_id": entry.outlet_id,
            "url": report.url,
            "language": document.report.language,
            "side": document.report.side,
            "origins": {name: storable(known.origin) for name, known in sorted(found.fields.items())},
            "capture_sha": capture_sha,
            "captured_at": capture.captured_at,
            "headers": {storable(name): storable(value) for name, value in capture.headers.items()},
            "whence": storable(capture.whence),
            "text": report.text,
        },
        reading=reading_rows(version_id, report_id, document, entry.stamp, at),
    )


def reading_rows(version_id: str, report_id: str, document: Document, stamp: Stamp, at: str) -> ReadingRows:
    """The rows of what was read out of a version. The document must be storable."""
    reading_id = identity.reading_id(version_id, stamp)
    claims, participants, quantities = [], [], []
    for position, event in enumerate(document.events):
        claim_id = identity.claim_id(reading_id, position)
        ids = {"id": claim_id, "reading_id": reading_id, "version_id": version_id, "report_id": report_id}
        claims.append({**ids, "position": position, **_claim(event)})
        participants += [
            {"claim_id": claim_id, "position": at, "role": someone.role, "actor_id": someone.id}
            for at, someone in enumerate(event.participants)
        ]
        quantities += [
            {
                "claim_id": claim_id,
                "position": at,
                "kind": quantity.kind,
                "low": quantity.low,
                "high": quantity.high,
                "approximate": quantity.approximate,
                "of": quantity.of,
            }
            for at, quantity in enumerate(event.quantities)
        ]
    reading = {
        "id": reading_id,
        "version_id": version_id,
        "program": stamp.program,
        "pack": stamp.pack,
        "pack_version": stamp.pack_version,
        "fingerprint": stamp.fingerprint,
        "read_at": at,
        "current": True,
        "notes": document.notes,
    }
    return ReadingRows(reading_id, reading, claims, participants, quantities)


def _claim(event: Event) -> Row:
    time, place, said = event.time, event.place, event.attribution
    return {
        "type": event.type,
        "status": event.status,
        "background": event.background,
        "start": time.start if time else None,
        "end": time.end if time else None,
        "precision": time.precision if time else None,
        "place_id": place.id if place else None,
        "place_name": place.name if place else None,
        "level": place.level if place else None,
        "district": place.district if place else None,
        "governorate": place.governorate if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "attribution_kind": said.kind,
        "attribution_id": said.id,
        "evidence": event.evidence[0].text,
        "record": event,
    }


def event_column() -> ColumnElement[str]:
    """The column of a claim's whole record, as it is written: `event_from` decodes it once."""
    return cast(schema.claim.c.record, Text).label("record")


def event_from(row: Any) -> Event:
    """The event in a row that has `event_column`."""
    return msgspec.json.decode(row.record, type=Event)


def storable(text: str) -> str:
    """The text with U+FFFD for the characters that no database keeps (NUL, lone surrogates).

    One for one, so that offsets stay true.
    """
    return _BROKEN.sub(REPLACEMENT, text)


def storable_report(report: Report) -> Report:
    """The report with every string storable; nearly always the report itself."""
    if _is_storable(report):
        return report
    return msgspec.convert(_storable_values(msgspec.to_builtins(report)), Report)


def storable_document(document: Document) -> Document:
    """The document with every string storable; nearly always the document itself.

    Whatever an event says is a slice of its report or comes from the pack.
    """
    if _is_storable(document.report) and not document.notes:
        return document
    return msgspec.convert(_storable_values(msgspec.to_builtins(document)), Document)


def _is_storable(report: Report) -> bool:
    told = (report.text, report.title, report.source, report.url, report.id)
    return not any(value and _BROKEN.search(value) for value in told)


def _storable_values(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_values(member) for member in value]
    if isinstance(value, dict):
        return {key: _storable_values(member) for key, member in value.items()}
    return value


def report_from(version: Any) -> Report:
    """The report that a row of `version` tells of."""
    return Report(
        id=version.report_id,
        title=version.title,
        text=version.text,
        published=version.published,
        source=version.source,
        url=version.url,
        side=version.side,
        language=version.language,
    )
