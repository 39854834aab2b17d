from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sqlalchemy import select, update

from tests.web.conftest import Desk
from tests.web.hostile import PROBES, SENT
from tests.web.made import NOW, open_case
from zhenwang.domain.access import Role
from zhenwang.domain.report import Report
from zhenwang.store import figures, reports
from zhenwang.store.access_schema import journal
from zhenwang.store.schema import cases
from zhenwang.web.statistics_page import spoken
from zhenwang.web.words import words

TABLES = ("months", "years", "regions", "bodies", "levels", "severities", "modus", "sources", "exclusions", "states",
          "authorities", "stages", "holders", "rates")  # fmt: skip


def _opened(desk: Desk, *names: str, region: str = "420100") -> None:
    for name in names:
        case = open_case(desk.store, name)
        with desk.store.write() as connection:
            connection.execute(update(cases).where(cases.c.id == case.id).values(region=region))


def _parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_an_empty_store_says_so(desk: Desk) -> None:
    answer = desk.http.get("/statistics")
    assert answer.status_code == 200
    assert "还没有案件" in answer.text


def test_how_many_this_year_where_and_how_long_stand_on_one_page(desk: Desk) -> None:
    _opened(desk, "one.example", "two.example")
    _opened(desk, "three.example", region="420500")
    page = desk.http.get("/statistics?year=2026").text
    for shown in (
        "认定假冒",
        "立案 3",
        "从立案到处置，平均",
        "复现率",
        "青柳市人民政府",
        "线索",
        'role="img"',
        "未记录",
    ):
        assert shown in page, shown
    assert "style=" not in page
    assert "Time per stage" in desk.http.get("/statistics?year=2026&lang=en").text


def test_a_region_narrows_every_figure_and_unknown_values_are_as_good_as_none(desk: Desk) -> None:
    _opened(desk, "one.example", "two.example")
    _opened(desk, "three.example", region="420500")
    assert "立案 2" in desk.http.get("/statistics?year=2026&region=4201").text
    assert "立案 0" in desk.http.get("/statistics?year=2025").text
    assert "立案 3" in desk.http.get("/statistics?year=all").text
    for bad in (SENT, "20x6", "9" * 400, "-1", "2026 OR 1=1"):
        assert desk.http.get("/statistics", params={"year": bad, "region": bad}).status_code == 200


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_exported_as_shown_with_query_date_and_digest(desk: Desk, name: str) -> None:
    _opened(desk, "one.example")
    told = desk.http.get(f"/statistics/{name}.json?year=2026&region=4201").json()
    rows = _parsed(desk.http.get(f"/statistics/{name}.csv?year=2026&region=4201").text)
    assert rows[0] == told["columns"]
    assert rows[-1][:2] == ["SHA-256", told["about"]["sha256"]]
    asked = told["about"]["query"]
    assert (asked["year"], asked["region"], asked["table"], asked["history_row"]) == ("2026", "4201", name, "1")
    assert len(rows) == 1 + len(told["rows"]) + 4


def test_every_export_is_in_the_journal_with_its_digest(desk: Desk) -> None:
    _opened(desk, "one.example")
    digest = desk.http.get("/statistics/bodies.json").json()["about"]["sha256"]
    with desk.store.read() as connection:
        row = connection.execute(select(journal).where(journal.c.action == "export")).one()
    assert (row.actor, row.subject, json.loads(row.facts)["sha256"]) == ("值班员", "statistics-bodies", digest)


@pytest.mark.parametrize("path", ["nothing.csv", "months.xlsx", "months.html", "%2e%2e.csv"])
def test_other_names_and_forms_are_not_found(desk: Desk, path: str) -> None:
    assert desk.http.get(f"/statistics/{path}").status_code == 404


def test_W10_who_works_for_a_city_counts_that_city_only(anonymous: Desk) -> None:
    _opened(anonymous, "one.example", "two.example")
    _opened(anonymous, "three.example", region="420500")
    anonymous.enter("王芳", Role.ANALYST, region="4201")
    assert "立案 2" in anonymous.http.get("/statistics?year=2026").text
    elsewhere = anonymous.http.get("/statistics?year=2026&region=4205").text
    assert "立案 0" in elsewhere
    assert "420500" not in anonymous.http.get("/statistics/regions.json?year=2026").text
    assert anonymous.http.get("/statistics/months.json").json()["about"]["query"]["within"] == "4201/"


def test_W10_nobody_counts_without_the_permission(anonymous: Desk) -> None:
    assert anonymous.http.get("/statistics").status_code == 303
    anonymous.enter("管理员", Role.ADMIN)
    for path in ("/statistics", "/statistics/months.csv", "/statistics/annual"):
        assert anonymous.http.get(path).status_code == 403, path


def test_W1_a_hostile_name_is_shown_and_exported_as_text(desk: Desk) -> None:
    _opened(desk, "one.example")
    with desk.store.write() as connection:
        connection.execute(update(cases).values(imitates=PROBES[:200]))
    figures.rebuild(desk.store)
    page = desk.http.get("/statistics?year=2026").text
    assert "<script>__x" not in page
    assert not re.search(r"<img[^>]+onerror", page)
    exported = desk.http.get("/statistics/bodies.csv?year=2026").text
    assert "http://evil" not in exported


def test_figures_that_lag_behind_say_so_and_catch_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "AT_ONCE", 1)
    monkeypatch.setattr(figures.refresh, "__defaults__", (1, figures.OFFICE))
    _opened(desk, "one.example", "two.example")
    assert "另有 1 条历史记录尚未计入" in desk.http.get("/statistics").text
    assert "尚未计入" not in desk.http.get("/statistics").text


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(None, "—"), (0, "0 小时"), (90, "1.5 小时"), (2879, "48 小时"), (2880, "2.0 天"), (9000, "6.2 天")],
)
def test_times_are_told_in_hours_and_from_two_days_on_in_days(minutes: float | None, said: str) -> None:
    assert spoken(minutes, words("zh")) == said


def test_the_annual_form_says_how_reports_came(desk: Desk) -> None:
    for n, channel in enumerate(("", "", "phone", "sms")):
        reports.accept(desk.store, Report(f"{n:032x}", NOW, ("http://a.example/",), channel=channel), "", NOW)
    page = desk.http.get("/statistics/annual?year=2026").text
    assert "网上举报 2、电话 1、短信转来 1" in page
    assert "收到举报：电话" in desk.http.get("/statistics/rates.csv?year=2026").text
