"""The statistics of cases, every number counted by the database from the tables that ``store.figures`` keeps up.

Each milestone is counted in the year it was first passed: a case opened in December and confirmed in January is opened
in one year and confirmed in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    and_,
    cast,
    false,
    func,
    or_,
    select,
    true,
)

from zhenwang.store.figures import months
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reports
from zhenwang.store.statistics_schema import ALL_YEARS, case_figures, case_spells, case_tally

_f, _s, _t = case_figures.c, case_spells.c, case_tally.c


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
    """``by`` holds, for each dimension, milestone and value, how many cases passed it in the time asked about:
    ``month`` (``1`` to ``12``), ``region``, ``imitates``, ``severity``, ``modus`` (bits), ``source``; ``state`` and
    ``settled`` (``reopened`` or not) of the cases opened in that time; ``exclusion`` under the milestone ``excluded``,
    ``authority`` under ``handed``. ``yearly`` is by year, whatever the question's; ``confirmed_monthly`` by division
    code and month. ``reports`` are by month, by year when all years are asked for, and ``channels`` by the way they
    came (empty: over the net); those that are only counted are among them.
    """

    question: Question
    by: Mapping[str, Counts]
    yearly: Counts
    confirmed_monthly: Counts
    stages: Mapping[str, Span]
    holders: Mapping[str, Span]
    to_confirm: Span | None
    to_down: Span | None
    reports: Mapping[int, int]
    channels: Mapping[str, int]

    def of(self, dimension: str, milestone: str = "opened") -> Mapping[str, int]:
        return self.by.get(dimension, {}).get(milestone, {})

    def total(self, milestone: str) -> int:
        return sum(self.of("month", milestone).values())


def ask(store: Store, question: Question) -> Answer:
    """Every figure of the page, in one snapshot."""
    with store.read() as connection:
        return Answer(
            question,
            _tallied(connection, question),
            _yearly(connection, question),
            _confirmed_monthly(connection, question),
            _spans(connection, question, _s.state),
            _spans(connection, question, _s.holder),
            _time_to(connection, question, "confirmed", _f.to_confirm),
            _time_to(connection, question, "down", _f.to_down),
            _reports(connection, question.year),
            _channels(connection, question.year),
        )


def years(store: Store) -> list[int]:
    """The years in which anything happened, the latest first."""
    with store.read() as connection:
        return [int(year) for (year,) in connection.execute(_each_year())]


def _each_year() -> Select[tuple[int]]:
    """From each year to the one before, by the key: as many steps as there are years."""
    last = select(func.max(_t.year).label("year")).cte("years", recursive=True)
    before = select(func.max(_t.year)).where(_t.year < last.c.year).scalar_subquery()
    walk = last.union_all(select(before).where(last.c.year.is_not(None)))
    return select(walk.c.year).where(walk.c.year != ALL_YEARS).order_by(walk.c.year.desc())


def regions(store: Store, within: tuple[tuple[str, str], ...] | None = None) -> list[str]:
    """The division codes that cases have, in order."""
    # Every case was opened in some month: this stretch of the tally's key has the regions of all.
    opened = and_(_t.year == ALL_YEARS, _t.dimension == "month", _t.milestone == "opened", _t.region != "")
    held = _held(Question(within=within), _t.region, _t.system)
    with store.read() as connection:
        found = connection.execute(select(_t.region).where(opened, held).distinct().order_by(_t.region))
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


def _tallied(connection: Connection, question: Question) -> dict[str, dict[str, dict[str, int]]]:
    held = and_(_t.year == (question.year or ALL_YEARS), _held(question, _t.region, _t.system))
    found: defaultdict[str, defaultdict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    keys = (_t.dimension, _t.milestone, _t.value)
    for dimension, milestone, value, count in connection.execute(
        select(*keys, func.sum(_t.count)).where(held).group_by(*keys)
    ):
        found[dimension][milestone][value] = int(count)
    monthly = (_t.milestone, _t.region)
    by_region = select(*monthly, func.sum(_t.count)).where(held, _t.dimension == "month").group_by(*monthly)
    for milestone, region, count in connection.execute(by_region):
        found["region"][milestone][region] = int(count)
    return {dimension: dict(counts) for dimension, counts in found.items()}


def _yearly(connection: Connection, question: Question) -> dict[str, dict[int, int]]:
    held = and_(_t.year.in_(_each_year()), _t.dimension == "month", _held(question, _t.region, _t.system))
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    query = select(_t.milestone, _t.year, func.sum(_t.count)).where(held).group_by(_t.milestone, _t.year)
    for milestone, year, count in connection.execute(query):
        found[milestone][year] = int(count)
    return dict(found)


def _confirmed_monthly(connection: Connection, question: Question) -> dict[str, dict[str, int]]:
    held = and_(_t.year == (question.year or ALL_YEARS), _held(question, _t.region, _t.system))
    keys = (_t.region, _t.value)
    query = select(*keys, func.sum(_t.count)).where(held, _t.dimension == "month", _t.milestone == "confirmed")
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for region, month, count in connection.execute(query.group_by(*keys)):
        found[region][month] = int(count)
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


def _channels(connection: Connection, year: int | None) -> dict[str, int]:
    query = select(reports.c.channel, func.count()).group_by(reports.c.channel).order_by(reports.c.channel)
    if year is not None:
        spans = months(year)
        query = query.where(reports.c.received_at >= spans[0][0], reports.c.received_at < spans[-1][1])
    return {channel: int(count) for channel, count in connection.execute(query)}
