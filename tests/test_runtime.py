"""The composition root says what is not as it should be, and dates what it opens truthfully."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from zhenwang import runtime
from zhenwang.settings import Settings


def test_bad_rows_of_the_registry_are_said_and_the_rest_is_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "official_sites.csv").write_text("name,domain\n甲市人民政府,www.jia.gov.cn\n乙市人民政府,not a host\n")
    settings = Settings(seeds=tmp_path, var=tmp_path / "var", plan="files", database_url="")
    with runtime.stations(settings) as stations:
        assert set(stations.registry.sites) == {"www.jia.gov.cn"}
    assert "official_sites.csv:3" in caplog.text


def test_a_baseline_of_ones_own_is_dated_by_its_file(tmp_path: Path, seeds: Path) -> None:
    page = tmp_path / "www.huangshi.gov.cn.html"
    shutil.copy(seeds / "recorded_day" / "official" / page.name, page)
    written = datetime(2026, 3, 2, 9, tzinfo=runtime.BEIJING)
    os.utime(page, (written.timestamp(), written.timestamp()))
    (baseline,) = runtime.load_baselines(tmp_path)
    assert (baseline.site, baseline.captured_at) == ("www.huangshi.gov.cn", written)
