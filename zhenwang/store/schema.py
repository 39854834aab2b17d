"""The tables; those of people are in ``access_schema``, those of the work on cases in ``work_schema``.

``migrations/`` builds them all; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from zhenwang.store.columns import Exact, Instant, Key, Record

VERSION = "0004"
"""The newest migration this program knows."""

metadata = MetaData()

candidates = Table(
    "candidates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("host", Key(253), nullable=False),
    Column("day", Date, nullable=False),
    Column("source", Key(64), nullable=False),
    Column("rank", Float, nullable=False),
    Column("record", Record, nullable=False),
    Column("state", Key(16), nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", Exact, nullable=False),
    Column("leased_until", Instant),
    Column("outcome", Exact, nullable=False),
    Column("reason", Exact, nullable=False),
    Column("admitted_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("host", "day", name="one_candidate_per_host_and_day"),
    Index("candidates_next", "day", "state", "rank"),
    Index("candidates_by_source", "source", "state"),
)

looks = Table(
    "looks",
    metadata,
    Column("host", Key(253), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("digest", Key(64), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("seen", Boolean, nullable=False),
    Column("band", Key(16), nullable=False),
    Column("blobs", Record, nullable=False),
    Column("signals", Record, nullable=False),
    Column("score", Record, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Key(32), primary_key=True),
    # One case per host for good: a later sighting links to it or reopens it, so no host ever has two live ones.
    Column("host", Key(253), nullable=False, unique=True),
    Column("url", Exact, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Key(32), nullable=False),
    Column("imitates", Key(253), nullable=False),
    Column("band", Key(16), nullable=False),
    Column("urgency", Float, nullable=False),
    Column("score", Record, nullable=False),
    Column("signals", Record, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("look_digest", Key(64), nullable=False),
    Column("evidence", Exact, nullable=False),
    Column("proposer", Exact, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("moved_by", Exact, nullable=False),
    # Where the imitated body is, and what people ruled: beside what the machine found, never over it.
    Column("region", Key(12), nullable=False),
    Column("system", Key(253), nullable=False),
    Column("severity", Key(4), nullable=False),
    Column("ruled", Record, nullable=False),
    Column("came_from", Key(32), nullable=False),
    Column("mover", Key(40), nullable=False),
    Column("analysts", Record, nullable=False),
    Column("proposal", Exact, nullable=False),
    Column("signer", Exact, nullable=False),
    Column("sponsor_answer", Exact, nullable=False),
    Column("escalated", Boolean, nullable=False),
    Column("handoffs", Record, nullable=False),
    Column("claim_account", Key(100), nullable=False),
    Column("claim_name", Exact, nullable=False),
    Column("claim_token", BigInteger, nullable=False),
    Column("claim_until", Instant),
    Column("suppressed_until", Date),
    # The next deadline, kept with the case so that the queue need not read every history.
    Column("due_at", Instant),
    Column("due_key", Key(32), nullable=False),
    Column("due_provisional", Boolean, nullable=False),
    # A step was taken, or the calendar changed, since the deadline was worked out.
    Column("due_stale", Boolean, nullable=False),
    UniqueConstraint("day", "number", name="one_case_per_number"),
    # All that the queue filters and orders by, so that it reads as many whole rows as it shows and not every one.
    Index(
        "cases_in_queue", "urgency", "opened_at", "id", "state", "band", "severity", "region", "system", "host",
        "imitates", "reports", "claim_account", "claim_until", "suppressed_until", "due_at",
    ),
    # What the tabs count, for everybody and for a region or a system.
    Index("cases_counted", "state", "region", "system"),
    Index("cases_suppressed", "suppressed_until", "state", "region", "system"),
    # What of a state is due first, what a reviewer gave back, and what nobody signed.
    Index("cases_by_state", "state", "due_at", "id", "came_from", "signer", "region", "system"),
    Index("cases_due", "due_at", "id", "region", "system"),
    Index("cases_opened", "opened_at", "urgency", "id", "region", "system"),
    Index("cases_due_stale", "due_stale"),
    Index("cases_claimed", "claim_account"),
)  # fmt: skip

case_looks = Table(
    "case_looks",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("look_digest", Key(64), primary_key=True),
    Column("linked_at", Instant, nullable=False),
)

# Every value is kept in the spelling its digest was taken over, so that verification needs no decoding.
history = Table(
    "history",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", String(27), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", String(32), nullable=False),
    Column("after", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    # None in rows written before there were accounts: their digest does not cover them.
    Column("person", Text),
    Column("account", Text),
    UniqueConstraint("case_id", "sequence", name="one_event_per_step"),
    # What an auditor asks by, the newest first.
    Index("history_by_actor", "actor", "position"),
    Index("history_by_person", "person", "position"),
    Index("history_by_action", "action", "position"),
    Index("history_by_at", "at"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Key(64), nullable=False),
    Column("item", Key(64), nullable=False, unique=True),
    Column("locator", Exact, nullable=False),
    Column("reason", Exact, nullable=False),
    Column("names", Record, nullable=False),
    Column("raw", Key(64), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Index("quarantine_by_source", "source"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("flow", Key(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("state", Key(32), nullable=False),
    Column("counts", Record, nullable=False),
    Column("failures", Record, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Index("runs_of_flow", "flow", "id"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("source", Key(253), primary_key=True),
    Column("cursor", Exact, nullable=False),
)

tally = Table(
    "tally",
    metadata,
    Column("source", Key(64), primary_key=True),
    Column("accepted", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
)

# --- the registry: what differs from the one shipped, every version a score was judged against, and what was found ---

registry_revisions = Table(
    "registry_revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
    Column("source", Exact, nullable=False),
    Column("digest", Key(64), nullable=False),
    Column("before", Key(16), nullable=False),
    Column("after", Key(16), nullable=False),
)

registry_changes = Table(
    "registry_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", ForeignKey("registry_revisions.number"), nullable=False, index=True),
    Column("kind", Key(16), nullable=False),
    Column("site", Key(253), nullable=False, index=True),
    Column("before", Record),
    Column("after", Record),
    Column("fields", Record, nullable=False),
)

registry_versions = Table(
    "registry_versions",
    metadata,
    Column("version", Key(16), primary_key=True),
    Column("first_used_at", Instant, nullable=False),
    Column("sites", Integer, nullable=False),
    # A blob with every row as it was then.
    Column("content", Key(64), nullable=False),
)

baselines = Table(
    "baselines",
    metadata,
    Column("site", Key(253), primary_key=True),
    Column("url", Key(2048), primary_key=True),
    Column("captured_at", Instant, primary_key=True),
    Column("digest", Key(64), nullable=False),
    Column("record", Record, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Key(32), nullable=False),
    Column("site", Key(253), nullable=False),
    Column("subject", Key(512), nullable=False),
    Column("record", Record, nullable=False),
    Column("state", Key(16), nullable=False, index=True),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
    UniqueConstraint("kind", "site", "subject", name="one_finding_per_subject"),
)

# What a person exempts, or (without a record) no longer exempts: rulings are added and never rewritten.
exemptions = Table(
    "exemptions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("host", Key(253), nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
    Column("record", Record),
)
