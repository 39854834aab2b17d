"""Keeps the tables of the statistics up with the history: what changed since the last time is counted anew.

The history only grows, so a position in it says how far the figures are. They are derived and hold nothing of their
own: ``rebuild`` makes the same from nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from zhenwang.domain import statistics
from zhenwang.domain.case import Event
from zhenwang.domain.statistics import MONITORING, REPORT
from zhenwang.store import cursors
from zhenwang.store.history import read_event
from zhenwang.store.opening import Store
from zhenwang.store.records import read_signal
from zhenwang.store.report_schema import reported_totals
from zhenwang.store.schema import cases, history
from zhenwang.store.statistics_schema import ALL_YEARS, MILESTONES, case_figures, case_spells, case_tally

CURSOR = "statistics"
AT_ONCE = 2_000
"""Rows of history that one transaction counts: others wait no longer than a fraction of a second for it."""
DIMENSIONS = ("imitates", "severity", "modus", "source")
_KEY = ("year", "dimension", "milestone", "value", "region", "system")
_Place = tuple[int, str, str, str, str, str]
OFFICE = ZoneInfo("Asia/Shanghai")


def behind(store: Store) -> int:
    """How many rows of history are not counted yet."""
    with store.read() as connection:
        return _end(connection) - _counted(connection)


def refresh(store: Store, most: int = AT_ONCE, zone: tzinfo = OFFICE) -> int:
    """Count at most ``most`` further rows of history; how many are still left. A store that is up is not written to."""
    left = behind(store)
    while left > 0 and most > 0:
        with store.write() as connection:
            _count(connection, min(AT_ONCE, most), zone)
            left = _end(connection) - _counted(connection)
        most -= AT_ONCE
    return max(0, left)


def rebuild(store: Store, zone: tzinfo = OFFICE) -> None:
    """Throw the figures away and count the whole history."""
    with store.write() as connection:
        connection.execute(delete(case_figures))
        connection.execute(delete(case_spells))
        connection.execute(delete(case_tally))
        cursors.move(connection, CURSOR, "0")
    while refresh(store, AT_ONCE, zone):
        pass


def _end(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(history.c.position), 0))).scalar_one())


def _counted(connection: Connection) -> int:
    return int(cursors.read(connection, CURSOR) or 0)


def _count(connection: Connection, most: int, zone: tzinfo) -> None:
    begin = _counted(connection)
    end = min(_end(connection), begin + most)
    span = (history.c.position > begin) & (history.c.position <= end)
    touched = select(history.c.case_id).where(span).distinct().scalar_subquery()
    change = Counter[_Place]()
    for before in connection.execute(select(case_figures).where(case_figures.c.case_id.in_(touched))).mappings():
        change.subtract(places(dict(before)))
    for table in (case_figures, case_spells):
        connection.execute(delete(table).where(table.c.case_id.in_(touched)))
    steps = connection.execute(
        select(history).where(history.c.case_id.in_(touched)).order_by(history.c.case_id, history.c.sequence)
    )
    told = {row.id: row for row in connection.execute(_told().where(cases.c.id.in_(touched)))}
    figures: list[dict[str, Any]] = []
    spells: list[dict[str, Any]] = []
    for case_id, rows in groupby(steps, key=lambda row: row.case_id):
        events = [read_event(row) for row in rows]
        figures += _figures(told[case_id], events, zone)
        spells += _spells(told[case_id], events, zone)
    if figures:
        connection.execute(insert(case_figures), figures)
    for row in figures:
        change.update(places(row))
    add(connection, change)
    if spells:
        connection.execute(insert(case_spells), spells)
    cursors.move(connection, CURSOR, str(end))


def places(row: Mapping[str, Any]) -> Iterator[_Place]:
    """Where a case is counted: year, dimension, milestone, value, region, system; each also under all years."""
    for place in _places(row):
        yield place
        yield (ALL_YEARS, *place[1:])


def _places(row: Mapping[str, Any]) -> Iterator[_Place]:
    whose = (row["region"], row["system"])
    rest = {"settled": ("reopened" if row["reopened"] else "") if row["settled"] else None, "state": row["state"]}
    for dimension, value in rest.items():
        if value is not None:
            yield (row["opened_year"], dimension, "opened", value, *whose)
    if row["excluded_year"]:
        yield (row["excluded_year"], "exclusion", "excluded", row["exclusion"], *whose)
    yield from ((year, "authority", "handed", role, *whose) for role, year in row["authorities"].items())
    for milestone in MILESTONES:
        year = row[f"{milestone}_year"]
        if year is not None:
            yield (year, "month", milestone, str(row[f"{milestone}_month"]), *whose)
            yield from ((year, name, milestone, str(row[name]), *whose) for name in DIMENSIONS)


def add(connection: Connection, change: Counter[_Place]) -> None:
    """Change the tally by so many cases at each place."""
    rows = [dict(zip(_KEY, place, strict=True), count=more) for place, more in sorted(change.items()) if more]
    if not rows:
        return
    build = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    added = build(case_tally)
    held = added.on_conflict_do_update(
        index_elements=list(_KEY), set_={"count": case_tally.c.count + added.excluded["count"]}
    )
    connection.execute(held, rows)
    connection.execute(delete(case_tally).where(case_tally.c.count == 0))


def _told() -> Any:
    reported = (
        select(reported_totals.c.host)
        .where(reported_totals.c.host == cases.c.host, reported_totals.c.first_at <= cases.c.opened_at)
        .exists()
    )
    c = cases.c
    return select(c.id, c.state, c.imitates, c.ruled, c.region, c.system, c.severity, c.signals, reported.label("told"))


def _figures(case: Row[Any], events: Sequence[Event], zone: tzinfo) -> Iterable[dict[str, Any]]:
    passed = statistics.passed(events)
    if passed is None:
        return
    moments = {"opened": passed.opened, **passed.milestones}
    row: dict[str, Any] = {
        "case_id": case.id, "state": case.state, "imitates": case.ruled.get("imitates") or case.imitates,
        "region": case.region, "system": case.system, "severity": case.severity,
        "modus": statistics.modus(read_signal(item) for item in case.signals),
        "source": REPORT if case.told else MONITORING, "exclusion": passed.exclusion, "reopened": passed.reopened,
        "settled": passed.settled, "excluded_year": _year(passed.excluded, zone),
        "authorities": {role: at.astimezone(zone).year for role, at in passed.authorities.items()},
        "to_confirm": passed.minutes_to("confirmed"), "to_down": passed.minutes_to("down"),
    }  # fmt: skip
    for milestone in MILESTONES:
        at = moments.get(milestone)
        row[f"{milestone}_year"] = _year(at, zone)
        row[f"{milestone}_month"] = at.astimezone(zone).month if at else None
    yield row


def _spells(case: Row[Any], events: Sequence[Event], zone: tzinfo) -> Iterable[dict[str, Any]]:
    for number, spell in enumerate(statistics.durations(events)):
        yield {
            "case_id": case.id, "number": number, "state": spell.state.value, "holder": spell.holder,
            "region": case.region, "system": case.system, "ended_year": _year(spell.ended, zone),
            "worked": statistics.minutes(spell.worked), "paused": statistics.minutes(spell.paused),
        }  # fmt: skip


def _year(at: datetime | None, zone: tzinfo) -> int | None:
    return at.astimezone(zone).year if at else None


def months(year: int, zone: tzinfo = OFFICE) -> list[tuple[datetime, datetime]]:
    """The twelve months of a year, each from its first instant to that of the next."""
    starts = [datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone) for month in range(13)]
    return list(pairwise(starts))
