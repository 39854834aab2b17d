"""The registry list is made from published lists: nothing is granted that none says, and doubt is written down."""

import csv
from pathlib import Path

import pytest

from corpora import official_sites, source_lists
from corpora.official_rows import COLUMNS as ROW_COLUMNS
from corpora.official_rows import Row, write
from corpora.official_sites import Made, make
from corpora.source_lists import SourceList

COLUMNS = [
    "name", "domain", "url", "site_code", "icp", "psb", "organiser", "level", "status", "country", "source_repo_or_url",
    "source_path", "region_code", "region", "note", "n_sources", "confidence", "full_name",
]  # fmt: skip
DIVISIONS = [
    ("110000", "北京市", "province", ""),
    ("110100", "市辖区", "prefecture", "110000"),
    ("110101", "东城区", "county", "110100"),
    ("420000", "湖北省", "province", ""),
    ("420100", "武汉市", "prefecture", "420000"),
    ("420200", "黄石市", "prefecture", "420000"),
    ("420204", "下陆区", "county", "420200"),
    ("420222", "阳新县", "county", "420200"),
    ("440000", "广东省", "province", ""),
    ("429004", "仙桃市", "county", "429000"),
    ("150000", "内蒙古自治区", "province", ""),
    ("152200", "兴安盟", "prefecture", "150000"),
    ("500000", "重庆市", "province", ""),
]
HRSS, LINKS, COURTS, ZONES = "fuwu/jiuye.md", "falv/fazhi.md", "falv/fawang.md", "fuwu/qianxian2.md"
OFFICIAL = "saved page of jycg.hubei.gov.cn"


def line(name: str, domain: str, level: str = "", code: str = "", region: str = "", **more: str) -> dict[str, str]:
    base = dict.fromkeys(COLUMNS, "")
    return {
        **base, "name": name, "domain": domain, "level": level, "region_code": code, "region": region,
        "source_repo_or_url": "github:a/b@0123456789", "source_path": "list.md", "status": "reachable",
        "n_sources": "1", "confidence": "medium", **more,
    }  # fmt: skip


def link(name: str, label: str, domain: str, code: str, level: str = "prefecture") -> dict[str, str]:
    return line(name, domain, level, code, source_path=LINKS, note=f"label in source: {label}")


def court(name: str, domain: str, code: str, region: str) -> dict[str, str]:
    return line(name, domain, "county", code, region, source_path=COURTS, note="name composed from region + symbol")


PROVINCE = line("湖北省人民政府", "www.hubei.gov.cn", "province", "420000", "湖北省")
CITY = line("黄石市人民政府", "www.huangshi.gov.cn", "prefecture", "420200", "湖北省/黄石市")
COUNTY = line("阳新县人民政府", "www.yx.gov.cn", "county", "420222", "湖北省/黄石市/阳新县")
DISTRICT = line("下陆区人民政府", "www.xialuqu.gov.cn", "county", "420204", "湖北省/黄石市/下陆区")
WUHAN = line("武汉市人民政府", "wuhan.gov.cn", "prefecture", "420100", "湖北省/武汉市")

LEAGUE = line("兴安盟人民政府", "www.xam.gov.cn", "prefecture", "152200", "内蒙古自治区/兴安盟")

LISTS = {
    "cn_portals_anyi_2026.csv": [PROVINCE, CITY, COUNTY, {**DISTRICT, "domain": "www.huangshi.gov.cn"}, WUHAN, LEAGUE],
    "cn_portals_laosheng_2026.csv": [
        PROVINCE, CITY, {**COUNTY, "domain": "www.yangxin.gov.cn"}, DISTRICT, {**WUHAN, "domain": "www.wuhan.gov.cn"},
    ],
    "cn_central_orgmap_hulelan.csv": [
        line("教育部", "www.moe.gov.cn", "central", source_path="data/government_org_map.json",
             note="Ministry of Education (MOE); rank 正部级"),
        line("凤凰网", "www.ifeng.com", "central", note="Phoenix News; rank 商业媒体"),
    ],
    "cn_registry_merged.csv": [
        line("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn", "province", "420000", "湖北省",
             source_repo_or_url=OFFICIAL, confidence="high"),
        line("湖北省药监局", "mpa.hubei.gov.cn", "province", "420000", "湖北省", source_repo_or_url=OFFICIAL),
        line("湖北省药品监督管理局", "fda.hubei.gov.cn", "province", "420000", "湖北省", source_repo_or_url=OFFICIAL),
        line("湖北人大", "www.hppc.gov.cn", "central", source_path="fuwu/zhongyang.md", note="line: 42-湖北人大"),
        line("教育部", "www.moe.gov.cn", "central", n_sources="2"),
        court("阳新县人民法院", "yx.hbfy.gov.cn", "420222", "湖北省/黄石市/阳新县"),
        line("黄石市人社局", "rsj.huangshi.gov.cn", "prefecture", "", "黄石市", source_path=HRSS,
             note="label in source: 人社局"),
        link("黄石市公安局", "公安局", "www.huangshi.gov.cn", "420200"),
        link("黄石市公安局", "公安局", "gaj.wuhan.gov.cn", "420200"),
        link("武汉市公安局", "公安局", "gaj.wuhan.gov.cn", "420100"),
        link("重庆市审计厅", "审计厅", "sjj.cq.gov.cn", "500000", "province"),
        line("黄石高新区", "gxq.huangshi.gov.cn", "zone", "420000", "湖北省", source_path=ZONES,
             organiser="黄石高新技术产业开发区管理委员会办公室国家级新区G"),
        line("武汉长江新区", "www.whcjxq.gov.cn", "zone", "420000", "湖北省", source_path=ZONES),
        line("湖北新区", "www.hbxq.gov.cn", "zone", "420000", "湖北省", source_path=ZONES),
        line("仙桃市公共资源交易中心", "www.xtggzy.com", "prefecture", "429004", "湖北省/仙桃市"),
        court("下陆区人民法院", "xlqfy.hbfy.gov.cn", "420204", "湖北省/黄石市/下陆区"),
        {**court("黄石市中级人民法院", "xlqfy.hbfy.gov.cn", "420200", "湖北省/黄石市"), "level": "prefecture"},
        link("兴安盟公安局", "公安局", "gaj.xam.gov.cn", "152200"),
        link("黄石长安网", "黄石长安网", "www.hscaw.gov.cn", "420200"),
        line("发改委", "drc.gd.gov.cn", "province_department", source_path="crawlers/gkmlpt.py",
             note="label: Guangdong DRC (发改委)"),
        line("投资动态", "www.huangshi.gov.cn", source_path="crawlers/sz_invest.py", note="label: 投资动态"),
        line("财政厅", "czt.gd.gov.cn", "province_department", source_path="crawlers/gkmlpt.py",
             note="label: Guangdong Finance Dept (财政厅)"),
        line("锦州松山新区", "www.jz.gov.cnjzssxq", "zone", "210000", source_path=ZONES),
        court("东城区人民检察院", "www.bjjc.gov.cn", "110101", "北京市/东城区"),
        court("西城区人民检察院", "www.bjjc.gov.cn", "110102", "北京市/西城区"),
        link("北京市人民检察院", "人民检察院", "www.bjjc.gov.cn", "110000", "province"),
    ],
    "cn_observed_footers.csv": [
        line("湖北省人民政府", "www.hubei.gov.cn", "province", "420000", "湖北省",
             icp="鄂ICP备05011090号-1", note=f"quality A; CONAC id {'A' * 32}"),
        line("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn", "province", "420000", "湖北省",
             site_code="4200000001", icp="鄂ICP备05011090号-1",
             note="quality B; jiucuo link site_code=4200000002 (conflict)"),
        line("黄石市人力资源和社会保障局", "", "prefecture", "420200", "黄石市", site_code="4202000009"),
        line("黄石市文化局", "", "prefecture", "420200", "黄石市", site_code="4202000045"),
        line("", "", "province", "420000", "湖北省", site_code="4200000099"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    for name, lines in LISTS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, COLUMNS)
            writer.writeheader()
            writer.writerows(lines)
    with (folder / "cn_division_codes_gbt2260.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(("code", "name", "level", "parent_code", "full_name", "source_repo_or_url"))
        table.writerows((*division, "", "github:c/d@0123456789 (table)") for division in DIVISIONS)
    return folder


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    return make(folder)


@pytest.fixture(scope="module")
def rows(made: Made) -> dict[str, Row]:
    return {row.host: row for row in made.rows}


def test_two_lists_that_agree_make_a_row_high(rows: dict[str, Row]) -> None:
    row = rows["www.huangshi.gov.cn"]
    assert (row.confidence, row.kind, row.conflicts) == ("high", "government", {})
    assert "黄石市政府" in row.short_names


def test_where_the_lists_disagree_both_hosts_stay_in_sight(rows: dict[str, Row]) -> None:
    row = rows["www.yx.gov.cn"]
    assert (row.confidence, row.other_hosts) == ("low", ["www.yangxin.gov.cn"])
    assert [value for value, _ in row.conflicts["domain"]] == ["www.yx.gov.cn", "www.yangxin.gov.cn"]
    assert row.as_cells()[row_column("conflicts")].startswith("domain=www.yx.gov.cn<github:a/b@0123456 list.md>|")


def test_a_host_of_another_row_is_said_in_the_conflict_and_not_granted(rows: dict[str, Row]) -> None:
    row = rows["www.xialuqu.gov.cn"]
    assert (row.name, row.confidence, row.other_hosts) == ("黄石市下陆区人民政府", "low", [])
    assert [value for value, _ in row.conflicts["domain"]] == ["www.xialuqu.gov.cn", "www.huangshi.gov.cn"]


def test_www_alone_is_no_disagreement(rows: dict[str, Row]) -> None:
    row = rows["wuhan.gov.cn"]
    assert (row.confidence, row.other_hosts, row.conflicts) == ("high", ["www.wuhan.gov.cn"], {})


def test_a_short_name_gets_its_full_form_and_keeps_the_short_one(rows: dict[str, Row]) -> None:
    row = rows["rsj.huangshi.gov.cn"]
    assert (row.name, row.region_code, row.region) == ("黄石市人力资源和社会保障局", "420200", "湖北省/黄石市")
    assert "黄石市人社局" in row.short_names
    assert "名称为组合" in row.note
    assert (row.kind, row.parent, row.supervisor) == ("department", "黄石市人民政府", "黄石市人民政府办公室")
    assert rows["czt.gd.gov.cn"].name == "广东省财政厅"


def test_a_body_with_pages_on_its_governments_host_is_an_alias_there(rows: dict[str, Row]) -> None:
    row = rows["www.huangshi.gov.cn"]
    assert "黄石市公安局" in row.aliases
    assert any("另有黄石市公安局的页面" in note for note in row.note)
    assert not any("投资动态" in name for name in (row.name, *row.aliases, *row.short_names))


def test_the_host_is_the_body_of_the_place_it_stands_under_and_the_other_name_is_a_conflict(
    rows: dict[str, Row],
) -> None:
    row = rows["gaj.wuhan.gov.cn"]
    assert (row.name, row.confidence) == ("武汉市公安局", "low")
    assert [value for value, _ in row.conflicts["name"]] == ["武汉市公安局", "黄石市公安局"]


def test_one_host_of_many_lower_bodies_belongs_to_the_higher_one_without_conflict(rows: dict[str, Row]) -> None:
    row = rows["www.bjjc.gov.cn"]
    assert (row.name, row.kind, row.protected, row.conflicts) == ("北京市人民检察院", "procuratorate", False, {})
    assert "北京市东城区人民检察院" in row.aliases


def test_municipalities_have_a_bureau_where_provinces_have_a_department(rows: dict[str, Row]) -> None:
    assert rows["sjj.cq.gov.cn"].name == "重庆市审计局"


def test_a_zone_gets_its_city_from_its_host_and_its_sponsor_without_what_is_stuck_to_it(rows: dict[str, Row]) -> None:
    row = rows["gxq.huangshi.gov.cn"]
    assert (row.kind, row.protected, row.region_code) == ("outpost", True, "420200")
    assert (row.sponsor, row.parent) == ("黄石高新技术产业开发区管理委员会", "黄石市人民政府")


def test_neighbours_are_not_protected_and_what_no_list_of_sites_names_is_left_out(rows: dict[str, Row]) -> None:
    assert (rows["yx.hbfy.gov.cn"].protected, rows["yx.hbfy.gov.cn"].kind) == (False, "court")
    assert rows["www.hppc.gov.cn"].name == "湖北省人民代表大会常务委员会"
    assert (rows["www.moe.gov.cn"].aliases, rows["www.moe.gov.cn"].english_name) == (
        ["中华人民共和国教育部"],
        "Ministry of Education",
    )
    assert "www.ifeng.com" not in rows
    assert "www.jz.gov.cnjzssxq" not in rows


def test_a_host_that_was_left_goes_to_nobody_and_its_name_stays(rows: dict[str, Row]) -> None:
    row = rows["mpa.hubei.gov.cn"]
    assert "fda.hubei.gov.cn" not in {*rows, *row.other_hosts}
    assert (row.name, row.former_names) == ("湖北省药品监督管理局", ["湖北省食品药品监督管理局@2018"])


def test_every_code_a_page_shows_is_bound_and_the_contradiction_is_kept(rows: dict[str, Row]) -> None:
    row = rows["rst.hubei.gov.cn"]
    assert row.marks["site_code"] == ["4200000001", "4200000002"]
    assert [value for value, _ in row.conflicts["site_code"]] == ["4200000001", "4200000002"]


def test_a_shared_number_is_bound_to_every_site_that_shows_it(rows: dict[str, Row]) -> None:
    sharing = [row.host for row in rows.values() if "鄂ICP备05011090号-1" in row.marks.get("icp", ())]
    assert sharing == ["www.hubei.gov.cn", "rst.hubei.gov.cn"]
    assert rows["www.hubei.gov.cn"].platform == rows["rst.hubei.gov.cn"].platform != ""


def test_a_footer_without_host_is_bound_by_name_and_one_of_a_body_without_host_is_kept_apart(made: Made) -> None:
    bound = {line["site_code"]: row for line, row in made.footers.by_line}
    assert bound["4202000009"].host == "rsj.huangshi.gov.cn"
    assert [row.name for row in made.footers.hostless] == ["黄石市文化局", "湖北省所属网站（单位名未见）"]
    assert len(made.footers.by_line) == len(LISTS["cn_observed_footers.csv"])


def test_a_league_has_an_office_of_its_province_and_no_government(rows: dict[str, Row]) -> None:
    portal, police = rows["www.xam.gov.cn"], rows["gaj.xam.gov.cn"]
    assert (portal.name, portal.kind) == ("兴安盟行政公署", "government")
    assert "兴安盟人民政府" in portal.aliases
    assert (police.parent, police.supervisor) == ("兴安盟行政公署", "兴安盟行政公署办公室")


def test_a_name_that_lacks_its_place_stands_for_nobody(rows: dict[str, Row]) -> None:
    names = {name for row in rows.values() for name in (*row.short_names, *row.aliases)}
    assert "广东省发改委" in names
    assert not names & {"发改委", "财政厅"}


def test_of_a_higher_and_a_lower_court_at_one_host_the_host_says_which(rows: dict[str, Row]) -> None:
    court = rows["xlqfy.hbfy.gov.cn"]
    assert (court.name, court.level) == ("黄石市下陆区人民法院", "county")
    assert [value for value, _ in court.conflicts["name"]] == ["黄石市下陆区人民法院", "黄石市中级人民法院"]


def test_a_zone_that_bears_its_citys_name_answers_to_the_city(rows: dict[str, Row]) -> None:
    assert rows["www.whcjxq.gov.cn"].supervisor == "武汉市人民政府办公厅"
    assert rows["www.hbxq.gov.cn"].supervisor == ""


def test_a_level_is_that_of_the_place(rows: dict[str, Row]) -> None:
    assert rows["www.xtggzy.com"].level == "county"


def test_a_sponsor_that_was_put_together_says_so(rows: dict[str, Row]) -> None:
    site = rows["www.hscaw.gov.cn"]
    assert site.sponsor == "中共黄石市委政法委员会"
    assert "主办单位为组合" in site.note


def test_the_list_is_written_in_the_same_order_every_time(folder: Path, made: Made) -> None:
    first, second = folder / "a.csv", folder / "b.csv"
    write(made.rows, first)
    write(reversed(make(folder).rows), second)
    assert first.read_bytes() == second.read_bytes()
    assert b"\r" not in first.read_bytes()


def test_R2_making_the_list_again_changes_nothing_until_a_source_or_the_list_does(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = tuple(SourceList(name, "", "2026", 1, 99) for name in (*LISTS, "cn_division_codes_gbt2260.csv"))
    for module in (official_sites, source_lists):
        monkeypatch.setattr(module, "expected", lambda: lists)
    words = [str(folder), "--out", str(tmp_path)]
    assert official_sites.main(words) == 0
    assert official_sites.main([*words, "--check"]) == 0
    path = tmp_path / "official_sites.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("湖北省人力资源和社会保障厅", "湖北省人社"), encoding="utf-8"
    )
    capsys.readouterr()
    assert official_sites.main([*words, "--check"]) == 1
    assert "  ~ rst.hubei.gov.cn: name '湖北省人社' → '湖北省人力资源和社会保障厅'" in capsys.readouterr().out
    assert "湖北省人社," in path.read_text(encoding="utf-8")


def row_column(name: str) -> int:
    return ROW_COLUMNS.index(name)
