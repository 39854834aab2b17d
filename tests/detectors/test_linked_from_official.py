"""What the office's own page points to may be its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detectors.linked_from_official import detect
from zhenwang.domain.look import Link, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.site import RetiredHost
from zhenwang.registry.fingerprints import fingerprint

NEW = "www.qingliu-xin.cn"


def known(registry: Registry, look, page: Page, **more) -> Registry:
    seen = look("www.qingliu.gov.cn", page)
    baseline = fingerprint("www.qingliu.gov.cn", seen, lambda _: None, seen.at)
    return Registry.of(registry.sites.values(), (baseline,), **more)


@pytest.fixture
def linking(official) -> Page:
    return replace(official, links=(Link(f"https://{NEW}/index.html", "新版网站试运行", "body"),))


def test_a_link_on_the_claimed_bodys_page(registry, look, official, linking):
    (signal,) = detect(look(NEW, official), known(registry, look, linking))
    assert (signal.name, signal.site, signal.value) == ("linked_from_official", "www.qingliu.gov.cn", 1.0)
    assert "新版网站试运行" in signal.because
    assert signal.snippet == NEW


def test_a_printed_notice_counts_and_part_of_a_longer_name_does_not(registry, look, official):
    notice = replace(official, text=f"公告：本网站自即日起启用新网址 {NEW} 敬请留意。{official.text}")
    assert any(detect(look(NEW, official), known(registry, look, notice)))
    for longer in (f"{NEW}.evil.top", f"my{NEW.removeprefix('www.')}"):
        assert not any(detect(look(longer, official), known(registry, look, notice)))


def test_who_claims_nothing_of_that_body_is_not_asked_for(registry, look, linking, make_page):
    seen = make_page(title="青柳生活网", text="柳编 特产")
    assert not any(detect(look(NEW, seen), known(registry, look, linking)))


def test_another_host_a_retired_one_and_one_with_betting_are_not_excused(registry, look, official, linking):
    assert not any(detect(look("www.other.top", official), known(registry, look, linking)))
    gone = RetiredHost(NEW, "www.qingliu.gov.cn", "青柳市人民政府", None, None, "s", "")
    assert not any(detect(look(NEW, official), known(registry, look, linking, retired=(gone,))))
    betting = replace(official, title="必赢体育-青柳市人民政府")
    assert not any(detect(look(NEW, betting), known(registry, look, linking)))


def test_without_baselines_nothing_is_said(registry, look, official):
    assert not any(detect(look(NEW, official), Registry.of(registry.sites.values())))
