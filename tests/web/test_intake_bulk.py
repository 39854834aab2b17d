"""Reports passed on in bulk: each for itself, once however often it is sent, and only with a token."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from zhenwang import runtime
from zhenwang.domain.access import Actor
from zhenwang.settings import Settings
from zhenwang.store import intake_tokens
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reporter_details, reports
from zhenwang.web import intake_bulk

BULK = "/api/v1/bulk"
CHIEF = Actor("", "命令行 root")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"reports_per_client": "1 per 10 minutes"})


def store_of(public: TestClient) -> Store:
    return public.app.state.store  # type: ignore[attr-defined,no-any-return]  # Starlette types no state


def token(public: TestClient, name: str = "武汉12345") -> str:
    return str(intake_tokens.issue(store_of(public), name, CHIEF, "开通", runtime.now()))


@pytest.fixture
def bearer(public: TestClient) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(public)}"}


def one(reference: str, **fields: Any) -> dict[str, Any]:
    return {"reference": reference, "urls": [f"http://{reference.lower()}.example/"], **fields}


def post(public: TestClient, bearer: dict[str, str], *given: Any) -> dict[str, Any]:
    answer = public.post(BULK, json={"reports": list(given)}, headers=bearer)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def kept(public: TestClient) -> dict[str, Any]:
    with store_of(public).read() as connection:
        return {row.receipt: row for row in connection.execute(select(reports))}


def test_a_bad_report_keeps_no_other_from_being_taken(public: TestClient, bearer: dict[str, str]) -> None:
    told = post(
        public, bearer,
        one("A1"), {"reference": "A2", "text": "没有网址"}, one("A3", status="confirmed"), {}, 7, None, [],
        one(""), {"reference": 7}, {"reference": "x" * 101}, one("A4"),
    )  # fmt: skip
    assert (told["accepted"], told["repeated"], told["refused"]) == (2, 0, 9)
    results = told["results"]
    assert [result["result"] for result in results] == ["accepted", *["refused"] * 9, "accepted"]
    assert [result["reference"] for result in results] == ["A1", "A2", "A3", "", "", "", "", "", "", "", "A4"]
    assert [result["fields"][0]["field"] for result in results[1:10]] == [
        "body", "status", "reference", "body", "body", "body", "reference", "reference", "reference",
    ]  # fmt: skip
    assert set(kept(public)) == {results[0]["receipt"], results[10]["receipt"]}


def test_R7_a_transfer_sent_twice_is_one(public: TestClient, bearer: dict[str, str]) -> None:
    given = [one(f"B{number}") for number in range(5)]
    first, again = post(public, bearer, *given), post(public, bearer, *given)
    assert (first["accepted"], again["accepted"], again["repeated"]) == (5, 0, 5)
    assert [result["receipt"] for result in first["results"]] == [result["receipt"] for result in again["results"]]
    assert len(kept(public)) == 5
    assert post(public, bearer, one("C1"), one("C1"))["repeated"] == 1, "and within a transfer"


def test_R6_a_reference_stands_for_one_report(public: TestClient, bearer: dict[str, str]) -> None:
    first = post(public, bearer, one("A1"))
    told = post(public, bearer, one("A1", claims="别的"))
    assert told["results"][0]["fields"] == [
        {"field": "reference", "reason": "this reference was used for another report"}
    ]
    assert set(kept(public)) == {first["results"][0]["receipt"]}


def test_the_references_of_one_office_are_nobody_elses(public: TestClient, bearer: dict[str, str]) -> None:
    other = {"Authorization": f"bearer {token(public, '12377')}"}
    first, second = post(public, bearer, one("A1")), post(public, other, one("A1", claims="别的"))
    assert (first["accepted"], second["accepted"]) == (1, 1)
    key = {"Idempotency-Key": "0123456789abcdef"}
    third = post(public, bearer, one("0123456789abcdef"))
    assert public.post("/api/v1/reports", json={"urls": ["http://z.example"]}, headers=key).status_code == 202
    assert third["accepted"] == 1


def test_a_report_says_who_passed_it_on(public: TestClient, bearer: dict[str, str]) -> None:
    told = post(public, bearer, one("A1", note="来电人称收到短信", contact="13800000000"))
    receipt = told["results"][0]["receipt"]
    row = kept(public)[receipt]
    assert (row.channel, row.origin) == ("transfer", "武汉12345")
    with store_of(public).read() as connection:
        sealed = connection.execute(select(reporter_details)).one()
    seal = public.app.state.seal  # type: ignore[attr-defined]
    assert seal.unseal(receipt, sealed.words) == "转办单号：A1\n来电人称收到短信"
    assert seal.unseal(receipt, sealed.contact) == "13800000000"
    assert public.get(f"/api/v1/reports/{receipt}").json()["status"] == "waiting"


def test_only_a_token_opens_it(public: TestClient, bearer: dict[str, str]) -> None:
    name, _, secret = bearer["Authorization"].partition(" ")
    body = {"reports": [one("A1")]}
    for given in (
        {},
        {"Authorization": secret},
        {"Authorization": f"Basic {secret}"},
        {"Authorization": f"{name} {secret}x"},
    ):
        answer = public.post(BULK, json=body, headers=given)
        assert answer.status_code == 401, given
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert secret not in answer.text
    intake_tokens.revoke(store_of(public), "武汉12345", CHIEF, "到期", runtime.now())
    assert public.post(BULK, json=body, headers=bearer).status_code == 401
    assert not kept(public)


def test_tokens_cannot_be_guessed_for_long(public: TestClient, bearer: dict[str, str]) -> None:
    wrong = {"Authorization": f"Bearer {intake_tokens.PREFIX}{'A' * 43}"}
    answers = [public.post(BULK, json={"reports": [one("A1")]}, headers=wrong).status_code for _ in range(12)]
    assert set(answers) == {401, 429}
    assert answers[-1] == 429


def test_who_has_no_token_is_told_before_the_body_is_read(public: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_bulk, "read_json", lambda *_: pytest.fail("read"))
    assert public.post(BULK, content=b"{" * 1000, headers={"Content-Type": "application/json"}).status_code == 401


def test_a_token_is_written_nowhere(
    public: TestClient, bearer: dict[str, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(intake_bulk.reports, "accept_all", lambda *_: 1 / 0)
    answer = public.post(BULK, json={"reports": [one("A1")]}, headers=bearer)
    assert answer.status_code == 500
    assert bearer["Authorization"].removeprefix("Bearer zhenwang_") not in answer.text + caplog.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422), ({"reports": []}, 422), ({"reports": {}}, 422), ({"reports": [1] * 501}, 422), ([], 422), ("x", 422),
        ({"reports": [{}], "origin": "12377"}, 422),
    ],
)  # fmt: skip
def test_R5_a_transfer_that_is_none_is_refused(
    public: TestClient, bearer: dict[str, str], body: object, status: int
) -> None:
    answer = public.post(BULK, json=body, headers=bearer)
    assert answer.status_code == status
    assert answer.json()["fields"]


def test_P10_bounds_hold_before_anything_is_read(public: TestClient, bearer: dict[str, str]) -> None:
    headers = bearer | {"Content-Type": "application/json"}
    assert public.post(BULK, content=b" " * (4 * 1024 * 1024 + 1), headers=headers).status_code == 413
    for bad in (b"", b"{", b'{"reports":[],"reports":[]}', b"[" * 100_000, b'{"reports":[{"note":"\\ud800"}]}'):
        answer = public.post(BULK, content=bad, headers=headers)
        assert (answer.status_code, set(answer.json())) == (400, {"error", "place"})


def test_a_transfer_has_few_pictures(
    public: TestClient, bearer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_bulk, "MAX_PICTURES", 0)
    told = post(public, bearer, one("A1", screenshot="YQ=="), one("A2"))
    assert [result["result"] for result in told["results"]] == ["refused", "accepted"]
    assert told["results"][0]["fields"][0]["field"] == "screenshot"


def test_five_hundred_reports_are_one_transfer(public: TestClient, bearer: dict[str, str]) -> None:
    told = post(public, bearer, *(one(f"T{number}") for number in range(500)))
    assert told["accepted"] == 500
    assert len(kept(public)) == 500
