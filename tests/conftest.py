"""What many tests share: the recorded day, run once from log to cases in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.recorded import RecordedDay, run_day
from zhenwang import runtime
from zhenwang.settings import Settings

# No deadlines: a busy machine is no bug. In CI the same examples every time, so that a red build means a change.
hypothesis_settings.register_profile("house", deadline=None, database=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start servers or browsers come first: else one worker ends with them while the others are idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def recorded_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordedDay]:
    settings = Settings(plan="recorded", var=tmp_path_factory.mktemp("recorded"), database_url="")
    with runtime.stations(settings) as stations:
        yield RecordedDay(settings, stations, *run_day(stations, settings))


@pytest.fixture
def seeds() -> Path:
    return Settings().seeds
