"""The composition root says what is not as it should be, and dates what it opens truthfully."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from zhenwang import line, runtime
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.settings import Settings


def test_bad_rows_of_the_registry_are_said_and_the_rest_is_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "official_sites.csv").write_text("name,domain\n甲市人民政府,www.jia.gov.cn\n乙市人民政府,not a host\n")
    settings = Settings(seeds=tmp_path, var=tmp_path / "var", plan="files", database_url="")
    with runtime.stations(settings) as stations:
        assert set(stations.registry.sites) == {"www.jia.gov.cn"}
    assert "official_sites.csv:3" in caplog.text


def test_a_days_line_knows_its_own_countrys_public_services_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "official_sites.csv").write_text("name,domain\n甲市人民政府,www.jia.gov.cn\n", encoding="utf-8")
    settings = Settings(seeds=tmp_path, var=tmp_path / "var", plan="files", database_url="", jit=False)
    with runtime.stations(settings) as stations:
        hosts = [host for host in map(parse_host, ("jiaoguan12123-cx.top", "irs-refund.top")) if isinstance(host, Host)]
        found = [stations.matcher.match(host) for host in hosts]
        assert stations.compiled is False
    assert [match and match.site for match in found] == ["www.122.gov.cn", None]


def test_a_baseline_of_ones_own_is_dated_by_its_file(tmp_path: Path, seeds: Path) -> None:
    page = tmp_path / "www.huangshi.gov.cn.html"
    shutil.copy(seeds / "recorded_day" / "official" / page.name, page)
    written = datetime(2026, 3, 2, 9, tzinfo=runtime.BEIJING)
    os.utime(page, (written.timestamp(), written.timestamp()))
    (baseline,) = runtime.load_baselines(tmp_path)
    assert (baseline.site, baseline.captured_at) == ("www.huangshi.gov.cn", written)


def test_forwarded_messages_are_read_before_the_inbox_and_a_missing_folder_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "official_sites.csv").write_text("name,domain\n甲市人民政府,www.jia.gov.cn\n", encoding="utf-8")
    (tmp_path / "a.eml").write_bytes(b"From: a@mail.example\n\nhttp://www.jia-gov.example.com/\n")
    (tmp_path / "hosts.txt").write_text("www.yi.example.com\n")
    mail = (tmp_path / "gone", tmp_path / "a.eml")
    given = {"mail": mail, "hosts": tmp_path / "hosts.txt", "var": tmp_path / "var", "seeds": tmp_path}
    settings = Settings(plan="files", database_url="", jit=False, **given)
    now = runtime.now()
    with runtime.stations(settings) as stations:
        sources = runtime.sources(settings, stations.store, stations.registry)
        found = {source.name: line.discover(stations, source, now.date(), now) for source in sources}
    assert [source.name for source in sources] == ["mail", "reports", "list"]
    assert "gone" in found["mail"].failure
    assert found["reports"].admitted == 1
    assert not found["list"].failure
