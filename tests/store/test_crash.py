"""Processes that die in the middle: what they promised is there, what they had not promised is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.made import DAY, NOW, a_ruling, a_score, case_opened, look_kept
from zhenwang.domain.case import Case
from zhenwang.store import cases, history, looks
from zhenwang.store.conserve import balance
from zhenwang.store.faults import RecordUnwritableError
from zhenwang.store.opening import Store, open_store

ROOT = Path(__file__).parents[2]
DIES = """
import os, sys
from pathlib import Path
from tests.store.made import *
from zhenwang.store import candidates, cases, history, looks, reports
from zhenwang.store.opening import open_store

def die(*args, **more):
    os._exit(9)

store = open_store(sys.argv[1], Path(sys.argv[2]))
"""


def killed(url: str, blobs: Path, work: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIES + work, url, str(blobs)], cwd=ROOT, timeout=60, capture_output=True, check=False
    )
    assert done.returncode == 9, done.stderr.decode()


@pytest.fixture
def blobs(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


def test_Q1_killed_between_blob_and_row_leaves_only_orphans(url: str, blobs: Path) -> None:
    killed(url, blobs, "looks.insert = die\nlook_kept(store, 'a.example.com')")
    store = open_store(url, blobs)
    assert looks.latest(store, "a.example.com") is None
    orphans = set(store.blobs.digests())
    assert len(orphans) == 2
    digest = look_kept(store, "a.example.com")
    assert set(store.blobs.digests()) == orphans
    assert looks.get(store, digest).look.host == "a.example.com"
    store.close()


def test_Q1_killed_between_a_case_and_its_history_moves_neither(url: str, blobs: Path) -> None:
    store = open_store(url, blobs)
    case = case_opened(store)
    killed(url, blobs, f"history.append = die\ncases.rule(store, '{case.id}', a_ruling('triage'), NOW, 0)")
    assert cases.get(store, case.id) == case
    assert history.verify(store) == []
    assert isinstance(cases.rule(store, case.id, a_ruling("triage"), NOW, 0), Case)
    store.close()


def test_R8_killed_while_accepting_leaves_no_report_and_no_count(url: str, blobs: Path) -> None:
    killed(url, blobs, "reports.count_in = die\nreports.accept(store, a_report(), 'k', NOW)")
    store = open_store(url, blobs)
    assert balance(store) == []
    store.close()


def test_Q1_killed_while_admitting_leaves_whole_chunks(url: str, blobs: Path) -> None:
    work = """
real = candidates.count_in
calls = []
def count_in(*args):
    calls.append(args)
    return real(*args) if len(calls) < 2 else die()
candidates.count_in = count_in
candidates.admit(store, [a_candidate(f"h{n}.example.com") for n in range(1200)], DAY, NOW)
"""
    killed(url, blobs, work)
    store = open_store(url, blobs)
    [books] = balance(store)
    assert (books.accepted, books.waiting, books.holds) == (500, 500, True)
    store.close()


def test_I3_what_was_returned_survives_the_kill(url: str, blobs: Path) -> None:
    killed(url, blobs, "case_opened(store); reports.accept(store, a_report(), 'k', NOW); die()")
    store = open_store(url, blobs)
    [case] = cases.queue(store)
    assert looks.get(store, case.look_digest).score == a_score()
    assert [event.action for event in history.of(store, case.id)] == ["open"]
    assert case.day == DAY
    assert case.opened_at == NOW
    store.close()


EVERYWHERE = """
import os, shutil, sys
from pathlib import Path
from tests.store.killing import count_down, opened
from tests.store.made import *
from zhenwang.domain import two_people
from zhenwang.domain.case import Case, State
from zhenwang.store import candidates, cases, claims, conserve, history, promises, suppressions

BASE = Path(sys.argv[1])

def prepare(store):
    ruled(store, case_opened(store, "a.example.com"), "triage", "analyse", "fix_evidence")
    in_review(store, "b.example.com")
    candidates.admit(store, [a_candidate(f"{n}.example.com") for n in range(3)], DAY, NOW)

def act(store, action, host, who="ada", **facts):
    case = cases.of_host(store, host)
    return cases.rule(store, case.id, seeing(case, action, who, **facts), NOW, case.version)

def seen_otherwise(store):
    day = DAY + timedelta(days=1)
    judged = a_score(imitates="wuhan.gov.cn")
    digest = look_kept(store, "b.example.com", day, score=judged)
    return cases.open_case(store, a_candidate("b.example.com"), digest, [], judged, day, NOW)

WORKS = {
    "propose": lambda store: act(store, "propose", "a.example.com"),
    "confirm": lambda store: act(store, "confirm", "b.example.com", "bo"),
    "withdraw": lambda store: act(store, "withdraw", "b.example.com"),
    "link": lambda store: act(store, "link", "a.example.com", other=cases.of_host(store, "b.example.com").id),
    "content_changed": seen_otherwise,
    "open": lambda store: case_opened(store, "c.example.com"),
    "claim": lambda store: claims.claim(store, cases.of_host(store, "a.example.com").id, an_actor(), NOW),
    "lease": lambda store: candidates.finish(store, candidates.lease(store, DAY, "w", 1, NOW)[0], "clear", NOW),
}

def check(store, before):
    assert history.verify(store) == []
    assert promises.broken(store) == []
    assert all(books.holds for books in conserve.balance(store))
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    for case in cases.queue(store, limit=100):
        told = [event for event in history.of(store, case.id)]
        assert told[-1].after is case.state
        # Either the step is there with its line, or neither.
        moved = case.version - before.get(case.id, (0, 0))[0]
        assert moved == len(told) - before.get(case.id, (0, 1))[1], (case, told)

def standing(store):
    return {case.id: (case.version, len(history.of(store, case.id))) for case in cases.queue(store, limit=100)}

first = BASE / "first"
first.mkdir()
store = opened(first)
prepare(store)
before = standing(store)
store.close()
killed = {}
for name, work in WORKS.items():
    for left in range(200):
        here = BASE / f"{name}{left}"
        shutil.copytree(first, here)
        child = os.fork()
        if child == 0:
            store = opened(here)
            count_down(store, left)
            work(store)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        store = opened(here)
        check(store, before)
        if os.WIFSIGNALED(status):
            work(store)
            check(store, before)
        store.close()
        shutil.rmtree(here)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, name
            break
        killed[name] = left + 1
print(killed)
assert set(killed) == set(WORKS)
assert sum(killed.values()) > 60, killed
"""


def test_Q1_killed_between_any_two_statements_keeps_every_promise(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERYWHERE, str(tmp_path)], cwd=ROOT, timeout=240, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


REFUSE = {
    "sqlite": "CREATE TRIGGER full BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'no room'); END",
    "postgresql": "ALTER TABLE history ADD CONSTRAINT no_room CHECK (position < 0) NOT VALID",
}


def test_Q20_what_cannot_be_written_down_is_not_done_and_reading_goes_on(store: Store) -> None:
    case = case_opened(store)
    with store.write() as connection:
        connection.exec_driver_sql(REFUSE[store.engine.dialect.name])
    with pytest.raises(RecordUnwritableError, match="history takes no new line"):
        cases.rule(store, case.id, a_ruling("triage"), NOW, 0)
    with pytest.raises(RecordUnwritableError):
        case_opened(store, "b.example.com")
    assert cases.get(store, case.id) == case
    assert cases.of_host(store, "b.example.com") is None
    assert history.verify(store) == []
