from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from tests.web.conftest import HOME, Desk
from tests.web.made import open_case
from zhenwang.settings import Settings
from zhenwang.store import cases
from zhenwang.web.console import create_app


def routes(settings: Settings) -> list[tuple[str, str]]:
    app = create_app(settings)
    found: list[tuple[str, str]] = []
    for route in app.routes:
        inner = getattr(getattr(route, "original_router", None), "routes", [route])
        found += [(r.path, method) for r in inner if isinstance(r, APIRoute) for method in r.methods]
    return found


def test_W6_every_route_that_changes_something_is_known(settings: Settings) -> None:
    unsafe = {path for path, method in routes(settings) if method not in ("GET", "HEAD")}
    rulings = {"/cases/{case_id}/decide", "/registry/{site_id}/settle", "/findings/{number}/rule"}
    assert unsafe == rulings | {"/enter", "/leave", "/language"}


UNSAFE = (
    "/cases/{id}/decide", "/registry/www.qingliu.gov.cn/settle", "/findings/1/rule", "/enter", "/leave", "/language",
)  # fmt: skip


@pytest.mark.parametrize("path", UNSAFE)
def test_W6_without_this_sessions_token_nothing_happens(desk: Desk, path: str) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    stolen = desk.token()
    desk.post("/leave")
    for token in ("", "0" * 64, stolen):
        sent = {"token": token, "action": "triage", "version": "0", "reason": "x", "name": "李强"}
        assert desk.http.post(path.format(id=case.id), data=sent).status_code == 403
    assert cases.get(desk.store, case.id) == case


@pytest.mark.parametrize("path", UNSAFE)
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
def test_W6_another_site_cannot_act_even_with_the_token(desk: Desk, path: str, headers: dict[str, str]) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    sent = {"token": desk.token(), "action": "triage", "version": "0", "reason": "x"}
    assert desk.http.post(path.format(id=case.id), data=sent, headers=headers).status_code == 403
    assert cases.get(desk.store, case.id) == case


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_W6_a_body_that_is_no_form_is_refused(desk: Desk, kind: str) -> None:
    answer = desk.http.post("/enter", content=b'{"name":"x"}', headers={"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": HOME}, {}])
def test_our_own_forms_pass(desk: Desk, headers: dict[str, str]) -> None:
    sent = {"token": desk.token(), "name": "王芳"}
    assert desk.http.post("/enter", data=sent, headers=headers).status_code == 303


def test_no_state_changes_by_reading(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    for path in ("/", f"/cases/{case.id}", f"/cases/{case.id}/decide?action=triage&reason=x&version=0", "/leave"):
        desk.http.get(path)
    assert cases.get(desk.store, case.id) == case
    assert "王芳" in desk.http.get("/").text
