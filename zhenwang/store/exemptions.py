"""Rulings on exemptions: append-only, so that who exempted a host, until when, and who ended it is never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionRuling, ExemptionScope
from zhenwang.domain.people import person_key
from zhenwang.store.opening import Store
from zhenwang.store.schema import exemptions

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Overruled:
    """Somebody else ruled on exemptions since they were read: ``newest`` is that ruling. Nothing was written."""

    newest: ExemptionRuling


def exempt(store: Store, exemption: Exemption, now: datetime, *, seen: int) -> ExemptionRuling | Overruled:
    """Record an exemption; what stands for the same host is replaced by it. ``seen`` is the number of the newest ruling
    that its author read (0 for none). ValueError without a reason and a person.
    """
    return _append(store, exemption.host, exemption.who, exemption.reason, exemption, now, seen)


def end(store: Store, host: str, who: str, why: str, now: datetime, *, seen: int) -> ExemptionRuling | Overruled:
    """End what stands for a host; ``seen`` and ValueError as with ``exempt``."""
    return _append(store, host, who, why, None, now, seen)


def newest(store: Store) -> int:
    """The number of the newest ruling, 0 when there is none."""
    with store.read() as connection:
        found = _newest(connection)
    return found.number if found else 0


def rulings(store: Store) -> list[ExemptionRuling]:
    """Every ruling, the first one first."""
    with store.read() as connection:
        return [_ruling(row) for row in connection.execute(select(exemptions).order_by(exemptions.c.number))]


def exemption_record(exemption: Exemption) -> Json:
    return {
        "host": exemption.host,
        "scope": exemption.scope.value,
        "kind": exemption.kind.value,
        "reason": exemption.reason,
        "who": exemption.who,
        "since": exemption.since.isoformat(),
        "until": exemption.until.isoformat() if exemption.until else None,
        "sources": exemption.sources,
    }


def read_exemption(record: Json) -> Exemption:
    return Exemption(
        host=record["host"],
        scope=ExemptionScope(record["scope"]),
        kind=ExemptionKind(record["kind"]),
        reason=record["reason"],
        who=record["who"],
        since=date.fromisoformat(record["since"]),
        until=date.fromisoformat(record["until"]) if record["until"] else None,
        sources=record["sources"],
    )


def _append(
    store: Store, host: str, who: str, why: str, exemption: Exemption | None, now: datetime, seen: int
) -> ExemptionRuling | Overruled:
    if not person_key(who) or not why.strip():
        raise ValueError("an exemption needs who makes or ends it, and why")
    with store.write() as connection:
        newest = _newest(connection)
        if newest is not None and newest.number != seen:
            return Overruled(newest)
        made = ExemptionRuling(seen + 1, now, who, why, host, exemption)
        record = exemption_record(exemption) if exemption else None
        row = {"number": made.number, "at": now, "host": host, "who": who, "why": why, "record": record}
        connection.execute(insert(exemptions).values(row))
    return made


def _newest(connection: Connection) -> ExemptionRuling | None:
    row = connection.execute(select(exemptions).order_by(exemptions.c.number.desc()).limit(1)).one_or_none()
    return _ruling(row) if row else None


def _ruling(row: Row[Any]) -> ExemptionRuling:
    held = read_exemption(row.record) if row.record else None
    return ExemptionRuling(row.number, row.at, row.who, row.why, row.host, held)
