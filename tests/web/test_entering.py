from __future__ import annotations

import pytest

from tests.web.conftest import Desk
from zhenwang.web.entering import own_path


def test_a_name_is_kept_until_one_leaves(desk: Desk) -> None:
    assert "还没有密码" in desk.http.get("/enter").text
    desk.enter("王芳")
    assert "王芳" in desk.http.get("/").text
    assert desk.post("/leave").status_code == 303
    assert "王芳" not in desk.http.get("/").text


def test_the_cookie_is_for_this_site_and_no_script(desk: Desk) -> None:
    told = desk.http.get("/").headers["Set-Cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


def test_W7_entering_begins_a_new_session_and_a_left_one_is_dead(desk: Desk) -> None:
    desk.http.get("/")
    planted = desk.http.cookies["zhenwang_who"]
    desk.enter("王芳")
    own = desk.http.cookies["zhenwang_who"]
    assert own != planted
    desk.post("/leave")
    desk.http.cookies.set("zhenwang_who", own, domain="127.0.0.1")
    assert "王芳" not in desk.http.get("/").text


def test_a_name_nobody_can_read_is_refused(desk: Desk) -> None:
    assert desk.post("/enter", name="\u200b\u202e ").status_code == 422


def test_language_is_remembered(desk: Desk) -> None:
    answer = desk.post("/language", back="/runs")
    assert answer.headers["Location"] == "/runs"
    assert "Queue" in desk.http.get("/").text
    desk.post("/language", back="/")
    assert "待办" in desk.http.get("/").text


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "\\\\evil", "javascript:x", "", "/\t/evil", "/\n",
     "evil", "/a\\b", "/" + "a" * 2000, "/湖"],
)  # fmt: skip
def test_W9_one_comes_back_to_own_paths_only(target: str) -> None:
    assert own_path(target) == "/"


def test_W9_own_paths_are_kept(desk: Desk) -> None:
    assert own_path("/cases/ZW-1?lang=en") == "/cases/ZW-1?lang=en"
    assert desk.post("/enter", name="王芳", back="//evil.example").headers["Location"] == "/"


def test_health_says_nothing_but_that_it_is_well(desk: Desk) -> None:
    assert desk.http.get("/health").json() == {"status": "ok"}
