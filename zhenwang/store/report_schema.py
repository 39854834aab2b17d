"""Tables of what people reported: a row for every receipt, words and contact apart and sealed, counts per host."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table

from zhenwang.store.columns import Exact, Instant, Key, Record
from zhenwang.store.schema import metadata

reports = Table(
    "reports",
    metadata,
    Column("receipt", Key(32), primary_key=True),
    Column("idempotency_key", Key(64), nullable=False, unique=True),
    Column("body_digest", Key(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    # Empty ({}) for a report that is only counted, because enough samples of its domain are kept.
    Column("record", Record, nullable=False),
    Column("taken_on", Date, index=True),
    # Whether the run that took it up left out a host that it names, because the domain had enough for the day.
    Column("passed_over", Boolean, nullable=False, default=False),
    Column("channel", Key(16), nullable=False),
    Column("origin", Key(64), nullable=False),
    Column("reporter", Key(64), nullable=False),
    # The statistics count a year of them from this alone.
    Index("reports_received", "received_at", "channel"),
)

# Which hosts a report names, from the moment it is kept; one without a readable address stands under the empty name.
# The receipt is the reporter's, so officials use the reference.
reported_hosts = Table(
    "reported_hosts",
    metadata,
    Column("reference", Key(16), primary_key=True),
    Column("host", Key(253), primary_key=True),
    Column("receipt", ForeignKey("reports.receipt"), nullable=False, index=True),
    Column("received_at", Instant, nullable=False),
    # Whether the report's own words are kept, and not only its count.
    Column("sample", Boolean, nullable=False),
    Index("reported_by_host", "host", "received_at", "reference"),
)

# The inbox: a host is a row however many reported it. Kept in the transaction that keeps the report.
reported_totals = Table(
    "reported_totals",
    metadata,
    Column("host", Key(253), primary_key=True),
    Column("channel", Key(16), primary_key=True),
    Column("domain", Key(253), nullable=False, index=True),
    Column("reports", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Index("reported_totals_newest", "last_at", "host"),
)

# One row of the inbox, whatever the channels: how often a host was reported, and how far its reply has come.
# ``waiting`` reports came in since it was last answered, the first of them at ``waiting_since``; where none waits, that
# is when the reply was last dealt with.
inbox_hosts = Table(
    "inbox_hosts",
    metadata,
    Column("host", Key(253), primary_key=True),
    Column("reports", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("stage", Key(16), nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("waiting_since", Instant, nullable=False),
    # The proposal that waits for its review; 0 without one.
    Column("proposal", Integer, nullable=False),
    Index("inbox_newest", "last_at", "host"),
    Index("inbox_by_stage", "stage", "waiting_since", "host"),
    Index("inbox_most_waiting", "waiting", "host"),
)

# How many samples of a registrable domain are kept.
reported_domains = Table(
    "reported_domains",
    metadata,
    Column("domain", Key(253), primary_key=True),
    Column("samples", Integer, nullable=False),
)

# Who reported, and in which words: sealed with a key that is not in the database, and gone after ``expires_at``.
reporter_details = Table(
    "reporter_details",
    metadata,
    Column("receipt", ForeignKey("reports.receipt"), primary_key=True),
    Column("contact", Exact, nullable=False),
    Column("words", Exact, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

# Pictures that came with reports, drawn anew (``blob``, empty when that failed).
report_pictures = Table(
    "report_pictures",
    metadata,
    Column("receipt", ForeignKey("reports.receipt"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("original", Key(64), nullable=False),
    Column("blob", Key(64), nullable=False),
    Column("refused", Exact, nullable=False),
    Column("codes", Record, nullable=False),
)

# What a reporter's earlier reports came to. Private: it changes who is looked at first, and is shown nowhere.
reporter_trust = Table(
    "reporter_trust",
    metadata,
    Column("reporter", Key(64), primary_key=True),
    Column("right", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("changed_on", Date, nullable=False),
)

# Replies to whoever reported a host (art. 34): proposed, then reviewed; rows are added and never rewritten.
replies = Table(
    "replies",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("host", Key(253), nullable=False),
    Column("state", Key(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Key(40), nullable=False),
    Column("account", Key(100), nullable=False),
    Column("name", Exact, nullable=False),
    Column("public_words", Exact, nullable=False),
    Column("reason", Exact, nullable=False),
    # The proposal that a ruling is on; its own number for a proposal.
    Column("proposal", Integer, nullable=False),
    # Reports received up to here are answered by it.
    Column("covers_until", Instant, nullable=False),
    # When the first report came in that it answers; empty when none waited.
    Column("since", Instant),
    # 除反映情况不属实等特殊情况外，所有留言办理情况均要公开
    Column("public", Boolean, nullable=False),
    Index("replies_of_host", "host", "number"),
)

# Who may pass on reports in bulk (12345, 12377). The token itself is told once and kept nowhere.
intake_tokens = Table(
    "intake_tokens",
    metadata,
    Column("digest", Key(64), primary_key=True),
    Column("name", Key(64), nullable=False, unique=True),
    Column("made_by", Exact, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("used_at", Instant),
)
