"""Entering a report by hand: what is found is shown before it is kept, once, from the day that it came."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest

from tests.web.conftest import Desk
from tests.web.made import OFFICIAL, open_case
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import inbox, reports

TEXT = f"来信反映收到短信 hxxp://new[.]example/cx ，还有 http://{OFFICIAL}/zwgk 和 qingliu-gov.example.com"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the clocks that replies are due by."""
    for name in ("clocks.csv", "workday_overrides.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    return settings


@pytest.fixture
def clerk(anonymous: Desk) -> Desk:
    anonymous.enter("刘洋", Role.CLERK)
    return anonymous


def sent(desk: Desk, **fields: str):
    """As a browser sends the form, with its boundary."""
    given = {"text": TEXT, "channel": "letter", "token": desk.token()} | fields
    return desk.http.post("/inbox/new", data=given, files={"picture": ("", b"", "application/octet-stream")})


def test_what_is_found_is_shown_before_anything_is_kept(clerk: Desk) -> None:
    case = open_case(clerk.store)
    asked = {"token": clerk.token(), "text": TEXT, "received_on": "2026-11-20"}
    part = clerk.http.post("/inbox/new/read", data=asked, headers={"HX-Request": "true"}).text
    for words in ("已有案件", case.id, ">新<", "官方网站", "2026-11-24"):
        assert words in part
    assert "<html" not in part
    assert inbox.groups(clerk.store) == []
    whole = clerk.post("/inbox/new/read", text=TEXT, received_on="2026-11-20", channel="letter").text
    assert "<html" in whole
    assert "new[.]example" in whole
    assert "hxxp://new[.]example/cx" in whole.split("<textarea")[1]


def test_it_is_entered_once_and_known_by_its_channel(clerk: Desk) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', clerk.http.get("/inbox/new").text)[0]
    for _ in range(2):
        answer = sent(clerk, key=key, channel="phone", claims="青柳市政府")
        assert (answer.status_code, answer.headers["location"]) == (303, "/inbox/host/new.example")
    (kept,) = inbox.of_host(clerk.store, "new.example")
    assert (kept.channel, kept.claims) == ("phone", "青柳市政府")
    assert "电话 1" in clerk.http.get("/inbox/host/new.example").text


def test_a_letter_counts_from_the_day_it_came(clerk: Desk) -> None:
    earlier = runtime.now() - timedelta(days=40)
    assert sent(clerk, received_on=f"{earlier:%Y-%m-%d}").status_code == 303
    (kept,) = inbox.of_host(clerk.store, "new.example")
    assert abs(kept.received_at - earlier) < timedelta(days=1)
    group = inbox.group_of(clerk.store, "new.example")
    assert group is not None
    assert group.waiting_since == kept.received_at
    assert "已过期" in clerk.http.get("/inbox?tab=late").text


@pytest.mark.parametrize("day", ["2999-01-01", "1990-01-01", "x", "2026-13-40", "0001-01-01", "明天"])
def test_no_day_that_is_still_to_come_or_long_gone(clerk: Desk, day: str) -> None:
    answer = sent(clerk, received_on=day)
    assert (answer.status_code, "收到日期不对" in answer.text) == (422, True)
    assert "算不出答复期限" in answer.text
    assert inbox.groups(clerk.store) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"text": "没有网址"}, "没有找到网址"), ({"channel": "x"}, "怎样来的"), ({"channel": ""}, "怎样来的"),
     ({"note": "字" * 4001}, "内容太长")],
)  # fmt: skip
def test_what_cannot_be_entered_is_shown_again_with_what_was_typed(
    clerk: Desk, fields: dict[str, str], said: str
) -> None:
    answer = sent(clerk, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert fields.get("text", "hxxp://new[.]example/cx") in answer.text
    assert inbox.groups(clerk.store) == []


def test_a_form_of_another_session_is_not_taken(clerk: Desk) -> None:
    assert sent(clerk, token="0" * 64).status_code == 403
    assert inbox.groups(clerk.store) == []


def test_a_picture_that_is_too_large_is_not_taken(clerk: Desk) -> None:
    body = b"\x89PNG\r\n\x1a\n" + b"\0" * (3 * 1024 * 1024)
    given = {"text": TEXT, "channel": "letter", "token": clerk.token()}
    answer = clerk.http.post("/inbox/new", data=given, files={"picture": ("a.png", body, "image/png")})
    assert (answer.status_code, "图片太大" in answer.text) == (422, True)


def test_R18_a_contact_stands_nowhere_but_sealed(clerk: Desk) -> None:
    assert sent(clerk, contact="张三 13812345678").status_code == 303
    with clerk.store.read() as connection:
        dumped = "\n".join(
            str(tuple(row)) for name in ("reports", "journal", "reporter_details")
            for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
        )  # fmt: skip
    assert "13812345678" not in dumped
    assert "13812345678" not in clerk.http.get("/inbox/host/new.example").text


def test_who_entered_it_stands_in_the_journal(clerk: Desk) -> None:
    sent(clerk, channel="visit")
    (kept,) = reports.of_host(clerk.store, "new.example")
    with clerk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT subject FROM journal WHERE action = 'report_entered'").scalars()
        assert list(found) == [kept.reference]


def test_who_may_not_enter_reports_cannot(clerk: Desk) -> None:
    clerk.http.cookies.clear()
    clerk.enter("复核", Role.REVIEWER)
    assert clerk.http.get("/inbox/new").status_code == 403
    assert sent(clerk).status_code == 403
