"""R8, R9: a batch of reports is kept whole or not at all, whatever dies or refuses; the retry completes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event, func, select
from sqlalchemy.engine import make_url

from tests.store.conftest import POSTGRES
from tests.store.made import DAY, NOW, a_candidate, a_report
from zhenwang.domain.report import Submission
from zhenwang.store import candidates, conserve, report_days, reports
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store, open_store
from zhenwang.store.report_schema import reports as rows
from zhenwang.store.reports import Accepted

ROOT = Path(__file__).parents[2]
EVERYWHERE = """
import os, shutil, sys
from pathlib import Path
from sqlalchemy import func, select
from tests.store.killing import count_down, opened
from tests.store.made import *
from zhenwang.domain.report import Picture, Submission
from zhenwang.store import conserve, report_days, reports
from zhenwang.store.report_schema import inbox_hosts, reported_domains, reported_hosts, reported_totals
from zhenwang.store.report_schema import reports as rows

BASE = Path(sys.argv[1])

def batch():
    shot = (Picture("e" * 64, b"drawn anew"),)
    return [Submission(a_report(f"{n:032x}", f"http://h{n % 3}.example.com/"), f"k{n}", "words", "contact", "r", shot)
            for n in range(10, 16)]

def accept(store):
    return reports.accept_all(store, batch(), NOW)

def take(store):
    report_days.taken(store, [one.receipt for one in report_days.waiting(store)], DAY, [f"{10:032x}"])

def counts(store):
    with store.read() as connection:
        number = lambda table: connection.execute(select(func.count()).select_from(table)).scalar_one()
        total = lambda column: connection.execute(select(func.coalesce(func.sum(column), 0))).scalar_one()
        taken = connection.execute(select(func.count(rows.c.taken_on))).scalar_one()
        return (number(rows), number(reported_hosts), total(reported_totals.c.reports),
                total(reported_domains.c.samples), total(inbox_hosts.c.reports), taken)

def check(store):
    assert all(books.holds for books in conserve.balance(store)), conserve.balance(store)
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []

first = BASE / "first"
first.mkdir()
store = opened(first)
case_opened(store, "h1.example.com")
reports.accept(store, a_report("a" * 32, "http://h2.example.com/"), "k", NOW)
store.close()
killed = {}
for name, work in (("accept", accept), ("take", take)):
    for left in range(100):
        here = BASE / f"{name}{left}"
        shutil.copytree(first, here)
        store = opened(here)
        if name == "take":
            accept(store)
        before = counts(store)
        store.close()
        child = os.fork()
        if child == 0:
            store = opened(here)
            count_down(store, left)
            work(store)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        store = opened(here)
        check(store)
        assert name != "accept" or counts(store) in (before, (7, 7, 7, 7, 7, 0)), counts(store)
        told = work(store)
        check(store)
        assert counts(store) == ((7, 7, 7, 7, 7, 0) if name == "accept" else (7, 7, 7, 7, 7, 7)), counts(store)
        assert name != "accept" or [one.receipt for one in told] == [one.report.receipt for one in batch()]
        store.close()
        shutil.rmtree(here)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, name
            break
        killed[name] = left + 1
print(killed)
assert killed["accept"] > 10 and killed["take"] > 3, killed
"""


def test_R8_killed_between_any_two_statements_a_batch_is_whole_or_not_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERYWHERE, str(tmp_path)], cwd=ROOT, timeout=240, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def batch() -> list[Submission]:
    return [Submission(a_report(f"{n:032x}", f"http://h{n % 3}.example.com/"), f"k{n}") for n in range(6)]


def none_kept(store: Store) -> None:
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(rows)).scalar_one() == 0
    assert conserve.balance(store) == []


def test_R8_a_fault_at_any_statement_leaves_nothing_and_the_retry_keeps_all(store: Store) -> None:
    left = 0

    def tick(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise RuntimeError("a fault")

    faults = 0
    for number in range(100):
        left = number
        event.listen(store.engine, "before_cursor_execute", tick)
        try:
            reports.accept_all(store, batch(), NOW)
        except RuntimeError:
            faults += 1
            event.remove(store.engine, "before_cursor_execute", tick)
            none_kept(store)
            continue
        event.remove(store.engine, "before_cursor_execute", tick)
        break
    assert faults > 8
    assert all(isinstance(one, Accepted) and one.repeated for one in reports.accept_all(store, batch(), NOW))
    assert all(books.holds for books in conserve.balance(store))


@pytest.mark.parametrize("pragma", ["query_only = ON", "max_page_count = {pages}"])
def test_R9_a_full_or_read_only_file_takes_no_report_and_recovers_alone(tmp_path: Path, pragma: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db", tmp_path / "blobs")
    with store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    limit = [pragma.format(pages=pages)]
    event.listen(store.engine, "connect", lambda raw, _: [raw.execute(f"PRAGMA {one}") for one in limit])
    store.engine.dispose()
    many = [Submission(a_report(f"{n:032x}", f"http://h{n}.example.com/" + "x" * 500), f"k{n}") for n in range(200)]
    with pytest.raises(StoreUnavailableError):
        reports.accept_all(store, many, NOW)
    none_kept(store)
    limit.clear()
    store.engine.dispose()
    assert len(reports.accept_all(store, many, NOW)) == 200
    assert conserve.balance(store)[0].holds
    store.close()


@contextmanager
def refusing(store: Store, how: str, back: str) -> Iterator[None]:
    """The database of a store, as its server's keeper closes it to everybody, and opens it again."""
    name = make_url(str(store.engine.url)).database
    server = sqlalchemy.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")

    def say(sentence: str) -> None:
        with server.connect() as connection:
            connection.exec_driver_sql(sentence.format(name=name))
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %(name)s"
            connection.exec_driver_sql(ended, {"name": name})

    say(how)
    try:
        yield
    finally:
        say(back)
        server.dispose()


@pytest.mark.postgres
@pytest.mark.skipif(not POSTGRES, reason="ZHENWANG_TEST_POSTGRES names no server")
@pytest.mark.parametrize(
    ("how", "back"),
    [
        ("ALTER DATABASE {name} ALLOW_CONNECTIONS false", "ALTER DATABASE {name} ALLOW_CONNECTIONS true"),
        (
            "ALTER DATABASE {name} SET default_transaction_read_only = on",
            "ALTER DATABASE {name} RESET default_transaction_read_only",
        ),
    ],
)
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_R9_a_server_that_is_gone_or_read_only_takes_no_report_and_recovers_alone(
    store: Store, how: str, back: str
) -> None:
    with refusing(store, how, back), pytest.raises(StoreUnavailableError):
        reports.accept_all(store, batch(), NOW)
    none_kept(store)
    assert len(reports.accept_all(store, batch(), NOW)) == 6
    assert conserve.balance(store)[0].holds


def test_I1_the_books_balance_when_a_day_is_broken_off_between_admission_and_taking(store: Store) -> None:
    reports.accept_all(store, batch(), NOW)
    work: list[Callable[[], object]] = [
        lambda: candidates.admit(store, [a_candidate("h1.example.com", source="report")], DAY, NOW),
        lambda: report_days.taken(store, [f"{1:032x}"], DAY),
        lambda: candidates.admit(store, [a_candidate("h1.example.com", source="report")], DAY, NOW),
        lambda: report_days.taken(store, [one.receipt for one in report_days.waiting(store)], DAY),
    ]
    for step in work:
        step()
        assert all(books.holds for books in conserve.balance(store))
    assert list(report_days.waiting(store)) == []
