"""Tables of who may do what, and the journal of everything that is no step of a case."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from zhenwang.store.columns import Exact, Instant, Key
from zhenwang.store.schema import metadata

people = Table(
    "people",
    metadata,
    Column("id", Key(40), primary_key=True),
    Column("name", Exact, nullable=False),
    # Two people whose names a reader takes for one cannot tell each other's rulings apart.
    Column("name_key", Key(200), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("login", Key(100), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    # An argon2id hash, or empty where only an identity provider lets this account in.
    Column("password", Exact, nullable=False),
    Column("issuer", Key(300), nullable=False),
    Column("subject", Key(300), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("password_set_at", Instant),
    Column("disabled_at", Instant),
)

grants = Table(
    "grants",
    metadata,
    Column("account", ForeignKey("accounts.login"), primary_key=True),
    Column("role", Key(16), primary_key=True),
    Column("region", Key(12), primary_key=True),
    Column("system", Key(253), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    # SHA-256 of the random id in the cookie: whoever reads this table cannot sit down at anybody's desk.
    Column("digest", Key(64), primary_key=True),
    Column("account", ForeignKey("accounts.login"), nullable=False, index=True),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("fresh_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

# Every value is kept in the spelling its digest was taken over, as in the history.
journal = Table(
    "journal",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("action", String(64), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index("journal_by_actor", "actor", "position"),
    Index("journal_by_person", "person", "position"),
    Index("journal_by_subject", "subject", "position"),
)
