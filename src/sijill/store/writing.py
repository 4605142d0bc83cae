"""Write a batch of reports, or of readings, in one transaction that is there entirely or not at all.

The caller holds the writers' lock (`connecting.writing`), so what is found missing here stays missing until
it is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sijill.record import SetAside
from sijill.store import copies, identity, schema, search, to_link
from sijill.store.asking import portions
from sijill.store.entries import Added, Run
from sijill.store.rows import EntryRows, ReadingRows, Row, storable
from sijill.store.runs import entry, write_audit


def add(connection: Connection, entries: Sequence[EntryRows], run: Run, at: str) -> Added:
    """Write what the register does not have yet of each entry; what it has stays as it is."""
    added, trail = Added(), list[Row]()
    captures = _Missing(connection, schema.capture.c.sha256, (e.capture["sha256"] for e in entries))
    reports = _Missing(connection, schema.report.c.id, (e.report["id"] for e in entries))
    versions = _Missing(connection, schema.version.c.id, (e.version["id"] for e in entries))
    readings = _Missing(connection, schema.reading.c.id, (e.reading.id for e in entries))
    numbers = _last_numbers(connection, {e.report["id"] for e in entries} - reports.ids)

    new_captures = [e.capture for e in entries if captures.take(e.capture["sha256"])]
    new_reports = [e.report for e in entries if reports.take(e.report["id"])]
    new_versions = []
    for rows in entries:
        if versions.take(rows.version["id"]):
            number = numbers.get(rows.report["id"], 0) + 1
            numbers[rows.report["id"]] = number
            new_versions.append({**rows.version, "number": number})
    new_readings = [e.reading for e in entries if readings.take(e.reading.id)]

    _insert(connection, schema.capture, new_captures)
    _insert(connection, schema.report, new_reports)
    _insert(connection, schema.version, new_versions)
    fresh = {row["id"] for row in new_versions}
    _make_current(connection, [r for r in new_readings if r.reading["version_id"] not in fresh], run, at)
    _insert_readings(connection, new_readings)
    search.index(connection, [(row["id"], row["title"], row["text"]) for row in new_versions])
    added.copies = copies.record(connection, [(row["id"], row["text"]) for row in new_versions])

    trail += (entry(run, at, "add", "capture", row["sha256"]) for row in new_captures)
    trail += (entry(run, at, "add", "report", row["id"]) for row in new_reports)
    trail += (entry(run, at, "add", "version", row["id"]) for row in new_versions)
    trail += (entry(run, at, "add", "reading", r.id, {"claims": len(r.claims)}) for r in new_readings)
    write_audit(connection, trail)
    written = {r.id for r in new_readings}
    to_link.reports(connection, (e.report["id"] for e in entries if e.reading.id in written))
    marked = {e.report["id"] for e in entries if e.report["confidential"]}
    mark_confidential(connection, sorted(marked), run, at)

    added.reports, added.versions, added.readings = len(new_reports), len(new_versions), len(new_readings)
    added.claims = sum(len(r.claims) for r in new_readings)
    added.known = len(entries) - len(new_readings)
    return added


def add_readings(connection: Connection, readings: Sequence[ReadingRows], run: Run, at: str) -> int:
    """Write new readings of versions that are there; the earlier ones stay, no longer current.

    A reading that is there already only becomes the current one again. Returns how many were new.
    """
    missing = _Missing(connection, schema.reading.c.id, (r.id for r in readings))
    _make_current(connection, readings, run, at)
    new = [r for r in readings if missing.take(r.id)]
    _insert_readings(connection, new)
    write_audit(connection, [entry(run, at, "add", "reading", r.id, {"claims": len(r.claims)}) for r in new])
    to_link.versions(connection, [r.reading["version_id"] for r in readings])
    return len(new)


def mark_confidential(connection: Connection, report_ids: Sequence[str], run: Run, at: str) -> int:
    """Mark reports as confidential, for good. Returns how many were not yet."""
    report = schema.report.c
    open_ids = [
        found
        for some in portions(report_ids)
        for found in connection.scalars(select(report.id).where(report.id.in_(some), ~report.confidential))
    ]
    for some in portions(open_ids):
        connection.execute(update(schema.report).where(report.id.in_(some)).values(confidential=True))
    write_audit(connection, [entry(run, at, "mark confidential", "report", found) for found in open_ids])
    # What their claims tell is shown otherwise from now on.
    to_link.reports(connection, open_ids)
    return len(open_ids)


def set_aside(
    connection: Connection, items: Iterable[SetAside], run: Run, at: str, *, confidential: bool
) -> int:
    """Keep what could not be read, with its reason. Returns how many were new.

    Of confidential reports no reason is kept, for it may quote them: not of these, not of what was refused at
    the same place before, and not of what is refused there later.
    """
    items = list(items)
    hushed = _hushed(connection, items, run, at, confidential=confidential)
    items = [SetAside(item.whence, WHY_NOT_KEPT) if item.whence in hushed else item for item in items]
    rows = [
        {
            "id": identity.set_aside_id(item.whence, item.why),
            "whence": storable(item.whence),
            "why": storable(item.why),
            "first_seen": at,
        }
        for item in items
    ]
    missing = _Missing(connection, schema.set_aside.c.id, (row["id"] for row in rows))
    new = [row for row in rows if missing.take(row["id"])]
    _insert(connection, schema.set_aside, new)
    write_audit(connection, [entry(run, at, "set aside", "set_aside", row["id"]) for row in new])
    return len(new)


def _hushed(
    connection: Connection, items: Sequence[SetAside], run: Run, at: str, *, confidential: bool
) -> set[str]:
    """The places of which no reason may be kept; what was kept of them before is taken out."""
    places = {storable(item.whence) for item in items}
    kept, hushed, spoken = schema.set_aside.c, set[str](), list[str]()
    for some in portions(sorted(places)):
        for row in connection.execute(select(kept.id, kept.whence, kept.why).where(kept.whence.in_(some))):
            if row.why == WHY_NOT_KEPT:
                hushed.add(row.whence)
            elif confidential:
                spoken.append(row.id)
    for some in portions(spoken):
        connection.execute(delete(schema.set_aside).where(kept.id.in_(some)))
    write_audit(connection, [entry(run, at, "take out a reason", "set_aside", found) for found in spoken])
    return places if confidential else hushed


def known(connection: Connection, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the pairs (report's id, content's SHA-256) that the register has a version of."""
    asked, version, found = set(keys), schema.version.c, set[tuple[str, str]]()
    for some in portions(sorted({report for report, _ in asked})):
        rows = connection.execute(
            select(version.report_id, version.content_sha).where(version.report_id.in_(some))
        )
        found.update((row.report_id, row.content_sha) for row in rows)
    return asked & found


WHY_NOT_KEPT: Final = "refused; the reason was told when it was taken in and is not kept: it is confidential"


class _Missing:
    """Which of some ids a table lacks; each may be taken once."""

    def __init__(self, connection: Connection, column: Column[Any], ids: Iterable[str]) -> None:
        self.ids = set(ids)
        for some in portions(sorted(self.ids)):
            self.ids.difference_update(connection.scalars(select(column).where(column.in_(some))))

    def take(self, row_id: str) -> bool:
        """Whether this id is missing and was not taken before."""
        if row_id not in self.ids:
            return False
        self.ids.remove(row_id)
        return True


def _last_numbers(connection: Connection, report_ids: Iterable[str]) -> dict[str, int]:
    version, numbers = schema.version.c, dict[str, int]()
    for some in portions(sorted(report_ids)):
        rows = connection.execute(
            select(version.report_id, func.max(version.number))
            .where(version.report_id.in_(some))
            .group_by(version.report_id)
        )
        numbers.update((report_id, number) for report_id, number in rows)
    return numbers


def _make_current(connection: Connection, readings: Iterable[ReadingRows], run: Run, at: str) -> None:
    """Of the versions that these readings are of, make these the current ones and no others."""
    current = {r.reading["version_id"]: r.id for r in readings}
    reading = schema.reading.c
    trail: list[str] = []
    for some in portions(sorted(current)):
        ids = [current[version_id] for version_id in some]
        trail += connection.scalars(select(reading.id).where(reading.id.in_(ids), ~reading.current))
        connection.execute(
            update(schema.reading)
            .where(reading.version_id.in_(some), reading.current != reading.id.in_(ids))
            .values(current=reading.id.in_(ids))
        )
    write_audit(connection, [entry(run, at, "make current", "reading", found) for found in trail])


def _insert_readings(connection: Connection, readings: Iterable[ReadingRows]) -> None:
    readings = list(readings)
    _insert(connection, schema.reading, [r.reading for r in readings])
    _insert(connection, schema.claim, [row for r in readings for row in r.claims])
    _insert(connection, schema.claim_participant, [row for r in readings for row in r.participants])
    _insert(connection, schema.claim_quantity, [row for r in readings for row in r.quantities])


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one that is there already stays as it is."""
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).on_conflict_do_nothing(), rows)
