"""Art. 15: the seven items at the foot of an official page."""

from __future__ import annotations

import pytest

from tests.rules.made_sites import CODE, ICP, PSB, department, found, home_page, keys, marked, observed, portal
from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.look import Image, Link, Page, Script
from zhenwang.domain.registry import Marks, OfficialSite

HOST = "scjg.hubei.gov.cn"


def footers(page: Page, site: OfficialSite | None = None, *others: OfficialSite) -> list[Finding]:
    findings = found(site or marked(), *others, seen=[observed(HOST, page=page)])
    return [one for one in findings if one.kind is FindingKind.FOOTER_MARKS]


def test_a_complete_footer_is_no_finding() -> None:
    assert footers(home_page()) == []


@pytest.mark.parametrize(
    ("gone", "item"),
    [
        ("网站标识码", "网站标识码"),
        ("鄂ICP备", "ICP备案编号"),
        ("鄂公网安备", "公安机关备案标识"),
        ("主办", "网站主办单位及联系方式"),
        ("联系电话：027-87811234", "网站主办单位及联系方式"),
        ("网站地图", "站点地图"),
    ],
)
def test_each_item_is_missed_by_name(gone: str, item: str) -> None:
    (finding,) = footers(home_page(footer=home_page().footer.replace(gone, "…")))
    assert (finding.subject, finding.basis) == ("missing", "hubei-2018-15")
    assert item in finding.because


def test_the_two_marks_that_are_links_are_missed_too() -> None:
    bare = home_page(links=(), images=(), scripts=(), footer=home_page().footer.replace("我为政府网站找错", ""))
    (finding,) = footers(bare)
    assert "党政机关网站标识" in finding.because
    assert "找错" in finding.because


def test_a_picture_of_the_fault_box_is_enough() -> None:
    page = home_page(
        scripts=(), images=(Image("/images/jiucuo.png", "", "footer"),), footer=home_page().footer.replace("找错", "")
    )
    assert footers(page) == []


@pytest.mark.parametrize(
    ("value", "other", "kind"),
    [
        (CODE, "4201000037", "site_code"),
        (ICP, "鄂ICP备19026508号-1", "icp"),
        (PSB, "鄂公网安备42050202000801号", "psb"),
    ],
)
def test_another_number_than_the_registry_s_is_told_with_both(value: str, other: str, kind: str) -> None:
    (finding,) = footers(home_page(footer=home_page().footer.replace(value, other)))
    assert finding.subject == f"{kind}:{other}"
    assert value in finding.because
    assert other in finding.snippet


def test_a_number_that_belongs_to_somebody_is_told_with_whose() -> None:
    other = portal("www.wuhan.gov.cn", "武汉市人民政府", marks=Marks(site_codes=("4201000037",)), region_code="420100")
    (finding,) = footers(home_page(footer=home_page().footer.replace(CODE, "4201000037")), None, other)
    assert "武汉市人民政府" in finding.because


def test_another_serial_of_the_same_icp_subject_is_the_same_number() -> None:
    assert footers(home_page(footer=home_page().footer.replace(ICP, ICP.replace("-1", "-12")))) == []


def test_a_platform_s_number_beside_the_own_one_is_no_contradiction() -> None:
    assert footers(home_page(footer=home_page().footer + " 鄂ICP备19026508号-3")) == []


def test_numbers_that_the_registry_does_not_know_contradict_nothing() -> None:
    assert footers(home_page(), department(HOST, "湖北省市场监督管理局")) == []


def test_a_fault_box_of_another_site_is_told() -> None:
    link = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3213000025&url=http%3A%2F%2Fwww.suqian.gov.cn%2F"
    page = home_page(links=(*home_page().links, Link(link, "", "footer")), scripts=())
    assert {one.subject for one in footers(page)} == {"jiucuo_code:3213000025", "jiucuo_host:www.suqian.gov.cn"}


def test_the_error_state_of_the_mark_is_told() -> None:
    dead = Image("http://dcs.conac.cn/image/red_error.png", "", "footer")
    assert [one.subject for one in footers(home_page(images=(dead,)))] == ["conac:red_error"]


@pytest.mark.parametrize("kind", [BodyKind.COURT, BodyKind.INSTITUTION, BodyKind.MEDIA])
def test_neighbours_need_no_seven_items(kind: BodyKind) -> None:
    bare = home_page(links=(), images=(), scripts=(), footer="")
    assert footers(bare, department(HOST, "某院", kind=kind, protected=False)) == []


def test_a_shell_that_scripts_fill_has_not_been_seen() -> None:
    shell = Page("utf-8", "湖北省市场监督管理局", (), "", "", "", "加载中", scripts=(Script("/app.js", (), ""),))
    assert keys(found(marked(), seen=[observed(HOST, page=shell)])) == []


def test_outside_hubei_nothing_is_missed_but_contradictions_are_facts() -> None:
    site = marked(region_code="330000", region="浙江省")
    page = home_page(footer=home_page().footer.replace(CODE, "4201000037").replace("网站地图", ""))
    assert [(one.subject, one.basis) for one in footers(page, site)] == [("site_code:4201000037", "")]


def test_a_code_that_another_site_holds_is_told_though_the_site_has_none_listed() -> None:
    page = home_page(name="湖北省教育厅")
    bare = department()
    (finding,) = [
        one
        for one in found(bare, marked(), seen=[observed(bare.id, page=page)])
        if one.kind is FindingKind.FOOTER_MARKS and one.subject == f"site_code:{CODE}"
    ]
    assert "湖北省市场监督管理局的编号" in finding.because
    assert "未登记" in finding.because
    assert not footers(home_page(), department(HOST, "湖北省市场监督管理局"))


def test_a_section_of_a_portal_may_show_the_portals_code() -> None:
    whole = portal("www.hubei.gov.cn", "湖北省人民政府", marks=Marks((CODE,)))
    seen = [observed("jyt.hubei.gov.cn", page=home_page(name="湖北省教育厅"))]
    assert not [one for one in found(whole, department(), seen=seen) if one.subject == f"site_code:{CODE}"]
