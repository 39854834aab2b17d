"""The page for programmers: its commands do what it says, in both languages."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from zhenwang import runtime
from zhenwang.domain.access import Actor
from zhenwang.store import intake_tokens
from zhenwang.store.report_status import STATUSES


def bodies(page: str) -> list[str]:
    """What follows ``-d`` in the commands of a page."""
    return [unescape(found) for found in re.findall(r"-d (?:&#39;|')(.*?)(?:&#39;|')\n", page, re.DOTALL)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_commands_do_what_it_says(public: TestClient, language: str) -> None:
    page = public.get(f"/docs?lang={language}").text
    report, bulk = bodies(page)
    key = re.search(r"Idempotency-Key: ([!-~]+?)(?:&#39;|')", page)
    assert key
    headers = {"Content-Type": "application/json", "Idempotency-Key": key[1]}
    assert public.post("/api/v1/reports", content=report.encode(), headers=headers).status_code == 202
    store = public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    token = intake_tokens.issue(store, "12345", Actor("", "test"), "", runtime.now())
    answer = public.post("/api/v1/bulk", json=json.loads(bulk), headers={"Authorization": f"Bearer {token}"}).json()
    assert (answer["accepted"], answer["refused"]) == (1, 1)
    assert answer["results"][1]["fields"][0]["reason"] in page, "the answer on the page is the real one"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_names_every_field_status_and_answer(public: TestClient, language: str) -> None:
    page = public.get(f"/docs?lang={language}").text
    described = public.get("/api/v1/openapi.json").json()
    for field in described["components"]["schemas"]["BulkReport"]["properties"]:
        assert f"<code>{field}</code>" in page, field
    for status in STATUSES:
        assert f"<code>{status}</code>" in page
    for path, operations in described["paths"].items():
        for operation in operations.values():
            for status in set(operation["responses"]) - {"200", "202"}:
                assert status in page, (path, status)
    assert "http://127.0.0.1/api/v1/reports" in page, "commands can be copied as they are"


def test_the_address_of_the_settings_stands_in_its_commands(public: TestClient) -> None:
    app = public.app
    app.state.settings = app.state.settings.model_copy(update={"intake_url": "https://report.example/"})  # type: ignore[attr-defined]
    assert "curl -i https://report.example/api/v1/reports" in public.get("/docs").text
