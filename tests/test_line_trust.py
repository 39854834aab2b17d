"""R11: how many reported a site, and who, changes by a little when it is looked at, and never its score."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests.recorded import RecordedDay
from zhenwang import line
from zhenwang.domain.report import Report, Submission
from zhenwang.domain.trust import MOST_ADDED
from zhenwang.line import Outcome, Stations
from zhenwang.report_sources import Inbox
from zhenwang.store import reports
from zhenwang.store.opening import open_store
from zhenwang.store.report_schema import reporter_trust
from zhenwang.store.schema import candidates

NOW, DAY = datetime(2026, 11, 20, 8, tzinfo=UTC), date(2026, 11, 20)
FAKE, OTHER = "www.lansegs.example", "www.nobody-knows.example"


@contextmanager
def small(folder: Path, recorded: RecordedDay) -> Iterator[Stations]:
    store = open_store(f"sqlite:///{folder}/small.db", folder / "blobs")
    yield replace(recorded.stations, store=store)
    store.close()


def worked(stations: Stations, times: int, *, right: int = 0, wrong: int = 0) -> tuple[Outcome, float, float]:
    """The fake's outcome and rank when so many reported it, all with this trust; and the rank of another host that one
    person reported.
    """
    said = [Submission(Report(f"{n:032x}", NOW, (f"http://{FAKE}/",)), reporter=f"reporter {n}") for n in range(times)]
    reports.accept_all(stations.store, [*said, Submission(Report("f" * 32, NOW, (f"http://{OTHER}/",)))], NOW)
    if right or wrong:
        rows = [{"reporter": f"reporter {n}", "right": right, "wrong": wrong, "changed_on": DAY} for n in range(times)]
        with stations.store.write() as connection:
            connection.execute(insert(reporter_trust), rows)
    line.discover(stations, Inbox(stations.store), DAY, NOW)
    with stations.store.read() as connection:
        ranks = dict(connection.execute(select(candidates.c.host, candidates.c.rank)).tuples().all())
    outcomes = [one for one in line.work_batch(stations, DAY, "test", 50, lambda: NOW) if one]
    return next(one for one in outcomes if one.candidate.host.ascii == FAKE), ranks[FAKE], ranks[OTHER]


@pytest.mark.parametrize(("times", "right", "wrong"), [(40, 0, 0), (1_000, 0, 0), (300, 20, 0), (300, 0, 20)])
def test_R11_the_score_is_the_same_to_the_bit_however_many_report_and_whoever(
    tmp_path: Path, recorded_day: RecordedDay, times: int, right: int, wrong: int
) -> None:
    (tmp_path / "one").mkdir()
    with small(tmp_path / "one", recorded_day) as stations:
        once, rank, other = worked(stations, 1)
    with small(tmp_path, recorded_day) as stations:
        many, moved, beside = worked(stations, times, right=right, wrong=wrong)
    assert many.score == once.score
    assert struct.pack("d", many.score.probability) == struct.pack("d", once.score.probability)
    assert many.case
    assert once.case
    assert (many.case.score, many.case.severity) == (once.case.score, once.case.severity)
    assert other == beside
    assert 0 < abs(moved - rank) < MOST_ADDED
    assert moved > rank or wrong
