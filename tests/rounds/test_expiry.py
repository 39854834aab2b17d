"""Every run ends with the erasure of what was kept of reporters for long enough, and says how much that was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from zhenwang.domain.candidate import Malformed
from zhenwang.domain.registry import Registry
from zhenwang.domain.report import Report, Submission
from zhenwang.rounds.reminders import day_end
from zhenwang.settings import Settings
from zhenwang.store import quarantine, report_status, reporter_details, reports
from zhenwang.store.opening import Store, open_store
from zhenwang.store.report_rows import KEPT_DAYS

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/store.db", tmp_path / "blobs")
    yield opened
    opened.close()


def test_a_run_erases_what_was_kept_for_long_enough_and_says_so(store: Store, tmp_path: Path) -> None:
    report = Report("ab" * 16, NOW, ("http://a.example/",))
    reports.accept_all(store, [Submission(report, contact="sealed", words="sealed")], NOW)
    stations = cast(Any, SimpleNamespace(store=store, registry=Registry.of(())))
    over = NOW + timedelta(days=KEPT_DAYS)
    assert day_end(Settings(var=tmp_path), stations, over - timedelta(seconds=1)).remarks() == ()
    assert reporter_details.of_receipts(store, [report.receipt])
    told = day_end(Settings(var=tmp_path), stations, over).remarks()
    assert told == ("erased after 180 days: contact and words of 1 reports, 0 pictures",)
    assert not reporter_details.of_receipts(store, [report.receipt])
    assert report_status.status(store, report.receipt) == "waiting"


def test_a_run_erases_messages_that_nobody_could_read(store: Store, tmp_path: Path) -> None:
    quarantine.keep(store, Malformed("mail", "a.eml", "no message", b"x"), NOW)
    stations = cast(Any, SimpleNamespace(store=store, registry=Registry.of(())))
    over = NOW + timedelta(days=KEPT_DAYS, seconds=1)
    told = day_end(Settings(var=tmp_path), stations, over).remarks()
    assert told == ("erased after 180 days: contact and words of 0 reports, 0 pictures, 1 unreadable messages",)
    assert [kept.raw for kept in quarantine.items(store)] == [""]
