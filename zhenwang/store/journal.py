"""The journal: everything that people did and that is no step of a case, append-only and hash-chained.

Sign-ins and refusals, accounts and roles, the calendar, samples, campaigns. Triggers refuse UPDATE and DELETE.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from zhenwang.domain.access import Actor
from zhenwang.domain.damage import Damage, Head
from zhenwang.store import chain
from zhenwang.store.access_schema import journal
from zhenwang.store.columns import canonical, escaped, instant_text
from zhenwang.store.opening import Store


def _told(row: chain.Row) -> str:
    return f"journal row {row['position']} ({row['action']})"


MOST_INDEXED = 600
"""Characters of a subject as it is kept: of at most four bytes each."""


CHAIN = chain.Chain(
    "journal",
    journal,
    ("position", "at", "actor", "person", "account", "action", "subject", "reason", "facts"),
    _told,
)


def append(
    connection: Connection,
    actor: Actor,
    action: str,
    subject: str,
    reason: str,
    facts: Mapping[str, str],
    now: datetime,
) -> str:
    """Write what happened at the end of the chain, within the transaction that does it. Returns its digest.

    ``action`` is a stable word (at most 64 characters), ``subject`` what it was done to: an index holds it, and one of
    PostgreSQL takes 2,704 bytes, so that of a longer one the start stands there and all of it in the facts.
    """
    if len(escaped(subject)) > MOST_INDEXED:
        facts, subject = {**facts, "whole_subject": subject}, _start(subject)
    columns = {
        "at": instant_text(now),
        "actor": escaped(actor.name),
        "person": escaped(actor.person),
        "account": escaped(actor.account),
        "action": action,
        "subject": escaped(subject),
        "reason": escaped(reason),
        "facts": canonical(dict(facts)),
    }
    return chain.append(connection, CHAIN, columns)


def _start(text: str) -> str:
    """As much of a text as may stand in an index; a character counts as what it is kept as."""
    kept = 0
    for place, char in enumerate(text):
        kept += len(escaped(char))
        if kept >= MOST_INDEXED:
            return f"{text[:place]}…"
    return text


def head(store: Store) -> Head:
    """The end of the chain, to be kept where nobody who can write to this database can change it."""
    with store.read() as connection:
        return chain.head(connection, CHAIN)


def damage(store: Store, known: Head | None = None) -> list[Damage]:
    """The first row that was changed, removed, put in or moved, and whether the ``known`` head is still there."""
    with store.read() as connection:
        return chain.verify(connection, CHAIN, known)
