"""What many tests share: the recorded day, run once from log to cases in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recorded import RecordedDay, run_day
from zhenwang import runtime
from zhenwang.settings import Settings


@pytest.fixture(scope="session")
def recorded_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordedDay]:
    settings = Settings(plan="recorded", var=tmp_path_factory.mktemp("recorded"), database_url="")
    with runtime.stations(settings) as stations:
        yield RecordedDay(settings, stations, *run_day(stations, settings))


@pytest.fixture
def seeds() -> Path:
    return Settings().seeds
