"""The calendar in the console: everybody signed in reads it, an administrator sets it, and nothing is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tests.web.conftest import Desk, opened
from zhenwang.domain.access import Role
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import workdays
from zhenwang.store.access_schema import sessions

EVE = {"day": "2027-02-04", "kind": "off", "name": "春节", "notice": "国办发明电〔2026〕9号", "why": "依通知"}


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    for name in ("workday_overrides.csv", "clocks.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    with opened(settings) as http:
        desk = Desk(http)
        desk.enter("管理员", Role.ADMIN)
        yield desk


def rule(desk: Desk, seen: int = 0, **fields: str):
    return desk.post("/workdays/rule", seen=str(seen), **(EVE | fields))


def test_the_year_is_shown_with_its_days(desk: Desk) -> None:
    shown = desk.http.get("/workdays?year=2026").text
    assert "放假安排已知" in shown
    notice = "春节（国务院办公厅关于2026年部分节假日安排的通知）"
    assert re.search(f'<td class="work"[^>]*title="{notice}"[^>]*>14</td>', shown)
    assert "放假安排未知" in desk.http.get("/workdays?year=2027").text


@pytest.mark.parametrize(
    "query", ["year=abcd", "year=1900", "year=99999", "start=x&n=2", "start=2026-02-13&n=-1", "n=9999999999"]
)
def test_what_cannot_be_read_is_as_good_as_nothing(desk: Desk, query: str) -> None:
    answer = desk.http.get(f"/workdays?{query}")
    assert answer.status_code == 200
    assert 'class="counted"' not in answer.text


def test_a_day_can_be_counted_there(desk: Desk) -> None:
    assert "2026-02-24</b>" in desk.http.get("/workdays?start=2026-02-13&n=2").text
    provisional = desk.http.get("/workdays?start=2026-12-31&n=2").text
    assert re.search(r"2027-01-05</b> <span[^>]*>暂定", provisional)


def test_an_administrator_sets_a_day_takes_it_back_and_enters_a_year(desk: Desk) -> None:
    assert rule(desk).headers["location"] == "/workdays?year=2027"
    assert re.search(r'<td class="off ruled"[^>]*>4</td>', desk.http.get("/workdays?year=2027").text)
    assert rule(desk, 1, kind="withdraw", notice="", why="录错").status_code == 303
    assert 'ruled"' not in re.sub(r'<span class="ruled">', "", desk.http.get("/workdays?year=2027").text)
    assert rule(desk, 2, day="2027-01-01", kind="year").status_code == 303
    assert "放假安排已知" in desk.http.get("/workdays?year=2027").text
    assert rule(desk, 3, day="2027-01-01", kind="year_back", notice="").status_code == 303
    assert "放假安排未知" in desk.http.get("/workdays?year=2027").text
    assert [one.who for one in workdays.rulings(desk.store)] == ["管理员"] * 4


def test_a_whole_holiday_is_set_at_once_and_told_once(desk: Desk) -> None:
    assert rule(desk, day="2027-02-04", until="2027-02-11").status_code == 303
    assert [one.day.day for one in workdays.rulings(desk.store)] == [4, 5, 6, 7, 8, 9, 10, 11]
    shown = desk.http.get("/workdays?year=2027").text
    assert re.search(r"02-04 — 02-11</span> <b class=\"off\">放假</b> .*春节", shown)
    for until in ("2027-02-03", "2027-02-20"):
        assert rule(desk, 8, until=until).status_code == 422
    assert rule(desk, 8, day="2027-02-20", kind="work").status_code == 303
    assert len(workdays.rulings(desk.store)) == 9


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("day", "2027-02-30", "日期"), ("day", "", "日期"), ("day", "3000-01-01", "日期"), ("kind", "maybe", "请选择"),
     ("notice", " ", "文号"), ("why", "", "理由"), ("name", "节" * 41, "太长"), ("why", "长" * 1001, "太长")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk: Desk, field: str, value: str, said: str) -> None:
    answer = rule(desk, **{field: value})
    assert answer.status_code == 422
    assert said in re.findall(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)[0]
    kept = "notice" if field != "notice" else "why"
    assert f'value="{EVE[kept]}"' in answer.text
    assert workdays.newest(desk.store) == 0


def test_W12_a_calendar_that_changed_meanwhile_is_412_with_the_others_name(desk: Desk) -> None:
    rule(desk)
    answer = rule(desk, 0, day="2027-02-09")
    assert answer.status_code == 412
    assert "管理员 刚刚更改了日历" in answer.text
    assert workdays.newest(desk.store) == 1


def test_W10_who_is_no_administrator_reads_and_sets_nothing(desk: Desk) -> None:
    desk.enter("分析员", Role.ANALYST, Role.REVIEWER)
    assert "只有管理员可以更改" in desk.http.get("/workdays").text
    assert "/workdays/rule" not in desk.http.get("/workdays").text
    assert rule(desk).status_code == 403
    desk.carry("")
    assert desk.http.get("/workdays").status_code == 303
    assert desk.http.post("/workdays/rule", data=EVE).status_code in (401, 403)
    assert workdays.newest(desk.store) == 0


def test_W10_the_calendar_is_set_only_after_a_sign_in_of_just_now(desk: Desk) -> None:
    with desk.store.write() as connection:
        connection.execute(update(sessions).values(fresh_at=datetime(2026, 1, 1, tzinfo=UTC)))
    answer = rule(desk)
    assert answer.status_code == 401
    assert EVE["notice"] in answer.text
    assert workdays.newest(desk.store) == 0


def test_W6_without_the_forms_token_nothing_is_set(desk: Desk) -> None:
    assert desk.http.post("/workdays/rule", data={**EVE, "seen": "0", "token": "0" * 64}).status_code == 403
    assert workdays.newest(desk.store) == 0


def test_W1_what_was_typed_is_shown_as_text(desk: Desk) -> None:
    probe = "<script>x</script>\u202e"
    rule(desk, name=probe, notice=probe, why=probe)
    for shown in (desk.http.get("/workdays?year=2027").text, rule(desk, 9, name=probe, why="").text):
        assert "<script>x" not in shown
        assert "\u202e" not in re.sub(r'value="[^"]*"', "", shown)
