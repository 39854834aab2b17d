"""The flows schedule and retry; what they do is the line's. One slow test runs them on a real Prefect server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from zhenwang import registry_in_use, runtime
from zhenwang.settings import Settings
from zhenwang.store import cases, runs

ROOT = Path(__file__).parent.parent.parent


def _deployments() -> list[dict[str, object]]:
    return yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def test_deployments_name_module_entrypoints_that_exist() -> None:
    import importlib

    for deployment in _deployments():
        module, _, name = str(deployment["entrypoint"]).rpartition(".")
        assert hasattr(importlib.import_module(module), name)


def test_schedules_run_by_the_clock_of_the_offices() -> None:
    for deployment in _deployments():
        schedules = deployment["schedules"]
        assert isinstance(schedules, list)
        assert schedules
        for schedule in schedules:
            assert ZoneInfo(schedule["timezone"]).utcoffset(runtime.now().replace(tzinfo=None)) == timedelta(hours=8)
            assert len(schedule["cron"].split()) == 5


def test_a_deployment_runs_once_at_a_time() -> None:
    for deployment in _deployments():
        limit = deployment["concurrency_limit"]
        assert isinstance(limit, dict)
        assert limit["limit"] == 1


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server", "own_folder")
def test_the_daily_flow_runs_the_recorded_day_and_again_without_harm() -> None:
    from flows.daily import daily, recheck

    state = daily(day=runtime.RECORDED_DAY, plan="recorded", return_state=True)
    assert state.is_completed(), state.message
    with registry_in_use.opened_store(Settings()) as store:
        first = {(case.id, case.version) for case in cases.queue(store, limit=1000)}
        done = runs.latest(store, "daily")
    assert first
    assert done
    assert done.counts["opened"] == len(first)

    assert daily(day=runtime.RECORDED_DAY, plan="recorded", return_state=True).is_completed()
    assert recheck(day=runtime.RECORDED_DAY + timedelta(days=1), plan="recorded", return_state=True).is_completed()
    with registry_in_use.opened_store(Settings()) as store:
        assert {case.id for case in cases.queue(store, limit=1000)} == {case for case, _ in first}


@pytest.mark.soak  # the same sentence by the command line: tests/cli/test_day.py
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_an_empty_source_fails_the_run_in_one_sentence(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.daily import daily

    empty = own_folder / "hosts.txt"
    empty.write_text("# nobody wrote to us today\n")
    monkeypatch.setenv("ZHENWANG_HOSTS", str(empty))
    state = daily(plan="files", return_state=True)
    assert state.is_failed()
    assert "gave nothing at all" in str(state.message)
