"""One row of the inbox a host: kept in the transaction that keeps a report or a reply, so that lists never count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, literal, or_, select, update

from zhenwang.domain.reply import Stage
from zhenwang.store.compiled import upsert
from zhenwang.store.report_schema import inbox_hosts


@dataclass(frozen=True, slots=True)
class Told:
    """So many reports of a host, the first and the last of them received then."""

    host: str
    reports: int
    first_at: datetime
    last_at: datetime


def add(connection: Connection, told: Iterable[Told]) -> None:
    """Put reports in. A host that was answered waits again, from the first of these."""
    rows = [
        {"host": one.host, "reports": one.reports, "first_at": one.first_at, "last_at": one.last_at,
         "stage": Stage.WAITING.value, "waiting": one.reports, "waiting_since": one.first_at, "proposal": 0}
        for one in told
    ]  # fmt: skip
    upsert(connection, inbox_hosts, _adding, rows)


def _adding(build: Any) -> Any:
    held, new = inbox_hosts.c, build.excluded
    answered, earlier = held.stage == Stage.ANSWERED.value, new.first_at < held.waiting_since
    return build.on_conflict_do_update(
        index_elements=["host"],
        set_={
            "reports": held.reports + new.reports,
            "first_at": case((new.first_at < held.first_at, new.first_at), else_=held.first_at),
            "last_at": case((new.last_at > held.last_at, new.last_at), else_=held.last_at),
            "stage": case((answered, Stage.WAITING.value), else_=held.stage),
            "waiting": held.waiting + new.reports,
            "waiting_since": case((or_(held.waiting == 0, earlier), new.first_at), else_=held.waiting_since),
        },
    )


def held(connection: Connection, host: str) -> Any:
    """The row of a host; locked until the transaction ends, where the database locks rows. None without reports."""
    return connection.execute(select(inbox_hosts).where(inbox_hosts.c.host == host).with_for_update()).one_or_none()


def put(connection: Connection, host: str, stage: Stage, proposal: int, at: datetime) -> None:
    """What became of a host's reply. Once it is answered, none of its reports waits."""
    values: dict[str, Any] = {"stage": stage.value, "proposal": proposal}
    if stage is Stage.ANSWERED:
        values |= {"waiting": 0, "waiting_since": at}
    else:
        since = inbox_hosts.c.waiting_since
        values["waiting_since"] = case((inbox_hosts.c.waiting == 0, literal(at, since.type)), else_=since)
    connection.execute(update(inbox_hosts).where(inbox_hosts.c.host == host).values(values))
