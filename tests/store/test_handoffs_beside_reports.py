"""Rulings beside a flood of reports: the writers of the two processes take turns, and nobody is told to come back."""

from __future__ import annotations

import secrets
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.store.made import NOW, a_ruling, in_review, ruled
from zhenwang.domain.case import State
from zhenwang.domain.report import Report, Submission
from zhenwang.store import reports
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store, open_store

PAUSE = 0.004
"""Seconds between two commits of the intake's writer (``web.intake_queue.GATHERED``)."""


@dataclass(slots=True)
class Flood:
    """Reports as the intake keeps them, in a store opened for itself: full commits, one behind the other."""

    store: Store
    commits: int = 0
    faults: list[StoreUnavailableError] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stop.wait(PAUSE):
            hosts = [secrets.token_hex(16) for _ in range(50)]
            given = [Submission(Report(receipt, NOW, (f"http://h{receipt}.example/",))) for receipt in hosts]
            try:
                reports.accept_all(self.store, given, NOW)
            except StoreUnavailableError as fault:
                self.faults.append(fault)
            self.commits += 1


@contextmanager
def flooded(url: str, folder: Path) -> Iterator[Flood]:
    store = open_store(url, folder / "blobs")
    flood = Flood(store)
    thread = threading.Thread(target=flood.run)
    thread.start()
    try:
        while flood.commits < 2:
            time.sleep(PAUSE)
        yield flood
    finally:
        flood.stop.set()
        thread.join()
        store.close()


def test_R19_a_hand_off_waits_for_a_few_commits_of_a_flood_and_not_for_its_end(
    url: str, store: Store, tmp_path: Path
) -> None:
    cases = [
        ruled(store, in_review(store, f"fake{n}.example.com"), a_ruling("confirm", "bo"), "coordinate",
              a_ruling("sign", "cui"))
        for n in range(15)
    ]  # fmt: skip
    waited = []
    with flooded(url, tmp_path) as flood:
        for case in cases:
            before = flood.commits
            assert ruled(store, case, a_ruling("hand_off", authority="cac")).state is State.HANDED_OFF
            waited.append(flood.commits - before)
            time.sleep(PAUSE)  # an officer is slower still
    assert flood.faults == []
    assert statistics.median(waited) <= 10, waited
    assert max(waited) <= 200, waited
