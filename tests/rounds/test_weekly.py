"""The weekly round: official sites and retired hosts are seen again, and the queue of findings fills by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.official_pages import HOST, drawn, home_page
from zhenwang import runtime
from zhenwang.cli import app
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.replay import ReplayTransport
from zhenwang.domain.finding import FindingKind, FindingState
from zhenwang.domain.registry import OfficialSite
from zhenwang.rounds import weekly
from zhenwang.rounds.report import Round
from zhenwang.rounds.weekly import Watch
from zhenwang.settings import Settings
from zhenwang.store import baselines, findings, runs
from zhenwang.store.faults import StoreError

WATER, MOVED, OLD, ALIAS = "slj.qingliu.gov.cn", "www.yunling.gov.cn", "www.qingliu-old.gov.cn", "m.qingliu.gov.cn"
SITES = f"""name,domain,other_hosts,protected,region_code,kind,site_code
青柳市人民政府,{HOST},{ALIAS},yes,429900,government,4299990001
青柳市水利局,{WATER},,yes,429900,department,
云岭市人民政府,{MOVED},,yes,519900,government,
青柳市人民法院,www.qingliufy.cn,,no,429900,court,
"""
RETIRED = f"host,last_site,name,retired_on,released_on,sources,note\n{OLD},{HOST},青柳市人民政府,2020-01-01,,list,\n"
HTML = [["Content-Type", "text/html; charset=utf-8"]]
ELSEWHERE: list[dict[str, Any]] = [
    {"url": f"https://{MOVED}/", "status": 301, "headers": [["Location", "https://www.yunling-news.com/"]]},
    {"url": "https://www.yunling-news.com/", "status": 200, "headers": HTML, "file": "home"},
]
ANSWERS: list[dict[str, Any]] = [
    {"url": f"https://{HOST}/", "status": 200, "headers": HTML, "file": "home"},
    {"url": f"https://{HOST}/images/logo.png", "status": 200, "headers": [], "file": "logo"},
    {"url": f"https://{WATER}/", "status": 412, "headers": HTML, "text": "<p>正在进行安全验证</p>" * 60},
    *ELSEWHERE,
    {"url": f"https://{OLD}/", "status": 200, "headers": HTML, "text": "<p>小说大全</p>"},
]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A small registry, a plan that may look at official sites, and a network that only answers what is recorded."""
    seeds = tmp_path / "seeds"
    (seeds / "net").mkdir(parents=True)
    (seeds / "official_sites.csv").write_text(SITES, encoding="utf-8")
    (seeds / "retired_hosts.csv").write_text(RETIRED, encoding="utf-8")
    (seeds / "net" / "logo").write_bytes(drawn())
    answering(tmp_path)
    monkeypatch.setenv("ZHENWANG_SEEDS", str(seeds))
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    monkeypatch.setattr(runtime, "open_client", lambda *_: GuardedClient(ReplayTransport(seeds / "net")))
    return Settings()


def answering(tmp_path: Path, answers: list[dict[str, Any]] = ANSWERS, home: bytes | None = None) -> None:
    folder = tmp_path / "seeds" / "net"
    (folder / "home").write_bytes(home or home_page())
    (folder / "answers.json").write_text(json.dumps({"default": None, "answers": answers}), encoding="utf-8")


@pytest.fixture
def watch(settings: Settings) -> Iterator[Watch]:
    with weekly.opened(settings, 0) as opened:
        yield opened


def round_(watch: Watch, region: str = "", older_than: int = 0) -> Round:
    targets = weekly.targets(watch, runtime.now(), region, 100, older_than)
    return weekly.conclude(watch, [weekly.look_at(watch, target, runtime.now) for target in targets], runtime.now())


def queued(watch: Watch, state: FindingState = FindingState.OPEN) -> set[tuple[FindingKind, str, str]]:
    kept = findings.queue(watch.store, [state])
    return {(one.finding.kind, one.finding.site, one.finding.subject) for one in kept if one.finding.seen_host}


def test_R6_the_sites_that_are_due_are_those_of_the_region_longest_unseen_first(watch: Watch) -> None:
    def hosts(region: str, older_than: int = 6) -> list[str]:
        found = weekly.targets(watch, runtime.now(), region, 100, older_than)
        return [target.id if isinstance(target, OfficialSite) else target.host for target in found]

    assert hosts("42") == [WATER, HOST, OLD]
    assert hosts("51") == [MOVED]
    round_(watch, "42")
    assert hosts("42") == [WATER, OLD]
    assert hosts("42", older_than=0) == [WATER, HOST, OLD]
    sites = weekly.running(watch.registry)
    week = runtime.now() + timedelta(days=8)
    assert len(weekly.due(sites, baselines.last_captures(watch.store), week, "42", 6)) == 2


def test_R7_what_was_seen_fills_the_queue_of_findings(watch: Watch) -> None:
    done = round_(watch)
    assert done.failures == ()
    assert {capture.site: capture.standing for capture in done.captures} == {
        HOST: "first",
        WATER: "refused",
        MOVED: "refused",
    }
    found = queued(watch)
    assert (FindingKind.ADDRESS_CHANGED, MOVED, f"{MOVED}>www.yunling-news.com") in found
    assert (FindingKind.DOMAIN_LIFE, HOST, f"retired:{OLD}") in found
    assert (FindingKind.DOMAIN_LIFE, HOST, f"idle:{ALIAS}") in found
    assert (FindingKind.FOOTER_MARKS, HOST) in {(kind, site) for kind, site, _ in found}
    assert done.counts()["findings_new"] >= 4


def test_R7_a_challenge_page_has_no_footer_to_judge_its_site_by(watch: Watch) -> None:
    round_(watch)
    assert WATER not in {site for _, site, _ in queued(watch)}


def test_R7_what_is_in_order_again_leaves_the_queue_and_what_was_not_seen_stays(watch: Watch, tmp_path: Path) -> None:
    round_(watch)
    mended = [answer for answer in ANSWERS if answer not in ELSEWHERE and OLD not in answer["url"]]
    home = {"status": 200, "headers": HTML, "file": "home"}
    answering(tmp_path, [*mended, {"url": f"https://{ALIAS}/", **home}])
    answered = Watch(watch.settings, watch.store, watch.registry, runtime.open_client(watch.settings))
    round_(answered)
    gone, still = queued(watch, FindingState.GONE), queued(watch)
    assert (FindingKind.DOMAIN_LIFE, HOST, f"idle:{ALIAS}") in gone
    assert (FindingKind.DOMAIN_LIFE, HOST, f"retired:{OLD}") in gone
    assert (FindingKind.ADDRESS_CHANGED, MOVED, f"{MOVED}>www.yunling-news.com") in still


def test_when_nothing_answers_no_finding_is_made(watch: Watch, tmp_path: Path) -> None:
    answering(tmp_path, [])
    silent = Watch(watch.settings, watch.store, watch.registry, runtime.open_client(watch.settings))
    done = round_(silent)
    assert "our network" in done.failures[0]
    assert (done.findings, findings.queue(watch.store)) == (None, [])


def test_a_page_that_breaks_the_program_is_told_and_the_others_are_seen(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = weekly.take

    def take(*given: Any, **more: Any) -> Any:
        if given[2].id == WATER:
            raise RecursionError("too deep")
        return taken(*given, **more)

    monkeypatch.setattr(weekly, "take", take)
    done = round_(watch)
    assert any("could not read the page: RecursionError" in sentence for sentence in done.remarks)
    assert next(capture for capture in done.captures if capture.site == HOST).standing == "first"


def test_a_store_in_trouble_is_not_a_pages_fault(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(*_given: Any, **_more: Any) -> Any:
        raise StoreError("the disk is full")

    monkeypatch.setattr(weekly, "take", take)
    with pytest.raises(StoreError):
        round_(watch)


def test_the_recorded_day_holds_no_official_site(settings: Settings) -> None:
    with weekly.opened(settings.model_copy(update={"plan": "recorded"}), 0) as watch:
        assert weekly.targets(watch, runtime.now(), "42", 100, 0) == ()
        done = round_(watch)
        assert "recorded" in done.remarks[0]
        assert (done.failures, findings.queue(watch.store)) == ((), [])


def test_retired_hosts_take_turns_when_they_are_many() -> None:
    turn: Callable[..., Any] = weekly._turn
    now = runtime.now()
    seen = {host for week in range(4) for host in turn("abcdefg", 2, now + timedelta(weeks=week))}
    assert seen == set("abcdefg")
    assert turn("", 2, now) == ()


def test_R7_the_command_does_the_weekly_round_too_and_books_it(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        app(["registry", "baseline", "--keep", "--region", "51"], result_action="return_value")
    said = capsys.readouterr()
    assert "1 official sites: 0 kept" in said.err
    run = runs.latest(watch.store, "baseline")
    assert run
    assert (run.state, run.counts["official"]) == ("done", 1)
    assert MOVED in run.failures[0]
    assert (FindingKind.ADDRESS_CHANGED, MOVED) in {(kind, site) for kind, site, _ in queued(watch)}


@pytest.mark.parametrize("words", [(HOST,), ("--from", ".")])
def test_the_weekly_round_chooses_its_sites_itself(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        app(["registry", "baseline", "--keep", *words], result_action="return_value")
    assert left.value.code == 2
    assert "--keep is the weekly round" in capsys.readouterr().err
