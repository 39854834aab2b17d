from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from tests.web.people_made import CASE_ROLES, seated
from zhenwang.domain.access import Actor
from zhenwang.store.access_schema import sessions as table
from zhenwang.store.opening import Store, open_store
from zhenwang.store.sessions import Limits
from zhenwang.web.sessions import Sessions, Visitor, cookie_name, installation_key

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
IDLE, ABSOLUTE, FRESH = timedelta(minutes=60), timedelta(hours=10), timedelta(minutes=15)
KEY = b"k" * 32


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Iterator[Store]:
    (tmp_path / "zhenwang.db").write_bytes(empty_store.read_bytes())
    opened = open_store(f"sqlite:///{tmp_path}/zhenwang.db", tmp_path / "blobs")
    yield opened
    opened.close()


@pytest.fixture
def sessions(store: Store) -> Sessions:
    return Sessions(KEY, store, Limits(IDLE, ABSOLUTE), FRESH)


@pytest.fixture
def wang(store: Store) -> Actor:
    account = seated(store, "王芳", CASE_ROLES)
    return Actor(account.person, account.name, account.login, account.grants)


def entered(sessions: Sessions, actor: Actor) -> str:
    return sessions.cookie(sessions.enter(sessions.begin(), actor, {}, NOW))


def test_who_signed_in_comes_back_and_a_changed_cookie_does_not(sessions: Sessions, wang: Actor) -> None:
    cookie = entered(sessions, wang)
    assert sessions.read(cookie, NOW).actor == wang
    assert sessions.read("x" + cookie[1:], NOW).actor is None
    assert Sessions(b"other", sessions.store, sessions.limits, FRESH).read(cookie, NOW).actor is None


@pytest.mark.parametrize("cookie", ["", "a.b.c", "é" * 5000, "W10.x.y", "\x00"])
def test_what_is_no_cookie_is_a_new_visitor(sessions: Sessions, cookie: str) -> None:
    assert sessions.read(cookie, NOW).new


@pytest.mark.parametrize("content", [7, None, "", ["x"], "x" * 63, {"session": "x"}])
def test_a_signed_cookie_of_another_shape_is_a_new_visitor(sessions: Sessions, content: object) -> None:
    assert sessions.read(URLSafeSerializer(KEY, salt="zhenwang-session").dumps(content), NOW).new


def test_W7_the_table_holds_no_id_that_a_browser_could_send(sessions: Sessions, wang: Actor, store: Store) -> None:
    visitor = sessions.enter(sessions.begin(), wang, {}, NOW)
    with store.read() as connection:
        (digest,) = connection.execute(select(table.c.digest)).scalars()
    assert digest != visitor.session
    assert sessions.read(URLSafeSerializer(KEY, salt="zhenwang-session").dumps(digest), NOW).actor is None
    assert len(bytes.fromhex(visitor.session)) == 32


def test_W7_signing_in_ends_the_session_it_comes_instead_of(sessions: Sessions, wang: Actor) -> None:
    first = sessions.enter(sessions.begin(), wang, {}, NOW)
    second = sessions.enter(first, wang, {}, NOW)
    assert first.session != second.session
    assert sessions.read(sessions.cookie(first), NOW).actor is None
    assert sessions.read(sessions.cookie(second), NOW).actor == wang


def test_W7_a_planted_id_is_not_the_one_that_is_signed_in(sessions: Sessions, wang: Actor) -> None:
    planted = sessions.begin()
    sessions.enter(planted, wang, {}, NOW)
    assert sessions.read(sessions.cookie(planted), NOW).actor is None


def test_W7_a_session_that_was_left_stays_closed(sessions: Sessions, wang: Actor) -> None:
    visitor = sessions.enter(sessions.begin(), wang, {}, NOW)
    after = sessions.leave(visitor, NOW)
    assert after.session != visitor.session
    assert sessions.read(sessions.cookie(visitor), NOW).actor is None


@pytest.mark.parametrize(
    ("uses", "alive"),
    [
        ([timedelta(minutes=59)], True),
        ([IDLE], False),
        ([timedelta(minutes=30 * n) for n in range(1, 20)], True),
        ([timedelta(minutes=30 * n) for n in range(1, 21)], False),
        ([timedelta(minutes=-4)], True),
        ([timedelta(hours=-1)], False),
    ],
    ids=["an hour less", "an hour unused", "used for nine hours", "ten hours", "clock a little back", "clock far back"],
)
def test_W7_a_session_ends_unused_or_after_a_working_day(
    sessions: Sessions, wang: Actor, uses: list[timedelta], alive: bool
) -> None:
    cookie = entered(sessions, wang)
    for use in uses:
        found = sessions.read(cookie, NOW + use)
    assert (found.actor is not None) is alive


def test_a_sign_in_is_fresh_for_a_quarter_of_an_hour(sessions: Sessions, wang: Actor) -> None:
    cookie = entered(sessions, wang)
    assert sessions.read(cookie, NOW + FRESH - timedelta(seconds=1)).fresh
    assert not sessions.read(cookie, NOW + FRESH).fresh


def test_a_session_that_ended_leaves_its_form_token_and_nothing_else(sessions: Sessions, wang: Actor) -> None:
    visitor = sessions.enter(sessions.begin(), wang, {}, NOW)
    later = sessions.read(sessions.cookie(visitor), NOW + ABSOLUTE)
    assert (later.actor, later.name, later.fresh, later.new) == (None, "", False, False)
    assert sessions.holds(later, sessions.token(visitor))


def test_a_token_belongs_to_one_session(sessions: Sessions) -> None:
    one, other = sessions.begin(), sessions.begin()
    assert sessions.holds(one, sessions.token(one))
    assert not sessions.holds(other, sessions.token(one))
    assert not sessions.holds(one, "é")
    assert not sessions.holds(Visitor(""), "")


def test_over_https_the_cookie_has_the_name_that_nobody_else_can_set() -> None:
    assert cookie_name(secure=True) == "__Host-zhenwang"
    assert cookie_name(secure=False) == "zhenwang"


def test_the_key_is_made_once_and_only_its_user_reads_it(tmp_path: Path) -> None:
    key = installation_key(tmp_path / "var")
    assert len(key) == 32
    assert installation_key(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "console.key").stat().st_mode) == 0o600
