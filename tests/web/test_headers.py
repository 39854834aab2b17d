from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.web import headers as module
from zhenwang.web.headers import FORM, HEADERS, BoundedBody

PATHS = ("/", "/enter", "/quarantine", "/runs", "/registry?q=青柳", "/health", "/nowhere", "/static/zhenwang.css")


@pytest.mark.parametrize("path", PATHS)
def test_W14_every_answer_of_the_console_is_hardened(desk: Desk, path: str) -> None:
    answer = desk.http.get(path)
    for name, value in HEADERS.items():
        expected = "no-cache" if path.startswith("/static") and name == "Cache-Control" else value
        assert answer.headers[name] == expected, name
    assert "access-control-allow-origin" not in answer.headers


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

    scope = {"type": "http", "method": "POST", "path": "/report", "headers": [(b"content-type", FORM.encode())]}
    asyncio.run(BoundedBody(never)(scope, receive, send))
    assert sent[0]["status"] == 408


def test_static_files_do_not_leave_their_folder(desk: Desk) -> None:
    assert Path("zhenwang/web/words/console.toml").is_file()
    assert desk.http.get("/static/../words/console.toml").status_code == 404
    assert desk.http.get("/static/%2e%2e/words/console.toml").status_code == 404
