"""Tokens for bulk transfers: shown once, kept as a digest, revoked at once, and only by who administers."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.store import intake_tokens

NAME = "武汉12345"


@pytest.fixture
def admin(anonymous: Desk) -> Desk:
    anonymous.enter("周宁", Role.ADMIN)
    return anonymous


def issued(desk: Desk, **fields: str) -> str:
    page = desk.post("/tokens", **({"name": NAME, "why": "与12345对接"} | fields))
    assert page.status_code == 200, page.text
    return re.findall(r"zhenwang_[A-Za-z0-9_-]{43}", page.text)[0]


def test_a_token_is_shown_once_and_opens(admin: Desk) -> None:
    token = issued(admin)
    assert intake_tokens.holder(admin.store, token, runtime.now()) == NAME
    page = admin.http.get("/tokens")
    assert page.headers["cache-control"] == "no-store"
    assert token not in page.text
    assert NAME in page.text
    with admin.store.read() as connection:
        kept = [str(tuple(row)) for name in ("intake_tokens", "journal")
                for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # fmt: skip
    assert token not in "".join(kept)


def test_a_revoked_token_opens_nothing_and_one_in_use_is_replaced_only_when_asked(admin: Desk) -> None:
    first = issued(admin)
    taken = admin.post("/tokens", name=NAME, why="再来一个")
    assert (taken.status_code, "已有令牌" in taken.text) == (422, True)
    second = issued(admin, again="yes")
    assert intake_tokens.holder(admin.store, first, runtime.now()) is None
    assert admin.post("/tokens/revoke", name=NAME, why=" ").status_code == 422
    assert admin.post("/tokens/revoke", name=NAME, why="停止对接").status_code == 303
    assert intake_tokens.holder(admin.store, second, runtime.now()) is None
    assert "已于" in admin.http.get("/tokens").text
    assert admin.post("/tokens/revoke", name=NAME, why="再撤一次").status_code == 422


@pytest.mark.parametrize("name", ["", " ", "<script>", "x" * 65, "a\nb", "甲\u202e乙"])
def test_a_name_that_could_mislead_is_refused_and_shown_as_text(admin: Desk, name: str) -> None:
    answer = admin.post("/tokens", name=name, why="测试")
    assert answer.status_code == 422
    assert "<script>" not in answer.text
    assert intake_tokens.everyone(admin.store) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMIN, Role.SPONSOR)])
def test_nobody_else_issues_tokens(anonymous: Desk, role: Role) -> None:
    anonymous.enter("别人", role)
    assert anonymous.http.get("/tokens").status_code == 403
    assert anonymous.post("/tokens", name=NAME, why="x").status_code == 403
    assert anonymous.post("/tokens/revoke", name=NAME, why="x").status_code == 403


def test_it_is_reached_from_the_people_and_speaks_english(admin: Desk) -> None:
    assert 'href="/tokens"' in admin.http.get("/people").text
    assert "Issue a token" in admin.http.get("/tokens?lang=en").text
