"""Take names and reports out of the rows of a register, inside the caller's transaction.

A report with a name in it is taken out of every table and put back without it, under the ids that it would
have had if it had come in so: a hash of the words with the name would let anybody try names on it.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import SimpleNamespace
from typing import Any, Final

import msgspec
from msgspec import Struct, field
from sqlalchemy import Connection, delete, insert, select, update

from sijill.record import Capture, Document, Event, Found, Known, Note
from sijill.store import copies, identity, linked, redact_find, schema, search, to_link
from sijill.store.asking import portions
from sijill.store.identity import Stamp
from sijill.store.redact_bytes import NOTICE, NOTICE_TYPE
from sijill.store.redact_decisions import RenamedKeys
from sijill.store.redact_others import insert_new, take_out_of_others
from sijill.store.redact_trail import Renamed
from sijill.store.redact_values import Screen, kept_headers
from sijill.store.rows import COMPRESSION, ReadingRows, Row, reading_rows, report_from

_NOTICE_SHA: Final = identity.sha256_of(NOTICE)


class Redacted(Struct, kw_only=True):
    """How many rows a redaction changed or took out.

    `unsearched` captures stay that cannot be searched surely and hold no name as far as can be seen; `others`
    are what was set aside, feeds and runs.
    """

    reports: int = 0
    versions: int = 0
    claims: int = 0
    captures: int = 0
    others: int = 0
    unsearched: int = 0

    def __bool__(self) -> bool:
        return bool(self.reports or self.captures or self.others)

    def plus(self, other: "Redacted") -> "Redacted":
        """Both together; what the later one could not search is all that nobody could."""
        names = ("reports", "versions", "claims", "captures", "others")
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Redacted(**sums, unsearched=max(self.unsearched, other.unsearched))


class _Version(Struct, kw_only=True):
    """A version out of the tables: its row as it was and as it will be, and its readings with their events.

    `claims` counts those of its events that tell of a name.
    """

    before: Row
    after: Row
    readings: list[tuple[Row, list[Event]]] = field(default_factory=list)
    claims: int = 0


def take_names_out(connection: Connection, screen: Screen) -> Redacted:
    """Cover every name of the screen in every row."""
    renamed = Renamed()
    hits = redact_find.find(connection, screen)
    reports = _reports(connection, hits.reports)
    moved = {row.id: _key_after(connection, screen, row) for row in reports}
    # Two reports that differed in the spelling of the name alone are one now, also with one that had none.
    there = set(map(identity.report_id, moved.values())) - moved.keys()
    reports += (more := _reports(connection, there))
    moved.update((row.id, row.key) for row in more)

    linked.take_out(connection, [row.id for row in reports])
    versions = _taken_out(connection, screen, [row.id for row in reports])
    done = Redacted(
        reports=len(hits.reports),
        captures=len(hits.captures),
        unsearched=len(hits.unsure),
    )
    _drop_captures(connection, hits.captures, renamed)
    keys = RenamedKeys()
    order = sorted(reports, key=lambda row: (moved[row.id], row.first_seen, row.id))
    fresh: list[Row] = []
    for key, same in groupby(order, key=lambda row: moved[row.id]):
        members = list(same)
        new_id = identity.report_id(key)
        for row in members:
            renamed.add("report", row.id, new_id)
        report = {
            "id": new_id,
            "key": key,
            "confidential": any(row.confidential for row in members),
            "first_seen": min(row.first_seen for row in members),
        }
        connection.execute(insert(schema.report).values(report))
        parts = [version for row in members for version in versions.get(row.id, ())]
        for version in parts:
            if version.after["capture_sha"] in hits.captures:
                version.after["capture_sha"] = _NOTICE_SHA
                version.after["headers"] = kept_headers(version.after["headers"])
        fresh += _put_back(connection, screen, new_id, parts, renamed, keys)
        done.versions += sum(version.before != version.after for version in parts)
        done.claims += sum(version.claims for version in parts)
    search.index(connection, [(row["id"], row["title"], row["text"]) for row in fresh])
    search.compact(connection)
    copies.record(connection, [(row["id"], row["text"]) for row in fresh])
    to_link.reports(connection, (row["report_id"] for row in fresh))
    done.others = take_out_of_others(connection, screen, renamed)
    done.others += keys.write(connection, screen)
    renamed.write(connection)
    return done


def take_reports_out(connection: Connection, screen: Screen, keys: Iterable[str]) -> Redacted:
    """Take out the reports whose keys have these digests, with all that belongs to them."""
    renamed, wanted = Renamed(), set(keys)
    query = select(schema.report.c.id, schema.report.c.key)
    ids = [row.id for row in connection.execute(query) if screen.digest(row.key) in wanted]
    linked.take_out(connection, ids)
    versions = [version for of in _taken_out(connection, screen, ids).values() for version in of]
    done = Redacted(
        reports=len(ids),
        versions=len(versions),
        claims=sum(len(events) for version in versions for _, events in version.readings),
    )
    captures = {version.before["capture_sha"] for version in versions} - {_NOTICE_SHA}
    done.captures = len(captures)
    search.compact(connection)
    _drop_captures(connection, captures, renamed)
    _drop_unused_notice(connection)
    # A hash of what nobody has any more would still confirm a guess at it.
    covered = RenamedKeys()
    covered.cover(connection, screen, ids)
    for table, gone in (
        ("report", ids),
        ("version", [version.before["id"] for version in versions]),
        ("reading", [reading["id"] for version in versions for reading, _ in version.readings]),
    ):
        for row_id in gone:
            renamed.add(table, row_id, screen.digest(row_id)[: identity.ID_LENGTH])
    done.others = take_out_of_others(connection, screen, renamed)
    done.others += covered.write(connection, screen)
    renamed.write(connection)
    return done


def _reports(connection: Connection, ids: Iterable[str]) -> list[Any]:
    report = schema.report
    return [
        row
        for some in portions(sorted(ids))
        for row in connection.execute(select(report).where(report.c.id.in_(some)))
    ]


def _key_after(connection: Connection, screen: Screen, report: Any) -> str:
    """The key that a report has without names."""
    if not report.key.startswith("text:"):
        return screen.key(report.key)
    version = schema.version
    row = connection.execute(select(version).where(version.c.report_id == report.id).limit(1)).one()
    before, after = row._asdict(), redact_find.version(screen, row._asdict())
    if (before["text"], before["source"]) == (after["text"], after["source"]):
        return str(report.key)
    return identity.report_key(_found({**after, "url": None}))


def _found(row: Mapping[str, Any]) -> Found:
    """What a row of `version` was made from, as far as ids are made from it."""
    names = ("title", "published", "source", "url")
    fields = {name: Known(row[name], "") for name in names if row[name] is not None}
    return Found(row["text"], Capture(b"", "", "", row["whence"]), fields)


def _taken_out(
    connection: Connection, screen: Screen, report_ids: Sequence[str]
) -> dict[str, list[_Version]]:
    """The versions of these reports, in their order; no row of theirs is left but their captures."""
    found: dict[str, list[_Version]] = {}
    version, reading, claim = schema.version, schema.reading, schema.claim
    for some in portions(report_ids):
        rows = connection.execute(
            select(version).where(version.c.report_id.in_(some)).order_by(version.c.number)
        ).all()
        by_id = {
            row.id: _Version(before=dict(row._mapping), after=redact_find.version(screen, row._asdict()))
            for row in rows
        }
        for one in by_id.values():
            found.setdefault(one.before["report_id"], []).append(one)
        ids = list(by_id)
        events: dict[str, list[Event]] = {}
        for part in portions(ids):
            claims = connection.execute(
                select(claim.c.reading_id, claim.c.record)
                .where(claim.c.version_id.in_(part))
                .order_by(claim.c.version_id, claim.c.position)
            )
            for row in claims:
                events.setdefault(row.reading_id, []).append(msgspec.convert(row.record, Event))
            readings = connection.execute(
                select(reading)
                .where(reading.c.version_id.in_(part))
                .order_by(reading.c.read_at, reading.c.id)
            )
            for row in readings:
                by_id[row.version_id].readings.append((dict(row._mapping), events.get(row.id, [])))
        search.remove(connection, ids)
        for part in portions(ids):
            _delete_versions(connection, part)
        connection.execute(delete(schema.report).where(schema.report.c.id.in_(some)))
    return found


def _delete_versions(connection: Connection, ids: Sequence[str]) -> None:
    claims = select(schema.claim.c.id).where(schema.claim.c.version_id.in_(ids))
    for of_claims in (schema.claim_participant, schema.claim_quantity):
        connection.execute(delete(of_claims).where(of_claims.c.claim_id.in_(claims)))
    for of_version in (schema.claim, schema.reading):
        connection.execute(delete(of_version).where(of_version.c.version_id.in_(ids)))
    copies.forget(connection, ids)
    connection.execute(delete(schema.version).where(schema.version.c.id.in_(ids)))


def _put_back(
    connection: Connection,
    screen: Screen,
    report_id: str,
    versions: Sequence[_Version],
    renamed: Renamed,
    keys: RenamedKeys,
) -> list[Row]:
    """Write versions under their new ids, each once, numbered anew; returns their rows."""
    rows: dict[str, Row] = {}
    readings: dict[str, ReadingRows] = {}
    for version in versions:
        before, after = version.before, version.after
        told = ("title", "text", "published", "source")
        if any(before[name] != after[name] for name in told):
            after["content_sha"] = identity.content_sha(_found(after))
        after["report_id"] = report_id
        after["id"] = identity.version_id(report_id, after["content_sha"])
        renamed.add("version", before["id"], after["id"])
        if after["id"] not in rows:
            rows[after["id"]] = {**after, "number": len(rows) + 1}
        for row, events in version.readings:
            stamp = Stamp(row["program"], row["pack"], row["pack_version"], row["fingerprint"])
            document = Document(
                report=report_from(SimpleNamespace(**before)),
                events=events,
                notes=msgspec.convert(row["notes"], list[Note]),
            )
            clean = screen.document(document, report_from(SimpleNamespace(**after)))
            version.claims += sum(old != new for old, new in zip(events, clean.events, strict=True))
            keys.add(before["report_id"], events, report_id, clean.events)
            made = reading_rows(after["id"], report_id, clean, stamp, row["read_at"])
            made.reading["current"] = row["current"]
            renamed.add("reading", row["id"], made.id)
            readings.setdefault(made.id, made)
    _one_current(one.reading for one in readings.values())
    insert_new(connection, schema.version, list(rows.values()))
    written = list(readings.values())
    insert_new(connection, schema.reading, [one.reading for one in written])
    insert_new(connection, schema.claim, [row for one in written for row in one.claims])
    insert_new(connection, schema.claim_participant, [row for one in written for row in one.participants])
    insert_new(connection, schema.claim_quantity, [row for one in written for row in one.quantities])
    return list(rows.values())


def _one_current(readings: Iterable[Row]) -> None:
    """Of versions that became one, the last reading is the current one."""
    current: dict[str, Row] = {}
    for row in readings:
        if not row["current"]:
            continue
        other = current.get(row["version_id"])
        if other is not None:
            earlier, row = sorted((other, row), key=lambda one: (one["read_at"], one["id"]))
            earlier["current"] = False
        current[row["version_id"]] = row


def _drop_captures(connection: Connection, gone: set[str], renamed: Renamed) -> None:
    """Take captured bytes out, and point whatever else came from them to the notice that stands for them."""
    if not gone:
        return
    notice = {
        "sha256": _NOTICE_SHA,
        "data": zlib.compress(NOTICE, COMPRESSION),
        "size": len(NOTICE),
        "media_type": NOTICE_TYPE,
    }
    insert_new(connection, schema.capture, [notice])
    version = schema.version
    for some in portions(sorted(gone)):
        left = connection.execute(
            select(version.c.id, version.c.headers).where(version.c.capture_sha.in_(some))
        ).all()
        for row in left:
            connection.execute(
                update(version)
                .where(version.c.id == row.id)
                .values(capture_sha=_NOTICE_SHA, headers=kept_headers(row.headers))
            )
        connection.execute(delete(schema.capture).where(schema.capture.c.sha256.in_(some)))
    for sha256 in gone:
        renamed.add("capture", sha256, _NOTICE_SHA)


def _drop_unused_notice(connection: Connection) -> None:
    used = select(schema.version.c.capture_sha).where(schema.version.c.capture_sha == _NOTICE_SHA)
    capture = schema.capture
    connection.execute(delete(capture).where(capture.c.sha256 == _NOTICE_SHA, ~used.exists()))
