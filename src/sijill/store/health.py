"""Whether a register is sound: what its database says of itself, and what must hold of its rows."""

import shutil
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, and_, func, select, text

from sijill.linking.claims import SPEECH
from sijill.store import connecting, schema, search, to_link
from sijill.store.register import Register
from sijill.store.streaming import newest

CAPTURES_TRIED: Final = 1_000
"""Captured pages whose bytes are held against their SHA-256: all would take minutes in a large register."""

CAPTURES_AT_ONCE: Final = 20
"""Captured pages in memory: one may be as large as the largest file that was taken in."""

LITTLE_SPACE: Final = 1 << 30
"""Bytes left on the disk below which the user is warned: a day's reports of many feeds."""


class Finding(Struct, frozen=True):
    """One thing looked at: whether it is sound, what was found, and, if it is not, what to do."""

    about: str
    sound: bool
    found: str
    advice: str = ""


def findings(register: Register) -> Iterator[Finding]:
    """Look at everything, one finding after the other. Raises `StoreError` if the register cannot be read."""
    with register.reading() as connection:
        yield _engine(connection)
        for look in (_integrity, _foreign_keys, _readings, _captures, _index, _incidents, _broken_off):
            yield look(connection)
    if space := _space(register):
        yield space


def _engine(connection: Connection) -> Finding:
    if connection.dialect.name == "sqlite":
        version = connection.scalar(text("SELECT sqlite_version()"))
        mode = connection.scalar(text("PRAGMA journal_mode"))
        sound = mode == "wal"
        advice = (
            "" if sound else "readers and writers will wait for each other; move the file to a local disk"
        )
        return Finding("database", sound, f"SQLite {version}, journal {mode}", advice)
    version = connection.scalar(text("SHOW server_version"))
    extensions = connection.scalars(text("SELECT extname FROM pg_extension ORDER BY 1")).all()
    points = "with PostGIS" if "postgis" in extensions else "without PostGIS"
    return Finding("database", True, f"PostgreSQL {version}, {points}")


def _integrity(connection: Connection) -> Finding:
    if connection.dialect.name != "sqlite":
        return Finding("pages", True, "the server keeps watch over its own pages")
    told = connection.scalars(text("PRAGMA integrity_check(3)")).all()
    return _judged("pages", told == ["ok"], "; ".join(told), "bring a backup back with sijill restore")


def _foreign_keys(connection: Connection) -> Finding:
    """Every claim has its reading, every reading its version; PostgreSQL keeps that by itself."""
    if connection.dialect.name != "sqlite":
        return Finding("links between rows", True, "kept by the server")
    broken = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    return _judged(
        "links between rows", not broken, f"{broken} broken", "bring a backup back with sijill restore"
    )


def _readings(connection: Connection) -> Finding:
    """Each version has one current reading."""
    reading, version = schema.reading, schema.version
    current = (
        select(reading.c.version_id)
        .where(reading.c.current)
        .group_by(reading.c.version_id)
        .having(func.count() == 1)
    )
    unread = connection.scalar(select(func.count()).select_from(version).where(version.c.id.not_in(current)))
    return _judged(
        "readings", not unread, f"{unread} texts without one current reading", "run sijill reread --all"
    )


def _captures(connection: Connection) -> Finding:
    kept = schema.capture.c
    broken = 0
    query = select(kept.sha256, kept.data).order_by(kept.sha256).limit(CAPTURES_TRIED)
    for row in connection.execute(query.execution_options(yield_per=CAPTURES_AT_ONCE)):
        try:
            broken += sha256(zlib.decompress(row.data)).hexdigest() != row.sha256
        except zlib.error:
            broken += 1
    return _judged(
        "captured bytes", not broken, f"{broken} of the first {CAPTURES_TRIED} are not as captured",
        "bring a backup back with sijill restore",
    )  # fmt: skip


def _index(connection: Connection) -> Finding:
    outdated = search.is_outdated(connection)
    return _judged(
        "search index", not outdated, "made by another version of the program", "run sijill doctor --repair"
    )


def _incidents(connection: Connection) -> Finding:
    """Every claim that is not mere words stands in one incident, but those that wait to be linked."""
    member, claim, reading, version = schema.incident_member, schema.claim, schema.reading, schema.version
    waiting = to_link.number_of_reports(connection)
    outside = connection.scalar(
        select(func.count())
        .select_from(claim)
        .join(reading, and_(reading.c.id == claim.c.reading_id, reading.c.current))
        .join(version, version.c.id == claim.c.version_id)
        .outerjoin(member, member.c.claim_id == claim.c.id)
        .where(
            newest(),
            claim.c.type.not_in(sorted(SPEECH)),
            member.c.incident_id.is_(None),
            claim.c.report_id.not_in(select(schema.to_link.c.report_id)),
            func.coalesce(member.c.due, False).is_(False),
        )
    )
    said = f"{waiting:,} reports wait to be linked; sijill incidents does it" if waiting else "sound"
    return _judged(
        "incidents", not outside, f"{outside} claims in none", "run sijill doctor --repair", otherwise=said
    )


def _broken_off(connection: Connection) -> Finding:
    run = schema.run.c
    count = connection.scalar(select(func.count()).where(run.ended_at.is_(None)))
    said = f"{count} broken off or still going on; nothing is lost, running them again does the rest"
    return Finding("runs", True, said if count else "all came to their end")


def _space(register: Register) -> Finding | None:
    file = connecting.file_of(register.engine.url)
    if file is None:
        return None
    free = shutil.disk_usage(file.resolve().parent).free
    return _judged(
        "disk", free > LITTLE_SPACE, f"only {free / 1e6:,.0f} MB free beside {file}", "free some space",
        otherwise=f"{free / 1e9:,.1f} GB free",
    )  # fmt: skip


def _judged(about: str, sound: bool, wrong: str, advice: str, otherwise: str = "sound") -> Finding:
    return Finding(about, True, otherwise) if sound else Finding(about, False, wrong, advice)
