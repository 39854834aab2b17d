"""A person finds a site by any name of its body, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import FormerName
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.search import How, bearers, named, search

REGISTRY = Registry.of(
    [
        OfficialSite("www.qsq.gov.cn", "青山区人民政府", ("www.qsq.gov.cn",), ("Qingshan District",)),
        OfficialSite("www.bai.gov.cn", "白杨县人民政府", ("www.bai.gov.cn",)),
        OfficialSite(
            "rst.hubei.gov.cn",
            "湖北省人力资源和社会保障厅",
            ("rst.hubei.gov.cn",),
            aliases=("湖北人社",),
            short_names=("湖北省人社厅",),
            former_names=(FormerName("湖北省人事厅"), FormerName("省人社厅")),
            english_name="Human Resources & Social Security",
        ),
        OfficialSite(
            "rst.hunan.gov.cn", "湖南省人力资源和社会保障厅", ("rst.hunan.gov.cn",), aliases=("湖北省人社厅",)
        ),
    ]
)


@pytest.mark.parametrize("text", ["青山", " 青 山区", "qingshan", "Ｑｉｎｇｓｈａｎ　district", "青山區"])
def test_a_site_is_meant_by_a_part_of_its_name(text: str) -> None:
    assert [site.id for site in named(REGISTRY, text)] == ["www.qsq.gov.cn"]


def test_a_blank_means_nobody_and_a_common_word_everybody() -> None:
    assert not list(named(REGISTRY, " \u3000"))
    assert not list(search(REGISTRY, " \u3000"))
    assert len(list(named(REGISTRY, "人民政府"))) == 2


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("湖北省人力资源和社会保障厅", How.NAME),
        ("湖北省人力資源和社會保障廳", How.NAME),
        ("湖北人社", How.ALIAS),
        ("湖北省 人事厅", How.FORMER_NAME),
        ("human resources & social security", How.ENGLISH_NAME),
        ("hbrst", How.LATIN),
        ("HBSRST", How.LATIN),
        ("社会保障厅", How.PART),
    ],
)
def test_every_kind_of_name_finds_its_body(text: str, how: How) -> None:
    first = next(search(REGISTRY, text))
    assert (first.site.id, first.how) == ("rst.hubei.gov.cn", how)


def test_the_closest_kind_of_name_comes_first_and_a_site_only_once() -> None:
    assert [(hit.site.id, hit.how) for hit in search(REGISTRY, "湖北省人社厅")] == [
        ("rst.hubei.gov.cn", How.SHORT_NAME),
        ("rst.hunan.gov.cn", How.ALIAS),
    ]


def test_a_label_that_hosts_show_is_found_and_its_suffix_is_not() -> None:
    assert [hit.site.id for hit in search(REGISTRY, "rst")] == ["rst.hubei.gov.cn", "rst.hunan.gov.cn"]
    assert not list(search(REGISTRY, "gov"))
    assert not list(search(REGISTRY, "www"))


def test_bearers_hold_no_parts() -> None:
    assert bearers(REGISTRY, "省人社厅")[0].how is How.FORMER_NAME
    assert bearers(REGISTRY, "社会保障") == ()


def test_a_name_that_holds_a_line_break_shifts_nobody() -> None:
    broken = OfficialSite("a.gov.cn", "甲市\n公安局", ("a.gov.cn",))
    registry = Registry.of([broken, *REGISTRY.sites.values()])
    assert next(search(registry, "甲市公安局")).site is broken
    assert next(search(registry, "白杨县人民政府")).site.id == "www.bai.gov.cn"
    assert list(search(Registry.of([]), "白杨")) == []


@given(st.text(max_size=300))
def test_any_text_may_be_asked(text: str) -> None:
    hits = list(search(REGISTRY, text))
    assert len({hit.site.id for hit in hits}) == len(hits)


def test_of_parts_and_latin_forms_the_shortest_name_comes_first() -> None:
    finance = OfficialSite("czj.wuhan.gov.cn", "武汉市财政局", ("czj.wuhan.gov.cn",))
    portal = OfficialSite("www.wuhan.gov.cn", "武汉市人民政府", ("www.wuhan.gov.cn",), short_names=("武汉市政府",))
    registry = Registry.of([finance, portal])
    for text in ("武汉", "wuhan"):
        assert [hit.site for hit in search(registry, text)] == [portal, finance]
