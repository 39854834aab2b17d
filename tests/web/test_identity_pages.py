"""Signing in through the identity provider, from the button to the page that was wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.access.bad_tokens import BAD, own_key, with_claims
from tests.access.provider import CLIENT, SECRET, Provider, serving
from tests.web.conftest import COOKIE, Desk, opened
from tests.web.people_made import MADE, MAKER
from zhenwang import runtime
from zhenwang.access import id_token, identity_provider
from zhenwang.domain.access import Grant, Role
from zhenwang.settings import Settings
from zhenwang.store import accounts, sessions
from zhenwang.store.access_schema import journal
from zhenwang.store.accounts import Newcomer
from zhenwang.web import identity_pages
from zhenwang.web.words import known_reason

HELD = "zhenwang-provider"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving(own_key(), runtime.now) as found:
        yield found


@pytest.fixture
def wang(settings: Settings, provider: Provider, tmp_path: Path) -> Iterator[Desk]:
    """A console that knows the provider, and an account bound to whom it speaks of."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    told = {
        "oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_secret_file": secret,
        "console_url": "http://127.0.0.1", "oidc_name": "省统一认证",
    }  # fmt: skip
    with opened(settings.model_copy(update=told)) as http:
        desk = Desk(http)
        newcomer = Newcomer(
            "wang", "王芳", issuer=provider.issuer, subject=provider.subject, grants=(Grant(Role.ADMIN),)
        )
        accounts.enrol(desk.store, newcomer, MAKER, "", MADE)
        yield desk


def gone(desk: Desk, path: str = "/enter/provider?back=/account") -> str:
    answer = desk.http.get(path)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def come_back(desk: Desk, way_back: str):
    parts = urlsplit(way_back)
    assert parts.path == "/enter/provider/back"
    return desk.http.get(f"{parts.path}?{parts.query}")


def refusals(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as connection:
        rows = connection.execute(select(journal).where(journal.c.action == "sign_in_refused"))
        return [(row.subject, row.reason) for row in rows]


def test_the_door_offers_the_provider_and_lets_in_whom_it_names(wang: Desk, provider: Provider) -> None:
    assert "用省统一认证登录" in wang.http.get("/enter").text
    answer = come_back(wang, provider.authorize(gone(wang)))
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/account"' in answer.text
    assert "王芳" in wang.http.get("/account").text
    assert HELD not in wang.http.cookies
    assert refusals(wang) == []


def test_the_cookie_of_the_way_back_is_lax_and_short_and_the_sessions_is_strict(wang: Desk, provider: Provider) -> None:
    begun = wang.http.get("/enter/provider")
    (held,) = [value for value in begun.headers.get_list("set-cookie") if value.startswith(HELD)]
    for word in ("HttpOnly", "SameSite=lax", "Max-Age=600"):
        assert word in held
    back = come_back(wang, provider.authorize(begun.headers["Location"]))
    (own,) = [value for value in back.headers.get_list("set-cookie") if value.startswith(f"{COOKIE}=")]
    assert "SameSite=strict" in own


@pytest.mark.parametrize("name", BAD)
def test_W8_a_bad_token_lets_nobody_in_and_is_journalled(wang: Desk, provider: Provider, name: str) -> None:
    provider.token = BAD[name]
    answer = come_back(wang, provider.authorize(gone(wang)))
    assert answer.status_code == 403
    assert "没有登录成功" in answer.text
    assert wang.http.get("/account").status_code == 303
    ((subject, reason),) = refusals(wang)
    assert (subject, bool(reason)) == ("", True)
    assert reason not in answer.text
    assert known_reason("zh", reason), reason


def test_W8_an_answer_is_good_once(wang: Desk, provider: Provider) -> None:
    address = gone(wang)
    held = wang.http.cookies[HELD]
    first = provider.authorize(address)
    assert come_back(wang, first).status_code == 200
    wang.post("/leave")
    for again in (first, provider.authorize(address)):
        wang.http.cookies.set(HELD, held, domain="127.0.0.1")
        assert come_back(wang, again).status_code == 403
    assert [reason for _, reason in refusals(wang)] == ["the answer was used before"] * 2
    assert wang.http.get("/account").status_code == 303


def test_W8_a_sign_in_that_another_browser_began_is_refused(wang: Desk, provider: Provider) -> None:
    way_back = provider.authorize(gone(wang))
    wang.http.cookies.clear()
    assert come_back(wang, way_back).status_code == 403
    gone(wang)
    assert come_back(wang, way_back).status_code == 403
    assert [reason for _, reason in refusals(wang)] == [
        "no sign-in was begun in this browser",
        "the answer belongs to a sign-in of another browser",
    ]


@pytest.mark.parametrize("held", ["", "x.y.z", "é", "W10.aaaa.bbbb"])
def test_W8_a_forged_cookie_begins_nothing(wang: Desk, provider: Provider, held: str) -> None:
    way_back = provider.authorize(gone(wang))
    wang.http.cookies.clear()
    answer = wang.http.get(
        f"/enter/provider/back?{urlsplit(way_back).query}", headers={"Cookie": f"{HELD}={held}".encode()}
    )
    assert answer.status_code == 403


def test_W8_an_answer_of_another_provider_is_refused(wang: Desk, provider: Provider) -> None:
    answer = come_back(wang, provider.authorize(gone(wang), iss="https://evil.example"))
    assert answer.status_code == 403
    assert refusals(wang)[0][1] == "the answer comes from another provider"


def test_W8_an_identity_without_an_account_is_told_how_to_get_one(wang: Desk, provider: Provider) -> None:
    provider.subject = "somebody-new"
    provider.token = lambda claims: with_claims(email="wang@example.com", preferred_username="wang")(claims)
    answer = come_back(wang, provider.authorize(gone(wang)))
    assert answer.status_code == 403
    assert "管理员" in answer.text
    assert refusals(wang) == [(f"{provider.issuer} somebody-new", "no account is bound to this identity")]


def test_W8_a_disabled_account_stays_out(wang: Desk, provider: Provider) -> None:
    accounts.enrol(wang.store, Newcomer("li", "李强", grants=(Grant(Role.ADMIN),)), MAKER, "", MADE)
    accounts.enable(wang.store, "wang", False, MAKER, "", MADE)
    assert come_back(wang, provider.authorize(gone(wang))).status_code == 403


def test_proving_it_again_at_the_provider_takes_the_same_person(wang: Desk, provider: Provider) -> None:
    come_back(wang, provider.authorize(gone(wang)))
    assert "用省统一认证登录" in wang.http.get("/enter/again").text
    before = wang.http.cookies[COOKIE]
    address = gone(wang, "/enter/provider?again=1&back=/people")
    assert "prompt=login" in address
    assert come_back(wang, provider.authorize(address)).status_code == 200
    assert wang.http.cookies[COOKIE] != before
    assert wang.http.get("/people").status_code == 200
    accounts.enrol(wang.store, Newcomer("li", "李强", issuer=provider.issuer, subject="other"), MAKER, "", MADE)
    provider.subject = "other"
    assert come_back(wang, provider.authorize(gone(wang, "/enter/provider?again=1"))).status_code == 403
    assert refusals(wang)[-1][1] == "another identity answered than the one that was asked again"


@pytest.mark.parametrize("ago", [3600, None])
def test_signing_in_without_proving_anything_opens_no_door_that_asks_for_a_proof(
    wang: Desk, provider: Provider, ago: int | None
) -> None:
    """Whoever sits down at an open browser comes in by one click, because the provider still knows it."""
    provider.token = lambda claims: with_claims(auth_time=claims["iat"] - ago if ago else "never")(claims)
    assert come_back(wang, provider.authorize(gone(wang))).status_code == 200
    assert wang.http.get("/account").status_code == 200
    answer = wang.http.get("/people")
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter/again?back=/people")
    provider.token = None
    assert come_back(wang, provider.authorize(gone(wang, "/enter/provider?again=1&back=/people"))).status_code == 200
    assert wang.http.get("/people").status_code == 200


def test_proving_it_again_takes_a_proof_of_now(wang: Desk, provider: Provider) -> None:
    come_back(wang, provider.authorize(gone(wang)))
    provider.token = lambda claims: with_claims(auth_time=claims["iat"] - 3600)(claims)
    assert come_back(wang, provider.authorize(gone(wang, "/enter/provider?again=1"))).status_code == 403


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_W9_after_the_provider_one_comes_to_own_paths_only(wang: Desk, provider: Provider, back: str) -> None:
    answer = come_back(wang, provider.authorize(gone(wang, f"/enter/provider?back={back}")))
    assert 'url=/"' in answer.text
    assert "evil" not in answer.text


def test_a_provider_that_does_not_answer_is_said_and_journalled(wang: Desk, provider: Provider) -> None:
    provider.answer = b"<html>busy</html>"
    answer = wang.http.get("/enter/provider")
    assert answer.status_code == 403
    assert refusals(wang) == [("", "the provider's answer is no JSON object")]


def test_strangers_do_not_fill_the_journal(wang: Desk) -> None:
    answers = [wang.http.get("/enter/provider/back?code=x&state=y").status_code for _ in range(60)]
    assert answers.count(429) >= 25
    assert len(refusals(wang)) <= 35


def test_without_a_provider_there_are_no_such_pages(anonymous: Desk) -> None:
    for path in ("/enter/provider", "/enter/provider/back?code=x&state=y"):
        assert anonymous.http.get(path).status_code == 404


def test_every_reason_that_the_journal_may_hold_is_said_in_chinese() -> None:
    modules = (id_token, identity_provider, identity_pages)
    text = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules)
    said = re.findall(r'(?:Refused\(f?|yield |_refused\(request, )"([^"]+)"', text)
    assert len(said) >= 30
    assert not [sentence for sentence in said if not known_reason("zh", sentence)]
    assert known_reason("zh", sessions.WRONG)
