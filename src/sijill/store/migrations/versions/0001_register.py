"""The register's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = "the audit trail is append-only"


def upgrade() -> None:
    """Make the tables, then what differs between the two databases."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_search()
        _sqlite_guard()
    else:
        _postgresql_search()
        _postgresql_guard()
        _postgresql_points()


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text()),
        sa.Column("detail", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_row_id"), "audit", ["row_id"])
    op.create_table(
        "capture",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_capture")),
    )
    op.create_table(
        "feed",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("next_at", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_feed")),
    )
    op.create_table(
        "redaction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_table(
        "register",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_register")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text()),
        sa.Column("counts", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("whence", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_sha", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("outlet_id", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("side", sa.Text()),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("capture_sha", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("whence", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_sha"], ["capture.sha256"], name=op.f("fk_version_capture_sha_capture")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_version_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("report_id", "content_sha", name=op.f("uq_version_report_id_content_sha")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_version_report_id_number")),
    )
    op.create_index(op.f("ix_version_capture_sha"), "version", ["capture_sha"])
    op.create_index(op.f("ix_version_whence"), "version", ["whence"])
    op.create_index(op.f("ix_version_published"), "version", ["published"])
    op.create_table(
        "copy_pair",
        sa.Column("first_wording", sa.Text(), nullable=False),
        sa.Column("second_wording", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("first_wording", "second_wording", name=op.f("pk_copy_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_pair_second_wording"), "copy_pair", ["second_wording"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("pack_version", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_reading_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_version_id"), "reading", ["version_id"])
    op.create_table(
        "sketch",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("wording_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "wording_id", name=op.f("pk_sketch")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sketch_wording_id"), "sketch", ["wording_id"])
    op.create_table(
        "wording",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("wording_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_wording_version_id_version")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_wording")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_wording_wording_id"), "wording", ["wording_id"])
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("precision", sa.Text()),
        sa.Column("place_id", sa.Text()),
        sa.Column("place_name", sa.Text()),
        sa.Column("level", sa.Text()),
        sa.Column("district", sa.Text()),
        sa.Column("governorate", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("attribution_kind", sa.Text(), nullable=False),
        sa.Column("attribution_id", sa.Text()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_claim_reading_id_reading")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_claim_report_id_report")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_claim_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_governorate"), "claim", ["governorate"])
    op.create_index(op.f("ix_claim_place_id"), "claim", ["place_id"])
    op.create_index(op.f("ix_claim_start"), "claim", ["start"])
    op.create_index(op.f("ix_claim_type"), "claim", ["type"])
    op.create_index(op.f("ix_claim_version_id"), "claim", ["version_id"])
    op.create_table(
        "claim_participant",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_participant_claim_id_claim")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_participant")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_participant_actor_id"), "claim_participant", ["actor_id"])
    op.create_table(
        "claim_quantity",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger()),
        sa.Column("high", sa.BigInteger()),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("of", sa.Text()),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_quantity_claim_id_claim")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_quantity")),
        sqlite_with_rowid=False,
    )


def _sqlite_search() -> None:
    """A full-text index over folded text that keeps no second copy of it; rowids tie it to the versions."""
    op.execute(
        "CREATE TABLE search_doc (rowid INTEGER PRIMARY KEY, "
        "version_id TEXT NOT NULL UNIQUE REFERENCES version (id))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5 "
        "(title, body, content = '', tokenize = 'unicode61 remove_diacritics 0')"
    )


def _sqlite_guard() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
        )
    # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
    op.execute(
        "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    )


def _postgresql_search() -> None:
    op.execute(
        "CREATE TABLE search_doc (version_id TEXT PRIMARY KEY REFERENCES version (id), "
        "words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_doc_words ON search_doc USING gin (words)")


def _postgresql_guard() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )


def _postgresql_points() -> None:
    """An index for distance and area, where the server has PostGIS and lets this user switch it on."""
    connection = op.get_bind()
    known = sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
    if not connection.scalar(known):
        return
    try:
        with connection.begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except sa.exc.DBAPIError:
        return
    op.execute(
        "CREATE INDEX ix_claim_point ON claim USING gist "
        "((ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography)) WHERE lat IS NOT NULL"
    )
