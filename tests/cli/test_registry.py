"""``zhenwang check`` and ``zhenwang registry show``, asked by everything a person may have in hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.revision import Change, ChangeKind

HEADER = (
    "name,domain,other_hosts,short_names,former_names,aliases,english_name,kind,level,region_code,region,parent,"
    "supervisor,sponsor,protected,site_code,icp,psb,conac,conflicts,confidence,sources,note\n"
)
ROWS = (
    "湖北省人民政府,www.hubei.gov.cn,湖北省人民政府门户网站.政务,湖北省政府,,,,government,province,420000,湖北省,,,,yes,,"
    "鄂ICP备05011090号-1,,,,high,a,\n"
    "湖北省人力资源和社会保障厅,rst.hubei.gov.cn,,湖北省人社厅,湖北省人事厅@2009,,,department,province,420000,湖北省,"
    "湖北省人民政府,,,yes,4200000001,鄂ICP备05011090号-1,,,domain=rst.hubei.gov.cn<a>|hrss.hubei.gov.cn<b>,high,a,\n"
    "湖南省人力资源和社会保障厅,rst.hunan.gov.cn,,,,,,department,province,430000,湖南省,,,,yes,,,,,,high,a,\n"
    "江陵县人民法院,jlxfyw.hbfy.gov.cn,,,,,,court,county,421024,湖北省/荆州市/江陵县,,,,no,,,,,,high,a,\n"
    "遂宁市人民政府,www.suining.gov.cn,,,,,,government,prefecture,510900,四川省/遂宁市,,,,yes,5109000015,,,,,high,a,\n"
)
RETIRED = (
    "host,last_site,name,retired_on,released_on,sources,note\nwww.ezhoujxw.com,www.hubei.gov.cn,鄂州市经信委,2018,,a,\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(zhenwang: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "official_sites.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (seeds / "retired_hosts.csv").write_text(RETIRED, encoding="utf-8")
    (seeds / "division_codes.csv").write_text("code,name\n420000,湖北省\n", encoding="utf-8")
    hostless = "name,region,site_code,sources\n榆林市农业农村局,陕西省/榆林市,6108000013,a\n"
    (seeds / "marks_without_host.csv").write_text(hostless, encoding="utf-8")
    monkeypatch.setenv("ZHENWANG_SEEDS", str(seeds))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    return zhenwang


@pytest.mark.parametrize(
    ("host", "standing", "site"),
    [
        ("www.hubei.gov.cn", "official", "www.hubei.gov.cn"),
        ("https://RST.hubei.gov.cn/a", "official", "rst.hubei.gov.cn"),
        ("湖北省人民政府门户网站·政务", "official", "www.hubei.gov.cn"),
        ("jlxfyw.hbfy.gov.cn", "neighbour", "jlxfyw.hbfy.gov.cn"),
        ("www.ezhoujxw.com", "retired", "www.hubei.gov.cn"),
        ("new.hubei.gov.cn", "same_registrant", "www.hubei.gov.cn"),
        ("hubei.example.com", "unknown", None),
        ("http：//rst.hubei.gov.cn:8080/", "official", "rst.hubei.gov.cn"),
        ("192.0.2.7:8080", "unknown", None),
        ("[2001:db8::7]", "unknown", None),
    ],
)
def test_check_says_where_a_host_stands(run: Run, tmp_path: Path, host: str, standing: str, site: str | None) -> None:
    code, said, _ = run("check", host, "--json")
    answer = json.loads(said)
    assert code == 0
    assert {"host", "standing", "site", "case", "registry"} <= set(answer)
    assert answer["standing"] == standing
    assert (answer["site"] or {"id": None})["id"] == site
    assert not (tmp_path / "var").exists(), "a question creates no store"


def test_check_says_whose_a_retired_host_was_and_what_a_host_is_to_its_site(run: Run) -> None:
    assert json.loads(run("check", "www.ezhoujxw.com", "--json")[1])["retired"]["name"] == "鄂州市经信委"
    assert "鄂州市经信委" in run("check", "www.ezhoujxw.com")[1]
    assert json.loads(run("check", "www.hubei.gov.cn", "--json")[1])["role"]["role"] == "primary"


def test_check_names_the_nearest_sites_of_an_unknown_host_with_what_speaks_for_each(run: Run) -> None:
    answer = json.loads(run("check", "rst-hubei.example.top", "--json")[1])
    nearest = answer["nearest"]
    assert answer["standing"] == "unknown"
    assert 1 <= len(nearest) <= 3
    assert (nearest[0]["site"], nearest[0]["name"]) == ("rst.hubei.gov.cn", "湖北省人力资源和社会保障厅")
    assert nearest[0]["words"] == "the place and the office of one body together"
    assert nearest[0]["span"] == "rst-hubei"
    assert {"rule": "open_suffix", "span": "top"}.items() <= nearest[0]["reasons"][-1].items()
    assert all(reason["words"] and reason["bits"] > 0 for near in nearest for reason in near["reasons"])
    assert [near["score"] for near in nearest] == sorted((near["score"] for near in nearest), reverse=True)


def test_check_says_in_words_whom_an_unknown_host_resembles(run: Run) -> None:
    said = run("check", "rst-hubei.example.top")[1]
    assert "unknown: not in the registry, which does not make it a fake" in said
    assert "1. rst.hubei.gov.cn 湖北省人力资源和社会保障厅" in said
    assert "the place and the office of one body together: [rst-hubei].example.top" in said
    assert re.search(r"[+]2\.5 bits  top +open_suffix: ", said)
    assert "resembles no official site's" in run("check", "plain.example")[1]


@pytest.mark.parametrize("host", ["www.hubei.gov.cn", "jlxfyw.hbfy.gov.cn", "www.ezhoujxw.com", "new.hubei.gov.cn"])
def test_check_names_nobody_nearest_to_a_host_that_is_known(run: Run, host: str) -> None:
    assert json.loads(run("check", host, "--json")[1])["nearest"] == []
    assert "resembles" not in run("check", host)[1]


def test_check_compares_no_address_with_names(run: Run) -> None:
    assert json.loads(run("check", "192.0.2.7", "--json")[1])["nearest"] == []
    assert "resembles" not in run("check", "192.0.2.7")[1]


def test_check_refuses_what_is_no_host(run: Run) -> None:
    code, _, told = run("check", "不是 域名")
    assert code == 2
    assert "is not a host name" in told
    assert "zhenwang registry show" in told


@pytest.mark.parametrize(
    ("what", "kind", "found"),
    [
        ("rst.hubei.gov.cn", "host", {"rst.hubei.gov.cn": "owner"}),
        ("http://www.hubei.gov.cn/x", "host", {"www.hubei.gov.cn": "owner"}),
        ("4200000001", "site_code", {"rst.hubei.gov.cn": "holder"}),
        (
            "鄂 ICP备 05011090号－12",
            "icp",
            {"rst.hubei.gov.cn": "same_subject", "www.hubei.gov.cn": "same_subject"},
        ),
        ("湖北省人社厅", "name", {"rst.hubei.gov.cn": "short_name"}),
        ("湖北省人事厅", "name", {"rst.hubei.gov.cn": "former_name"}),
        ("hbrst", "name", {"rst.hubei.gov.cn": "latin"}),
        ("江陵", "name", {"jlxfyw.hbfy.gov.cn": "part"}),
    ],
)
def test_show_is_asked_by_host_mark_or_name(run: Run, what: str, kind: str, found: dict[str, str]) -> None:
    code, said, _ = run("registry", "show", what, "--json")
    answer = json.loads(said)
    assert (code, answer["kind"]) == (0, kind)
    assert {entry["id"]: entry["how"] for entry in answer["entries"]} == found


def test_an_entry_says_everything_that_can_be_said(run: Run) -> None:
    entry = json.loads(run("registry", "show", "rst.hubei.gov.cn", "--json")[1])["entries"][0]
    assert entry["body"]["parent"] == "湖北省人民政府"
    assert entry["shared_marks"]["鄂ICP备05011090号-1"] == ["www.hubei.gov.cn"]
    assert entry["look_alikes"][0]["other"] == "rst.hunan.gov.cn"
    assert "地区：本站湖北省，对方湖南省" in entry["look_alikes"][0]["apart"]
    assert "hbrst" in entry["latin"]["abbreviations"]
    said = run("registry", "show", "rst.hubei.gov.cn")[1]
    for part in (
        "湖北省人事厅（至 2009）",
        "shared with www.hubei.gov.cn",
        "CONFLICT",
        "hrss.hubei.gov.cn <b>",
        "look-alike",
        "(primary)",
    ):
        assert part in said
    assert "湖北省人民政府门户网站.政务  xn--" in run("registry", "show", "www.hubei.gov.cn")[1]


def test_who_bears_the_name_is_shown_whole_before_those_that_contain_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhenwang.cli.registry.WHOLE", 1)
    answer = json.loads(run("registry", "show", "湖南省人力资源和社会保障厅", "--json")[1])
    assert [entry["id"] for entry in answer["entries"]] == ["rst.hunan.gov.cn"]
    answer = json.loads(run("registry", "show", "人力资源", "--json")[1])
    assert (answer["entries"], [entry["id"] for entry in answer["listed"]]) == (
        [],
        ["rst.hubei.gov.cn", "rst.hunan.gov.cn"],
    )
    answer = json.loads(run("registry", "show", "rst", "--json")[1])
    assert [entry["id"] for entry in answer["listed"]] == ["rst.hubei.gov.cn", "rst.hunan.gov.cn"]


def test_many_answers_are_a_list_to_choose_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(json.loads(run("registry", "show", "省", "--json")[1])["entries"]) == 3
    monkeypatch.setattr("zhenwang.cli.registry.WHOLE", 1)
    _, said, told = run("registry", "show", "省")
    assert [line.split()[0] for line in said.splitlines()] == [
        "www.hubei.gov.cn",
        "rst.hubei.gov.cn",
        "rst.hunan.gov.cn",
    ]
    assert "3 entries" in told
    answer = json.loads(run("registry", "show", "省", "--json")[1])
    assert answer["entries"] == []
    assert len(answer["listed"]) == 3


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("hubei.example.com", "no entry lists hubei.example.com"),
        ("火星人民政府", "nobody in the registry is called '火星人民政府'"),
        ("鄂ICP备99999999号", "ICP number"),
        ("4200000777", "site code 4200000777"),
        ("  ", "nothing was asked"),
        ("甲" * 10_000, "甲…'"),
    ],
)
def test_nobody_is_an_answer_too(run: Run, what: str, told: str) -> None:
    code, _, error = run("registry", "show", what)
    assert code == 1
    assert told in error
    assert len(error) < 400


def test_a_code_that_nobody_owns_is_judged(run: Run) -> None:
    assert "placeholder" in run("registry", "show", "5109000001")[1]
    assert "5109000015" in json.loads(run("registry", "show", "5109000001", "--json")[1])["judgement"]
    assert "湖北省" in run("registry", "show", "4200000777")[1]


@pytest.mark.parametrize(
    ("words", "verdict", "reason"),
    [
        (("33000000069",), "malformed", "11 digits"),
        (("网站标识码：6101336101000000002921",), "malformed", "工商红盾"),
        (("３６１０７８２",), "malformed", "7 digits"),
        (("bm236554412",), "malformed", "9 digits after bm"),
        (("N000000672",), "malformed", "commercial"),
        (("CA270000000608922730002",), "malformed", "CONAC script"),
        (("4200000001",), "owned", "湖北省人力资源和社会保障厅"),
        (("4200000001", "--host", "https://rst.hubei.gov.cn/a"), "owned", "湖北省人力资源和社会保障厅"),
        (("4200000001", "--host", "village.example.com"), "copied", "village.example.com is not its host"),
        (("4200000777", "--icp", "陕ICP备05004418号-1"), "contradicted", "陕"),
        (("4200000777", "--psb", "陕公网安备34060002010001号"), "contradicted", "皖"),
    ],
)
def test_R7_a_code_is_judged_with_what_stands_beside_it(
    run: Run, words: tuple[str, ...], verdict: str, reason: str
) -> None:
    answer = json.loads(run("registry", "show", *words, "--json")[1])
    assert (answer["kind"], answer["verdict"]) == ("site_code", verdict)
    assert reason in answer["judgement"]
    assert f": {verdict}: " in run("registry", "show", *words)[1]


def test_a_code_beside_what_is_no_host_is_refused(run: Run) -> None:
    assert run("registry", "show", "4200000001", "--host", "不 是")[0] == 2


def test_a_mark_of_an_unknown_host_names_its_bearer(run: Run) -> None:
    code, said, _ = run("registry", "show", "6108000013")
    assert code == 0
    assert "榆林市农业农村局" in said
    assert json.loads(run("registry", "show", "6108000013", "--json")[1])["bearers"][0]["region"] == "陕西省/榆林市"


def test_the_history_of_an_entry_is_shown(run: Run) -> None:
    from zhenwang import registry_in_use
    from zhenwang.settings import Settings
    from zhenwang.store import revisions

    site = OfficialSite("new.example.cn", "新设局", ("new.example.cn",))
    change = Change(ChangeKind.ADDED, site.id, None, site)
    settings, at = Settings(), datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    with registry_in_use.opened_store(settings) as store:
        version = registry_in_use.load(settings, store).version
        made = revisions.append(store, [change], "甲", "批复", "list.csv", "0" * 64, version, "1" * 16, at, seen=0)
        assert not isinstance(made, revisions.Stale)
    said = run("registry", "show", "新设局")[1]
    assert "added by 甲: 批复" in said
    entry = json.loads(run("registry", "show", "new.example.cn", "--json")[1])["entries"][0]
    assert entry["revisions"][0]["why"] == "批复"


def test_more_names_than_are_listed_are_counted_as_more_and_hubei_is_among_them(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"某{n}市公安局,g{n}.gov.cn,430000\n" for n in range(200))
    seeds = tmp_path / "seeds" / "official_sites.csv"
    home = "湖北省公安厅及其所属的一切单位,gat.hubei.gov.cn,420000\n"
    seeds.write_text(f"name,domain,region_code\n{rows}{home}", encoding="utf-8")
    _, said, told = run("registry", "show", "公安")
    assert said.splitlines()[0].split()[0] == "gat.hubei.gov.cn"
    assert "more than 200 entries, the first 50 are listed" in told
    answer = json.loads(run("registry", "show", "公安", "--json")[1])
    assert (answer["more"], answer["listed"][0]["id"]) == (True, "gat.hubei.gov.cn")
