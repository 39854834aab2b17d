"""The limits of the intake, and what is asked for and said beyond them."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import altcha
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.conftest import HOME
from zhenwang import runtime
from zhenwang.access.proof import TOO_FAST
from zhenwang.access.said_numbers import canonical
from zhenwang.settings import Settings
from zhenwang.store import reports
from zhenwang.web import intake, proof
from zhenwang.web.guard import Guard, Guarded
from zhenwang.web.in_flight import InFlight
from zhenwang.web.words import words

API = "/api/v1/reports"
GOOD = {"urls": ["http://a.example/"]}
QUESTION = f"{API}/{'0' * 32}"


@contextmanager
def opened(settings: Settings, **changes: object) -> Iterator[TestClient]:
    """An intake behind one gateway that tells each client's address."""
    tight = {"reports_per_client": "2 per 10 minutes", "reports_per_subnet": "5 per 10 minutes", "trusted_hops": 1}
    chosen = settings.model_copy(update=tight | {"proof_work": 2_000} | changes)
    app = intake.create_app(chosen)
    with TestClient(app, base_url=HOME, follow_redirects=False, raise_server_exceptions=False) as http:
        yield http


def by(address: str, **more: str) -> dict[str, str]:
    return {"X-Forwarded-For": address, **more}


def kept(http: TestClient) -> int:
    return len(reports.waiting(http.app.state.store))  # type: ignore[attr-defined]  # Starlette types no state


def solved(http: TestClient) -> str:
    challenge = altcha.Challenge.from_dict(http.get("/api/v1/challenge").json()["altcha"])
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


def test_beyond_its_limit_a_program_is_asked_for_a_proof_and_others_are_not(settings: Settings) -> None:
    with opened(settings) as http:
        first = [http.post(API, json=GOOD, headers=by("203.0.113.1")).status_code for _ in range(2)]
        assert first == [202, 202]
        refused = http.post(API, json=GOOD, headers=by("203.0.113.1"))
        assert refused.status_code == 429
        assert refused.json()["challenge"] == "/api/v1/challenge"
        assert 0 < int(refused.headers["Retry-After"]) <= 600
        assert http.post(API, json=GOOD, headers=by("203.0.113.2")).status_code == 202
        token = solved(http)
        assert http.post(API, json=GOOD, headers=by("203.0.113.1", **{"X-Proof": token})).status_code == 202
        assert http.post(API, json=GOOD, headers=by("203.0.113.1", **{"X-Proof": token})).status_code == 429
        assert kept(http) == 4


def test_R7_a_retry_with_the_same_key_may_bring_the_same_proof(settings: Settings) -> None:
    with opened(settings, reports_per_client="0 per minute") as http:
        more = by("203.0.113.1", **{"X-Proof": solved(http), "Idempotency-Key": "0123456789abcdef"})
        first, again = (http.post(API, json=GOOD, headers=more) for _ in range(2))
        assert first.json() == again.json()
        assert kept(http) == 1


def test_a_subnet_and_everybody_together_have_limits_that_no_proof_lifts(settings: Settings) -> None:
    with opened(settings) as http:
        told = [http.post(API, json=GOOD, headers=by(f"203.0.113.{n}")).status_code for n in range(7)]
        assert told == [202] * 5 + [429] * 2
        proven = by("203.0.113.9", **{"X-Proof": solved(http)})
        assert http.post(API, json=GOOD, headers=proven).status_code == 429
        assert http.post(API, json=GOOD, headers=by("203.0.114.1")).status_code == 202
    with opened(settings, reports_in_all="3 per minute") as http:
        told = [http.post(API, json=GOOD, headers=by(f"203.0.{n}.1")).status_code for n in range(5)]
        assert told == [202] * 3 + [429] * 2


def test_who_is_refused_uses_up_nobody_elses_limit(settings: Settings) -> None:
    with opened(settings, reports_in_all="8 per minute") as http:
        for _ in range(50):
            http.post(API, json=GOOD, headers=by("203.0.113.1"))
        assert http.post(API, json=GOOD, headers=by("203.0.114.1")).status_code == 202


def test_R12_what_a_client_says_of_itself_makes_it_nobody_else(settings: Settings) -> None:
    with opened(settings) as http:
        told = []
        for n in range(4):
            headers = by(f"10.0.0.{n}, 203.0.113.1", Forwarded=f"for=10.0.0.{n}", **{"X-Real-IP": f"10.0.0.{n}"})
            told.append(http.post(API, json=GOOD, headers=headers).status_code)
        assert told == [202, 202, 429, 429]


def test_R13_receipts_cannot_be_guessed_faster_than_the_limit(settings: Settings) -> None:
    with opened(settings, questions_per_client="3 per minute") as http:
        told = [http.get(QUESTION, headers=by("203.0.113.1")).status_code for _ in range(5)]
        assert told == [404, 404, 404, 429, 429]
        assert http.get(QUESTION, headers=by("203.0.114.1")).status_code == 404
        assert http.get("/", headers=by("203.0.113.1")).status_code == 200, "the pages themselves are free"
        assert http.post(API, json=GOOD, headers=by("203.0.113.1")).status_code == 202, "and reports counted apart"


def test_R13_a_subnet_may_ask_ten_times_as_much_as_a_client(settings: Settings) -> None:
    with opened(settings, questions_per_client="2 per minute") as http:
        told = [http.get(QUESTION, headers=by(f"203.0.113.{n}")).status_code for n in range(25)]
        assert told == [404] * 20 + [429] * 5


def test_people_are_told_in_plain_words(settings: Settings) -> None:
    with opened(settings, reports_per_subnet="0 per minute", questions_per_client="0 per minute") as http:
        page = http.post("/report", data={"text": "http://a.example"}, headers=by("203.0.113.1"))
        assert page.status_code == 429
        assert page.headers["Retry-After"]
        assert page.headers["Connection"] == "close"
        assert "太多" in page.text
        assert "Please wait" in http.get("/receipt/x?lang=en", headers=by("203.0.113.1")).text
        assert kept(http) == 0


def test_a_refusal_comes_before_the_body_is_read() -> None:
    sent: list[dict] = []

    async def never(*given: object) -> None:
        raise AssertionError("neither the body nor the application may be asked")

    async def send(message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": API, "query_string": b"", "client": ("203.0.113.1", 1),
             "headers": [(b"content-type", b"application/json"), (b"content-length", b"60000")]}  # fmt: skip
    guard = Guard.of(Settings(reports_per_subnet="0 per minute"))
    asyncio.run(Guarded(never, guard)(scope, never, send))
    assert sent[0]["status"] == 429


def test_I12_no_address_is_kept_or_logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with opened(settings, proof_work=0) as http:
        for n in range(4):
            http.post(API, json=GOOD, headers=by("203.0.113.77"))
            http.get(QUESTION, headers=by("203.0.113.77"))
            http.post("/report", data={"text": f"http://a{n}.example"}, headers=by("203.0.113.77"))
        guard = http.app.state.guard  # type: ignore[attr-defined]
        held = [key for quota in (guard.client, guard.subnet, guard.questions) for key in quota.windows._windows]
        assert held
        assert not any("203.0.113" in key for key in held)
    assert "203.0.113" not in caplog.text
    for file in (settings.var).rglob("*"):
        if file.is_file():
            assert b"203.0.113" not in file.read_bytes(), file


def test_with_no_proofs_to_ask_for_the_limit_is_hard(settings: Settings) -> None:
    with opened(settings, proof_work=0) as http:
        told = [http.post(API, json=GOOD, headers=by("203.0.113.1")).status_code for _ in range(3)]
        assert told == [202, 202, 429]
        assert http.post("/report", data={"text": "http://b.example"}, headers=by("203.0.113.1")).status_code == 429


def form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(key|question|altcha)" value="([^"]*)"', page))


def read_question(page: str) -> str:
    return re.findall(r'<label for="answer">([^<]+)</label>', page)[0]


def answer_to(question: str) -> str:
    """As a person reads it."""
    t = words("zh")
    numbers = t["proof_numbers"].split()
    for kind in ("plus", "minus", "larger", "word"):
        shape = re.escape(t[f"proof_ask_{kind}"]).replace(r"\{", "{").replace(r"\}", "}")
        found = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>.+?)", shape), question)
        if found and kind == "word":
            return found["words"].split("、")[numbers.index(found["n"]) - 1]
        if found:
            a, b = numbers.index(found["a"]), numbers.index(found["b"])
            return str({"plus": a + b, "minus": a - b, "larger": max(a, b)}[kind])
    raise AssertionError(question)


def test_a_person_answers_one_plain_question_and_nothing_is_lost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(settings, reports_per_client="0 per minute") as http:
        sent = {"text": "短信里的 http://fake-gov.example/", "note": "红色的页面"}
        page = http.post("/report", data=sent, headers=by("203.0.113.1"))
        assert page.status_code == 429
        assert "红色的页面" in page.text
        later = runtime.now() + TOO_FAST + timedelta(seconds=1)
        monkeypatch.setattr(proof.runtime, "now", lambda: later)
        wrong = http.post("/report", data=sent | form(page.text) | {"answer": "不知道"}, headers=by("203.0.113.1"))
        assert wrong.status_code == 429
        assert "回答不对" in wrong.text
        assert form(wrong.text)["question"] != form(page.text)["question"]
        later += TOO_FAST + timedelta(seconds=1)
        right = sent | form(wrong.text) | {"answer": answer_to(read_question(wrong.text))}
        taken, twice = (http.post("/report", data=right, headers=by("203.0.113.1")) for _ in range(2))
        assert taken.status_code == 303
        assert twice.headers["Location"] == taken.headers["Location"], "a double click is one report"
        assert (
            http.post("/report", data=right | {"text": "http://c.example"}, headers=by("203.0.113.1")).status_code
            == 429
        )
        assert kept(http) == 1


def test_a_browser_that_did_the_work_need_not_ask_its_person(settings: Settings) -> None:
    with opened(settings, reports_per_client="0 per minute") as http:
        sent = {"text": "http://fake-gov.example/", "altcha": solved(http)}
        assert http.post("/report", data=sent, headers=by("203.0.113.1")).status_code == 303
        assert http.post("/report", data=sent, headers=by("203.0.113.1")).status_code == 429


def test_answers_cannot_be_tried_out(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(settings, reports_per_client="0 per minute", reports_per_subnet="1000 per minute") as http:
        later = runtime.now() + timedelta(minutes=5)
        for _ in range(10):
            given = http.get("/api/v1/challenge").json()
            monkeypatch.setattr(proof.runtime, "now", lambda: later)
            sent = {"text": "http://a.example", "question": given["question"], "answer": "x"}
            assert http.post("/report", data=sent, headers=by("203.0.113.1")).status_code == 429
            monkeypatch.undo()
        given = http.get("/api/v1/challenge").json()
        monkeypatch.setattr(proof.runtime, "now", lambda: later)
        sent = {"text": "http://a.example", "question": given["question"], "answer": answer_to(given["text"])}
        assert http.post("/report", data=sent, headers=by("203.0.113.1")).status_code == 429, (
            "ten wrong ones are enough"
        )
        assert http.post("/report", data=sent, headers=by("203.0.113.2")).status_code == 303


def test_a_filled_trap_is_said_and_nobody_gets_a_receipt_that_is_none(settings: Settings) -> None:
    with opened(settings) as http:
        answer = http.post("/report", data={"text": "http://a.example", "website": "http://spam.example"})
        assert answer.status_code == 422
        assert "请留空" in answer.text
        assert "http://a.example" in answer.text
        assert kept(http) == 0


def test_every_question_has_one_answer_that_its_reader_finds() -> None:
    for _ in range(300):
        text, answer = proof._ask(words("zh"))
        assert canonical(answer_to(text)) == canonical(answer), text
        english, _ = proof._ask(words("en"))
        assert english.isascii()


def test_questions_in_english_do_not_change_what_numbers_mean() -> None:
    numbers = [words(language)["proof_numbers"].split() for language in ("zh", "en")]
    for place, both in enumerate(zip(*numbers, strict=True)):
        assert {canonical(word) for word in both} == {str(place)}


async def test_overload_is_answered_503_and_passes() -> None:
    gate, answered = asyncio.Event(), []

    async def slow(scope, receive, send) -> None:
        await gate.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def one() -> None:
        async def send(message) -> None:
            if message["type"] == "http.response.start":
                answered.append((message["status"], dict(message["headers"]).get(b"retry-after")))

        scope = {"type": "http", "method": "GET", "path": "/api/v1/official", "query_string": b"", "headers": []}
        await flight(scope, send, send)

    flight = InFlight(slow, 3)
    waiting = [asyncio.create_task(one()) for _ in range(3)]
    await asyncio.sleep(0)
    await asyncio.gather(*(one() for _ in range(20)))
    assert answered == [(503, b"1")] * 20
    gate.set()
    await asyncio.gather(*waiting)
    await one()
    assert [status for status, _ in answered[20:]] == [200] * 4


def test_a_challenge_tells_nothing_about_who_asked(settings: Settings) -> None:
    with opened(settings) as http:
        given = http.get("/api/v1/challenge", headers=by("203.0.113.1"))
        assert given.headers["Cache-Control"] == "no-store"
        assert not given.headers.get("set-cookie")
        assert "203.0.113" not in base64.b64encode(json.dumps(given.json()).encode()).decode()
        assert set(given.json()["altcha"]["parameters"]) == {
            "algorithm", "cost", "keyLength", "keyPrefix", "keySignature", "nonce", "salt", "expiresAt"
        }  # fmt: skip


def test_a_limit_that_is_none_is_said_at_the_start(settings: Settings) -> None:
    with pytest.raises(ValueError, match="thirty"):
        intake.create_app(settings.model_copy(update={"reports_per_client": "thirty"}))
    assert isinstance(intake.create_app(settings), FastAPI)
