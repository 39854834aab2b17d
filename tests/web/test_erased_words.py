"""Words that were sealed and erased cannot be guessed back from what stays in the database (threat R18)."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select
from starlette.testclient import TestClient

from zhenwang.store.columns import canonical
from zhenwang.store.report_schema import reports

API = "/api/v1/reports"
NUMBER = "13800138000"


def row(public: TestClient) -> Any:
    with public.app.state.store.read() as connection:  # type: ignore[attr-defined]  # Starlette types no state
        return connection.execute(select(reports)).one()


def test_R18_a_number_in_the_words_is_not_confirmed_by_the_digest_of_the_report(public: TestClient) -> None:
    given = {"urls": ["http://a.example/"], "note": NUMBER}
    assert public.post(API, json=given).status_code == 202
    kept = row(public)
    bodies = ([kept.record["urls"], kept.record["claims"], kept.record["reached_by"], note] for note in (NUMBER, ""))
    assert kept.body_digest not in [hashlib.sha256(canonical(body).encode()).hexdigest() for body in bodies]


def test_R6_the_same_words_are_still_known_and_others_are_refused(public: TestClient) -> None:
    key = {"Idempotency-Key": "0b6c1f5e-6d0e-4c57-9f0b-6a1c3f0e2d11"}
    given = {"urls": ["http://a.example/"], "note": NUMBER}
    first, again = (public.post(API, json=given, headers=key).json() for _ in range(2))
    assert first == again
    assert public.post(API, json=given | {"note": "13800138001"}, headers=key).status_code == 409
