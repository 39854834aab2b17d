import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.store.made import DAY, NOW, a_candidate, a_look, a_score, a_signal
from zhenwang.domain.look import Hop
from zhenwang.settings import Settings
from zhenwang.store import campaigns, cases, looks
from zhenwang.store.opening import Store, open_store
from zhenwang.store.work_schema import campaign_members, linking_facts

SITES = "name,domain\n湖北省人民政府,www.hubei.gov.cn\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two cases whose pages share a telephone and one address, opened before anybody asked what links them."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "official_sites.csv").write_text(SITES, encoding="utf-8")
    monkeypatch.setenv("ZHENWANG_SEEDS", str(tmp_path / "seeds"))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    settings = Settings(var=tmp_path / "var")
    settings.var.mkdir(parents=True)
    store = open_store(settings.database_url or f"sqlite:///{settings.var}/zhenwang.db", settings.var / "blobs")
    for name in ("a.example.com", "b.example.com"):
        look = a_look(name, "湖北省人民政府 客服电话：13900001111")
        for day in range(2):
            at = NOW + timedelta(days=day)
            hop = Hop(look.url, 200, "203.0.113.9")
            digest = looks.save(store, replace(look, at=at, hops=(hop,)), [a_signal()], a_score(), at.date(), at)
        cases.open_case(store, a_candidate(name, locator="log#7"), digest, [a_signal()], a_score(), DAY, NOW)
    return store


def test_campaigns_of_older_cases_are_found_by_reading_their_looks_again(zhenwang: Run, kept: Store) -> None:
    assert zhenwang("campaigns")[1].strip().endswith("0 campaigns")
    code, out, _ = zhenwang("campaigns", "rebuild", "--json")
    told = json.loads(out)
    assert (code, told["hosts"], told["damaged"], told["campaigns"]) == (0, 2, 0, 1)
    code, out, _ = zhenwang("campaigns", "--json")
    (campaign,) = json.loads(out)
    assert campaign["size"] == 2
    assert {edge["kind"] for edge in campaign["edges"]} >= {"phone", "address"}
    assert "a.example.com" not in out
    assert zhenwang("campaigns", "rebuild", "--json")[1] == json.dumps(told, indent=2) + "\n"


def test_a_damaged_look_leaves_its_host_the_facts_it_had(zhenwang: Run, kept: Store, tmp_path: Path) -> None:
    zhenwang("campaigns", "rebuild")
    digest = looks.latest(kept, "a.example.com")
    assert digest is not None
    for path in (tmp_path / "var" / "blobs").rglob(f"*{digest.digest[8:]}*"):
        path.unlink()
    with kept.write() as connection:
        connection.execute(delete(campaign_members))
    code, out, err = zhenwang("campaigns", "rebuild")
    assert code == 0
    assert "damaged looks: 1" in err
    assert "campaigns: 1" in out
    with kept.read() as connection:
        held = {row.host for row in connection.execute(linking_facts.select())}
    assert held == {"a.example.com", "b.example.com"}
    assert campaigns.of_case(kept, "ZW-20261120-0001") is not None


def test_the_list_says_where_the_cases_stand(zhenwang: Run, kept: Store) -> None:
    zhenwang("campaigns", "rebuild")
    code, out, _ = zhenwang("campaigns")
    assert code == 0
    assert "ZC-20261120-0001" in out
    assert "lead" in out
    assert "a[.]example[.]com" in out
    assert "1 campaign" in out
