"""What the holder of a receipt may be told besides its status: which hosts were read in the report, and the replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zhenwang.domain.reply import Reply
from zhenwang.store import replies
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reported_hosts

MAX_HOSTS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """``hosts`` are A-labels, sorted; none when no address could be read. ``replies`` are approved ones that answer
    this report, the newest first; what they say is for its reporter only when they are ``public``.
    """

    received_at: datetime
    hosts: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()


def told(store: Store, receipt: str) -> Told | None:
    """None when there is no such receipt. A reply that answers only earlier reports is not told."""
    query = select(reported_hosts.c.host, reported_hosts.c.received_at).where(reported_hosts.c.receipt == receipt)
    with store.read() as connection:
        rows = connection.execute(query.order_by(reported_hosts.c.host).limit(MAX_HOSTS)).all()
    if not rows:
        return None
    received_at: datetime = rows[0].received_at
    found = [replies.published(store, row.host) for row in rows]
    own = sorted(
        (one for one in found if one and one.covers_until >= received_at), key=lambda one: one.at, reverse=True
    )
    return Told(received_at, tuple(row.host for row in rows if row.host), tuple(own))
