"""The first schema: queue, looks, cases with an append-only history, reports, quarantine, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE_GUARDS = (
    """CREATE TRIGGER history_no_update BEFORE UPDATE ON history
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER history_no_delete BEFORE DELETE ON history
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER history_no_replace BEFORE INSERT ON history
       WHEN EXISTS (
           SELECT 1 FROM history
           WHERE position = NEW.position OR (case_id = NEW.case_id AND sequence = NEW.sequence)
       )
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)
_POSTGRESQL_GUARDS = (
    """CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'history is append-only'; END $$""",
    """CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON history
       FOR EACH ROW EXECUTE FUNCTION history_is_append_only()""",
    """CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history
       FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()""",
)


def upgrade() -> None:
    _queue()
    _cases()
    _reports()
    _bookkeeping()
    guards = _POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else _SQLITE_GUARDS
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first schema")


def _queue() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("rank", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("leased_until", sa.String(27)),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("admitted_at", sa.String(27), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.UniqueConstraint("host", "day", name="one_candidate_per_host_and_day"),
    )
    op.create_index("candidates_next", "candidates", ["day", "state", "rank"])
    op.create_index("candidates_by_source", "candidates", ["source", "state"])
    op.create_table(
        "looks",
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("seen", sa.Boolean, nullable=False),
        sa.Column("band", sa.String(16), nullable=False),
        sa.Column("blobs", sa.Text, nullable=False),
        sa.Column("signals", sa.Text, nullable=False),
        sa.Column("score", sa.Text, nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("host", sa.String(253), nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("imitates", sa.String(253), nullable=False),
        sa.Column("band", sa.String(16), nullable=False),
        sa.Column("urgency", sa.Float, nullable=False),
        sa.Column("score", sa.Text, nullable=False),
        sa.Column("signals", sa.Text, nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("look_digest", sa.String(64), nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("proposer", sa.Text, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("moved_by", sa.Text, nullable=False),
        sa.UniqueConstraint("day", "number", name="one_case_per_number"),
    )
    queue = ["urgency", "opened_at", "id", "state", "band", "host", "imitates"]
    op.create_index("cases_in_queue", "cases", queue)
    op.create_table(
        "case_looks",
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("look_digest", sa.String(64), primary_key=True),
        sa.Column("linked_at", sa.String(27), nullable=False),
    )
    op.create_table(
        "history",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("before", sa.String(32), nullable=False),
        sa.Column("after", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("case_id", "sequence", name="one_event_per_step"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("receipt", sa.String(32), primary_key=True),
        sa.Column("idempotency_key", sa.String(64), nullable=False, unique=True),
        sa.Column("body_digest", sa.String(64), nullable=False),
        sa.Column("received_at", sa.String(27), nullable=False, index=True),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("taken_on", sa.Date, index=True),
    )
    op.create_table(
        "report_hosts",
        sa.Column("receipt", sa.String(32), sa.ForeignKey("reports.receipt"), primary_key=True),
        sa.Column("host", sa.String(253), primary_key=True, index=True),
    )


def _bookkeeping() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("item", sa.String(64), nullable=False, unique=True),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("raw", sa.String(64), nullable=False),
        sa.Column("kept_at", sa.String(27), nullable=False),
    )
    op.create_index("quarantine_by_source", "quarantine", ["source"])
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("failures", sa.Text, nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("finished_at", sa.String(27)),
    )
    op.create_index("runs_of_flow", "runs", ["flow", "id"])
    op.create_table(
        "cursors",
        sa.Column("source", sa.String(253), primary_key=True),
        sa.Column("cursor", sa.Text, nullable=False),
    )
    op.create_table(
        "tally",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("accepted", sa.BigInteger, nullable=False),
        sa.Column("refused", sa.BigInteger, nullable=False),
    )
