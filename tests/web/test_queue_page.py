from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from tests.web.conftest import Desk
from tests.web.made import a_score, open_case, signals
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.domain.score import Band
from zhenwang.store import claims
from zhenwang.store.schema import cases
from zhenwang.web import rendering, words
from zhenwang.web.queue_view import regions


def hosts(page: str) -> list[str]:
    return re.findall(r'data-open="/cases/([^"]+)"', page)


def counts(page: str) -> dict[str, int]:
    return {tab: int(n) for tab, n in re.findall(r'href="/queue\?tab=(\w+)"[^>]*>[^<]* <span class="n">(\d+)<', page)}


def test_an_empty_queue_says_why(desk: Desk) -> None:
    assert "没有待办案件" in desk.http.get("/queue").text


def test_harm_goes_before_probability(desk: Desk) -> None:
    harmless = open_case(desk.store, "a.example.com", found=signals()[:3], score=a_score(probability=0.99))
    with desk.store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == harmless.id).values(severity="S5", urgency=40.0))
    harmful = open_case(desk.store, "b.example.com", score=a_score(Band.REVIEW, 0.6))
    with desk.store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == harmful.id).values(severity="S1", urgency=3.0))
    assert hosts(desk.http.get("/queue").text) == [harmful.id, harmless.id]


def test_a_row_says_who_why_and_what(desk: Desk) -> None:
    open_case(desk.store)
    page = desk.http.get("/queue").text
    for shown in ("青柳市人民政府", "有利事实 1", "线索", "可提请认定", "example[.]com", "S1"):
        assert shown in page
    assert "0.97" not in page, "a bare probability is no reason"


def test_filters_narrow_and_unknown_ones_do_not_break(desk: Desk) -> None:
    case = open_case(desk.store)
    for query in (
        "text=qingliu", "text=青柳", "text=青 柳市人民", "text=hxxps[:]//QINGLIU-gov[.]example[.]com/a?b",
        f"text={case.id}", "band=confirmable", "state=lead", "tab=all", "tab=zzz&state=zzz&band=zzz&after=zzz",
        "source=monitoring", "holder=nobody", "body=www.qingliu.gov.cn",
    ):  # fmt: skip
        assert hosts(desk.http.get(f"/queue?{query}").text) == [case.id], query
    for query in (
        "text=nothing", "text=白杨", "band=watch", "state=review", "tab=confirmed", "text=%25%27;--", "source=report",
        "holder=mine", "holder=somebody", "tab=mine", "deadline=late", "deadline=today", "body=www.baiyang.gov.cn",
        "region=11",
    ):  # fmt: skip
        assert not hosts(desk.http.get(f"/queue?{query}").text), query


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nan~2026-01-01T00:00:00+00:00~x"}, {"after": "1e999~2026-01-01T00:00:00+00:00~x"},
        {"after": "1~0001-01-01T00:00:00+23:59~x"}, {"after": "1~" * 5000}, {"after": "1~\x00~x"},
        {"tab": "open' OR 1=1--"}, {"region": "4" * 13}, {"region": "４２"}, {"body": "x" * 400},
        {"text": "\x00\ud7ff" * 50}, {"page": "-1", "limit": "1000000000"},
        {"text": "%" * 200}, {"text": "_" * 200}, {"text": "\\" * 200}, {"text": "x" * 5000}, {"severity": "S1,S2"},
        {"sort": "password", "order": "desc"}, {f"k{n}": "v" for n in range(200)},
    ],
)  # fmt: skip
def test_W18_hostile_sorts_filters_and_pages_are_as_good_as_none(desk: Desk, query: dict[str, str]) -> None:
    open_case(desk.store)
    answer = desk.http.get(f"/queue?{urlencode(query)}")
    assert answer.status_code == 200
    assert len(hosts(answer.text)) <= 1


def test_pages_follow_each_other_without_a_gap_or_a_repetition(desk: Desk) -> None:
    made = {
        open_case(desk.store, f"h{n}.example.com", score=a_score(probability=0.5 + n % 3 / 10)).id for n in range(120)
    }
    seen: list[str] = []
    path = "/queue"
    while path:
        page = desk.http.get(path).text
        seen += hosts(page)
        more = re.search(r'href="(/queue\?[^"]*after=[^"]*)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 120
    assert set(seen) == made


def test_htmx_gets_the_rows_and_not_the_page(desk: Desk) -> None:
    case = open_case(desk.store)
    part = desk.http.get("/queue", headers={"HX-Request": "true"}).text
    assert hosts(part) == [case.id]
    assert "<html" not in part
    assert 'action="/queue/filters"' not in part
    narrowed = desk.http.get("/queue?severity=S5", headers={"HX-Request": "true"}).text
    assert 'action="/queue/filters"' in narrowed, "what was just narrowed can be kept"
    whole = desk.http.get("/queue", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).text
    assert "<html" in whole


def test_a_case_ruled_out_leaves_the_queue_and_the_counts_follow(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    assert counts(desk.http.get("/queue").text)["open"] == 1
    case = desk.step(case, "triage")
    assert desk.rule(case, "exclude", exclusion="repost").status_code == 303
    page = desk.http.get("/queue").text
    assert not hosts(page)
    assert (counts(page)["open"], counts(page)["settled"], counts(page)["all"]) == (0, 1, 1)
    assert hosts(desk.http.get("/queue?tab=settled").text) == [case.id]


def test_a_deadline_is_seen_and_found(desk: Desk) -> None:
    case = open_case(desk.store)
    late = runtime.now() - timedelta(hours=3)
    with desk.store.write() as connection:
        kept = {"due_at": late, "due_key": "review", "due_stale": False}
        connection.execute(update(cases).where(cases.c.id == case.id).values(kept))
    assert "超期 3 小时" in desk.http.get("/queue").text
    assert hosts(desk.http.get("/queue?deadline=late").text) == [case.id]


def test_W10_who_answers_for_one_region_sees_only_its_cases(desk: Desk) -> None:
    here, there = open_case(desk.store, "a.example.com"), open_case(desk.store, "b.example.com")
    with desk.store.write() as connection:
        connection.execute(update(cases).where(cases.c.id == here.id).values(region="420100"))
        connection.execute(update(cases).where(cases.c.id == there.id).values(region="110000"))
    desk.enter("武汉的人", Role.ANALYST, region="4201")
    page = desk.http.get("/queue?tab=all").text
    assert hosts(page) == [here.id]
    assert counts(page)["all"] == 1
    assert not hosts(desk.http.get(f"/queue?text={there.id}").text)
    assert desk.post(f"/cases/{there.id}/claim").status_code == 404
    assert desk.post("/queue/next").headers["location"] == f"/cases/{here.id}"
    assert "said=none" in desk.post("/queue/next").headers["location"], "what is mine is not taken again"


def test_take_next_claims_the_most_urgent_free_case_and_the_others_see_it(desk: Desk) -> None:
    first, second = open_case(desk.store, "a.example.com"), open_case(desk.store, "b.example.com")
    desk.enter("王芳", Role.ANALYST)
    assert desk.post("/queue/next").headers["location"] == f"/cases/{first.id}"
    assert hosts(desk.http.get("/queue?tab=mine").text) == [first.id]
    desk.enter("李强", Role.ANALYST)
    page = desk.http.get("/queue").text
    assert "王芳 正在办理" in page
    assert hosts(desk.http.get("/queue?holder=nobody").text) == [second.id]
    assert desk.post("/queue/next").headers["location"] == f"/cases/{second.id}"
    assert hosts(desk.http.get("/queue?holder=somebody").text) == [first.id, second.id]


def test_a_row_is_claimed_and_given_back_in_place(desk: Desk) -> None:
    case = open_case(desk.store)
    account = desk.enter("王芳", Role.ANALYST)
    part = desk.http.post(
        f"/cases/{case.id}/claim", data={"token": desk.token(), "release": ""}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 200
    assert "我在办" in part.text
    assert "<html" not in part.text
    held = claims.of(desk.store, case.id, runtime.now())
    assert held is not None
    assert (held.account, held.token) == (account.login, 1)
    desk.post(f"/cases/{case.id}/claim", release="1")
    assert claims.of(desk.store, case.id, runtime.now()) is None


def test_a_reader_claims_nothing(desk: Desk) -> None:
    case = open_case(desk.store)
    assert desk.post(f"/cases/{case.id}/claim").status_code == 403
    assert desk.post("/queue/next").status_code == 403
    assert "领取" not in desk.http.get("/queue").text


def test_a_filter_is_kept_as_a_tab_with_its_count_and_removed(desk: Desk) -> None:
    open_case(desk.store)
    desk.enter("王芳", Role.ANALYST)
    assert desk.post("/queue/filters", name="青柳的", text="qingliu", junk="x", tab="open").status_code == 303
    page = desk.http.get("/queue").text
    assert "青柳的" in page
    assert "junk" not in page
    part = desk.http.get("/queue/counts").text
    assert re.search(r'青柳的</bdi> <span class="n">1', part), part
    number = re.search(r'name="remove" value="(\d+)"', desk.http.get("/queue?text=qingliu").text)
    assert number
    desk.enter("李强", Role.ANALYST)
    assert "青柳的" not in desk.http.get("/queue").text, "another account's filters are its own"
    desk.post("/queue/filters", remove=number[1])
    desk.enter("王芳", Role.ANALYST)
    assert "青柳的" in desk.http.get("/queue").text
    desk.post("/queue/filters", remove=number[1])
    assert "青柳的" not in desk.http.get("/queue").text


def test_a_filter_without_a_name_and_a_thirteenth_are_refused(desk: Desk) -> None:
    desk.enter("王芳", Role.ANALYST)
    assert "said=name" in desk.post("/queue/filters", name=" \u200b", text="x").headers["location"]
    for n in range(12):
        assert "said=saved" in desk.post("/queue/filters", name=f"f{n}", text="x").headers["location"]
    assert "said=most" in desk.post("/queue/filters", name="f12", text="x").headers["location"]
    assert "最多保存 12 组" in desk.http.get("/queue?text=x&said=most").text


def test_a_new_case_is_new_and_one_is_one() -> None:
    assert rendering.age("zh", timedelta(seconds=59)) == "刚刚"
    assert rendering.age("zh", timedelta(seconds=60)) == "1 分钟"
    assert rendering.counted(words.words("en"), "reports", 1) == "1 report"
    assert rendering.counted(words.words("en"), "reports", 2) == "2 reports"


def test_regions_are_the_home_provinces_prefectures_or_else_provinces() -> None:
    divisions = {
        "420000": "湖北省",
        "420100": "湖北省武汉市",
        "420106": "湖北省武汉市武昌区",
        "429000": "湖北省",
        "110000": "北京市",
    }
    assert regions(divisions, "中国湖北省") == [("42", "湖北省"), ("4201", "武汉市")]
    assert regions(divisions, "Elsewhere") == [("11", "北京市"), ("42", "湖北省")]


def test_the_empty_watch_tab_says_what_it_would_show(desk: Desk) -> None:
    page = desk.http.get("/queue?tab=watch").text
    assert "监测中的案件" in page
    assert "没有立案" in page
