"""The names the intake answers to: those of its own address, and not the console's."""

from __future__ import annotations

from starlette.testclient import TestClient

from zhenwang.settings import Settings
from zhenwang.web import intake


def test_the_intake_answers_under_its_own_public_name_and_not_under_the_consoles(settings: Settings) -> None:
    named = {"intake_url": "https://report.example", "console_url": "https://console.example"}
    http = TestClient(intake.create_app(settings.model_copy(update=named)))  # without its store: a page needs none
    statuses = {
        name: http.get("/docs", headers={"Host": name}).status_code
        for name in ("report.example", "127.0.0.1", "console.example", "evil.example")
    }
    assert statuses == {"report.example": 200, "127.0.0.1": 200, "console.example": 400, "evil.example": 400}
