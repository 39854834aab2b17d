from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.store import blobs, cases, quarantine, reports, runs
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.web import case_page, headers

SECRET = "secret-in-a-trace /srv/path"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError(SECRET)

    for module, name in (
        (cases, "queue"), (cases, "get"), (quarantine, "items"), (runs, "latest"), (runs, "recent"),
        (reports, "status"), (reports, "accept"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, fail)


@pytest.mark.parametrize(
    "path", ["/", "/cases/x", "/cases/x/handoff.json", "/cases/x/pictures/1.png", "/quarantine", "/runs", "/health"]
)
@pytest.mark.usefixtures("broken")
def test_W15_a_fault_shows_a_number_and_nothing_else(desk: Desk, path: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = desk.http.get(path)
    assert answer.status_code == 500
    number = re.findall(r"<code>([0-9a-f]{12})</code>", answer.text)[0]
    for hidden in ("secret", "Traceback", "RuntimeError", "/srv", "zhenwang/", "python", "sqlite"):
        assert hidden not in answer.text.lower().replace("zhenwang.css", "")
    assert number in caplog.text
    assert SECRET in caplog.text
    for name, value in headers.HEADERS.items():
        assert answer.headers[name] == value


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
    assert 'href="/quarantine"' in answer.text
    assert "<title>没有这个页面。 · 甄网</title>" in answer.text
