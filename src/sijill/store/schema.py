"""The tables of the register, the same on SQLite and on PostgreSQL.

Times are ISO 8601 in UTC to the second, days `YYYY-MM-DD`, ids hexadecimal (see `identity`). What differs
between the two databases, the full-text index and the triggers, is made by the migrations alone.
`docs/reference/register.md` says what each table holds and guarantees.
"""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD: Final = "0003"
"""The newest migration. A register at another one is migrated, or was made by a newer program."""

# An absent value is NULL, never the JSON word null.
Json: Final = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

register = Table(
    "register",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("confidential", Boolean, nullable=False),
    Column("first_seen", Text, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content_sha", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("source", Text),
    Column("outlet_id", Text),
    Column("url", Text),
    Column("language", Text),
    Column("side", Text),
    Column("origins", Json, nullable=False),
    Column("capture_sha", Text, ForeignKey("capture.sha256"), nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("headers", Json, nullable=False),
    Column("whence", Text, nullable=False),
    # Last, so that SQLite reaches the short columns without walking through the pages of the text.
    Column("text", Text, nullable=False),
    UniqueConstraint("report_id", "content_sha"),
    UniqueConstraint("report_id", "number"),
    Index(None, "published"),
    Index(None, "capture_sha"),
    Index(None, "whence"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False, index=True),
    Column("program", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("pack_version", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("notes", Json, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reading_id", Text, ForeignKey("reading.id"), nullable=False),
    Column("version_id", Text, ForeignKey("version.id"), nullable=False, index=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("precision", Text),
    Column("place_id", Text),
    Column("place_name", Text),
    Column("level", Text),
    Column("district", Text),
    Column("governorate", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("attribution_kind", Text, nullable=False),
    Column("attribution_id", Text),
    Column("evidence", Text, nullable=False),
    Column("record", Json, nullable=False),
    Index(None, "type"),
    Index(None, "start"),
    Index(None, "place_id"),
    Index(None, "governorate"),
)

claim_participant = Table(
    "claim_participant",
    metadata,
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    PrimaryKeyConstraint("claim_id", "position"),
    Index(None, "actor_id"),
    sqlite_with_rowid=False,
)

claim_quantity = Table(
    "claim_quantity",
    metadata,
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("approximate", Boolean, nullable=False),
    Column("of", Text),
    PrimaryKeyConstraint("claim_id", "position"),
    sqlite_with_rowid=False,
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Text, primary_key=True),
    Column("whence", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
)

wording = Table(
    "wording",
    metadata,
    Column("version_id", Text, ForeignKey("version.id"), primary_key=True),
    Column("wording_id", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

sketch = Table(
    "sketch",
    metadata,
    Column("hash", BigInteger, nullable=False),
    Column("wording_id", Text, nullable=False, index=True),
    PrimaryKeyConstraint("hash", "wording_id"),
    sqlite_with_rowid=False,
)

copy_pair = Table(
    "copy_pair",
    metadata,
    Column("first_wording", Text, nullable=False),
    Column("second_wording", Text, nullable=False, index=True),
    Column("share", Float, nullable=False),
    PrimaryKeyConstraint("first_wording", "second_wording"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("one", Json, nullable=False),
    Column("other", Json, nullable=False),
    Column("of", Integer),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text),
)

to_link = Table(
    "to_link",
    metadata,
    Column("report_id", Text, primary_key=True),
    Column("day", Text, nullable=False),
    Index(None, "day", "report_id"),
    sqlite_with_rowid=False,
)

incident = Table(
    "incident",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("place_id", Text),
    Column("place", Text),
    Column("level", Text),
    Column("district", Text),
    Column("governorate", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("first_report", Text),
    Column("last_report", Text),
    Column("anchor", Integer, nullable=False),
    Column("account", Json, nullable=False),
    Index(None, "reports", "anchor"),
)

incident_member = Table(
    "incident_member",
    metadata,
    Column("claim_key", Text, primary_key=True),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False, unique=True),
    Column("report_id", Text, nullable=False),
    Column("incident_id", Text, ForeignKey("incident.id")),
    Column("seed", Text, nullable=False),
    Column("anchor", Integer, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("published", Text, nullable=False),
    Column("due", Boolean, nullable=False),
    Index(None, "report_id"),
    Index(None, "incident_id"),
    Index(None, "seed"),
    Index(None, "anchor"),
    Index(None, "due", sqlite_where=text("due"), postgresql_where=text("due")),
)

incident_shelf = Table(
    "incident_shelf",
    metadata,
    Column("type", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("span", Boolean, nullable=False),
    Column("unit", Text, nullable=False),
    Column("claim_key", Text, nullable=False, index=True),
    PrimaryKeyConstraint("type", "number", "span", "unit", "claim_key"),
    sqlite_with_rowid=False,
)

LINKED: Final = frozenset(("to_link", "incident", "incident_member", "incident_shelf"))
"""Tables that linking makes out of the others, and can make anew."""

feed = Table(
    "feed",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_at", Text),
    Column("failures", Integer, nullable=False),
    Column("last_error", Text),
)

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("command", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("counts", Json),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    # No foreign key: an entry must outlive whatever happens to other tables.
    Column("run_id", Text),
    Column("detail", Json),
    Index(None, "row_id"),
)

redaction = Table(
    "redaction",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("digests", Json, nullable=False),
)
