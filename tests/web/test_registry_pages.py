from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.hostile import SENT
from tests.web.registry_made import a_finding, added, hostile_site, keep, revise
from zhenwang.domain.registry import OfficialSite
from zhenwang.web import registry_overview
from zhenwang.web.registry_search import Wanted, find, in_order


def _names(page: str) -> list[str]:
    return re.findall(r'<b><a href="/registry/([^"]+)">', page)


def _asked(desk: Desk, **query: str) -> list[str]:
    return _names(desk.http.get("/registry", params=query).text)


@pytest.mark.parametrize(
    "text",
    [
        "青柳市人社局",  # short
        "青柳市人事局",  # former
        "rsj.qingliu.gov.cn",
        "http://rsj.qingliu.gov.cn/a/b.html",
        "old.qingliu",  # a part of a host
        "rsj",  # Latin
        "ＲＳＪ",
    ],
)
def test_an_entry_is_found_by_every_kind_of_name_and_by_its_hosts(listed: Desk, text: str) -> None:
    assert _asked(listed, q=text)[0] == "rsj.qingliu.gov.cn"


def test_an_entry_is_found_by_its_english_name(listed: Desk) -> None:
    assert _asked(listed, q="qingliu government")[0] == "www.qingliu.gov.cn"


def test_marks_are_found_as_printed_and_a_shared_number_finds_all(listed: Desk) -> None:
    assert _asked(listed, q="网站标识码：4299990001") == ["www.qingliu.gov.cn"]
    assert set(_asked(listed, q="鄂 ICP 备 05099999 号 - 1")) == {"www.qingliu.gov.cn", "rsj.qingliu.gov.cn"}
    assert set(_asked(listed, q="05099999")) == {"www.qingliu.gov.cn", "rsj.qingliu.gov.cn"}
    assert "<mark>" in listed.http.get("/registry", params={"q": "4299990001"}).text


def test_what_is_not_listed_is_answered_and_not_accused(listed: Desk) -> None:
    assert "没有列入名录不等于假冒" in listed.http.get("/registry?q=nobody.example").text
    assert "名录中查无归属" in listed.http.get("/registry?q=4299998888").text
    page = listed.http.get("/registry?q=new.qingliu.gov.cn").text
    assert "没有单独列入名录" in page
    assert _names(page) == ["www.qingliu.gov.cn"]
    assert "已停用的官方域名" in listed.http.get("/registry?q=qlrs.gov.cn").text


def test_filters_narrow_and_unknown_values_find_nothing(listed: Desk) -> None:
    assert set(_asked(listed, region="湖南省")) == {"www.qingbai.gov.cn"}
    assert set(_asked(listed, standing="neighbour")) == {"www.qlfy.gov.cn"}
    assert set(_asked(listed, kind="department")) == {"rsj.qingliu.gov.cn"}
    assert set(_asked(listed, doubt="composed")) == {"www.qingbai.gov.cn"}
    assert len(_asked(listed, doubt="conflict")) == 3
    assert _asked(listed, q="青柳", standing="neighbour") == ["www.qlfy.gov.cn"]
    for part in ("region", "standing", "level", "kind", "doubt"):
        assert _asked(listed, **{part: SENT}) == []


def test_hubei_comes_first_and_portals_before_departments(listed: Desk) -> None:
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    assert [site.id for site in in_order(registry)] == [
        "www.qingliu.gov.cn", "rsj.qingliu.gov.cn", "www.qlfy.gov.cn", "www.qingbai.gov.cn",
    ]  # fmt: skip
    assert _asked(listed, q="人民政府") == ["www.qingliu.gov.cn", "www.qingbai.gov.cn"]


def test_many_results_are_shown_page_by_page(listed: Desk) -> None:
    revise(listed.store, *(added(OfficialSite(f"s{n:03}.cn", f"第{n}局", (f"s{n:03}.cn",))) for n in range(205)))
    first = listed.http.get("/registry?standing=protected").text
    assert "208 个网站" in first
    assert "下一页" in first
    second = listed.http.get(re.findall(r'<a href="([^"]+)">下一页', first)[0].replace("&amp;", "&")).text
    assert not set(_names(first)) & set(_names(second))
    assert len(_names(listed.http.get("/registry?standing=protected&number=3").text)) == 8
    for odd in ("0", "-1", "x", "9" * 30):
        assert listed.http.get(f"/registry?standing=protected&number={odd}").status_code == 200


def test_the_landing_page_counts_once_for_each_registry(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = listed.http.get("/registry").text
    for shown in ("4 个网站", "最近的修订", "还是随程序下发的原样", "<b>3</b> 项分歧待裁决", "湖北省 <b>3</b>"):
        assert shown in page, shown

    def again(*_: object) -> None:
        raise AssertionError("counted again")

    monkeypatch.setattr(registry_overview, "Overview", again)
    assert listed.http.get("/registry").status_code == 200


def test_what_another_process_changed_is_seen_at_the_next_request(listed: Desk) -> None:
    assert _asked(listed, q="新设局") == []
    revise(listed.store, added(OfficialSite("xsj.qingliu.gov.cn", "青柳市新设局", ("xsj.qingliu.gov.cn",))))
    assert _asked(listed, q="新设局") == ["xsj.qingliu.gov.cn"]
    page = listed.http.get("/registry").text
    for shown in ("李雷", "另一进程导入", "新增 1", "xsj.qingliu.gov.cn"):
        assert shown in page


def test_an_entry_with_findings_is_flagged(listed: Desk) -> None:
    keep(listed.store, a_finding(), a_finding(subject="b"))
    assert "不规范 2" in listed.http.get("/registry?q=青柳市人社局").text
    assert "<b>2</b> 项不规范待提醒" in listed.http.get("/registry").text


def test_retired_hosts_have_a_list_of_their_own(listed: Desk) -> None:
    page = listed.http.get("/registry/retired").text
    for shown in ("qlrs", "青柳市人事局", "2009-04-01", "改名前所用", 'href="/registry/rsj.qingliu.gov.cn"'):
        assert shown in page
    assert "没有符合条件的停用域名" in listed.http.get("/registry/retired?q=zzz").text


def test_W1_W4_a_hostile_list_is_shown_as_text(listed: Desk) -> None:
    revise(listed.store, added(hostile_site()), who=SENT, why=SENT, source=SENT)
    keep(listed.store, a_finding("evil.example", SENT, SENT), a_finding(SENT[:200], SENT, SENT))
    listed.enter("王芳")
    for path in ("/registry", "/registry?q=evil", "/registry/evil.example", "/registry?doubt=conflict", "/conflicts",
                 "/registry/retired?q=%3Cscript%3E", "/findings", "/findings/1", "/findings/2"):  # fmt: skip
        answer = listed.http.get(path)
        assert answer.status_code == 200, path
        page = answer.text
        assert all('src="/static/' in script for script in re.findall(r"<script\b[^>]*>", page)), path
        assert not re.search(r"<(?:img|svg)[^>]*\son\w+|<iframe|<style|<a[^>]*javascript:", page, re.IGNORECASE), path
        assert not re.search(r'\s(?:href|src|action)="(?!/(?!/)|#)', page), path
        assert "\u202e" not in page
        assert "\u200b" not in page


def test_the_search_is_bounded(listed: Desk) -> None:
    house = listed.http.app.state.house  # type: ignore[attr-defined]
    found = find(house.registry, Wanted("青" * 10_000), house.seeds.hostless, 0, 100)
    assert found.count == 0
    assert listed.http.get("/registry", params={"q": "甲" * 3_000}).status_code == 200
