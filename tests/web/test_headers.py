from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.domain.access import Role
from zhenwang.settings import Settings
from zhenwang.web import bounded_body as module
from zhenwang.web.bounded_body import FORM, BoundedBody
from zhenwang.web.console import create_app
from zhenwang.web.headers import HEADERS
from zhenwang.web.permissions import doors

DOORS = tuple(sorted((door.path, method) for door in doors(create_app(Settings())) for method in door.methods))


@pytest.mark.parametrize("path", ["/nowhere", "/static/zhenwang.css", "/static/nothing.css"])
def test_W14_what_is_no_route_is_hardened_too(desk: Desk, path: str) -> None:
    hardened(desk.http.get(path), path)


@pytest.mark.parametrize("who", ["nobody", "analyst", "admin"])
def test_W14_every_route_is_hardened_whoever_asks(desk: Desk, who: str) -> None:
    case = open_case(desk.store)
    for path, method in DOORS:
        desk.http.cookies.clear()
        if who != "nobody":
            desk.enter(who, Role(who))
        asked = re.sub(r"\{\w+(?::\w+)?\}", "1", path.replace("{case_id}", case.id))
        sent = {} if method == "GET" else {"data": {"token": desk.token(), "back": "/"}}
        hardened(desk.http.request(method, asked, **sent), f"{method} {path}")


def hardened(answer, path: str) -> None:
    """A page may be stricter than the rest, never laxer."""
    stricter = {
        "Content-Security-Policy": ("sandbox",),
        "Cache-Control": ("no-cache",) if path.startswith("/static/") else (),
    }
    for name, value in HEADERS.items():
        held = answer.headers[name]
        assert held == value or held.startswith(stricter.get(name, ())), (path, name, held)
    assert "access-control-allow-origin" not in answer.headers, path
    assert "server" not in answer.headers, path


def test_W14_cases_pictures_and_refusals_are_hardened_too(desk: Desk) -> None:
    case = open_case(desk.store)
    for path in (f"/cases/{case.id}", f"/cases/{case.id}/pictures/1.png", f"/cases/{case.id}/handoff.html"):
        answer = desk.http.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/docs", "/receipt", "/openapi.json", "/api/v1/reports/x", "/health", "/nope"])
def test_W14_every_answer_of_the_intake_is_hardened(public: TestClient, path: str) -> None:
    answer = public.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name


def test_W14_unknown_host_names_are_refused(desk: Desk, public: TestClient) -> None:
    for http in (desk.http, public):
        assert http.get("/", headers={"Host": "evil.example"}).status_code == 400
        assert http.get("/", headers={"Host": "localhost:8710"}).status_code == 200


def test_W14_unused_methods_and_generated_docs_are_not_there(desk: Desk) -> None:
    assert desk.http.get("/docs").status_code == 404
    assert desk.http.get("/openapi.json").status_code == 404
    assert desk.http.options("/").status_code == 405
    assert desk.http.request("TRACE", "/", headers={"Content-Type": FORM}).status_code == 405


def test_R3_a_body_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)
    sent: list[dict[str, object]] = []

    async def never(scope, receive, send) -> None:
        raise AssertionError("the application must not see this request")

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def send(message) -> None:
        sent.append(message)

    headers = [(b"content-type", FORM.encode())]
    scope = {"type": "http", "method": "POST", "path": "/report", "query_string": b"", "headers": headers}
    asyncio.run(BoundedBody(never)(scope, receive, send))
    assert sent[0]["status"] == 408


def test_static_files_do_not_leave_their_folder(desk: Desk) -> None:
    assert Path("zhenwang/web/words/console.toml").is_file()
    assert desk.http.get("/static/../words/console.toml").status_code == 404
    assert desk.http.get("/static/%2e%2e/words/console.toml").status_code == 404
