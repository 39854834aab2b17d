"""The statistics of cases, every number counted by the database from the tables that ``store.figures`` keeps up.

Each milestone is counted in the year it was first passed: a case opened in December and confirmed in January is opened
in one year and confirmed in the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Integer, Select, String, and_, cast, false, func, or_, select, true

from zhenwang.store.figures import months
from zhenwang.store.opening import Store
from zhenwang.store.schema import reports
from zhenwang.store.statistics_schema import MILESTONES, case_figures, case_spells

_f, _s = case_figures.c, case_spells.c
DIMENSIONS = ("region", "imitates", "severity", "modus", "source")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. ``year`` None: all years. ``region``: leading digits of a division code, empty: all.

    ``within`` is what the asker may count: pairs of region and system as in a grant; None: everything.
    """

    year: int | None = None
    region: str = ""
    within: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took: ``count`` times, in minutes; ``paused`` is the sum of pauses, not part of the others."""

    count: int
    median: float
    mean: float
    paused: int = 0
    pauses: int = 0


Counts = Mapping[str, Mapping[Any, int]]
"""Milestone to value to count."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``by`` holds, per dimension, how many cases passed each milestone, by value; ``monthly`` the same by month 1..12,
    ``yearly`` by year, whatever the question's year. ``states`` are those opened in the time asked about, as they stand.
    """

    question: Question
    totals: Mapping[str, int]
    monthly: Counts
    yearly: Counts
    by: Mapping[str, Counts]
    states: Mapping[str, int]
    exclusions: Mapping[str, int]
    stages: Mapping[str, Span]
    holders: Mapping[str, Span]
    to_confirm: Span | None
    to_down: Span | None
    settled: int = 0
    reopened: int = 0
    reports: int = 0
    reports_monthly: Mapping[int, int] = field(default_factory=dict)


def ask(store: Store, question: Question) -> Answer:
    """Every figure of the page, in one snapshot."""
    with store.read() as connection:
        monthly = {milestone: _monthly(connection, question, milestone) for milestone in MILESTONES}
        settled, reopened = _reopened(connection, question)
        arrived = _reports(connection, question.year)
        return Answer(
            question,
            {milestone: sum(counts.values()) for milestone, counts in monthly.items()},
            monthly,
            {milestone: _yearly(connection, question, milestone) for milestone in MILESTONES},
            {name: _by(connection, question, name) for name in DIMENSIONS},
            _grouped(connection, question, "opened", _f.state),
            _grouped(connection, question, "excluded", _f.exclusion),
            _spans(connection, question, _s.state),
            _spans(connection, question, _s.holder),
            _time_to(connection, question, "confirmed", _f.to_confirm),
            _time_to(connection, question, "down", _f.to_down),
            settled,
            reopened,
            sum(arrived.values()),
            arrived,
        )


def years(store: Store) -> list[int]:
    """The years in which any case was opened, the latest first."""
    with store.read() as connection:
        found = connection.execute(select(_f.opened_year).distinct().order_by(_f.opened_year.desc()))
        return [int(year) for (year,) in found]


def regions(store: Store, within: tuple[tuple[str, str], ...] | None = None) -> list[str]:
    """The division codes that cases have, in order."""
    held = _held(Question(within=within), _f.region, _f.system)
    with store.read() as connection:
        found = connection.execute(select(_f.region).where(held, _f.region != "").distinct().order_by(_f.region))
        return [str(region) for (region,) in found]


def _held(question: Question, region: Column[Any], system: Column[Any]) -> ColumnElement[bool]:
    """The region that is asked for, and no case that the asker may not count."""
    parts = [_below(region, question.region)]
    if question.within is not None:
        grants = (system == whose if whose else _below(region, where) for where, whose in question.within)
        parts.append(or_(false(), *grants))
    return and_(*parts)


def _below(region: Column[Any], prefix: str) -> ColumnElement[bool]:
    # A range, because an index serves it and LIKE is not served by one on every database.
    return and_(region >= prefix, region < prefix + "\uffff") if prefix else true()


def _of_year(question: Question, year: Column[Any]) -> ColumnElement[bool]:
    return year.is_not(None) if question.year is None else year == question.year


def _monthly(connection: Connection, question: Question, milestone: str) -> dict[int, int]:
    year, month = _f[f"{milestone}_year"], _f[f"{milestone}_month"]
    query = (
        select(month, func.count())
        .where(_of_year(question, year), _held(question, _f.region, _f.system))
        .group_by(year, month)
    )
    return _summed(connection, query)


def _yearly(connection: Connection, question: Question, milestone: str) -> dict[int, int]:
    year = _f[f"{milestone}_year"]
    query = select(year, func.count()).where(year.is_not(None), _held(question, _f.region, _f.system)).group_by(year)
    return _summed(connection, query)


def _by(connection: Connection, question: Question, name: str) -> dict[str, dict[Any, int]]:
    return {milestone: _grouped(connection, question, milestone, _f[name]) for milestone in MILESTONES}


def _grouped(connection: Connection, question: Question, milestone: str, column: Column[Any]) -> dict[Any, int]:
    year = _f[f"{milestone}_year"]
    # By year first, as the index is ordered: no sorting.
    query = (
        select(column, func.count())
        .where(_of_year(question, year), _held(question, _f.region, _f.system))
        .group_by(year, column)
    )
    return _summed(connection, query)


def _summed(connection: Connection, query: Select[Any]) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for value, count in connection.execute(query):
        found[value] += count
    return dict(found)


def _spans(connection: Connection, question: Question, key: Column[Any]) -> dict[str, Span]:
    held = and_(_of_year(question, _s.ended_year), _held(question, _s.region, _s.system))
    sums = (func.count(), func.sum(_s.worked), func.sum(_s.paused), func.sum(cast(_s.paused > 0, Integer)))
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for value, *parts in connection.execute(select(key, *sums).where(held).group_by(_s.ended_year, key)):
        found[value] = [old + int(new) for old, new in zip(found[value], parts, strict=True)]
    return {
        value: Span(count, _median(connection, _s.worked, and_(held, key == value), count), worked / count, *paused)
        for value, (count, worked, *paused) in sorted(found.items())
    }


def _time_to(connection: Connection, question: Question, milestone: str, column: Column[Any]) -> Span | None:
    held = and_(_of_year(question, _f[f"{milestone}_year"]), _held(question, _f.region, _f.system))
    count, mean = connection.execute(select(func.count(), func.avg(column)).where(held)).one()
    return Span(count, _median(connection, column, held, count), float(mean)) if count else None


def _median(connection: Connection, column: Column[Any], held: ColumnElement[bool], count: int) -> float:
    middle = select(column).where(held).order_by(column).offset((count - 1) // 2).limit(2 - count % 2)
    values = [float(value) for (value,) in connection.execute(middle)]
    return sum(values) / len(values)


def _reopened(connection: Connection, question: Question) -> tuple[int, int]:
    held = and_(_of_year(question, _f.opened_year), _held(question, _f.region, _f.system), _f.settled.is_(True))
    query = select(func.count(), func.coalesce(func.sum(cast(_f.reopened > 0, Integer)), 0)).where(held)
    settled, reopened = connection.execute(query).one()
    return int(settled), int(reopened)


def _reports(connection: Connection, year: int | None) -> dict[int, int]:
    """By month, or by year when all years are asked for. A report is of no region before somebody looked at it."""
    if year is None:
        spelt = func.substr(cast(reports.c.received_at, String), 1, 4)
        return {int(when): count for when, count in connection.execute(select(spelt, func.count()).group_by(spelt))}
    found: dict[int, int] = {}
    for month, (begin, end) in enumerate(months(year), start=1):
        count = select(func.count()).where(reports.c.received_at >= begin, reports.c.received_at < end)
        found[month] = int(connection.execute(count).scalar_one())
    return found
