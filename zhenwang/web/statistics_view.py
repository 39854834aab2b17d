"""The statistics as tables in the reader's language: what the page shows is what its exports hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from zhenwang.domain.case import State
from zhenwang.domain.registry import Registry
from zhenwang.domain.statistics import families
from zhenwang.store.statistics import Answer, Span
from zhenwang.store.statistics_schema import MILESTONES
from zhenwang.web.exports import Cell, Table

MOST_BODIES = 500
"""Rows of the export; the page shows the first of them."""
_ORDER = {state.value: place for place, state in enumerate(State)}
_Row = tuple[Cell, ...]
_CONFIRMED, _OPENED = (MILESTONES.index(milestone) for milestone in ("confirmed", "opened"))


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of the figures are called. ``t`` are the words, ``divisions`` names by code."""

    t: Mapping[str, str]
    registry: Registry
    divisions: Mapping[str, str]

    def body(self, site_id: str) -> str:
        site = self.registry.site(site_id) if site_id else None
        return site.name if site else site_id or self.t["statistics_no_body"]

    def level(self, site_id: str) -> str:
        site = self.registry.site(site_id) if site_id else None
        return self.t.get(f"level_{site.level}", "") if site else ""

    def region(self, code: str) -> str:
        """Of a division code, or of its leading digits; the code itself for one that nobody knows."""
        if not code:
            return self.t["statistics_no_region"]
        name = self.divisions.get(code.ljust(6, "0")[:6], code)
        if code.endswith("0000"):
            return self.t["statistics_whole_province"].format(name=name)
        province = self.divisions.get(code[:2] + "0000", "")
        return name.removeprefix(province) or name

    def holder(self, holder: str) -> str:
        role, _, whose = holder.partition(":")
        known = self.t.get(f"holder_{role}", role)
        return f"{known}（{self.authority(whose)}）" if whose else known

    def authority(self, role: str) -> str:
        return self.t.get(f"office_{role}", role)


def tables(answer: Answer, names: Names, now: datetime, counted: int) -> dict[str, Table]:
    """Every table of the page by name. ``counted`` is the row of the history that the figures reach to."""
    t, question = names.t, answer.question
    asked = {"year": str(question.year or ""), "region": question.region, "history_row": str(counted)}
    if question.within is not None:
        asked["within"] = " ".join(f"{region}/{system}" for region, system in question.within)
    heads = tuple(t[f"milestone_{milestone}"] for milestone in MILESTONES)
    bodies = _dimension(answer, "imitates", names.body)[:MOST_BODIES]
    contents: dict[str, tuple[tuple[str, ...], Iterable[_Row]]] = {
        "months": ((t["column_month"], *heads), _months(answer, t)),
        "years": ((t["column_year"], *heads), _years(answer)),
        "regions": ((t["column_region"], *heads), _dimension(answer, "region", lambda code: names.region(place(code)))),
        "bodies": ((t["column_body"], *heads), bodies),
        "levels": ((t["column_level"], *heads), _dimension(answer, "imitates", names.level, t["statistics_no_value"])),
        "severities": ((t["column_severity"], *heads), _severities(answer, t)),
        "modus": ((t["column_modus"], *heads), _modus(answer, t)),
        "sources": ((t["column_source"], *heads), _dimension(answer, "source", lambda value: t[f"came_{value}"])),
        "exclusions": ((t["column_exclusion"], t["column_count"], t["column_share"]), _exclusions(answer, t)),
        "states": ((t["column_state"], t["column_count"]), _states(answer, t)),
        "authorities": ((t["column_authority"], t["milestone_handed"]), _authorities(answer, names)),
        "stages": ((t["column_stage"], *_times(t)), _stages(answer, t)),
        "holders": ((t["column_holder"], *_times(t)), _spans(answer.holders, names.holder)),
        "rates": ((t["column_figure"], t["column_value"]), _rates(answer, t)),
    }
    return {
        name: Table(f"statistics-{name}", header, tuple(rows), asked | {"table": name}, now)
        for name, (header, rows) in contents.items()
    }


def place(code: str) -> str:
    """The prefecture of a division code: four digits; six for what the province holds itself."""
    return code if code.endswith("0000") or code.startswith("4290") else code[:4]


def share(part: int, whole: int) -> float:
    """In per cent, to one decimal; nought of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def hours(minutes: float) -> float:
    return round(minutes / 60, 1)


def _months(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    counts = {milestone: answer.of("month", milestone) for milestone in MILESTONES}
    return [
        (t["month_name"].format(n=month), *(counts[milestone].get(str(month), 0) for milestone in MILESTONES))
        for month in range(1, 13)
    ]


def _years(answer: Answer) -> list[_Row]:
    years = sorted({year for counts in answer.yearly.values() for year in counts}, reverse=True)
    return [(str(year), *(answer.yearly.get(milestone, {}).get(year, 0) for milestone in MILESTONES)) for year in years]


def _dimension(answer: Answer, dimension: str, named: Callable[[str], str], otherwise: str = "") -> list[_Row]:
    """One row for each name: confirmed first, then opened. Values that are called the same are one."""
    called = cache(named)
    told: dict[str, list[int]] = {}
    for column, milestone in enumerate(MILESTONES):
        for value, count in answer.of(dimension, milestone).items():
            told.setdefault(called(value) or otherwise, [0] * len(MILESTONES))[column] += count
    return _ranked(told)


def _ranked(told: Mapping[str, Sequence[int]]) -> list[_Row]:
    ranked = sorted(told.items(), key=lambda item: (-item[1][_CONFIRMED], -item[1][_OPENED], item[0]))
    return [(name, *counts) for name, counts in ranked]


def _severities(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    def named(value: str) -> str:
        return f"{value} {t.get(f'severity_{value}', '')}".strip() or t["statistics_no_value"]

    return sorted(_dimension(answer, "severity", named), key=lambda row: str(row[0]))


def _modus(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    told: dict[str, list[int]] = {}
    for column, milestone in enumerate(MILESTONES):
        for bits, count in answer.of("modus", milestone).items():
            for family in families(int(bits)):
                told.setdefault(t[f"family_{family.value}"], [0] * len(MILESTONES))[column] += count
    return _ranked(told)


def _exclusions(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    counts = answer.of("exclusion", "excluded")
    whole = sum(counts.values())
    named = [(t.get(f"exclusion_{value}", value) or t["statistics_no_value"], count) for value, count in counts.items()]
    return [(name, count, share(count, whole)) for name, count in sorted(named, key=lambda row: (-row[1], row[0]))]


def _authorities(answer: Answer, names: Names) -> list[_Row]:
    counts = answer.of("authority", "handed")
    return [(names.authority(role), counts[role]) for role in sorted(counts, key=lambda role: (-counts[role], role))]


def _states(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    counts = answer.of("state")
    return [(t[f"state_{state}"], counts[state]) for state in sorted(counts, key=lambda state: _ORDER.get(state, 99))]


def _stages(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    ordered = {state: answer.stages[state] for state in sorted(answer.stages, key=lambda state: _ORDER.get(state, 99))}
    return _spans(ordered, lambda state: t[f"state_{state}"])


def _times(t: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(t[f"column_{name}"] for name in ("times", "median", "mean", "pauses", "paused"))


def _spans(spans: Mapping[str, Span], named: Callable[[str], str]) -> list[_Row]:
    return [
        (
            named(key),
            *(span.count, hours(span.median), hours(span.mean), span.pauses, hours(span.paused)),
        )
        for key, span in spans.items()
    ]


def _rates(answer: Answer, t: Mapping[str, str]) -> list[_Row]:
    settled = answer.of("settled")
    rested, back = sum(settled.values()), settled.get("reopened", 0)
    excluded, confirmed = sum(answer.of("exclusion", "excluded").values()), answer.total("confirmed")
    return [
        (t["rate_settled"], rested),
        (t["rate_reopened"], back),
        (t["rate_reopen"], share(back, rested)),
        (t["rate_excluded"], excluded),
        (t["rate_exclusion"], share(excluded, excluded + confirmed)),
        (t["rate_reports"], sum(answer.reports.values())),
        *((t["rate_reports_by"].format(channel=came_by(channel, t)), n) for channel, n in answer.channels.items()),
    ]


def came_by(channel: str, t: Mapping[str, str]) -> str:
    """The way a report came, in words."""
    return t[f"channel_{channel or 'net'}"]
