from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.web.conftest import Desk
from tests.web.made import open_case
from tests.web.people_made import PASSWORD
from zhenwang.domain.access import Grant, Role
from zhenwang.store import accounts
from zhenwang.store.access_schema import journal

NEW = {
    "login": "li",
    "name": "李强",
    "password": "一句很长的 pass phrase",
    "role": "analyst",
    "region": "4201",
    "why": "新来的同事",
}


@pytest.fixture
def chief(anonymous: Desk) -> Desk:
    anonymous.enter("管理员", Role.ADMIN)
    return anonymous


def last(desk: Desk) -> tuple[str, str, str, str]:
    with desk.store.read() as connection:
        row = connection.execute(select(journal).order_by(journal.c.position.desc()).limit(1)).one()
    return row.actor, row.action, row.subject, row.reason


def change(desk: Desk, login: str, what: str, **fields: str):
    return desk.post(f"/people/{login}", change=what, **{"why": "有事由"} | fields)


def test_an_administrator_makes_an_account_that_can_sign_in(chief: Desk) -> None:
    answer = chief.post("/people", **NEW)
    assert answer.headers["Location"] == "/people/li?done=1"
    assert last(chief) == ("管理员", "role_granted", "li", "新来的同事")
    page = chief.http.get("/people").text
    for shown in ("李强", "分析员", "区划 4201", "密码"):
        assert shown in page
    chief.post("/leave")
    assert chief.post("/enter", login="li", password=NEW["password"]).status_code == 303
    assert "李强" in chief.http.get("/account").text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "管 理 员"}, "加上单位"),
        ({"name": ""}, "看得见的姓名"),
        ({"name": "甄网"}, "程序自己的名字"),
        ({"login": "a b"}, "登录名是"),
        ({"password": "short"}, "至少 12 个字符"),
        ({"password": "李强李强李强李强李强"}, "至少 12 个字符"),
        ({"password": "aaaaaaaaaaaaaa"}, "太容易猜"),
        ({"password": "my name is 李强强强 x", "name": "李强强强"}, "不要有姓名"),
        ({"region": "4"}, "成对的数字"),
        ({"system": "nowhere.example", "region": ""}, "成对的数字"),
        ({"system": "www.qingliu.gov.cn"}, "成对的数字"),
        ({"role": "sponsor", "region": ""}, "一次性链接"),
        ({"role": "admin"}, "管理员不分辖区"),
        ({"person": "f" * 32}, "没有这个人"),
    ],
)
def test_what_is_not_done_is_said_and_what_was_typed_is_kept(chief: Desk, fields: dict[str, str], why: str) -> None:
    answer = chief.post("/people", **NEW | fields)
    assert answer.status_code == 422
    assert why in answer.text
    assert 'value="新来的同事"' in answer.text
    assert NEW["password"] not in answer.text
    assert [one.name for one in accounts.everybody(chief.store)] == ["管理员"]


def test_a_role_for_a_system_takes_a_site_of_the_registry(chief: Desk) -> None:
    given = NEW | {"region": "", "system": "www.qingliu.gov.cn"}
    assert chief.post("/people", **given).status_code == 303
    assert "垂直系统 www.qingliu.gov.cn" in chief.http.get("/people/li").text


def test_roles_are_given_and_taken_with_a_reason(chief: Desk) -> None:
    chief.post("/people", **NEW)
    assert change(chief, "li", "grant", role="reviewer").status_code == 303
    assert last(chief) == ("管理员", "role_granted", "li", "有事由")
    assert change(chief, "li", "withdraw", role="analyst", region="4201").status_code == 303
    held = accounts.get(chief.store, "li")
    assert held
    assert held.grants == (Grant(Role.REVIEWER),)
    answer = change(chief, "li", "grant", role="admin")
    assert answer.status_code == 422
    assert "此人已是“复核员”" in answer.text


def test_nobody_gives_themselves_work_on_cases_beside_administering(chief: Desk) -> None:
    login = accounts.everybody(chief.store)[0].login
    assert change(chief, login, "grant", role="analyst").status_code == 422
    second = chief.post("/people", **NEW | {"person": accounts.everybody(chief.store)[0].person, "name": ""})
    assert second.status_code == 422
    assert "管理员不办案" in second.text
    case = open_case(chief.store)
    assert chief.http.get(f"/cases/{case.id}").status_code == 403


def test_W7_who_is_disabled_is_out_and_the_last_administrator_is_not(chief: Desk) -> None:
    chief.post("/people", **NEW)
    assert change(chief, "li", "standing", on="no").status_code == 303
    assert last(chief)[1] == "account_disabled"
    assert "已停用" in chief.http.get("/people").text
    assert change(chief, "li", "standing", on="yes").status_code == 303
    answer = change(chief, accounts.everybody(chief.store)[-1].login, "standing", on="no")
    assert answer.status_code == 422
    assert "最后一个管理员" in answer.text


def test_a_person_is_renamed_bound_and_given_a_password(chief: Desk) -> None:
    chief.post("/people", **NEW | {"password": ""})
    assert "不能登录" in chief.http.get("/people/li").text
    assert change(chief, "li", "name", name="李强（市数据局）").status_code == 303
    assert change(chief, "li", "password", password="short").status_code == 422
    assert change(chief, "li", "password", password=PASSWORD).status_code == 303
    assert change(chief, "li", "identity", issuer="https://id.example", subject="7").status_code == 303
    assert change(chief, "li", "identity", issuer="https://id.example", subject="").status_code == 422
    page = chief.http.get("/people/li").text
    for shown in ("李强（市数据局）", "统一身份认证", 'value="https://id.example"'):
        assert shown in page
    assert PASSWORD not in page


def test_two_accounts_of_one_person_stand_under_one_name(chief: Desk) -> None:
    chief.post("/people", **NEW)
    person = accounts.get(chief.store, "li")
    assert person
    assert chief.post("/people", **NEW | {"login": "li2", "person": person.person, "name": ""}).status_code == 303
    page = chief.http.get("/people").text
    assert page.count("<bdi>李强</bdi>") == 1
    assert 'href="/people/li2"' in chief.http.get("/people/li").text


@pytest.mark.parametrize("what", ["", "nonsense", "__class__"])
def test_an_unknown_change_changes_nothing(chief: Desk, what: str) -> None:
    chief.post("/people", **NEW)
    assert change(chief, "li", what).status_code == 400
    assert chief.post("/people/nobody", change="grant").status_code == 404
    assert chief.http.get("/people/%3Cscript%3E").status_code == 404


def test_names_and_reasons_are_text(chief: Desk) -> None:
    chief.post("/people", **NEW | {"name": "<script>__x(1)</script>李", "why": "<b>x</b>"})
    assert "<script>__x" not in chief.http.get("/people").text
    assert "<script>__x" not in chief.http.get("/people/li").text
