"""The queue of findings about official sites (官方不规范): their own table, never mixed with cases of fakes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Text, func, insert, or_, select, type_coerce, update

from zhenwang.domain.finding import Finding, FindingKind, FindingState, KeptFinding
from zhenwang.domain.people import person_key
from zhenwang.domain.workflow import Refused
from zhenwang.store.columns import canonical
from zhenwang.store.opening import Store
from zhenwang.store.schema import findings

RULINGS = (FindingState.REMINDED, FindingState.EXPLAINED, FindingState.OPEN)
"""What a person may say of a finding. That it is gone, only a check may say."""

Item = TypeVar("Item")

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a check's findings came to: new ones, ones seen again, ones that came back, ones that are gone."""

    fresh: int = 0
    again: int = 0
    returned: int = 0
    gone: int = 0


def keep(
    store: Store, found: Iterable[Finding], now: datetime, covers: Callable[[Finding], bool] = lambda _: True
) -> Kept:
    """Take over the findings of one whole check, in one transaction; doing it again changes nothing but ``last_seen``.

    A kept finding that was not made again is gone, if ``covers`` says that this check could have made it. An explained
    one stays explained, and one that is gone and made again is open again.
    """
    by_key = {finding.key: finding for finding in found}
    with store.write() as connection:
        held = {(row.kind, row.site, row.subject): row for row in connection.execute(select(findings))}
        seen = [(held[key], finding) for key, finding in by_key.items() if key in held]
        fresh = [finding for key, finding in by_key.items() if key not in held]
        missing = [row for key, row in held.items() if key not in by_key and _can_go(row, covers)]
        _insert(connection, fresh, now)
        _refresh(connection, seen, now)
        for ids in _chunks([row.id for row in missing]):
            connection.execute(update(findings).where(findings.c.id.in_(ids)).values(state=FindingState.GONE))
    returned = sum(row.state == FindingState.GONE for row, _ in seen)
    return Kept(len(fresh), len(seen) - returned, returned, len(missing))


def add(connection: Connection, finding: Finding, now: datetime) -> None:
    """Take over one finding that no check made, within the transaction it came from. Made again, it is open again."""
    kind, site, subject = finding.key
    same = (findings.c.kind == kind, findings.c.site == site, findings.c.subject == subject)
    held = connection.execute(select(findings).where(*same)).one_or_none()
    if held is None:
        _insert(connection, [finding], now)
    else:
        _refresh(connection, [(held, finding)], now)


def queue(
    store: Store,
    states: Iterable[FindingState] | None = (FindingState.OPEN, FindingState.REMINDED),
    kind: FindingKind | None = None,
    text: str = "",
    limit: int = 200,
) -> list[KeptFinding]:
    """Kept findings, the newest first; ``None`` for every state. ``text`` is sought in site, subject and sentence."""
    query = select(findings).order_by(findings.c.first_seen.desc(), findings.c.id.desc()).limit(limit)
    if states is not None:
        query = query.where(findings.c.state.in_([state.value for state in states]))
    if kind is not None:
        query = query.where(findings.c.kind == kind.value)
    wanted = text.strip()
    if wanted:
        # The record is canonical JSON, so it is sought in the spelling that it was written in.
        spelt = canonical(wanted)[1:-1]
        query = query.where(
            or_(
                type_coerce(findings.c.site, Text).contains(wanted.lower(), autoescape=True),
                type_coerce(findings.c.record, Text).contains(spelt, autoescape=True),
            )
        )
    with store.read() as connection:
        return [_read(row) for row in connection.execute(query)]


def counts(store: Store) -> dict[tuple[FindingKind, FindingState], int]:
    """How many findings are kept, by kind and state."""
    query = select(findings.c.kind, findings.c.state, func.count()).group_by(findings.c.kind, findings.c.state)
    with store.read() as connection:
        return {(FindingKind(kind), FindingState(state)): n for kind, state, n in connection.execute(query)}


def waiting_by_site(store: Store) -> dict[str, int]:
    """How many findings of each site nobody has explained and no check found gone."""
    waiting = findings.c.state.in_([FindingState.OPEN.value, FindingState.REMINDED.value])
    query = select(findings.c.site, func.count()).where(waiting).group_by(findings.c.site)
    with store.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def of_site(store: Store, site: str) -> list[KeptFinding]:
    """Everything kept about one site, oldest first, whatever its state."""
    with store.read() as connection:
        query = select(findings).where(findings.c.site == site).order_by(findings.c.first_seen, findings.c.id)
        return [_read(row) for row in connection.execute(query)]


def get(store: Store, finding: int) -> KeptFinding | None:
    with store.read() as connection:
        return _one(connection, finding)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else ruled, or a check spoke, since the finding was read: ``held`` is how it stands now."""

    held: KeptFinding


def version(held: KeptFinding) -> str:
    """What a ruling is bound to: the latest ruling on a finding, in a few digits."""
    return hashlib.sha256(repr((held.state.value, held.who, held.why)).encode(errors="replace")).hexdigest()[:16]


def rule(
    store: Store, finding: int, state: FindingState, who: str, why: str, now: datetime, *, seen: str | None = None
) -> KeptFinding | Refused | Overtaken | None:
    """Record a person's ruling with name and reason; None when no such finding is kept. ``last_seen`` stays: nobody
    saw anything ``now``. ``seen`` is the ``version`` that the person read; without it the ruling binds nothing.
    """
    if state not in RULINGS:
        return Refused("that a finding is gone, only a check can say")
    if not person_key(who):
        return Refused("a ruling needs a person's name", "who")
    if not why.strip():
        return Refused("a ruling needs a reason", "why")
    stamped = f"{now:%Y-%m-%d} {why.strip()}"
    with store.write() as connection:
        held = _one(connection, finding)
        if held is not None and seen is not None and seen != version(held):
            return Overtaken(held)
        values = {"state": state.value, "who": who.strip(), "why": stamped}
        connection.execute(update(findings).where(findings.c.id == finding).values(values))
        return _one(connection, finding)


def _can_go(row: Row[Any], covers: Callable[[Finding], bool]) -> bool:
    settled = row.state in (FindingState.GONE, FindingState.EXPLAINED)
    return not settled and covers(_finding(row.record))


def _insert(connection: Connection, fresh: Sequence[Finding], now: datetime) -> None:
    rows = [
        {
            "kind": finding.kind.value,
            "site": finding.site,
            "subject": finding.subject,
            "record": asdict(finding),
            "state": FindingState.OPEN.value,
            "first_seen": now,
            "last_seen": now,
            "who": "",
            "why": "",
        }
        for finding in fresh
    ]
    for chunk in _chunks(rows):
        connection.execute(insert(findings), list(chunk))


def _refresh(connection: Connection, seen: Sequence[tuple[Row[Any], Finding]], now: datetime) -> None:
    for ids in _chunks([row.id for row, _ in seen]):
        connection.execute(update(findings).where(findings.c.id.in_(ids)).values(last_seen=now))
    for row, finding in seen:
        record = asdict(finding)
        back = row.state == FindingState.GONE
        if back or record != row.record:
            state = FindingState.OPEN.value if back else row.state
            connection.execute(update(findings).where(findings.c.id == row.id).values(record=record, state=state))


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def _one(connection: Connection, finding: int) -> KeptFinding | None:
    row = connection.execute(select(findings).where(findings.c.id == finding)).one_or_none()
    return _read(row) if row else None


def _read(row: Row[Any]) -> KeptFinding:
    state = FindingState(row.state)
    return KeptFinding(row.id, _finding(row.record), state, row.first_seen, row.last_seen, row.who, row.why)


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(
        kind=FindingKind(record["kind"]),
        site=record["site"],
        subject=record["subject"],
        because=record["because"],
        because_en=record["because_en"],
        basis=record["basis"],
        snippet=record["snippet"],
        seen_host=record["seen_host"],
    )
