"""How quickly the console answers over a hundred thousand cases, against its limits and against a plain full scan.

usage: python -m bench.console [--cases 100000] [--times 120] [--store FOLDER]

Makes a SQLite store with reports and figures (kept and used again under ``--store``), signs somebody of every role in,
and asks the real application in this process: the clock stands around each request. The plain way reads every case,
then filters and sorts in Python. Limits of the requirements: queue and case page 100 ms, search 200 ms, hostile queries
(W18) 300 ms, each at the 95th percentile; the other pages have none of their own and are held against the queue's.
Milliseconds depend on the machine, and those of the clock on what else it does; the processor's depend less on that.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select
from starlette.testclient import TestClient

from bench.console_cases import NOW, fill, report
from zhenwang import registry_in_use, runtime
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case
from zhenwang.domain.queue_filter import Wanted
from zhenwang.settings import Settings
from zhenwang.store import accounts, figures
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.case_rows import read_case
from zhenwang.store.opening import Store, open_store
from zhenwang.store.schema import cases
from zhenwang.web.console import create_app
from zhenwang.web.sessions import cookie_name

QUEUE, SEARCH, HOSTILE = 100.0, 200.0, 300.0
_HOSTILE = (
    {"sort": "password", "order": "desc;--"}, {"after": "1e308~9999-12-31T23:59:59+00:00~~~"},
    {"after": "49.9~2026-01-01T00:00:00+00:00~ZW", "tab": "all"}, {"text": "%_%_%_%_%_%_%_%_%_%_"}, {"text": "_" * 200},
    {"text": "-" * 200}, {"text": "\\" * 100}, {"text": "政府"}, {"text": "人民"}, {"text": "e"},
    {"tab": "all", "state": "x' OR '1'='1"}, {"limit": "100000000", "page": "99999999", "tab": "settled"},
    {"text": "zzzzzz", "tab": "all", "region": "42", "holder": "nobody", "band": "watch"}, {"region": "000000000000"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of request: its addresses in turn, its limit in milliseconds, and the plain way to the same answer."""

    name: str
    paths: Sequence[str]
    limit: float
    plain: Wanted | None = None


def main() -> None:
    options = _options()
    folder = options.store or Path(tempfile.mkdtemp(prefix="console-bench-"))
    settings = Settings(var=folder, plan="recorded", database_url="")
    ids = _filled(settings, options.cases)
    with TestClient(create_app(settings), base_url="http://127.0.0.1", follow_redirects=False) as http:
        _sign_in(http)
        for thread in threading.enumerate():  # what the console builds beside its first requests
            if thread.name == "warming":
                thread.join()
        store: Store = http.app.state.house.store  # type: ignore[attr-defined]  # Starlette types no state
        dice = random.Random(1)
        print(f"{len(ids):,} cases; {options.times} requests of each kind\n")
        heads = ("p50", "p95", "p99", "cpu p50", "cpu p95", "limit", "share", "plain", "ratio")
        print(" " * 28 + "".join(f"{head:>9}" for head in heads))
        for asked in _requests(store, ids, dice):
            _row(asked, _measured(http, asked, options.times), _plain(store, asked.plain) if asked.plain else 0.0)


def _requests(store: Store, ids: Sequence[str], dice: random.Random) -> Iterator[Asked]:
    with store.read() as connection:
        hosts = list(connection.execute(select(cases.c.host).where(cases.c.id.in_(dice.sample(ids, 200)))).scalars())
    yield Asked("queue", ["/queue"], QUEUE, Wanted())
    yield Asked("queue, every tab", [f"/queue?tab={tab}" for tab in ("all", "settled", "watch", "mine")], QUEUE)
    deep = [f"{20 + n * 2}.{n}~2024-0{1 + n % 9}-01T00:00:00+00:00~ZW" for n in range(40)]
    yield Asked("queue, far down", [_queue(tab="all", after=place) for place in deep], QUEUE)
    filters = [
        {"severity": "S2"}, {"deadline": "late", "holder": "nobody"}, {"region": "4201", "band": "review"},
        {"tab": "all", "state": "review", "source": "report"}, {"deadline": "today"}, {"region": "4228"},
        {"tab": "settled", "severity": "S1", "region": "4203"}, {"holder": "mine"}, {"tab": "suppressed"},
    ]  # fmt: skip
    yield Asked("queue, filtered", [_queue(**one) for one in filters], QUEUE, Wanted(region="4201", band="review"))
    yield Asked("case page", [f"/cases/{one}" for one in dice.sample(ids, 200)], QUEUE)
    texts = [
        *(host[:14] for host in hosts[:60]),
        *(f"hxxps[:]//{host.replace('.', '[.]')}/a" for host in hosts[60:120]),
    ]
    yield Asked("search, a host", [_queue(text=one, tab="all") for one in texts], SEARCH, Wanted("all", text="fuwu1"))
    yield Asked("search, a case number", [_queue(text=one, tab="all") for one in dice.sample(ids, 60)], SEARCH)
    bodies = ["武汉市人民政府", "宜昌", "人力资源和社会保障", "恩施州", "教育局", "湖北省水利厅", "税务局"]
    yield Asked("search, a body", [_queue(text=one, tab="all") for one in bodies], SEARCH)
    yield Asked("search, nothing found", [_queue(text=f"nothing{n}", tab="all") for n in range(40)], SEARCH)
    yield Asked("hostile (W18)", [_queue(**one) for one in _HOSTILE], HOSTILE)
    pages = {
        "today": ["/"], "the note of the shift": ["/shift"], "handoffs": ["/handoffs"],
        "handoffs, every tab": ["/handoffs?tab=overdue", "/handoffs?tab=all"], "inbox": ["/inbox"],
        "campaigns": ["/campaigns"], "statistics": ["/statistics"],
        "statistics, other years": ["/statistics?year=all", "/statistics?year=2025", "/statistics?year=all&region=42"],
        "samples": ["/samples"],
    }  # fmt: skip
    yield from (Asked(name, paths, QUEUE) for name, paths in pages.items())


def _queue(**query: str) -> str:
    return f"/queue?{urlencode(query)}"


def _measured(http: TestClient, asked: Asked, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each request by the clock and of the processor, sorted; the first few only warm up."""
    taken, worked = [], []
    for n in range(-min(len(asked.paths), 5), times):
        path = asked.paths[n % len(asked.paths)]
        started, busy = time.perf_counter(), time.process_time()
        answer = http.get(path)
        spent, used = (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{path[:200]} answered {answer.status_code}")
        taken += [spent] if n >= 0 else []
        worked += [used] if n >= 0 else []
    return sorted(taken), sorted(worked)


def _plain(store: Store, wanted: Wanted) -> float:
    """Milliseconds of reading every case, then filtering and sorting: what a list of records does."""
    started = time.perf_counter()
    with store.read() as connection:
        every = [read_case(row) for row in connection.execute(select(cases))]
    chosen = sorted((case for case in every if _means(wanted, case)), key=_place)
    _ = chosen[:50]
    return (time.perf_counter() - started) * 1000


def _means(wanted: Wanted, case: Case) -> bool:
    return (
        case.state in wanted.states
        and case.region.startswith(wanted.region)
        and (not wanted.band or case.score.band == wanted.band)
        and (wanted.text in case.host or wanted.text in case.imitates)
    )


def _place(case: Case) -> tuple[str, str, float]:
    return case.severity.replace("S0", "S9"), case.score.band, -case.score.probability


def _row(asked: Asked, measured: tuple[list[float], list[float]], plain: float) -> None:
    taken, worked = measured
    told = [*(_at(taken, share) for share in (0.5, 0.95, 0.99)), _at(worked, 0.5), _at(worked, 0.95)]
    ratio = f"{plain:9.0f}{plain / statistics.median(taken):9.0f}" if plain else ""
    numbers = "".join(f"{one:9.1f}" for one in told)
    print(f"{asked.name:28}{numbers}{asked.limit:9.0f}{told[1] / asked.limit:9.0%}{ratio}", flush=True)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _filled(settings: Settings, many: int) -> list[str]:
    store = open_store(settings.store_url, settings.blobs)
    with store.read() as connection:
        held = list(connection.execute(select(cases.c.id).order_by(cases.c.id)).scalars())
    started = time.perf_counter()
    ids = held or fill(store, registry_in_use.load(settings, store), many)
    report(store, ids)
    while figures.refresh(store, 20 * figures.AT_ONCE):
        pass  # a page that asked first would count a part of the history itself
    store.close()
    size = (settings.var / "zhenwang.db").stat().st_size / 1e6
    print(f"store: {size:,.0f} MB{'' if held else f', made in {time.perf_counter() - started:.0f} s'}")
    return ids


def _sign_in(http: TestClient) -> None:
    house = http.app.state.house  # type: ignore[attr-defined]  # Starlette types no state
    grants = tuple(Grant(role) for role in (Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER))
    newcomer = Newcomer("bench-all", "测量人员", grants=grants)
    held = accounts.get(house.store, newcomer.login)
    made = held or accounts.enrol(house.store, newcomer, Actor("", "bench"), "bench", NOW)
    if not isinstance(made, Account):
        raise RuntimeError(str(made))
    actor = Actor(made.person, made.name, made.login, made.grants)
    entered = house.sessions.enter(house.sessions.begin(), actor, {"how": "bench"}, runtime.now())
    http.cookies.set(cookie_name(False), house.sessions.cookie(entered), domain="127.0.0.1")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=120)
    parser.add_argument("--store", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
