"""Reports from the public: counts per host, samples per domain, sealed words and contact, pictures, replies, tokens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from zhenwang.store.append_only import guard
from zhenwang.store.earlier_reports import carry_over

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, length in (("channel", 16), ("origin", 64), ("reporter", 64)):
        op.add_column("reports", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("reports", sa.Column("passed_over", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_index("ix_reports_received_at", "reports")
    op.create_index("reports_received", "reports", ["received_at", "channel"])
    op.add_column("reported_hosts", sa.Column("sample", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_index("ix_reported_hosts_receipt", "reported_hosts", ["receipt"])
    _counts()
    _details()
    _replies()
    carry_over(op.get_bind())
    op.drop_table("report_hosts")
    guard(op.get_bind(), "replies", ("number",))


def downgrade() -> None:
    raise NotImplementedError("what people reported is never thrown away: restore the backup made before")


def _counts() -> None:
    op.create_table(
        "reported_totals",
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("domain", sa.String(253), nullable=False, index=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("first_at", sa.String(27), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
    )
    op.create_index("reported_totals_newest", "reported_totals", ["last_at", "host"])
    op.create_table(
        "inbox_hosts",
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("first_at", sa.String(27), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("waiting", sa.Integer, nullable=False),
        sa.Column("waiting_since", sa.String(27), nullable=False),
        sa.Column("proposal", sa.Integer, nullable=False),
    )
    for name, columns in (
        ("inbox_newest", ["last_at", "host"]),
        ("inbox_by_stage", ["stage", "waiting_since", "host"]),
        ("inbox_most_waiting", ["waiting", "host"]),
    ):
        op.create_index(name, "inbox_hosts", columns)
    op.create_table(
        "reported_domains",
        sa.Column("domain", sa.String(253), primary_key=True),
        sa.Column("samples", sa.Integer, nullable=False),
    )


def _details() -> None:
    op.create_table(
        "reporter_details",
        sa.Column("receipt", sa.String(32), sa.ForeignKey("reports.receipt"), primary_key=True),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False, index=True),
    )
    op.create_table(
        "report_pictures",
        sa.Column("receipt", sa.String(32), sa.ForeignKey("reports.receipt"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("original", sa.String(64), nullable=False),
        sa.Column("blob", sa.String(64), nullable=False),
        sa.Column("refused", sa.Text, nullable=False),
        sa.Column("codes", sa.Text, nullable=False),
    )
    op.create_table(
        "reporter_trust",
        sa.Column("reporter", sa.String(64), primary_key=True),
        sa.Column("right", sa.Integer, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("changed_on", sa.Date, nullable=False),
    )


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("public_words", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("proposal", sa.Integer, nullable=False),
        sa.Column("covers_until", sa.String(27), nullable=False),
        sa.Column("since", sa.String(27)),
        sa.Column("public", sa.Boolean, nullable=False),
    )
    op.create_index("replies_of_host", "replies", ["host", "number"])
    op.create_table(
        "intake_tokens",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("revoked_at", sa.String(27)),
        sa.Column("used_at", sa.String(27)),
    )
