"""The registry list is made from published lists: nothing is granted that none says, and doubt is written down."""

import csv
from pathlib import Path

import pytest

from corpora.official_rows import Row, committee, government_short_names, short_names, write
from corpora.official_sites import make
from zhenwang.registry.site_list import read_registry

COLUMNS = [
    "name", "domain", "url", "site_code", "icp", "psb", "organiser", "level", "status", "country", "source_repo_or_url",
    "source_path", "region_code", "region", "note", "n_sources", "confidence", "full_name",
]  # fmt: skip


def line(name: str, domain: str, level: str, code: str, region: str, **more: str) -> dict[str, str]:
    base = dict.fromkeys(COLUMNS, "")
    return {
        **base, "name": name, "domain": domain, "level": level, "region_code": code, "region": region,
        "source_repo_or_url": "github:a/b@0123456789", "source_path": "list.md", "status": "reachable",
        "n_sources": "1", "confidence": "medium", **more,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    province = line("湖北省人民政府", "www.hubei.gov.cn", "province", "420000", "湖北省")
    city = line("黄石市人民政府", "www.huangshi.gov.cn", "prefecture", "420200", "湖北省/黄石市")
    county = line("阳新县人民政府", "www.yx.gov.cn", "county", "420222", "湖北省/黄石市/阳新县")
    district = line("下陆区人民政府", "www.xialuqu.gov.cn", "county", "420204", "湖北省/黄石市/下陆区")
    lists = {
        "cn_portals_anyi_2026.csv": [
            province,
            city,
            county,
            {**district, "domain": "www.huangshi.gov.cn"},
        ],
        "cn_portals_laosheng_2026.csv": [
            province,
            city,
            {**county, "domain": "www.yangxin.gov.cn"},
            district,
        ],
        "cn_hubei_all.csv": [
            line("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn", "province", "420000", "湖北省", confidence="high"),
            line("阳新法院", "yx.hbfy.gov.cn", "county", "420222", "湖北省/黄石市/阳新县", note="name composed"),
            line("湖北省药监局", "mpa.hubei.gov.cn", "province", "420000", "湖北省"),
            line("湖北省药品监督管理局", "fda.hubei.gov.cn", "province", "420000", "湖北省"),
        ],
        "cn_central_orgmap_hulelan.csv": [
            line("教育部", "www.moe.gov.cn", "central", "", "", note="Ministry of Education; rank 正部级"),
            line("人民日报", "www.people.com.cn", "central", "", "", note="rank 央媒"),
        ],
        "cn_registry_merged.csv": [
            line(
                "湖北人大", "www.hppc.gov.cn", "central", "", "",
                source_path="fuwu/zhongyang.md", note="line: 42-湖北人大",
            ),
        ],
        "cn_observed_footers.csv": [
            line(
                "湖北省人民政府", "www.hubei.gov.cn", "province", "420000", "湖北省",
                icp="鄂ICP备05011090号-1", note=f"quality A; CONAC id {'A' * 32}",
            ),
            line(
                "湖北省人力资源和社会保障厅", "rst.hubei.gov.cn", "province", "420000", "湖北省",
                site_code="4200000001", note="quality B; two codes on one page (conflict)",
            ),
        ],
    }  # fmt: skip
    for name, lines in lists.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, COLUMNS)
            writer.writeheader()
            writer.writerows(lines)
    return tmp_path


@pytest.fixture
def rows(folder: Path) -> dict[str, Row]:
    return {row.host: row for row in make(folder)}


def test_two_lists_that_agree_make_a_row_high(rows: dict[str, Row]) -> None:
    assert rows["www.huangshi.gov.cn"].confidence == "high"
    assert rows["www.huangshi.gov.cn"].aliases == ["黄石市政府"]


def test_where_the_lists_disagree_both_hosts_are_kept_and_the_row_is_low(rows: dict[str, Row]) -> None:
    row = rows["www.yx.gov.cn"]
    assert (row.confidence, row.other_hosts) == ("low", ["www.yangxin.gov.cn"])
    assert row.note == ["两源不一致: 另一源作 www.yangxin.gov.cn"]


def test_a_county_does_not_get_the_host_of_its_city(rows: dict[str, Row]) -> None:
    row = rows["www.xialuqu.gov.cn"]
    assert (row.name, row.confidence, row.other_hosts) == ("黄石市下陆区人民政府", "low", [])
    assert "已知错误" in row.note[0]
    assert "www.huangshi.gov.cn" in row.note[0]


def test_marks_are_bound_by_host_and_a_code_in_conflict_is_not(rows: dict[str, Row]) -> None:
    assert rows["www.hubei.gov.cn"].marks == {"icp": ["鄂ICP备05011090号-1"], "conac": ["A" * 32]}
    assert rows["rst.hubei.gov.cn"].marks == {}
    assert "未采: 4200000001" in rows["rst.hubei.gov.cn"].note[0]


def test_neighbours_are_not_protected_and_media_are_left_out(rows: dict[str, Row]) -> None:
    assert not rows["yx.hbfy.gov.cn"].protected
    assert not rows["www.hppc.gov.cn"].protected
    assert rows["www.hppc.gov.cn"].name == "湖北省人民代表大会常务委员会"
    assert rows["www.moe.gov.cn"].aliases == ["中华人民共和国教育部"]
    assert "www.people.com.cn" not in rows


def test_the_list_written_reads_without_a_bad_row_and_in_the_same_order_every_time(folder: Path) -> None:
    first, second = folder / "a.csv", folder / "b.csv"
    write(make(folder), first)
    write(reversed(make(folder)), second)
    assert first.read_bytes() == second.read_bytes()
    assert b"\r" not in first.read_bytes()
    sites, bad = read_registry(first.read_text("utf-8").splitlines(keepends=True), "a.csv")
    assert bad == ()
    assert len(sites) == 9


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("湖北省人力资源和社会保障厅", ["湖北省人社厅"]),
        ("湖北省发展和改革委员会", ["湖北省发展改革委", "湖北省发改委"]),
        ("湖北省公安厅", []),
    ],
)
def test_departments_have_the_short_names_that_documents_use(name: str, shorts: list[str]) -> None:
    assert list(short_names(name)) == shorts


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("大冶市人民政府", ["大冶市政府"]),
        (
            "恩施土家族苗族自治州人民政府",
            ["恩施土家族苗族自治州政府", "恩施州人民政府", "恩施州政府"],
        ),
        ("长阳土家族自治县人民政府", ["长阳土家族自治县政府"]),
        ("新疆生产建设兵团", []),
    ],
)
def test_governments_have_short_names(name: str, shorts: list[str]) -> None:
    assert list(government_short_names(name)) == shorts


def test_the_committee_is_read_from_the_organiser_and_not_guessed() -> None:
    assert committee("黄石经济技术开发区管委会办公室") == "黄石经济技术开发区管委会"
    assert committee("荆州市人民政府") == ""
    assert committee("襄阳东津新区（经开区）管委会综合办公室") == ""
