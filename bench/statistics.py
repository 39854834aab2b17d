"""How long the statistics and the audit take to answer with 100,000 cases and a million rows of journal.

Run: python bench/statistics.py [cases] [rows]. Prints milliseconds of nine tries each: the median and the worst.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from zhenwang.store import access_schema, audit_log, figures, statistics, work_schema  # noqa: F401  # tables
from zhenwang.store.access_schema import journal
from zhenwang.store.audit_log import Log, Wanted
from zhenwang.store.opening import Store, open_store
from zhenwang.store.statistics import Question
from zhenwang.store.statistics_schema import MILESTONES, case_figures, case_spells

_STATES = ("lead", "triage", "analysis", "evidence_fixed", "sponsor_check", "review", "confirmed", "coordination",
           "handed_off", "down", "reported")  # fmt: skip
_HOLDERS = ("desk", "desk", "analyst", "analyst", "sponsor", "reviewer", "officer", "officer", "authority:lead",
            "officer", "officer")  # fmt: skip
_CONFIRMED, _TRIES, _AT_ONCE = 0.05, 9, 5_000


def main() -> None:
    cases, rows = (int(given) for given in (*sys.argv[1:], "100000", "1000000")[:2])
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bench.db", Path(folder) / "blobs")
        _fill(store, cases, rows)
        for question in (Question(2026), Question(2026, "4201"), Question(2026, "", (("4201", ""),)), Question()):
            _tell(str(question), partial(statistics.ask, store, question))
        for wanted in (Wanted(), Wanted(before=rows // 2), Wanted(person="人7"), Wanted(person="nobody"),
                       Wanted(action="export"), Wanted(person="人7", action="signed_in", before=1_000)):  # fmt: skip
            _tell(str(wanted), partial(audit_log.entries, store, Log.JOURNAL, wanted))
        store.close()


def _tell(what: str, ask: Callable[[], object]) -> None:
    took = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{sorted(took)[_TRIES // 2]:7.1f} ms  worst {max(took):7.1f}  {what}")


def _fill(store: Store, cases: int, rows: int) -> None:
    chance = random.Random(6)
    regions = [f"42{city:02}{county:02}" for city in range(1, 18) for county in range(8)]
    sites = [(f"www.s{n}.gov.cn", chance.choice(regions)) for n in range(707)]
    told = [_case(chance, n, *chance.choice(sites)) for n in range(cases)]
    spells = [spell for row in told for spell in _spells(chance, row)]
    tally = Counter(place for row in told for place in figures.places(row))
    with store.write() as connection:
        for table, content in ((case_figures, told), (case_spells, spells), (journal, _journal(chance, rows))):
            for batch in _batches(content):
                connection.execute(insert(table), batch)
        figures.add(connection, tally)


def _case(chance: random.Random, n: int, site: str, region: str) -> dict[str, Any]:
    year, month, confirmed = chance.choice((2024, 2025, 2026)), chance.randint(1, 12), chance.random() < _CONFIRMED
    excluded = not confirmed and chance.random() < 0.8
    return {
        "case_id": f"ZW-{n:08}", "state": "not_fake" if excluded else chance.choice(_STATES), "imitates": site,
        "region": region, "system": "", "severity": chance.choice(("S1", "S2", "S3", "S4", "S5")),
        "modus": chance.choice((1, 3, 5, 7, 9, 13, 17, 19, 21, 33, 35, 37, 49, 51, 53)),
        "source": chance.choice(("report", "monitoring")), "exclusion": "repost" if excluded else "", "reopened": 0,
        "settled": excluded, "opened_year": year, "opened_month": month,
        **{f"{name}_{part}": (year if part == "year" else month) if confirmed else None
           for name in MILESTONES[1:] for part in ("year", "month")},
        "excluded_year": year if excluded else None, "authorities": {"lead": year} if confirmed else {},
        "to_confirm": chance.randint(60, 9_000) if confirmed else None,
        "to_down": chance.randint(90, 30_000) if confirmed else None,
    }  # fmt: skip


def _spells(chance: random.Random, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number in range(len(_STATES) if row["confirmed_year"] else chance.randint(2, 4)):
        yield {
            "case_id": row["case_id"], "number": number, "state": _STATES[number], "holder": _HOLDERS[number],
            "region": row["region"], "system": "", "ended_year": row["opened_year"],
            "worked": chance.randint(1, 9_000), "paused": 60 if chance.random() < 0.1 else 0,
        }  # fmt: skip


def _journal(chance: random.Random, rows: int) -> Iterator[dict[str, Any]]:
    for position in range(1, rows + 1):
        person = chance.randint(1, 40)
        yield {
            "position": position, "at": f"2026-{1 + position * 11 // rows:02}-10T08:00:00.000000Z",
            "actor": f"人{person}", "person": f"p{person}", "account": f"a{person}",
            "action": chance.choice(("signed_in", "signed_out", "export")), "subject": f"x{position % 5000}",
            "reason": "", "facts": "{}", "digest": "0" * 64,
        }  # fmt: skip


def _batches(content: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in content:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    main()
