"""What a day left waiting, its budget spent or its worker dead, is not forgotten: a later day takes it on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import and_, or_, select, update

from zhenwang.store.candidates import Admitted, chunks
from zhenwang.store.opening import Store
from zhenwang.store.schema import candidates


def carry_over(store: Store, day: date, now: datetime) -> Admitted:
    """Queue for ``day`` what earlier days left waiting or in a lease that ran out, at the rank it had.

    A host that waits under several days, or is queued for ``day`` already, goes on once; its older places count as done
    (``superseded``). Returns how many went on, and how many were superseded.
    """
    waiting = candidates.c.state == "waiting"
    ran_out = and_(candidates.c.state == "leased", candidates.c.leased_until < now)
    with store.write() as connection:
        left = connection.execute(
            select(candidates.c.id, candidates.c.host)
            .where(candidates.c.day < day, or_(waiting, ran_out))
            .order_by(candidates.c.id)
        ).all()
        newest = {row.host: row.id for row in left}
        known = select(candidates.c.host).where(candidates.c.day == day)
        for host in connection.execute(known).scalars():
            newest.pop(host, None)
        on = sorted(newest.values())
        superseded = sorted({row.id for row in left}.difference(on))
        goes_on = {"state": "waiting", "day": day, "leased_until": None, "changed_at": now}
        settled = {"state": "done", "outcome": "superseded", "leased_until": None, "changed_at": now}
        for ids, values in ((on, goes_on), (superseded, settled)):
            for some in chunks(ids):
                connection.execute(update(candidates).where(candidates.c.id.in_(some)).values(values))
    return Admitted(len(on), len(superseded))
