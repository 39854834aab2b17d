from __future__ import annotations

import pytest

from tests.web.conftest import COOKIE, Desk
from tests.web.people_made import PASSWORD, with_password
from zhenwang.domain.access import Grant, Role

NEW = "另一句很长的 pass phrase"


@pytest.fixture
def wang(anonymous: Desk) -> Desk:
    with_password(anonymous.store, "wang", "王芳", Grant(Role.ANALYST, "4201"))
    anonymous.post("/enter", login="wang", password=PASSWORD)
    return anonymous


def test_one_sees_who_one_is_and_where_ones_roles_hold(wang: Desk) -> None:
    page = wang.http.get("/account").text
    for shown in ("王芳", "分析员", "区划 4201"):
        assert shown in page


def test_W7_a_new_password_ends_every_other_session(wang: Desk) -> None:
    elsewhere = wang.http.cookies[COOKIE]
    wang.http.cookies.clear()
    wang.post("/enter", login="wang", password=PASSWORD)
    answer = wang.post("/account", password=PASSWORD, new=NEW, again=NEW)
    assert answer.headers["Location"] == "/account?changed=1"
    assert "密码已修改" in wang.http.get("/account?changed=1").text
    wang.carry(elsewhere)
    assert wang.http.get("/account").status_code == 303
    assert wang.post("/enter", login="wang", password=PASSWORD).status_code == 401
    assert wang.post("/enter", login="wang", password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"password": "wrong"}, 422, "密码不对"),
        ({"again": "another phrase"}, 422, "不一样"),
        ({"new": "short", "again": "short"}, 422, "至少 12 个字符"),
        ({"new": "wang wang wang", "again": "wang wang wang"}, 422, "不要有姓名或登录名"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(
    wang: Desk, fields: dict[str, str], status: int, why: str
) -> None:
    answer = wang.post("/account", **{"password": PASSWORD, "new": NEW, "again": NEW} | fields)
    assert answer.status_code == status
    assert why in answer.text
    wang.post("/leave")
    assert wang.post("/enter", login="wang", password=PASSWORD).status_code == 303


def test_guessing_ones_own_password_is_slowed_too(wang: Desk) -> None:
    answers = [wang.post("/account", password="guess", new=NEW, again=NEW).status_code for _ in range(7)]
    assert answers[-1] == 429
