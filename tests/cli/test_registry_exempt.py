"""``zhenwang registry exempt``: a person exempts, ends and lists; the day's run and ``check`` know it at once."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from zhenwang import line, runtime
from zhenwang.cli import match, registry, registry_exempt
from zhenwang.domain.exemption import ExemptionKind, ExemptionScope
from zhenwang.settings import Settings

HOST = "demo.vendor.com"
TODAY = runtime.now().date()


@pytest.fixture(autouse=True)
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "official_sites.csv").write_text("name,domain\n青柳市人民政府,www.qingliu.gov.cn\n", encoding="utf-8")
    (folder / "exemptions.csv").write_text(
        "host,scope,kind,reason,who,since,until,sources\n"
        "big5.gateway.cn,host,gateway,繁体网关,编者,2026-01-01,permanent,a page\n"
        "old.gateway.cn,host,gateway,旧网关,编者,2020-01-01,2020-12-31,a page\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("ZHENWANG_SEEDS", str(folder))
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    return folder


def exempt(host: str = HOST, **given: Any) -> None:
    said = {"reason": "厂商演示站", "kind": ExemptionKind.TEST_HOST, "until": "permanent", "who": "王芳"}
    registry_exempt.exempt_(host, **(said | given))


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    registry_exempt.exempt_(as_json=True)
    return {f"{one['host']} {one['state']}": one for one in json.loads(capsys.readouterr().out)}


def standing(host: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    registry.check_host(host, as_json=True)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(host: str, **given: Any) -> int:
    with pytest.raises(SystemExit) as left:
        exempt(host, **given)
    assert isinstance(left.value.code, int)
    return left.value.code


def test_what_was_exempted_is_listed_with_its_state_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    exempt(until=str(TODAY + timedelta(days=9)), scope=ExemptionScope.DOMAIN, sources="合同附件2")
    found = listed(capsys)
    assert set(found) == {f"{HOST} in_force", "big5.gateway.cn in_force", "old.gateway.cn lapsed"}
    held = found[f"{HOST} in_force"]
    assert (held["scope"], held["reason"], held["who"], held["lapses_in"]) == ("domain", "厂商演示站", "王芳", 10)
    registry_exempt.exempt_(HOST, end=True, who="李强", why="合同终止")
    registry_exempt.exempt_("big5.gateway.cn", end=True, who="李强", why="停用")
    found = listed(capsys)
    assert set(found) == {f"{HOST} ended", "big5.gateway.cn ended", "old.gateway.cn lapsed"}
    assert found[f"{HOST} ended"]["over"]["why"] == "合同终止"


def test_what_lapses_soonest_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    for days in (30, 3):
        exempt(f"in-{days}.com", until=str(TODAY + timedelta(days=days)))
    assert [key.split()[0] for key in listed(capsys)] == ["in-3.com", "in-30.com", "big5.gateway.cn", "old.gateway.cn"]


def test_people_read_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    exempt(until=str(TODAY))
    capsys.readouterr()
    registry_exempt.exempt_()
    shown = capsys.readouterr().out
    assert "lapses in 1 day " in shown
    assert "lapsed" in shown
    assert "厂商演示站" in shown


def test_check_says_exempt_why_and_until_when(capsys: pytest.CaptureFixture[str]) -> None:
    exempt(scope=ExemptionScope.DOMAIN, until=str(TODAY + timedelta(days=1)))
    found = standing(f"a.{HOST}", capsys)
    assert found["standing"] == "exempt"
    assert found["exemption"]["host"] == HOST
    registry.check_host(f"a.{HOST}")
    said = capsys.readouterr().out
    assert "厂商演示站" in said
    assert f"until {TODAY + timedelta(days=1)}" in said
    assert standing("old.gateway.cn", capsys)["standing"] == "unknown"
    assert standing("old.gateway.cn", capsys)["exemption"] is None
    registry_exempt.exempt_(HOST, end=True, who="李强", why="合同终止")
    assert standing(f"a.{HOST}", capsys)["standing"] == "unknown"


def test_the_registry_that_the_line_uses_has_it_and_another_version(capsys: pytest.CaptureFixture[str]) -> None:
    before = standing(HOST, capsys)["registry"]
    exempt()
    assert standing(HOST, capsys)["registry"] != before
    with runtime.stations(Settings()) as stations:
        assert isinstance(stations, line.Stations)
        held = stations.registry.exemption(HOST, TODAY)
    assert held is not None
    assert held.until is None


def test_a_question_creates_no_store(tmp_path: Path) -> None:
    registry_exempt.exempt_()
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("host", "given", "told"),
    [
        (HOST, {"reason": " "}, "say who rules and why"),
        (HOST, {"who": "\u200b"}, "say who rules and why"),
        (HOST, {"kind": None}, "say what it is instead"),
        (HOST, {"until": ""}, "or permanent"),
        (HOST, {"until": "for ever"}, "or permanent"),
        (HOST, {"until": "2020-01-01"}, "is over"),
        ("gov.cn", {}, "public suffix"),
        ("github.io", {"scope": ExemptionScope.DOMAIN}, "public suffix"),
        ("qingliu.gov.cn", {"scope": ExemptionScope.DOMAIN}, "only single hosts"),
        ("www.qingliu.gov.cn", {}, "needs no exemption"),
        ("192.0.2.7", {}, "not a host name"),
        ("no host", {}, "not a host name"),
        ("other.com", {"end": True, "why": "why"}, "no exemption of other.com stands"),
        ("a.big5.gateway.cn", {"end": True}, "say who rules and why"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    host: str, given: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(host, **given) in (1, 2)
    assert told in capsys.readouterr().err.replace("\n", " ")
    assert all(not key.startswith(host) for key in listed(capsys))


def test_the_exemption_above_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    exempt(scope=ExemptionScope.DOMAIN)
    with pytest.raises(SystemExit):
        registry_exempt.exempt_(f"a.{HOST}", end=True, who="李强", why="why")
    assert f"covered by {HOST}" in capsys.readouterr().err.replace("\n", " ")


def test_somebody_elses_ruling_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    exempt()
    monkeypatch.setattr(registry_exempt.exemptions, "rulings", lambda _: [])
    with pytest.raises(SystemExit):
        exempt("b.vendor.com")
    assert "王芳 ruled on demo.vendor.com meanwhile" in capsys.readouterr().err.replace("\n", " ")


def test_match_leaves_exempt_hosts_out_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    exempt("demo-qingliu-gov-cn.vendor.com")
    names = ("demo-qingliu-gov-cn.vendor.com", "fake-qingliu-gov-cn.vendor.com")
    capsys.readouterr()
    match.match(list(names))
    said = capsys.readouterr().out
    assert "not put forward: exempt for good, by 王芳: 厂商演示站" in said
    assert "fake-[qingliu-gov-cn].vendor.com" in said
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(names).encode())))
    match.match()
    streamed = capsys.readouterr()
    assert [json.loads(row)["host"] for row in streamed.out.splitlines()] == [names[1]]
    assert "1 exempt hosts are left out" in streamed.err
