"""Calendar and clocks in use: what the pack brings, with what people ruled since."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from zhenwang.domain.clock_rules import Clockwork
from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.forecast import Stay, Usual, medians, stays
from zhenwang.domain.workday_rulings import with_rulings
from zhenwang.domain.workflow import URGENT
from zhenwang.lists.clock_rows import read_clock_rules
from zhenwang.lists.workday_tables import calendar, read_workday_rows
from zhenwang.registry_in_use import Pack
from zhenwang.store import deadlines, workdays
from zhenwang.store.opening import Store

DAYS, CLOCKS = "workday_overrides.csv", "clocks.csv"
SAMPLE = 3_000
"""So many of the latest rows of history say how long steps usually take: some hundreds of cases."""


def shipped_clockwork(pack: Pack) -> Clockwork:
    """What the pack brings. A pack without clocks has none, and one without days knows weekends only."""
    return _read(pack)[0]


def bad_rows(pack: Pack) -> tuple[BadRow, ...]:
    """Rows of the two files that say nothing certain."""
    return _read(pack)[1]


def clockwork(pack: Pack, store: Store) -> Clockwork:
    """What is in use now."""
    shipped = shipped_clockwork(pack)
    ruled = workdays.rulings(store)
    return replace(shipped, calendar=with_rulings(shipped.calendar, ruled)) if ruled else shipped


def usual(store: Store, work: Clockwork) -> Usual:
    """How long each step took in the cases that moved last. It is kept for pages, which read ``deadlines.usual``."""
    # A stay that the sample cuts off at its beginning is not among them: its case begins with a later event.
    found: dict[bool, list[Stay]] = {True: [], False: []}
    for severity, events in deadlines.recent_histories(store, SAMPLE):
        if events[0].sequence == 1:
            found[severity == URGENT] += stays(events, work, events[-1].at)
    known = Usual(medians(found[True]), medians(found[False]))
    deadlines.keep_usual(store, known)
    return known


@lru_cache(maxsize=8)
def _read(pack: Pack) -> tuple[Clockwork, tuple[BadRow, ...]]:
    rows, bad_days = read_workday_rows(pack.lines(DAYS), DAYS)
    rules, bad_clocks = read_clock_rules(pack.lines(CLOCKS), CLOCKS)
    known = pack.jurisdiction
    return Clockwork(rules, calendar(known.calendar, rows), ZoneInfo(known.timezone)), (*bad_days, *bad_clocks)
