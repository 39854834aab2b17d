"""The public form as somebody misuses it: one proof for many reports, one form sent on and on."""

from __future__ import annotations

from collections.abc import Iterator

import altcha
import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.web.public_made import a_screenshot
from zhenwang.settings import Settings
from zhenwang.store.report_schema import reports
from zhenwang.web import intake

GOOD = {"text": "www.qingliu-gov.example", "key": "0123456789abcdef-of-a-form"}


@pytest.fixture
def tight(settings: Settings) -> Iterator[TestClient]:
    own = settings.model_copy(update={"reports_per_client": "1 per 10 minutes", "proof_work": 1_000})
    with TestClient(intake.create_app(own), base_url="http://127.0.0.1", follow_redirects=False) as http:
        assert http.post("/report", data={"text": "www.first.example"}).status_code == 303
        yield http


def kept(http: TestClient) -> int:
    with http.app.state.store.read() as connection:  # type: ignore[attr-defined]  # Starlette types no state
        return int(connection.execute(select(func.count(reports.c.receipt))).scalar_one())


def send(http: TestClient, fields: dict[str, str], picture: bytes = b""):
    return http.post("/report", data=fields, files={"picture": ("a.png" if picture else "", picture, "image/png")})


def test_one_proof_is_not_good_for_another_picture(tight: TestClient) -> None:
    challenge = altcha.Challenge.from_dict(tight.get("/api/v1/challenge").json()["altcha"])
    solution = altcha.solve_challenge(challenge)
    assert solution
    proof = {"altcha": altcha.Payload(challenge, solution).to_base64()}
    assert send(tight, GOOD | proof, a_screenshot(300)).status_code == 303
    assert send(tight, GOOD | proof, a_screenshot(300)).status_code == 303, "a double click"
    assert [send(tight, GOOD | proof, a_screenshot(301 + n)).status_code for n in range(3)] == [429] * 3
    assert kept(tight) == 2


def test_R7_what_was_changed_and_sent_twice_is_one_report_with_one_receipt(public: TestClient) -> None:
    first = send(public, GOOD).headers["location"]
    changed = [send(public, GOOD | {"note": "又想起来"}).headers["location"] for _ in range(3)]
    assert len({first, *changed}) == 2
    assert send(public, GOOD).headers["location"] == first
    assert kept(public) == 2
