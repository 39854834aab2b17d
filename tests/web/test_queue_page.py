from __future__ import annotations

import re
from datetime import timedelta

from tests.web.conftest import Desk
from tests.web.made import DAY, NOW, a_score, open_case, signals
from zhenwang.domain.score import Band
from zhenwang.store import runs
from zhenwang.web import rendering, words


def hosts(page: str) -> list[str]:
    return re.findall(r'data-open="/cases/([^"]+)"', page)


def test_an_empty_queue_says_why_and_what_to_do(desk: Desk) -> None:
    page = desk.http.get("/").text
    assert "没有待办案件" in page
    assert "还没有运行过" in page


def test_harm_goes_before_probability(desk: Desk) -> None:
    harmless = open_case(desk.store, "a.example.com", found=signals()[:3], score=a_score(probability=0.99))
    harmful = open_case(desk.store, "b.example.com", score=a_score(Band.REVIEW, 0.6))
    assert hosts(desk.http.get("/").text) == [harmful.id, harmless.id]


def test_a_row_says_who_why_and_what(desk: Desk) -> None:
    open_case(desk.store)
    page = desk.http.get("/").text
    for shown in ("青柳市人民政府", "标识码属于青柳市。", "自称名称", "收身份证号", "有利事实 1", "线索", "可提请认定"):
        assert shown in page
    assert "Its code." in desk.http.get("/?lang=en").text
    assert "0.97" not in page, "a bare probability is no reason"


def test_filters_narrow_and_unknown_ones_do_not_break(desk: Desk) -> None:
    case = open_case(desk.store)
    for query in (
        "text=qingliu",
        "text=青柳",
        "text=青 柳市人民",
        "band=confirmable",
        "state=lead",
        "tab=all",
        "tab=zzz&state=zzz&band=zzz",
    ):
        assert hosts(desk.http.get(f"/?{query}").text) == [case.id], query
    for query in ("text=nothing", "text=白杨", "band=watch", "state=review", "tab=confirmed", "text=%25%27;--"):
        assert not hosts(desk.http.get(f"/?{query}").text), query


def test_a_case_ruled_out_leaves_the_queue(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage")
    assert desk.rule(case, "exclude", exclusion="repost").status_code == 303
    assert not hosts(desk.http.get("/").text)
    assert hosts(desk.http.get("/?tab=settled").text) == [case.id]


def test_a_failed_run_is_seen_at_once(desk: Desk) -> None:
    run = runs.begin(desk.store, "daily", DAY, NOW)
    runs.finish(desk.store, run, "failed", {"looked": 7, "waiting": 3}, NOW)
    page = desk.http.get("/").text
    assert 'class="strip failed"' in page
    assert "有来源失败" in page
    assert "有来源失败" in desk.http.get("/runs").text


def test_a_new_case_is_new_and_one_is_one(desk: Desk) -> None:
    assert rendering.age("zh", timedelta(seconds=59)) == "刚刚"
    assert rendering.age("zh", timedelta(seconds=60)) == "1 分钟"
    assert rendering.counted(words.words("en"), "reports", 1) == "1 report"
    assert rendering.counted(words.words("en"), "reports", 2) == "2 reports"
    open_case(desk.store)
    assert "1 case<" in desk.http.get("/?lang=en").text


def test_what_was_not_seen_is_counted_in_words(desk: Desk) -> None:
    run = runs.begin(desk.store, "daily", DAY, NOW)
    runs.finish(desk.store, run, "done", {"looked": 30, "seen": 25}, NOW)
    for path in ("/", "/runs"):
        assert "未看到页面 5 个" in desk.http.get(path).text


def test_the_empty_watch_tab_says_what_it_would_show(desk: Desk) -> None:
    page = desk.http.get("/?tab=watch").text
    assert "监测中的案件" in page
    assert "没有立案" in page
