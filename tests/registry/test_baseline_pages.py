"""A baseline taken from a broken or hijacked official site would poison everything: each of these pages is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.official_pages import HOST, NAME, home_page
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Gap, Look
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.pages.page import read_page
from zhenwang.registry.baseline_pages import drift, unfit
from zhenwang.registry.fingerprints import fingerprint

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SITE = OfficialSite(HOST, f"{NAME}门户网站", (HOST, "qingliu.gov.cn"), marks=Marks(site_codes=("4299990001",)))
WATER = OfficialSite(
    "slj.qingliu.gov.cn", "青柳市水利局", ("slj.qingliu.gov.cn",), marks=Marks(site_codes=("4299990002",))
)
REGISTRY = Registry.of((SITE, WATER))
FULL = "政务公开要闻动态办事服务互动交流" * 20


def look(body: bytes, **more: object) -> Look:
    page, gaps = read_page(body)
    seen = Look(HOST, f"https://{HOST}/", NOW, f"https://{HOST}/", 200, (), body, gaps=gaps, page=page)
    return replace(seen, **more)


def kinds(seen: Look, site: OfficialSite = SITE) -> set[str]:
    return {gap.kind for gap in unfit(seen, site, REGISTRY)}


def page(text: str, title: str = NAME) -> Look:
    return look(f"<html><title>{title}</title><body><p>{text}</p></body></html>".encode())


def test_an_official_page_is_fit() -> None:
    assert kinds(look(home_page())) == set()


def test_a_site_may_be_named_by_its_sponsor_alone() -> None:
    assert kinds(look(home_page()), replace(SITE, name="中国青柳", sponsor=NAME)) == set()


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (look(home_page(), page=None, status=0, gaps=(Gap("timeout", "x"),)), "unseen"),
        (look(home_page(), status=412), "challenge"),
        (look(home_page(), status=521), "challenge"),
        (look(home_page(), status=503), "status"),
        (look(home_page(), final_url="https://www.example.top/"), "elsewhere"),
        (look(home_page(), final_url="https://slj.qingliu.gov.cn/"), "elsewhere"),
        (look(home_page(), gaps=(Gap("truncated", "x"),)), "cut"),
        (look(home_page(), gaps=(Gap("timeout", "x"),)), "cut"),
        (page("请开启JavaScript并刷新该页"), "challenge"),
        (page(FULL, title="安全验证"), "challenge"),
        (page("您的访问请求被拦截，事件编号1", title="405"), "challenge"),
        (page("404 Not Found nginx"), "out_of_order"),
        (page("您访问的页面不存在或已删除"), "out_of_order"),
        (page("网站正在升级改版，敬请期待"), "out_of_order"),
        (page("This domain is for sale. Buy now", title="qingliu.gov.cn"), "out_of_order"),
        (page("Welcome to nginx! If you see this page", title="Welcome to nginx!"), "out_of_order"),
        (look(b"<html><title>x</title><div id=app></div><script src=/a.js></script>"), "shell"),
        (page(FULL, title="云岭市水利局"), "nameless"),
        (look(home_page(code="4299990002")), "foreign_code"),
    ],
)
def test_what_cannot_stand_for_the_site_is_refused(seen: Look, kind: str) -> None:
    assert kind in kinds(seen)
    assert all(len(gap.detail) > 15 for gap in unfit(seen, SITE, REGISTRY))


def test_a_longer_page_may_speak_of_repairs_and_checks() -> None:
    news = tuple(f"第{n}期：水务系统正在维护，请求被拒绝的说明，安全验证培训" for n in range(40))
    assert kinds(look(home_page(news=news))) == set()


def test_a_page_that_was_read_in_part_is_still_the_page() -> None:
    assert kinds(look(home_page(), gaps=(Gap("parse_limited", "x"), Gap("picture", "x")))) == set()


def test_a_code_beside_its_own_is_no_reason() -> None:
    assert kinds(look(home_page(more="<p>网站标识码：4299990002</p>"))) == set()


def baseline(body: bytes, days: int = 0) -> Baseline:
    return fingerprint(HOST, look(body), lambda _: None, NOW + timedelta(days=days))


def test_R6_other_news_are_little_drift() -> None:
    moved = drift(baseline(home_page()), baseline(home_page(news=("青柳市举办马拉松", "青柳湖大桥合龙")), days=7))
    assert (moved.days, moved.much) == (7.0, False)
    assert moved.text > 0.4
    assert moved.structure > 0.9


def test_R6_the_same_page_has_not_moved() -> None:
    moved = drift(baseline(home_page()), baseline(home_page(), days=1))
    assert (moved.text, moved.structure, moved.much) == (1.0, 1.0, False)


@pytest.mark.parametrize(
    "after",
    [
        page(f"{NAME} 真人娱乐 " + "开户送彩金，最新网址是多少" * 30).body,
        home_page().replace(b'class="', b'class="new-').replace(b"<div", b"<section").replace(b"</div", b"</section"),
    ],
    ids=["another page", "another template"],
)
def test_R6_a_page_that_would_not_be_recognised_changed_much(after: bytes) -> None:
    assert drift(baseline(home_page()), baseline(after, days=1)).much
