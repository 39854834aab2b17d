"""Tables of the work on cases: what links them, whose filters, whom was asked, which sample, which day is a workday."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from zhenwang.store.columns import Exact, Instant, Key, Record
from zhenwang.store.schema import metadata

case_links = Table(
    "case_links",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("other", ForeignKey("cases.id"), primary_key=True, index=True),
    Column("why", Exact, nullable=False),
    Column("who", Exact, nullable=False),
    Column("at", Instant, nullable=False),
)

# What a look shows that may link its case with others; also of looks that opened no case, to know how rare it is.
linking_facts = Table(
    "linking_facts",
    metadata,
    Column("host", Key(253), primary_key=True),
    Column("kind", Key(16), primary_key=True),
    Column("value", Key(300), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Index("linking_facts_by_value", "kind", "value", "case_id"),
)

# Which campaign a case is in, as its facts and the cuts make it: kept so that the list need not group all cases.
campaign_members = Table(
    "campaign_members",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("campaign", Key(32), nullable=False, index=True),
)

# A fact that a person took out of the campaigns, for all cases or for one, or (restored) put back; rows are only added.
campaign_cuts = Table(
    "campaign_cuts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", Key(16), nullable=False),
    Column("value", Key(300), nullable=False),
    Column("case_id", Key(32), nullable=False),
    Column("restored", Boolean, nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
)

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.login"), nullable=False),
    Column("name", Key(80), nullable=False),
    Column("query", Exact, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("account", "name", name="one_filter_per_name"),
)

sponsor_checks = Table(
    "sponsor_checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("site", Key(253), nullable=False),
    Column("token_digest", Key(64), nullable=False, unique=True),
    Column("made_by", Exact, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("cancelled_at", Instant),
    Column("answered_at", Instant),
    Column("answer", Record),
)

samples = Table(
    "samples",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("quarter", Key(7), nullable=False),
    Column("scope", Key(253), nullable=False),
    Column("supplement", Integer, nullable=False),
    Column("seed", Exact, nullable=False),
    Column("record", Record, nullable=False),
    Column("digest", Key(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
    UniqueConstraint("quarter", "scope", "supplement", name="one_sample_per_quarter"),
)

# A ruling on one day, or (whole_year) that its year's notice is entered in full; without a value its withdrawal. The
# latest of a day, and of a year, counts.
workday_overrides = Table(
    "workday_overrides",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("is_workday", Boolean),
    Column("whole_year", Boolean, nullable=False),
    Column("name", Exact, nullable=False),
    Column("notice", Exact, nullable=False),
    Column("who", Exact, nullable=False),
    Column("why", Exact, nullable=False),
)
