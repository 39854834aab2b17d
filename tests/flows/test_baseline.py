"""The weekly flow: scheduled for Hubei, harmless without a network, and booked. One slow test runs it with Prefect."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest
import yaml

from tests.official_pages import HOST, drawn, home_page
from zhenwang import registry_in_use, runtime
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.replay import ReplayTransport
from zhenwang.settings import Settings
from zhenwang.store import baselines, findings, runs

ROOT = Path(__file__).parent.parent.parent


def test_R6_the_deployment_is_weekly_and_gives_parameters_that_the_flow_takes() -> None:
    from flows.baseline import baseline

    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    (deployed,) = (one for one in deployments if one["name"] == "baseline")
    assert deployed["parameters"].keys() <= inspect.signature(baseline.fn).parameters.keys()
    assert deployed["parameters"]["region"] == "42"
    assert deployed["parameters"]["older_than"] < 7
    (schedule,) = deployed["schedules"]
    assert schedule["cron"].split()[2:] == ["*", "*", "0"]


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server", "own_folder")
def test_R6_without_a_network_the_weekly_flow_looks_at_nothing_and_is_done() -> None:
    from flows.baseline import baseline

    state = baseline(region="42", plan="recorded", return_state=True)
    assert state.is_completed(), state.message
    with registry_in_use.opened_store(Settings()) as store:
        run = runs.latest(store, "baseline")
        assert run
        assert (run.state, run.counts["looked"]) == ("done", 0)
        assert "nothing was due" in run.failures[0]
        assert findings.queue(store) == []


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_R6_R7_the_weekly_flow_takes_baselines_and_fills_the_queue(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.baseline import baseline

    moved = "slj.qingliu.gov.cn"
    sites = f"name,domain,protected,region_code,kind\n青柳市人民政府,{HOST},yes,429900,government\n"
    (own_folder / "official_sites.csv").write_text(
        f"{sites}青柳市水利局,{moved},yes,429900,department\n", encoding="utf-8"
    )
    (own_folder / "home").write_bytes(home_page(code=""))
    (own_folder / "logo").write_bytes(drawn())
    html = [["Content-Type", "text/html; charset=utf-8"]]
    answers = [
        {"url": f"https://{HOST}/", "status": 200, "headers": html, "file": "home"},
        {"url": f"https://{HOST}/images/logo.png", "status": 200, "headers": [], "file": "logo"},
        {"url": f"https://{moved}/", "status": 301, "headers": [["Location", "https://www.slj-news.com/"]]},
        {"url": "https://www.slj-news.com/", "status": 200, "headers": html, "file": "home"},
    ]
    (own_folder / "answers.json").write_text(json.dumps({"default": None, "answers": answers}), encoding="utf-8")
    monkeypatch.setenv("ZHENWANG_SEEDS", str(own_folder))
    monkeypatch.setenv("ZHENWANG_BATCH", "1")
    monkeypatch.setattr(runtime, "open_client", lambda *_: GuardedClient(ReplayTransport(own_folder)))
    state = baseline(region="42", pause=0, plan="files", return_state=True)
    assert state.is_completed(), state.message
    with registry_in_use.opened_store(Settings()) as store:
        assert [page.site for page in baselines.latest(store)] == [HOST]
        run = runs.latest(store, "baseline")
        assert run
        assert (run.state, run.counts["kept"], run.counts["refused"]) == ("done", 1, 1)
        assert moved in run.failures[0]
        assert f"{moved}>www.slj-news.com" in {kept.finding.subject for kept in findings.queue(store)}

    (own_folder / "answers.json").write_text('{"default": null, "answers": []}', encoding="utf-8")
    state = baseline(region="42", older_than=0, pause=0, plan="files", return_state=True)
    assert state.is_failed()
    assert "our network" in str(state.message)
