"""The charts of the statistics page, drawn from the tables it shows."""

from __future__ import annotations

from collections.abc import Mapping

from zhenwang.store.figures import OFFICE
from zhenwang.store.statistics import Answer
from zhenwang.web.charts import Chart, Series, Titled, bars, lines, multiples, shown, stacked
from zhenwang.web.exports import Cell, Table
from zhenwang.web.statistics_view import Names, place

_BARS = 12
_PANELS = 8
_CONFIRMED, _REST = 1, 5


def charts(answer: Answer, told: Mapping[str, Table], names: Names) -> list[Chart]:
    """Over the year, by region, by severity, by body, where they stand, time per stage."""
    t = names.t
    return [
        _months(answer, told, names),
        _bars("regions", t["chart_regions"], told["regions"], 2, t),
        _bars("bodies", t["chart_bodies"], told["bodies"], 2, t),
        _bars("states", t["chart_states"], told["states"], 1, t),
        _bars("stages", t["chart_stages"], told["stages"], 2, t, "chart_stages_says"),
        _severities(told, t),
        _panels(answer, names),
    ]


def _panels(answer: Answer, names: Names) -> Chart:
    """A small chart for each prefecture, those with the most first."""
    t = names.t
    monthly: dict[str, list[float]] = {}
    for code, counts in answer.confirmed_monthly.items():
        values = monthly.setdefault(names.region(place(code)), [0.0] * 12)
        for month, count in counts.items():
            values[int(month) - 1] += count
    most = sorted(monthly.items(), key=lambda item: (-sum(item[1]), item[0]))[:_PANELS]
    titled = Titled("panels", t["chart_panels"], t["chart_panels_says"].format(n=len(most)))
    months = [t["month_name"].format(n=month) for month in range(1, 13)]
    return multiples(titled, [Series(name, tuple(values), _CONFIRMED) for name, values in most], months)


def _months(answer: Answer, told: Mapping[str, Table], names: Names) -> Chart:
    t, question = names.t, answer.question
    by_year = question.year is None
    at = told["months"].at.astimezone(OFFICE)
    # A line that falls to nought in the months to come would say something.
    months = told["months"].rows[: at.month if question.year == at.year else None]
    rows = list(reversed(told["years"].rows)) if by_year else list(months)
    where = names.region(question.region) if question.region else ""
    when = str(question.year) if question.year else t["statistics_all_years"]
    totals = {name: answer.total(name) for name in ("opened", "confirmed", "down")}
    titled = Titled("months", t["chart_months"].format(where=where, when=when).strip(),
                    t["chart_months_says"].format(**totals))  # fmt: skip
    series = [
        Series(t[f"milestone_{name}"], tuple(_number(row[column]) for row in rows))
        for name, column in (("opened", 1), ("confirmed", 2), ("down", 4))
    ]
    return lines(titled, [str(row[0]) for row in rows], series)


def _bars(
    name: str, title: str, table: Table, column: int, t: Mapping[str, str], says: str = "chart_bars_says"
) -> Chart:
    rows = [(str(row[0]), _number(row[column])) for row in table.rows]
    rows = [row for row in rows if row[1]] if name != "stages" else rows
    kept = rows if name in ("stages", "states") else sorted(rows, key=lambda row: -row[1])[:_BARS]
    most = max(kept, key=lambda row: row[1], default=None)
    told = t[says].format(most=most[0], n=shown(most[1])) if most else t["chart_empty_says"]
    return bars(Titled(name, title, told), kept, 0 if name in ("stages", "states") else _CONFIRMED)


def _severities(told: Mapping[str, Table], t: Mapping[str, str]) -> Chart:
    """What became of each severity: opened, and of what was confirmed in the same time."""
    rows = told["severities"].rows
    names = [str(row[0]).partition(" ")[0] for row in rows]
    confirmed = tuple(_number(row[2]) for row in rows)
    rest = tuple(max(0.0, _number(row[1]) - _number(row[2])) for row in rows)
    series = [Series(t["milestone_confirmed"], confirmed, _CONFIRMED), Series(t["chart_rest"], rest, _REST)]
    most = max(rows, key=lambda row: _number(row[1]), default=None)
    says = t["chart_bars_says"].format(most=most[0], n=shown(_number(most[1]))) if most else t["chart_empty_says"]
    return stacked(Titled("severities", t["table_severities"], says), names, series)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
