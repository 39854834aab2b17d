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

    ``action`` is a stable word (at most 64 characters), ``subject`` what it was done to.
    """
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


def head(store: Store) -> Head:
    """The end of the chain, to be kept where nobody who can write to this database can change it."""
    with store.read() as connection:
        return chain.head(connection, CHAIN)


def damage(store: Store, known: Head | None = None) -> list[Damage]:
    """The first row that was changed, removed, put in or moved, and whether the ``known`` head is still there."""
    with store.read() as connection:
        return chain.verify(connection, CHAIN, known)
