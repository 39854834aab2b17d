"""Conservation: every unit ever accepted is done, waiting, leased, quarantined or refused, and none is lost.

What came in is counted when it comes in, in the same transaction; what became of it is counted from the rows. So a row
that vanished shows as a difference, per source. ``intake`` counts reports; ``ct``, ``list``, ``report`` and further
sources count the candidates and unreadable items they gave.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reports
from zhenwang.store.schema import candidates, quarantine, tally

INTAKE = "intake"
# Built once: it runs with every commit of reports, and building it takes longer than running it.
_COUNT_IN = (
    update(tally)
    .where(tally.c.source == bindparam("of"))
    .values(accepted=tally.c.accepted + bindparam("more"), refused=tally.c.refused + bindparam("more_refused"))
)


@dataclass(frozen=True, slots=True)
class Balance:
    """One source's books. ``holds`` is the equation accepted = done + waiting + leased + quarantined + refused."""

    source: str
    accepted: int
    done: int
    waiting: int
    leased: int
    quarantined: int
    refused: int

    @property
    def holds(self) -> bool:
        return self.accepted == self.done + self.waiting + self.leased + self.quarantined + self.refused


def count_in(connection: Connection, source: str, accepted: int, refused: int = 0) -> None:
    """Note units taken in, in the transaction that keeps them. ``refused`` ones are part of ``accepted``."""
    if not accepted:
        return
    changed = connection.execute(_COUNT_IN, {"of": source, "more": accepted, "more_refused": refused})
    if not changed.rowcount:
        connection.execute(insert(tally).values(source=source, accepted=accepted, refused=refused))


def balance(store: Store) -> list[Balance]:
    """The books of every source that ever gave anything, by name; also of one whose rows came past the count."""
    with store.read() as connection:
        booked = {row.source: (row.accepted, row.refused) for row in connection.execute(select(tally))}
        found = _found(connection)
    sources = sorted(booked.keys() | {source for source, _ in found})
    return [_balance(source, *booked.get(source, (0, 0)), found) for source in sources]


def _balance(source: str, accepted: int, refused: int, found: dict[tuple[str, str], int]) -> Balance:
    done, waiting, leased, quarantined = (
        found.get((source, state), 0) for state in ("done", "waiting", "leased", "quarantined")
    )
    return Balance(source, accepted, done, waiting, leased, quarantined, refused)


def _found(connection: Connection) -> dict[tuple[str, str], int]:
    """Units by source and what became of them."""
    found: dict[tuple[str, str], int] = {}
    by_state = select(candidates.c.source, candidates.c.state, func.count()).group_by(
        candidates.c.source, candidates.c.state
    )
    for source, state, count in connection.execute(by_state):
        found[source, state] = count
    for source, count in connection.execute(select(quarantine.c.source, func.count()).group_by(quarantine.c.source)):
        found[source, "quarantined"] = found.get((source, "quarantined"), 0) + count
    taken = reports.c.taken_on.is_not(None)
    for state, count in connection.execute(select(taken, func.count()).group_by(taken)):
        found[INTAKE, "done" if state else "waiting"] = count
    return found
