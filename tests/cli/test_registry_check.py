"""``zhenwang registry check`` as a stranger meets it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from zhenwang.settings import Settings

Run = Callable[..., tuple[int, str, str]]
LIST = (
    "name,domain,kind,level,region_code,region,sponsor\n"
    "黄石市人民政府,www.hshi.com,government,prefecture,420200,湖北省/黄石市,\n"
    "大冶市教育局,jyj.daye.gov.cn,department,county,420281,湖北省/黄石市/大冶市,\n"
)


@pytest.fixture
def run(zhenwang: Run) -> Run:
    return partial(zhenwang, "registry", "check")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seeds with two sites of their own, so that the registry in use is small."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "official_sites.csv").write_text(LIST, encoding="utf-8")
    (seeds / "legal_basis.csv").write_bytes((Settings().seeds / "legal_basis.csv").read_bytes())
    monkeypatch.setenv("ZHENWANG_SEEDS", str(seeds))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    return seeds


def test_a_list_is_checked_row_by_row_and_rule_by_rule(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST + "坏行,not a host,,,,,\n", encoding="utf-8")
    code, said, _ = run(str(path))
    assert code == 1
    assert "mine.csv:4" in said
    assert "2 sites, 1 problems, 2 findings" in said
    assert "off_suffix www.hshi.com" in said
    assert "[hubei-2018-6]" in said


def test_the_shipped_registry_is_checked_without_a_store_being_made(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("--json")
    told = json.loads(said)
    assert code == 0
    assert told["problems"] == []
    assert told["sites"] > 1_000
    assert sum(told["counts"].values()) == len(told["findings"])
    assert len({finding["site"] for finding in told["findings"]}) < told["sites"] / 20, (
        "rules that fire on one in twenty"
    )
    assert not (tmp_path / "var").exists()


@pytest.mark.usefixtures("small")
def test_kind_and_site_choose(run: Run) -> None:
    said = run("--kind", "off_suffix", "--json")[1]
    assert [one["site"] for one in json.loads(said)["findings"]] == ["www.hshi.com"]
    said = run("--site", "https://jyj.daye.gov.cn/x", "--json")[1]
    assert [one["kind"] for one in json.loads(said)["findings"]] == ["too_many_sites"]
    assert run("--kind", "nonsense")[0] != 0
    assert run("--site", "not a host")[0] == 2


def test_a_region_chooses_and_an_unlisted_site_gets_no_letter(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST, encoding="utf-8")
    every = json.loads(run(str(path), "--json")[1])["findings"]
    assert {one["site"] for one in every} == {"www.hshi.com", "jyj.daye.gov.cn"}
    of_daye = json.loads(run(str(path), "--region", "420281", "--json")[1])["findings"]
    assert {one["site"] for one in of_daye} == {"jyj.daye.gov.cn"}
    code, _, told = run(str(path), "--letter", "www.hshii.com")
    assert (code, "no entry lists this host" in " ".join(told.split())) == (1, True)


@pytest.mark.usefixtures("small")
def test_observations_and_host_lists_are_taken_in_with_their_bad_rows(run: Run, tmp_path: Path) -> None:
    observed, seen = tmp_path / "o.csv", tmp_path / "hosts.txt"
    observed.write_text("host,country\nwww.hshi.com,US\nnot a host,CN\n")
    seen.write_text("www.sold.gov.cn\nplain.example\n???\n")
    code, said, _ = run("--observed", str(observed), "--seen", str(seen), "--json")
    told = json.loads(said)
    assert code == 1
    assert told["counts"]["overseas"] == 1
    assert told["counts"]["unlisted_host"] == 1
    assert {(row["file"], row["line"]) for row in told["problems"]} == {("o.csv", 3), ("hosts.txt", 3)}


@pytest.mark.usefixtures("small")
def test_a_letter_is_printed_alone(run: Run) -> None:
    code, said, _ = run("--letter", "www.hshi.com")
    assert code == 0
    assert said.startswith("关于黄石市人民政府网站有关情况的提醒函（草稿）")
    assert "《湖北省政府网站管理办法（鄂政办发〔2018〕10号）》第十条" in said
    assert "假冒" not in said
    code, _, said = run("--letter", "www.unknown.gov.cn")
    assert code == 1
    assert "nothing to remind of" in said


def test_findings_are_kept_once_and_go_when_the_list_is_mended(run: Run, small: Path) -> None:
    assert "2 new" in run("--keep")[2]
    assert "2 seen again" in run("--keep")[2]
    mended = LIST.replace("www.hshi.com", "www.huangshi.gov.cn")
    (small / "official_sites.csv").write_text(mended, encoding="utf-8")
    assert "0 new, 1 seen again, 0 came back, 1 gone" in run("--keep")[2]


def test_an_observed_finding_stays_open_until_somebody_looks_again(run: Run, small: Path, tmp_path: Path) -> None:
    assert small.is_dir()
    observed = tmp_path / "o.csv"
    observed.write_text("host,country\nwww.hshi.com,US\n")
    assert "3 new" in run("--keep", "--observed", str(observed))[2]
    assert "0 gone" in run("--keep")[2]
    observed.write_text("host,country\nwww.hshi.com,CN\n")
    assert "1 gone" in run("--keep", "--observed", str(observed))[2]


def test_status_dates_are_read_from_the_seeds(run: Run, small: Path) -> None:
    dates = "site,status,since,approval,notice,note\nwww.hshi.com,temp_offline,2020-01-01,批,告,\n"
    (small / "site_status.csv").write_text(dates, encoding="utf-8")
    said = run("--kind", "offline_too_long")[1]
    assert "自2020-01-01临时下线" in said


def test_misuse_is_one_sentence(run: Run, tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.csv"))[0] == 2
    path = tmp_path / "mine.csv"
    path.write_text(LIST, encoding="utf-8")
    code, _, said = run(str(path), "--keep")
    assert code == 2
    assert "registry in use" in said


def test_a_long_list_of_findings_is_cut_with_a_word(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = [f"第{n}市人民政府,www.s{n}.com,government,prefecture,420200,湖北省/第{n}市," for n in range(60)]
    path.write_text("\n".join([LIST.splitlines()[0], *rows]), encoding="utf-8")
    assert "10 more: --all" in run(str(path))[1]
    assert "more: --all" not in run(str(path), "--all")[1]


def test_a_workbook_is_checked_too_and_a_broken_one_is_said(run: Run, tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "list.xlsx"
    for row in csv.reader(LIST.splitlines()):
        book.active.append(row)
    book.save(path)
    told = json.loads(run(str(path), "--json")[1])
    assert (told["sites"], told["counts"]) == (2, {"off_suffix": 1, "too_many_sites": 1})
    path.write_bytes(b"PK\x03\x04 and nothing more")
    code, said, _ = run(str(path))
    assert code == 1
    assert "list.xlsx:1" in said
    assert "0 sites" in said


ANNEX = [
    ("序号", "网站标识码", "网站名称", "网站地址"),
    ("1", "4200000301", "湖北省建筑市场监督平台", "http://59.175.169.110:8080/a"),
    ("2", "4205000012", "宜昌市水利局", "http://slj.yichang.com"),
    ("3", "4205820099", "当阳市水利局", "http://slj.dangyang.gov.cn"),
]
FOUND = {"off_suffix": 1, "ip_only": 1, "too_many_sites": 1}


def test_R5_an_annex_with_a_code_a_name_and_an_address_is_checked_by_the_rules_of_its_place(
    run: Run, tmp_path: Path
) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "annex.xlsx"
    for row in ANNEX:
        book.active.append(row)
    book.save(path)
    plain = tmp_path / "annex.csv"
    plain.write_bytes("\n".join(",".join(row) for row in ANNEX).encode("gbk"))
    for given in (path, plain):
        told = json.loads(run(str(given), "--json")[1])
        assert (told["problems"], told["counts"]) == ([], FOUND)
    letter = run(str(path), "--letter", "59.175.169.110")[1]
    assert "湖北省建筑市场监督平台的服务通过IP地址59.175.169.110提供" in letter
