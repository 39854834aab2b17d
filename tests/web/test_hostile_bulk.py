"""Bulk transfers as an attacker without a token sees them: nothing of a body is read, and every try is counted."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.testclient import TestClient

from zhenwang import runtime
from zhenwang.domain.access import Actor
from zhenwang.store import intake_tokens

BULK = "/api/v1/bulk"
HEAD = (b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", b"60000")


@pytest.mark.parametrize("scheme", ["Bearer nonsense", "Basic QWxhZGRpbg==", "x", "Bearer"])
def test_R4_without_a_token_no_body_is_read_and_the_tries_end(public: TestClient, scheme: str) -> None:
    """Else a junk header would buy what the limits deny: bodies without end that take the room of everybody's."""
    read = []
    statuses = []
    for _ in range(130):
        status = asyncio.run(_sent(public, scheme, read))
        statuses.append(status)
        if status == 429:
            break
    assert not read
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_a_holder_is_taken_after_others_guessed(public: TestClient) -> None:
    store: Any = public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    token = intake_tokens.issue(store, "武汉12345", Actor("", "命令行 root"), "开通", runtime.now())
    answer = public.post(
        BULK,
        json={"reports": [{"reference": "1", "urls": ["http://a.example"]}]},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.json()["accepted"] == 1


async def _sent(public: TestClient, scheme: str, read: list[int]) -> int:
    headers = [*HEAD, *([(b"authorization", scheme.encode())] if scheme else [])]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": BULK,
        "raw_path": BULK.encode(), "root_path": "", "scheme": "http", "query_string": b"", "headers": headers,
        "client": ("192.0.2.9", 4711), "server": ("127.0.0.1", 8711), "state": {},
    }  # fmt: skip
    answered: list[int] = []

    async def receive() -> dict[str, Any]:
        read.append(1)
        return {"type": "http.request", "body": b"{", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    await public.app(scope, receive, send)
    return answered[0]
