"""The journal: everything that people did and that is no step of a case, append-only and hash-chained.

Sign-ins and refusals, accounts and roles, the calendar, samples, campaigns. Triggers refuse UPDATE and DELETE.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from zhenwang.domain.access import Actor
from zhenwang.store.access_schema import journal
from zhenwang.store.chain import START, link
from zhenwang.store.columns import canonical, escaped, instant_text

COVERED = ("position", "at", "actor", "person", "account", "action", "subject", "reason", "facts")


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
    end = connection.execute(
        select(journal.c.position, journal.c.digest).order_by(journal.c.position.desc()).limit(1)
    ).one_or_none()
    row: dict[str, Any] = {
        "position": (end.position if end else 0) + 1,
        "at": instant_text(now),
        "actor": escaped(actor.name),
        "person": actor.person,
        "account": escaped(actor.account),
        "action": action,
        "subject": escaped(subject),
        "reason": escaped(reason),
        "facts": canonical(dict(facts)),
    }
    row["digest"] = link(row, COVERED, end.digest if end else START)
    connection.execute(insert(journal).values(row))
    return str(row["digest"])
