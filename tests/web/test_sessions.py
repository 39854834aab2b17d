from __future__ import annotations

import stat
from pathlib import Path

import pytest

from zhenwang.web.sessions import MAX_NAME, Sessions, clean_name, installation_key

SESSIONS = Sessions(b"k" * 32)


def test_a_signed_visitor_comes_back_and_a_changed_one_does_not() -> None:
    visitor = SESSIONS.begin("王芳")
    cookie = SESSIONS.cookie(visitor)
    assert SESSIONS.read(cookie).name == "王芳"
    assert SESSIONS.read("x" + cookie[1:]).name == ""
    assert Sessions(b"other").read(cookie).name == ""


@pytest.mark.parametrize("cookie", ["", "a.b.c", "é" * 5000, "W10.x.y", "\x00"])
def test_what_is_no_cookie_is_a_new_visitor(cookie: str) -> None:
    assert SESSIONS.read(cookie).new


def test_W7_a_session_that_was_left_stays_closed() -> None:
    sessions = Sessions(b"k" * 32)
    visitor = sessions.begin("王芳")
    cookie = sessions.cookie(visitor)
    sessions.leave(sessions.read(cookie))
    assert sessions.read(cookie).name == ""


def test_a_token_belongs_to_one_session() -> None:
    one, other = SESSIONS.begin(), SESSIONS.begin()
    assert SESSIONS.holds(one, SESSIONS.token(one))
    assert not SESSIONS.holds(other, SESSIONS.token(one))
    assert not SESSIONS.holds(one, "é")


@pytest.mark.parametrize(
    ("written", "name"),
    [(" 王  芳 ", "王 芳"), ("\u202e王\u200b芳\n", "王芳"), ("\u200b", ""), ("a" * 900, "a" * MAX_NAME)],
)
def test_a_name_is_what_is_seen_of_it(written: str, name: str) -> None:
    assert clean_name(written) == name


def test_the_key_is_made_once_and_only_its_user_reads_it(tmp_path: Path) -> None:
    key = installation_key(tmp_path / "var")
    assert len(key) == 32
    assert installation_key(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "console.key").stat().st_mode) == 0o600
