from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import HOME, Desk, opened
from tests.web.made import open_case
from tests.web.people_made import MADE, MAKER
from zhenwang.domain.access import Grant, Permission, Role
from zhenwang.domain.case import Case
from zhenwang.settings import Settings
from zhenwang.store import cases
from zhenwang.store.accounts import write_grant
from zhenwang.web import report_entry
from zhenwang.web.console import create_app
from zhenwang.web.permissions import doors

UNSAFE = tuple(
    sorted((door.path, method) for door in doors(create_app(Settings())) for method in door.methods - {"GET", "HEAD"})
)
"""Everything that changes something, from the routes themselves: a new one is tried, too."""
PATHS = tuple(path for path, _ in UNSAFE)
BY_LINK = {door.path for door in doors(create_app(Settings())) if door.permission is Permission.LINK}
"""Their token is the link itself: whoever does not know it finds nothing there."""


def filled(path: str, case_id: str) -> str:
    known = {"case_id": case_id, "site_id": "www.qingliu.gov.cn"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known.get(found[1], "1"), path)


def test_W6_what_changes_something_is_posted() -> None:
    assert len(UNSAFE) >= 10
    assert {method for _, method in UNSAFE} == {"POST"}


def everybody(desk: Desk) -> None:
    """Sit down as somebody whom every door is open to; roles that exclude each other are given past the check."""
    account = desk.enter("王芳")
    with desk.store.write() as connection:
        for role in (Role.ADMIN, Role.AUDITOR):
            write_grant(connection, account.login, Grant(role), MAKER, "", MADE)


@pytest.mark.parametrize("path", PATHS)
def test_W6_without_this_sessions_token_nothing_happens(anonymous: Desk, path: str) -> None:
    case = open_case(anonymous.store)
    everybody(anonymous)
    stolen = anonymous.token()
    everybody(anonymous)
    refused = 404 if path in BY_LINK else 403
    for token in ("", "0" * 64, stolen):
        sent = {"token": token, "action": "triage", "version": "0", "reason": "x", "name": "李强"}
        answer = anonymous.http.post(filled(path, case.id), data=sent)
        assert answer.status_code == refused
        assert ("页面已过期" in answer.text) is (refused == 403)
    assert cases.get(anonymous.store, case.id) == case


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOME},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Origin": "http://[::1"},
    ],
)
def test_W6_another_site_cannot_act_even_with_the_token(
    cases_desk: tuple[Desk, Case], path: str, headers: dict[str, str]
) -> None:
    desk, case = cases_desk
    sent = {"token": desk.token(), "action": "triage", "version": "0", "reason": "x"}
    answer = desk.http.post(filled(path, case.id), data=sent, headers=headers)
    assert answer.status_code == 403
    assert "请从首页重新填写" in answer.text
    assert cases.get(desk.store, case.id) == case


@pytest.fixture(scope="module")
def cases_desk(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[tuple[Desk, Case]]:
    """One console for all that is refused before anything reads it."""
    folder = tmp_path_factory.mktemp("forgery")
    (folder / "zhenwang.db").write_bytes(empty_store.read_bytes())
    with opened(Settings(var=folder, plan="files", database_url="")) as http:
        desk = Desk(http)
        case = open_case(desk.store)
        everybody(desk)
        yield desk, case


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_W6_no_door_takes_a_body_that_is_no_form(cases_desk: tuple[Desk, Case], path: str, kind: str) -> None:
    desk, case = cases_desk
    answer = desk.http.post(filled(path, case.id), content=b'{"action":"triage"}', headers={"Content-Type": kind})
    takes_files = path == report_entry.PATH and kind.startswith("multipart")
    assert answer.status_code == (400 if takes_files else 415)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": HOME}, {}])
def test_our_own_forms_pass(desk: Desk, headers: dict[str, str]) -> None:
    assert desk.http.post("/language", data={"token": desk.token()}, headers=headers).status_code == 303


def test_no_state_changes_by_reading(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    for path in ("/", f"/cases/{case.id}", f"/cases/{case.id}/decide?action=triage&reason=x&version=0", "/leave"):
        desk.http.get(path)
    assert cases.get(desk.store, case.id) == case
    assert "王芳" in desk.http.get("/account").text
