"""Art. 9: names of sites, in the registry and at the head of the page."""

from __future__ import annotations

import pytest

from tests.rules.made_sites import department, found, home_page, keys, marked, observed
from zhenwang.domain.body import FormerName
from zhenwang.domain.look import Image
from zhenwang.domain.registry import OfficialSite

PAST = FormerName("湖北省工商行政管理局", "2018-11")


def test_a_site_still_named_as_before_the_reform_is_renamed() -> None:
    present = department("scjg.hubei.gov.cn", "湖北省市场监督管理局", former_names=(PAST,))
    old = department("gsj.hubei.gov.cn", "湖北省工商行政管理局")
    (finding,) = [one for one in found(present, old) if one.subject == "renamed"]
    assert finding.site == "gsj.hubei.gov.cn"
    assert "湖北省市场监督管理局" in finding.because
    assert "2018-11" in finding.because


def test_the_same_former_name_in_another_place_is_another_body() -> None:
    present = department(former_names=(FormerName("教育局"),))
    other = department("jyj.wuhan.gov.cn", "教育局", region_code="420100")
    assert "renamed" not in {key[2] for key in keys(found(present, other))}


@pytest.mark.parametrize(
    "site",
    [
        department(name="湖北省教育厅门户网站", sponsor="湖北省教育厅办公室"),
        department(name="湖北教育网", sponsor="湖北省教育厅"),  # region and duty: the rules of 2024
        department(name="省教育厅", sponsor="湖北省教育厅"),
        department(name="楚天教育", sponsor="湖北省教育厅", aliases=("湖北省教育厅",)),
        department(name="楚天教育", sponsor="浙江省教育厅", region_code="330000", region="浙江省"),
        department(name="楚天教育"),
    ],
)
def test_names_that_keep_the_rule_or_are_not_known_to_break_it(site: OfficialSite) -> None:
    assert found(site) == ()


def test_a_name_that_is_neither_body_nor_region_is_a_finding() -> None:
    (finding,) = found(department(name="楚天之声", sponsor="湖北省教育厅"))
    assert (finding.subject, finding.basis) == ("name", "hubei-2018-9")


def test_the_page_shows_the_full_name_at_its_head() -> None:
    assert found(marked(), seen=[observed("scjg.hubei.gov.cn", page=home_page())]) == ()


@pytest.mark.parametrize(
    "page",
    [
        home_page(header="", title="首页-湖北省市场监督管理局网站"),
        home_page(header="湖北省市場監督管理局", title="首页"),
        home_page(header="", title="", images=(Image("l.png", "湖北省市场监督管理局", "header"),)),
    ],
)
def test_title_traditional_script_and_alternative_text_count(page: object) -> None:
    subjects = {key[2] for key in keys(found(marked(), seen=[observed("scjg.hubei.gov.cn", page=page)]))}
    assert not {"page:header", "page:renamed"} & subjects


def test_a_head_without_the_name_or_with_a_former_one_is_told() -> None:
    site = marked(former_names=(PAST,))
    nameless = home_page(title="首页", header="欢迎")
    old = home_page(title=PAST.name, header="欢迎")
    for page, subject, basis in (
        (nameless, "page:header", "hubei-2018-9-header"),
        (old, "page:renamed", "hubei-2018-9"),
    ):
        (finding,) = found(site, seen=[observed("scjg.hubei.gov.cn", page=page)])
        assert (finding.subject, finding.basis, finding.seen_host) == (subject, basis, "scjg.hubei.gov.cn")
