"""Filters that somebody keeps under a name, per account. Only keys and values that the queue knows are kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, func, insert, select, update

from zhenwang.domain.queue_filter import Wanted, read_wanted
from zhenwang.domain.workflow import Refused
from zhenwang.store.opening import Store
from zhenwang.store.work_schema import saved_filters

MOST = 12
"""How many one account keeps: they stand side by side as tabs."""
MAX_NAME = 20


@dataclass(frozen=True, slots=True)
class SavedFilter:
    id: int
    name: str
    wanted: Wanted


def of(store: Store, account: str) -> tuple[SavedFilter, ...]:
    """An account's filters, the oldest first. What is no longer known is left out of them."""
    query = select(saved_filters).where(saved_filters.c.account == account).order_by(saved_filters.c.id)
    with store.read() as connection:
        rows = connection.execute(query.limit(MOST)).all()
    return tuple(SavedFilter(row.id, row.name, _read(row.query)) for row in rows)


def save(store: Store, account: str, name: str, wanted: Wanted, now: datetime) -> Refused | None:
    """Keep a filter under a name; another one of that name gives way. ``about``: ``account``, ``name`` or ``most``."""
    clean = clean_name(name)
    if not clean:
        return Refused("a filter needs a name", "name")
    if not account:
        return Refused("a filter is kept for an account, and nobody is signed in with one", "account")
    values = {"query": urlencode(wanted.as_query()), "created_at": now}
    own = saved_filters.c.account == account
    with store.write() as connection:
        same = update(saved_filters).where(own, saved_filters.c.name == clean).values(values)
        if connection.execute(same).rowcount:
            return None
        held = select(func.count()).select_from(saved_filters).where(own)
        if connection.execute(held).scalar_one() >= MOST:
            return Refused(f"{MOST} filters are kept already: remove one first", "most")
        connection.execute(insert(saved_filters).values(account=account, name=clean, **values))
    return None


def remove(store: Store, account: str, number: int) -> bool:
    """False when the account keeps no such filter."""
    own = (saved_filters.c.account == account, saved_filters.c.id == number)
    with store.write() as connection:
        return connection.execute(delete(saved_filters).where(*own)).rowcount == 1


def clean_name(written: str) -> str:
    """A name as it stands on a tab: one line, nothing unseen, at most ``MAX_NAME`` characters."""
    plain = "".join(char for char in written[:400] if unicodedata.category(char)[0] != "C" or char.isspace())
    return " ".join(plain.split())[:MAX_NAME].strip()


def _read(query: str) -> Wanted:
    try:
        given: Mapping[str, str] = dict(parse_qsl(query[:4000], max_num_fields=40))
    except ValueError:
        given = {}
    return read_wanted(given)
