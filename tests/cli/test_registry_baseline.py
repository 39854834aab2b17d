"""``zhenwang registry baseline`` from answers and from files: kept, held or refused, each said, nothing deleted."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.official_pages import HOST, drawn, home_page
from zhenwang import registry_in_use, runtime
from zhenwang.cli import app
from zhenwang.settings import Settings
from zhenwang.store import baselines

WATER = "slj.qingliu.gov.cn"
SITES = f"""name,domain,protected,region_code,status,site_code
青柳市人民政府,{HOST},yes,429900,,4299990001
青柳市水利局,{WATER},yes,429900,,
青柳市信访局,xfj.qingliu.gov.cn,yes,429900,retired,
云岭市人民政府,www.yunling.gov.cn,yes,519900,,
青柳市人民法院,www.qingliufy.cn,no,429900,,
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    seeds = tmp_path / "seeds"
    (seeds / "recorded_day").mkdir(parents=True)
    (seeds / "official_sites.csv").write_text(SITES, encoding="utf-8")
    monkeypatch.setenv("ZHENWANG_SEEDS", str(seeds))
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))
    answering(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        code = 0
        try:
            app(["registry", "baseline", *words], result_action="return_value")
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def answering(tmp_path: Path, **bodies: bytes) -> None:
    """Let the recorded servers answer: the home page, its logo, and what is given as host and body."""
    folder = tmp_path / "seeds" / "recorded_day"
    (folder / "home").write_bytes(bodies.get("home", home_page()))
    (folder / "logo").write_bytes(drawn())
    html = [["Content-Type", "text/html; charset=utf-8"]]
    answers: list[dict[str, Any]] = [
        {"url": f"https://{HOST}/", "status": 200, "headers": html, "file": "home"},
        {"url": f"https://{HOST}/images/logo.png", "status": 200, "headers": [], "file": "logo"},
        {"url": f"https://{WATER}/", "status": 412, "headers": html, "text": "<script>go()</script>"},
        {"url": "https://www.yunling.gov.cn/", "fault": "timeout"},
        {"url": "http://www.yunling.gov.cn/", "fault": "refused"},
    ]
    (folder / "answers.json").write_text(json.dumps({"default": None, "answers": answers}), encoding="utf-8")


def captures(said: str) -> dict[str, dict[str, Any]]:
    return {capture["site"]: capture for capture in json.loads(said)["captures"]}


def kept(tmp_path: Path) -> list[Any]:
    with registry_in_use.opened_store(Settings()) as store:
        return baselines.of_site(store, HOST)


def test_running_protected_sites_are_looked_at_and_each_is_told(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("--json")
    found = captures(said)
    assert code == 0
    assert {site: capture["standing"] for site, capture in found.items()} == {
        HOST: "first",
        WATER: "refused",
        "www.yunling.gov.cn": "unseen",
    }
    assert "challenge" in {reason["kind"] for reason in found[WATER]["reasons"]}
    assert all(reason["detail"] for reason in found["www.yunling.gov.cn"]["reasons"])
    (baseline,) = kept(tmp_path)
    assert baseline.digest == found[HOST]["digest"]
    assert len(baseline.logos) == 1


def test_a_region_a_site_and_an_age_choose(run: Run) -> None:
    assert set(captures(run("--region", "42", "--json")[1])) == {HOST, WATER}
    assert set(captures(run(f"https://{HOST}/zwgk/", "--json")[1])) == {HOST}
    assert set(captures(run("--region", "42", "--older-than", "1", "--json")[1])) == {WATER}
    assert set(captures(run("--limit", "1", "--json")[1])) == {WATER}
    assert "no site to look at" in run("--region", "99")[1]


def test_R6_a_second_capture_tells_its_drift(run: Run, tmp_path: Path) -> None:
    run(HOST)
    answering(tmp_path, home=home_page(news=("青柳市举办马拉松",)))
    code, said, _ = run(HOST)
    assert code == 0
    assert "of the text and 100% of the structure" in said
    assert len(kept(tmp_path)) == 2


def test_R6_a_page_that_changed_much_is_held_until_a_person_accepts_it(run: Run, tmp_path: Path) -> None:
    other = (
        "<title>青柳市人民政府</title><p>青柳市人民政府</p>"
        + "<p>全新改版的页面，内容与从前完全不同，欢迎提出意见</p>" * 9
    )
    run(HOST)
    answering(tmp_path, home=other.encode())
    code, said, _ = run(HOST)
    assert (code, "held" in said, "--accept" in said) == (1, True, True)
    assert [held.held for held in kept(tmp_path)] == [True, False]
    assert run(HOST, "--accept")[0] == 0
    assert [held.held for held in kept(tmp_path)] == [False, True, False]
    settings = Settings()
    with registry_in_use.opened_store(settings) as store:
        assert "改版" in runtime.load_registry_with(settings, store).baselines[HOST].page.text


def test_a_hijacked_official_page_teaches_nothing(run: Run, tmp_path: Path) -> None:
    bets = "<p>真人娱乐开户</p><p>百家乐最新网址</p><p>老虎机下载</p><p>注册送彩金</p>"
    answering(tmp_path, home=home_page(more=bets))
    code, said, _ = run(HOST)
    assert (code, "injected" in said) == (1, True)
    assert kept(tmp_path) == []


def test_saved_pages_stand_for_the_sites_their_names_say(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    page = folder / f"{HOST}__home.html"
    page.write_bytes(home_page())
    (folder / f"{HOST}__home.png").write_bytes(drawn())
    (folder / "stranger.html").write_bytes(home_page())
    os.utime(page, (1_700_000_000, 1_700_000_000))
    code, said, _ = run("--from", str(folder), "--json")
    found = captures(said)
    assert (code, found[HOST]["standing"], found[""]["reasons"][0]["kind"]) == (0, "first", "unlisted")
    (baseline,) = kept(tmp_path)
    assert baseline.captured_at == datetime.fromtimestamp(1_700_000_000, runtime.BEIJING)
    assert len(baseline.logos) == 1
    assert captures(run("--from", str(folder), "--json")[1])[HOST]["standing"] == "known"
    assert len(kept(tmp_path)) == 1


def test_one_saved_page_and_whose_it_is(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(home_page())
    assert "first" in run("--from", str(page), "--site", HOST)[1]
    code, said, _ = run("--from", str(page), "--site", WATER)
    assert (code, "nameless" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "nowhere"), "no such file or folder"),
        (("--site", HOST), "--from"),
        (("www.gone.gov.cn",), "no entry lists"),
        (("not a host",), "not a host name"),
    ],
)
def test_a_misuse_is_one_sentence(run: Run, words: tuple[str, ...], told: str) -> None:
    code, _, said = run(*words)
    assert (code, told in said.replace("\n", " ")) == (2, True)


def test_the_command_teaches_itself(run: Run) -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert "--accept" in said
    assert "--older-than" in said
