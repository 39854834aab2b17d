"""The registry: who owns a host, and which hosts may speak as whom."""

from datetime import UTC, datetime

import pytest

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Page
from zhenwang.domain.registry import Marks, OfficialSite, Registry

PORTAL = OfficialSite(
    "www.hubei.gov.cn",
    "湖北省人民政府",
    ("www.hubei.gov.cn", "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b"),
    marks=Marks(icp=("鄂ICP备05011090号-1",)),
)
DEPARTMENT = OfficialSite(
    "scjg.hubei.gov.cn",
    "湖北省市场监督管理局",
    ("scjg.hubei.gov.cn",),
    marks=Marks(("4200000093",), ("鄂ICP备05011090号-1",), ("鄂公网安备42010602000665号",), ("A" * 32,)),
)
COURT = OfficialSite("jlxfyw.hbfy.gov.cn", "江陵县人民法院", ("jlxfyw.hbfy.gov.cn",), protected=False)
STATE = OfficialSite("www.gov.cn", "中国政府网", ("www.gov.cn",))


@pytest.fixture
def registry() -> Registry:
    return Registry.of([DEPARTMENT, PORTAL, COURT, STATE])


def test_only_a_listed_host_has_an_owner(registry: Registry) -> None:
    assert registry.owner("scjg.hubei.gov.cn") is DEPARTMENT
    assert registry.owner("xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b") is PORTAL
    assert registry.owner("hubei.gov.cn") is None
    assert registry.owner("www.hubei.gov.cn.evil.com") is None


def test_the_portal_is_the_registrant_of_what_stands_under_its_name(registry: Registry) -> None:
    assert registry.registrant("new.hubei.gov.cn") is PORTAL
    assert registry.registrant("big5.www.gov.cn") is STATE
    assert registry.registrant("wuhan.gov.cn") is None
    assert registry.registrant("hubei-gov.cn") is None


def test_the_order_of_the_list_does_not_decide_the_registrant() -> None:
    assert Registry.of([PORTAL, DEPARTMENT]).registrant("x.hubei.gov.cn") is PORTAL


@pytest.mark.parametrize(
    ("host", "granted"),
    [
        ("scjg.hubei.gov.cn", True),
        ("test.hubei.gov.cn", True),
        ("www.hubei.gov.cn", True),
        ("scjg.hubei.gov.cn.evil.com", False),
        ("scjg-hubei.gov.cn", False),
        ("gov.cn", False),
        ("evil.gov.cn", False),
    ],
)
def test_a_host_may_speak_for_a_site_under_the_same_registrable_part(
    registry: Registry, host: str, granted: bool
) -> None:
    assert registry.grants(host, "scjg.hubei.gov.cn") is granted


def test_a_mark_of_a_shared_platform_has_several_holders(registry: Registry) -> None:
    assert registry.holders("icp", "鄂ICP备05011090号-1") == (DEPARTMENT, PORTAL)
    assert registry.holders("site_code", "4200000093") == (DEPARTMENT,)
    assert registry.holders("psb", "4200000093") == ()


def test_every_mark_is_named_with_its_kind() -> None:
    assert [kind for kind, _ in DEPARTMENT.marks.all()] == ["site_code", "icp", "psb", "conac"]


def test_the_version_changes_with_the_content_and_only_with_it() -> None:
    assert Registry.of([PORTAL, COURT]).version == Registry.of([PORTAL, COURT]).version
    assert Registry.of([PORTAL, COURT]).version != Registry.of([PORTAL]).version
    assert len(Registry.of([]).version) == 16


def test_a_registry_is_told_apart_by_identity_so_an_index_can_be_kept_under_it() -> None:
    first, second = Registry.of([PORTAL]), Registry.of([PORTAL])
    assert first != second
    assert {first: 1, second: 2}[first] == 1


def test_baselines_are_found_by_site() -> None:
    page = Page("utf-8", "湖北省人民政府", (), "", "", "", "")
    baseline = Baseline("www.hubei.gov.cn", page, frozenset({1}), (2,), datetime(2026, 11, 20, tzinfo=UTC))
    assert Registry.of([PORTAL], [baseline]).baselines["www.hubei.gov.cn"] is baseline
