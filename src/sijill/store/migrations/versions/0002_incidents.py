"""Incidents, kept up to date, and what people decide about them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = "decisions are append-only"


def upgrade() -> None:
    """Make the tables; every report that is there waits to be linked."""
    _decisions()
    _incidents()
    op.execute(
        "INSERT INTO to_link (report_id, day) "
        "SELECT report_id, COALESCE(MAX(published), '') FROM version GROUP BY report_id"
    )


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("one", sa.JSON(), nullable=False),
        sa.Column("other", sa.JSON(), nullable=False),
        sa.Column("of", sa.Integer()),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER decision_no_{change.lower()} BEFORE {change} ON decision "
                f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
            )
        # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
        op.execute(
            "CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision "
            "WHEN EXISTS (SELECT 1 FROM decision WHERE number = NEW.number) "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION decision_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON decision "
        "FOR EACH ROW EXECUTE FUNCTION decision_refuse()"
    )
    op.execute(
        "CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision "
        "FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse()"
    )


def _incidents() -> None:
    op.create_table(
        "to_link",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_to_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_to_link_day_report_id"), "to_link", ["day", "report_id"])
    op.create_table(
        "incident",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("level", sa.Text()),
        sa.Column("district", sa.Text()),
        sa.Column("governorate", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("first_day", sa.Text()),
        sa.Column("last_day", sa.Text()),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("first_report", sa.Text()),
        sa.Column("last_report", sa.Text()),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("account", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_reports_anchor"), "incident", ["reports", "anchor"])
    op.create_table(
        "incident_member",
        sa.Column("claim_key", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text()),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_incident_member_claim_id_claim")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_member_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("claim_key", name=op.f("pk_incident_member")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_incident_member_claim_id")),
    )
    for column in ("report_id", "incident_id", "seed", "anchor"):
        op.create_index(op.f(f"ix_incident_member_{column}"), "incident_member", [column])
    op.create_index(
        op.f("ix_incident_member_due"),
        "incident_member",
        ["due"],
        sqlite_where=sa.text("due"),
        postgresql_where=sa.text("due"),
    )
    op.create_table(
        "incident_shelf",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("span", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("claim_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "type", "number", "span", "unit", "claim_key", name=op.f("pk_incident_shelf")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_incident_shelf_claim_key"), "incident_shelf", ["claim_key"])
