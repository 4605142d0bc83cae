"""How much there is in the register."""

from sqlalchemy import Connection, Select, func, select

from sijill.store import copies, schema
from sijill.store.streaming import newest


def stats(connection: Connection) -> dict[str, int]:
    """Numbers of rows by what they are.

    `versions` counts every version of every report; `events` the claims of current readings of the newest
    versions; `copies` the versions whose text another report had before; `refused` what was set aside.
    """
    version, reading, claim = schema.version, schema.reading, schema.claim
    events = (
        select(func.count())
        .select_from(claim)
        .join(reading, reading.c.id == claim.c.reading_id)
        .join(version, version.c.id == claim.c.version_id)
        .where(reading.c.current, newest())
    )
    counts: dict[str, Select[int]] = {
        "reports": select(func.count()).select_from(schema.report),
        "versions": select(func.count()).select_from(version),
        "readings": select(func.count()).select_from(reading),
        "events": events,
        "refused": select(func.count()).select_from(schema.set_aside),
        "confidential": select(func.count()).select_from(schema.report).where(schema.report.c.confidential),
        "captures": select(func.count()).select_from(schema.capture),
        "redactions": select(func.count()).select_from(schema.redaction),
    }
    numbers = {name: connection.scalar(query) or 0 for name, query in counts.items()}
    return {**numbers, "copies": copies.count(connection)}
