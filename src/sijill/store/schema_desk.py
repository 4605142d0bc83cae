"""The tables of the desk: accounts, sessions, tokens, what people edited, kept as filters and published.

No words of reports stand in them: an edit points at words by their offsets. `docs/reference/desk.md` says
what each table holds.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from sijill.store.schema import Json, metadata

account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("totp_secret", Text),
    # The last half minute whose code was taken: a code opens once.
    Column("totp_step", Integer),
    Column("language", Text),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text),
    Column("revoked_at", Text),
)

attempt = Table(
    "attempt",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("free_at", Text, nullable=False),
)

edit = Table(
    "edit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("claim_key", Text, nullable=False),
    Column("number", Integer, nullable=False),
    # No foreign keys: a redaction gives reports other ids, and puts them here too.
    Column("report_id", Text, nullable=False, index=True),
    Column("version_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("field", Text),
    Column("value", Json),
    Column("undoes", Text),
    Column("note", Text),
    UniqueConstraint("claim_key", "number"),
)

publication = Table(
    "publication",
    metadata,
    Column("incident_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    PrimaryKeyConstraint("incident_id", "number"),
)

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("id", Text, primary_key=True),
    # None: of whoever sits at the machine itself, without login.
    Column("account_id", Text, ForeignKey("account.id"), index=True),
    Column("name", Text, nullable=False),
    Column("query", Json, nullable=False),
    Column("digest", Text, unique=True),
    Column("created_at", Text, nullable=False),
)

alert = Table(
    "alert",
    metadata,
    Column("filter_id", Text, ForeignKey("saved_filter.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("incident_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    # What the incident was like: by it a change is known.
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("filter_id", "number"),
    Index(None, "filter_id", "incident_id"),
)
