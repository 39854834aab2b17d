"""The public look-up over the network: answers with date and grounds, ready or not, and nothing kept of a question."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOME
from zhenwang import runtime
from zhenwang.domain.registry import Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.registry.asked_host import MOST
from zhenwang.registry.official_answer import OfficialAnswer
from zhenwang.settings import Settings
from zhenwang.store.opening import open_store
from zhenwang.web import intake, official_desk
from zhenwang.web.editions import RegistryInUse
from zhenwang.web.official_desk import Holdings, OfficialDesk

ASK = "/api/v1/official"


@pytest.fixture
def public(settings: Settings) -> Iterator[TestClient]:
    with TestClient(intake.create_app(settings), base_url=HOME) as http:
        assert desk(http).wait(60)
        yield http


def desk(http: TestClient) -> OfficialDesk:
    return http.app.state.official  # type: ignore[attr-defined,no-any-return]  # Starlette types no state


def some_official(http: TestClient) -> str:
    held = desk(http).holdings
    assert held
    return next(site.id for site in held.registry.sites.values() if site.protected and site.granted)


def test_an_official_host_is_answered_with_body_version_and_what_it_does_not_mean(public: TestClient) -> None:
    host = some_official(public)
    answer = public.get(ASK, params={"host": f"https://{host}/a?b=c"})
    told = answer.json()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert (told["host"], told["verdict"], told["body"]["site"]) == (host, "official", host)
    assert told["body"]["name"] in told["says"]["zh"]
    assert told["body"]["confidence"] in ("high", "medium", "low")
    assert told["registry"]["version"]
    assert told["registry"]["sites"] > 0
    assert "不保证" in told["means_not"]["zh"]
    assert told["report"] == "/report"


def test_a_host_of_nobody_is_no_fake_and_no_official(public: TestClient) -> None:
    told = public.get(ASK, params={"host": "www.example.com"}).json()
    assert told["verdict"] == "not_in_registry"
    assert told["body"] is None
    assert not told["sources"]
    assert "不等于" in told["means_not"]["zh"]


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty"), ("x" * (MOST + 1), "too_long"), ("www.gov.cn@evil.com", "mail"), ("a.cn b.cn", "several")],
)
def test_what_names_no_one_host_is_422_with_what_to_send(public: TestClient, text: str, why: str) -> None:
    answer = public.get(ASK, params={"host": text})
    assert answer.status_code == 422
    assert answer.json()["why"] == why
    assert answer.json()["zh"]


def test_a_question_without_a_host_is_422_too(public: TestClient) -> None:
    assert public.get(ASK).status_code == 422


def test_before_the_registry_is_ready_questions_wait_and_reports_do_not(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OfficialDesk, "start", lambda self: None)
    with TestClient(intake.create_app(settings), base_url=HOME) as http:
        for path in (ASK, "/official"):
            answer = http.get(path, params={"host": "www.gov.cn"})
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) > 0
        assert http.get("/official").status_code == 200
        assert http.post("/api/v1/reports", json={"urls": ["http://evil.example/"]}).status_code == 202


def test_a_revision_made_in_the_console_counts_without_a_restart(
    settings: Settings, public: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official_desk, "EVERY", 0.02)
    store = public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    running = OfficialDesk(settings, store)
    running.start()
    assert running.wait(60)
    held = running.holdings
    assert held
    site = next(iter(held.registry.sites.values()))
    gone = Change(ChangeKind.VANISHED, site.id, site, None)
    RegistryInUse(settings, store).revise(lambda _: [gone], "王", "不再使用", runtime.now())
    until = time.monotonic() + 60
    while _revision(running.holdings) == held.revision and time.monotonic() < until:
        time.sleep(0.02)
    running.close()
    renewed = running.holdings
    assert renewed
    assert renewed.revision == held.revision + 1
    assert renewed.as_of == runtime.now().date().isoformat()
    found = renewed.answer(site.id, runtime.now())
    assert isinstance(found, OfficialAnswer)
    assert found.verdict not in ("official", "neighbour")


def _revision(held: Holdings | None) -> int:
    return held.revision if held else -1


def test_the_page_says_the_same_in_plain_words(public: TestClient) -> None:
    host = some_official(public)
    shown = public.get("/official", params={"host": host}).text
    assert "是官方网址" in shown
    assert "这个结果不能说明什么" in shown
    assert 'href="http' not in shown  # no address on it can be clicked, not even an official one
    english = public.get("/official", params={"host": host, "lang": "en"}).text
    assert "Yes, this address is official" in english


def test_where_the_lists_disagree_the_page_says_so(public: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    held, host = desk(public).holdings, some_official(public)
    assert held
    sites = [
        replace(site, confidence="low") if site.id == host else site for site in held.registry.sites.values()
    ]  # fmt: skip
    monkeypatch.setattr(desk(public), "holdings", replace(held, registry=Registry.of(sites)))
    shown = public.get("/official", params={"host": host}).text
    assert "还有疑问" in shown
    assert "是官方网址" not in shown


def test_a_suspect_host_stands_defanged_on_the_page(public: TestClient) -> None:
    shown = public.get("/official", params={"host": "http://www.bad-site.example.com/x"}).text
    assert "bad-site.example.com" not in shown.replace("host=www.bad-site.example.com", "")
    assert "[.]" in shown


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202emoc.live", "'\"><img src=x>", "\ud800", "%00"])
def test_hostile_questions_are_shown_as_text(public: TestClient, text: str) -> None:
    answer = public.get("/official", params={"host": text.encode("utf-8", "surrogatepass")})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_nothing_of_a_question_is_logged(public: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    public.get(ASK, params={"host": "www.very-private-question.example.com"})
    assert "private-question" not in caplog.text.replace("HTTP Request", "").replace(
        "http://127.0.0.1/api/v1/official?host=www.very-private-question.example.com", ""
    )  # the test's own client writes its request down


def test_R1_reports_get_their_turn_often_while_the_registry_is_prepared(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thread in threading.enumerate():
        if thread.name == "official-desk":  # of an earlier test: building an index cannot be broken off
            thread.join(60)
    usual, during = 0.005, list[float]()

    def loaded(*_: object, **__: object) -> None:
        during.append(sys.getswitchinterval())
        raise OSError("gone")

    monkeypatch.setattr(official_desk, "RegistryInUse", loaded)
    store = open_store(f"sqlite:///{settings.var}/turns.db", settings.var / "blobs")
    running = OfficialDesk(settings, store)
    running.start()
    while not during:
        time.sleep(0.01)
    running.close()
    store.close()
    assert max(during) < usual / 5
    assert sys.getswitchinterval() == usual
