"""Processes that die in the middle: what they promised is there, what they had not promised is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.made import DAY, NOW, a_ruling, a_score, case_opened, look_kept
from zhenwang.domain.case import Case
from zhenwang.store import cases, history, looks
from zhenwang.store.conserve import balance
from zhenwang.store.opening import open_store

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
