"""One event is one line in the log, whatever a request or a fault brings along (W13)."""

from __future__ import annotations

import logging

import pytest
from starlette.requests import Request

from tests.web.conftest import Desk
from zhenwang.web.faults import error_number

_CONTROLS = [chr(point) for point in (*range(0x20), 0x7F, 0x85, 0x9B, 0x9D, 0x2028, 0x2029, 0x202E)]


@pytest.mark.parametrize("char", _CONTROLS, ids=[f"U+{ord(char):04X}" for char in _CONTROLS])
def test_W13_a_control_in_any_logged_field_is_written_out(char: str, caplog: pytest.LogCaptureFixture) -> None:
    hostile = f"a{char}error 0: GET '/forged'{char}[31m"
    scope = {"type": "http", "method": "GET", "path": f"/{hostile}", "headers": [], "query_string": b"",
             "server": ("127.0.0.1", 80), "scheme": "http"}  # fmt: skip
    with caplog.at_level(logging.ERROR):
        error_number(Request(scope), ValueError(hostile))
    (record,) = caplog.records
    said = record.getMessage()
    assert said.isascii()
    assert said.isprintable()
    assert not record.exc_info


def test_a_link_that_answers_for_a_body_is_not_written_into_the_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the store is gone")

    monkeypatch.setattr("zhenwang.web.sponsor_page.sponsor_checks.found", broken)
    token = "s3cret" * 7 + "x"
    with caplog.at_level(logging.DEBUG):
        answers = [desk.http.get(f"/sponsor/{token}{after}") for after in ("", "/pictures/1.png")]
    assert [answer.status_code for answer in answers] == [500, 500]
    said = [record.getMessage() for record in caplog.records if record.name == "zhenwang.web.faults"]
    assert len(said) == 2
    assert all("/sponsor/" in line and "s3cret" not in line for line in said)


def test_W13_a_request_that_fails_is_one_line_and_shows_none_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret\r\n\x1b[2Jforged line")

    monkeypatch.setattr("zhenwang.web.inbox_page.inbox.waiting", broken)
    with caplog.at_level(logging.ERROR):
        answer = desk.http.get("/inbox?text=%0d%0aforged")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    (line,) = [record.getMessage() for record in caplog.records if record.name == "zhenwang.web.faults"]
    assert line.isascii()
    assert line.isprintable()
