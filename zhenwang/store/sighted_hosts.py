"""Hosts that the line has sighted, for questions that are not about fakes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Text, or_, select, type_coerce

from zhenwang.store.opening import Store
from zhenwang.store.schema import candidates


def under(store: Store, suffixes: Iterable[str], since: date, limit: int = 10_000) -> list[str]:
    """Hosts (A-label names) sighted on ``since`` or later under one of the suffixes (``.gov.cn``), in their order."""
    host = type_coerce(candidates.c.host, Text)
    below = or_(*(host.endswith(suffix, autoescape=True) for suffix in suffixes))
    query = select(candidates.c.host).where(candidates.c.day >= since, below).distinct()
    with store.read() as connection:
        return list(connection.execute(query.order_by(candidates.c.host).limit(limit)).scalars())
