from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update

from tests.web.conftest import COOKIE, HOME, Desk, opened
from tests.web.made import open_case
from tests.web.naughty_paths import NAUGHTY
from tests.web.people_made import MADE, MAKER, PASSWORD, with_password
from zhenwang import runtime
from zhenwang.access.throttle import PAIR
from zhenwang.domain.access import Grant, Role
from zhenwang.settings import Settings
from zhenwang.store import accounts, grants
from zhenwang.store.access_schema import journal, sessions
from zhenwang.web.entering import own_path

ADMIN = Grant(Role.ADMIN)


@pytest.fixture
def wang(anonymous: Desk) -> Desk:
    """A desk where 王芳 has an account and is not signed in; somebody else administers."""
    with_password(anonymous.store, "chief", "管理员", ADMIN)
    with_password(anonymous.store, "wang", "王芳", Grant(Role.ANALYST))
    return anonymous


def sign_in(desk: Desk, login: str = "wang", password: str = PASSWORD, back: str = "/account"):
    return desk.post("/enter", login=login, password=password, back=back)


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """Action, subject and reason of the journal."""
    with desk.store.read() as connection:
        rows = connection.execute(select(journal).order_by(journal.c.position))
        return [(row.action, row.subject, row.reason) for row in rows]


def aged(desk: Desk, **columns: timedelta) -> None:
    """The running sessions as they are after some time."""
    moved = {name: runtime.now() - age for name, age in columns.items()}
    with desk.store.write() as connection:
        connection.execute(update(sessions).values(**moved))


def test_somebody_signs_in_and_leaves(wang: Desk) -> None:
    answer = sign_in(wang, " WANG ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert "王芳" in wang.http.get("/account").text
    assert wang.post("/leave").headers["Location"] == "/enter"
    assert wang.http.get("/account").headers["Location"] == "/enter?back=/account"
    assert [action for action, _, _ in told(wang)][-2:] == ["signed_in", "signed_out"]


def test_where_nobody_has_an_account_the_door_says_which_command_to_run(anonymous: Desk) -> None:
    shown = anonymous.http.get("/enter").text
    assert "zhenwang account add admin" in shown
    assert 'name="password"' not in shown


@pytest.mark.parametrize(
    ("login", "password"),
    [("wang", "wrong"), ("nobody", PASSWORD), ("", ""), ("wang", ""), ("<script>", PASSWORD), ("wang", "a" * 10_000),
     ("wang\x00", PASSWORD), ("w" * 900, PASSWORD), ("provider", "")],
)  # fmt: skip
def test_W7_every_wrong_try_gets_the_same_answer_and_is_journalled(wang: Desk, login: str, password: str) -> None:
    accounts.enrol(wang.store, accounts.Newcomer("provider", "李强", issuer="i", subject="s"), MAKER, "", MADE)
    answer = sign_in(wang, login, password)
    assert answer.status_code == 401
    assert "登录名或密码不对" in answer.text
    assert told(wang)[-1][0] == "sign_in_refused"
    assert wang.http.get("/account").status_code == 303


def test_W7_a_disabled_account_is_answered_like_a_wrong_password(wang: Desk) -> None:
    accounts.enable(wang.store, "wang", False, MAKER, "离职", MADE)
    assert "登录名或密码不对" in sign_in(wang).text


def test_W7_who_guesses_waits_and_the_journal_does_not_fill(wang: Desk) -> None:
    for _ in range(PAIR.free):
        assert sign_in(wang, password="guess").status_code == 401
    for password in ("guess", PASSWORD):
        answer = sign_in(wang, password=password)
        assert answer.status_code == 429
        assert "秒后再试" in answer.text
    assert len([row for row in told(wang) if row[0] == "sign_in_refused"]) == PAIR.free
    assert sign_in(wang, "chief").status_code == 303


def test_the_cookie_is_for_this_site_and_no_script(wang: Desk) -> None:
    cookie = sign_in(wang).headers["Set-Cookie"].lower()
    assert cookie.startswith("zhenwang=")
    for word in ("httponly", "samesite=strict", "path=/", "max-age=36000"):
        assert word in cookie
    assert "secure" not in cookie


@pytest.mark.parametrize("public", ["https://zhenwang.example", "https://zhenwang.example/"])
def test_behind_a_gateway_with_https_the_cookie_is_for_https_only(settings: Settings, public: str) -> None:
    with opened(settings.model_copy(update={"console_url": public})) as http:
        with_password(Desk(http).store, "wang", "王芳")
        cookie = http.get("/enter").headers["Set-Cookie"]
    assert cookie.startswith("__Host-zhenwang=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_behind_a_gateway_the_console_answers_to_its_public_name(settings: Settings) -> None:
    with opened(settings.model_copy(update={"console_url": "https://zhenwang.example"})) as http:
        assert http.get("/enter", headers={"Host": "zhenwang.example"}).status_code == 200
        assert http.get("/enter", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "url", ["zhenwang.example", "ftp://x", "https://x/path", "https://", "https://a b", "javascript:x"]
)
def test_a_public_address_is_an_origin(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(console_url=url)


def test_W7_signing_in_begins_a_new_session_and_a_left_one_is_dead(wang: Desk) -> None:
    wang.http.get("/enter")
    planted = wang.http.cookies[COOKIE]
    sign_in(wang)
    own = wang.http.cookies[COOKIE]
    assert own != planted
    wang.carry(planted)
    assert wang.http.get("/account").status_code == 303
    wang.carry(own)
    wang.post("/leave")
    wang.carry(own)
    assert wang.http.get("/account").status_code == 303


@pytest.mark.parametrize(
    "ages",
    [{"seen_at": timedelta(minutes=61)}, {"begun_at": timedelta(hours=10, minutes=1)}],
    ids=["unused for an hour", "ten hours old"],
)
def test_W7_an_old_session_is_over(wang: Desk, ages: dict[str, timedelta]) -> None:
    sign_in(wang)
    aged(wang, seen_at=timedelta(minutes=50), begun_at=timedelta(hours=9))
    assert wang.http.get("/account").status_code == 200
    aged(wang, **ages)
    assert wang.http.get("/account").headers["Location"] == "/enter?back=/account"


def test_W7_a_disabled_account_is_out_with_its_next_request(wang: Desk) -> None:
    sign_in(wang)
    assert wang.http.get("/account").status_code == 200
    accounts.enable(wang.store, "wang", False, MAKER, "离职", MADE)
    assert wang.http.get("/account").status_code == 303


def test_W7_a_role_counts_and_ends_with_the_next_request(wang: Desk) -> None:
    sign_in(wang)
    case = open_case(wang.store)
    assert wang.http.get(f"/cases/{case.id}").status_code == 200
    grants.withdraw(wang.store, "wang", Grant(Role.ANALYST), MAKER, "调岗", MADE)
    assert wang.http.get(f"/cases/{case.id}").status_code == 403
    grants.grant(wang.store, "wang", Grant(Role.AUDITOR), MAKER, "调岗", MADE)
    assert wang.http.get(f"/cases/{case.id}").status_code == 200


def test_W7_a_new_password_ends_the_sessions_there_are(wang: Desk) -> None:
    sign_in(wang)
    accounts.set_password(wang.store, "wang", "", MAKER, "遗失", MADE)
    assert wang.http.get("/account").status_code == 303


# --- what somebody had typed when the session was over ----------------------------------------------------------------


def test_what_was_typed_into_an_ended_session_is_not_lost(wang: Desk) -> None:
    sign_in(wang)
    case, token = open_case(wang.store), wang.token()
    aged(wang, seen_at=timedelta(hours=2))
    sent = {"token": token, "action": "exclude", "version": "0", "exclusion": "repost", "seen_digest": "e" * 64,
            "reason": "转载 <b>并</b> 注明来源", "password": "geheim 1234"}  # fmt: skip
    answer = wang.http.post(f"/cases/{case.id}/decide", data=sent)
    assert answer.status_code == 401
    assert "登录已过期" in answer.text
    assert "转载 &lt;b&gt;并&lt;/b&gt; 注明来源" in answer.text
    for carried in (token, "e" * 64, "geheim", "exclude<"):
        assert carried not in re.sub(r'<input type="hidden"[^>]*>', "", answer.text)
    assert 'href="/enter?back=/' in answer.text
    assert wang.fresh(case) == case


def test_what_was_typed_with_another_sessions_token_is_not_lost(wang: Desk) -> None:
    sign_in(wang)
    case = open_case(wang.store)
    sent = {"token": "0" * 64, "action": "triage", "version": "0", "reason": "看过 页面"}
    answer = wang.http.post(f"/cases/{case.id}/decide", data=sent)
    assert answer.status_code == 403
    assert "看过 页面</textarea>" in answer.text


# --- proving it again -------------------------------------------------------------------------------------------------


def test_administering_asks_again_after_a_quarter_of_an_hour(wang: Desk) -> None:
    sign_in(wang, "chief")
    assert wang.http.get("/people").status_code == 200
    aged(wang, fresh_at=timedelta(minutes=16))
    assert wang.http.get("/people").headers["Location"] == "/enter/again?back=/people"
    before = wang.http.cookies[COOKIE]
    assert wang.post("/enter/again", password="wrong", back="/people").status_code == 401
    answer = wang.post("/enter/again", password=PASSWORD, back="/people")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people")
    assert wang.http.cookies[COOKIE] != before
    assert wang.http.get("/people").status_code == 200
    wang.carry(before)
    assert wang.http.get("/people").headers["Location"] == "/enter?back=/people"


def test_what_was_typed_when_it_asks_again_is_not_lost(wang: Desk) -> None:
    sign_in(wang, "chief")
    token = wang.token()
    aged(wang, fresh_at=timedelta(minutes=16))
    sent = {"token": token, "login": "li", "name": "李强", "why": "新来的 同事", "password": "geheim geheim"}
    answer = wang.http.post("/people", data=sent)
    assert answer.status_code == 401
    assert "新来的 同事" in answer.text
    assert "geheim" not in answer.text
    assert 'href="/enter/again?back=/people"' in answer.text
    assert accounts.get(wang.store, "li") is None


def test_a_hand_off_asks_again_too(wang: Desk) -> None:
    grants.grant(wang.store, "wang", Grant(Role.OFFICER), MAKER, "", MADE)
    sign_in(wang)
    case, token = open_case(wang.store), wang.token()
    sent = {"token": token, "action": "hand_off", "version": "0", "reason": "已电话 联系"}
    assert wang.http.post(f"/cases/{case.id}/decide", data=sent).status_code == 409, "it is no confirmed case"
    aged(wang, fresh_at=timedelta(minutes=16))
    answer = wang.http.post(f"/cases/{case.id}/decide", data=sent)
    assert answer.status_code == 401
    assert "已电话 联系" in answer.text
    assert wang.http.post(f"/cases/{case.id}/decide", data=sent | {"action": "triage"}).status_code != 401


# --- coming back ------------------------------------------------------------------------------------------------------


def test_W9_there_are_enough_naughty_paths() -> None:
    assert len(set(NAUGHTY)) >= 891


def test_W9_one_comes_back_to_own_paths_only() -> None:
    for target in NAUGHTY:
        kept = own_path(target)
        assert urlsplit(urljoin(HOME + "/enter", kept)).netloc == "127.0.0.1", target
        assert kept.startswith("/"), target
        assert not kept.startswith("//"), target
        assert kept.isprintable(), target


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "\\\\evil", "javascript:x", "", "/\t/evil", "/\n",
     "evil", "/a\\b", "/" + "a" * 2000, "/湖"],
)  # fmt: skip
def test_W9_every_door_leads_to_own_paths(wang: Desk, target: str) -> None:
    assert own_path(target) == "/"
    assert sign_in(wang, back=target).headers["Location"] == "/"
    assert wang.post("/enter/again", password=PASSWORD, back=target).headers["Location"] == "/"
    assert wang.post("/language", back=target).headers["Location"] == "/"


def test_W9_own_paths_are_kept(wang: Desk) -> None:
    assert own_path("/cases/ZW-1?lang=en") == "/cases/ZW-1?lang=en"
    assert wang.http.get("/registry?q=%E9%9D%92&x=//a").headers["Location"] == (
        "/enter?back=/registry%3Fq%3D%25E9%259D%2592%26x%3D//a"
    )
    shown = wang.http.get("/enter?back=/registry%3Fq%3D%25E9%259D%2592").text
    assert 'value="/registry?q=%E9%9D%92"' in shown


def test_language_is_remembered(wang: Desk) -> None:
    answer = wang.post("/language", back="/enter")
    assert "secure" not in answer.headers["set-cookie"].lower()
    assert answer.headers["Location"] == "/enter"
    assert "Sign in to the console" in wang.http.get("/enter").text
    wang.post("/language", back="/enter")
    assert "登录研判台" in wang.http.get("/enter").text


def test_health_says_nothing_but_that_it_is_well(anonymous: Desk) -> None:
    assert anonymous.http.get("/health").json() == {"status": "ok"}


def test_the_journal_names_the_client_and_never_the_password(wang: Desk) -> None:
    sign_in(wang, password="not the password")
    with wang.store.read() as connection:
        row = connection.execute(select(journal).order_by(journal.c.position.desc()).limit(1)).one()
    assert json.loads(row.facts) == {"client": "testclient"}
    assert "not the password" not in str(tuple(row))
