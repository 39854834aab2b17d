"""What many tests share: the recorded day, run once from log to cases in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.recorded import RecordedDay, worked_off
from tests.shipped import read_once
from zhenwang.settings import Settings

# No deadlines: a busy machine is no bug. In CI the same examples every time, so that a red build means a change.
hypothesis_settings.register_profile("house", deadline=None, database=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start servers or browsers come first: else one worker ends with them while the others are idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def shipped_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all worker processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def recorded_day(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordedDay]:
    with worked_off(run_folder / "recorded_day", tmp_path_factory.mktemp("recorded") / "var") as day:
        yield day


@pytest.fixture
def seeds() -> Path:
    return Settings().seeds
