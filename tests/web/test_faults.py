from __future__ import annotations

import re

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from tests.web.conftest import Desk, opened
from tests.web.made import open_case
from zhenwang.settings import Settings
from zhenwang.store import blobs, cases, quarantine, report_status, reports, runs
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.web import case_page, headers, permissions
from zhenwang.web.permissions import doors

SECRET = "secret-in-a-trace /srv/path"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError(SECRET)

    for module, name in (
        (cases, "queue"), (cases, "get"), (quarantine, "items"), (runs, "latest"), (runs, "recent"),
        (report_status, "status"), (reports, "accept_all"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, fail)


def test_W15_whatever_route_fails_a_number_is_shown_and_nothing_else(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object, request: Request) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(permissions._Guard, "__call__", fail)
    with opened(settings) as http:
        for door in doors(http.app):
            for method in door.methods:
                asked = re.sub(r"\{[^}]+\}", "1", door.path)
                sent = {} if method == "GET" else {"data": {"token": "x"}}
                a_number_only(http.request(method, asked, **sent), caplog)


def a_number_only(answer, caplog: pytest.LogCaptureFixture) -> None:
    assert answer.status_code == 500, answer.url
    number = re.findall(r"<code>([0-9a-f]{12})</code>", answer.text)[0]
    for hidden in ("secret", "Traceback", "RuntimeError", "/srv", "zhenwang/", "python", "sqlite"):
        assert hidden not in answer.text.lower().replace("zhenwang.css", "")
    assert number in caplog.text
    assert SECRET in caplog.text
    for name, value in headers.HEADERS.items():
        assert answer.headers[name] == value


@pytest.mark.parametrize("path", ["/cases/x", "/cases/x/pictures/1.png", "/quarantine", "/runs", "/health"])
@pytest.mark.usefixtures("broken")
def test_W15_a_fault_below_shows_a_number_and_nothing_else(
    desk: Desk, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    a_number_only(desk.http.get(path), caplog)


@pytest.mark.usefixtures("broken")
def test_W15_the_intake_shows_no_trace_either(public: TestClient) -> None:
    for answer in (
        public.get("/api/v1/reports/" + "a" * 32),
        public.post("/api/v1/reports", json={"urls": ["http://a.example/"]}),
        public.post("/report", data={"text": "http://a.example/"}),
        public.get("/receipt/" + "a" * 32),
    ):
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_database_that_does_not_answer_is_said_and_nothing_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")

    def unavailable(*args: object) -> None:
        raise StoreUnavailableError("the database is locked")

    monkeypatch.setattr(case_page.line, "decide", unavailable)
    answer = desk.rule(case, "triage")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "什么都没有记录" in answer.text
    assert desk.fresh(case) == case


def test_W13_a_log_line_stays_one_line(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a\nb\x1b[31m\u202e")

    monkeypatch.setattr(cases, "get", fail)
    desk.http.get("/cases/%0aforged%1b[31m")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("zhenwang")]
    assert len(ours) == 1
    assert ours[0].isascii()
    assert ours[0].isprintable()


def test_damaged_blobs_are_a_fault_of_their_own() -> None:
    assert issubclass(blobs.BlobDamagedError, Exception)


def test_a_missing_page_keeps_the_menu_and_names_itself_once(desk: Desk) -> None:
    answer = desk.http.get("/nowhere")
    assert answer.status_code == 404
    assert 'href="/queue"' in answer.text
    assert "<title>没有这个页面。 · 甄网</title>" in answer.text
