"""The registry: who owns a host, and which hosts may speak as whom."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Page
from zhenwang.domain.packed_page import pack
from zhenwang.domain.registry import MARK_KINDS, Marks, OfficialSite, Registry, icp_subject
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost

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
    page = pack(Page("utf-8", "湖北省人民政府", (), "", "", "", ""))
    at = datetime(2026, 11, 20, tzinfo=UTC)
    baseline = Baseline("www.hubei.gov.cn", "https://www.hubei.gov.cn/", at, "0" * 64, page)
    assert Registry.of([PORTAL], [baseline]).baselines["www.hubei.gov.cn"] is baseline


def _others(site: Any) -> list[Any]:
    """The site with each of its fields, and each field of its parts, changed in turn."""
    changed: list[Any] = []
    for field in fields(site):
        value = getattr(site, field.name)
        if is_dataclass(value):
            changed += [replace(site, **{field.name: other}) for other in _others(value)]
        elif isinstance(value, bool):
            changed.append(replace(site, **{field.name: not value}))
        elif isinstance(value, Enum):
            changed.append(replace(site, **{field.name: next(other for other in type(value) if other is not value)}))
        else:
            changed.append(replace(site, **{field.name: (*value, "x") if isinstance(value, tuple) else value + "x"}))
    return changed


def test_no_field_of_a_site_can_change_without_the_version() -> None:
    plain = OfficialSite("a.gov.cn", "A", ("a.gov.cn",))
    others = _others(plain)
    assert len(others) > len(fields(plain))
    # Parts of the wrong type would not pass a look-up, but they pass the hash that is asked for here.
    versions = {Registry.of([site]).version for site in [plain, *others] if "x" not in site.further_hosts}
    versions.add(Registry.of([replace(plain, further_hosts=(SiteHost("b.gov.cn", "a.gov.cn"),))]).version)
    assert len(versions) == 1 + len(others)


def test_the_version_names_the_retired_hosts() -> None:
    gone = RetiredHost("old.hubei.gov.cn", "www.hubei.gov.cn", "湖北省人民政府")
    assert Registry.of([PORTAL], retired=[gone]).version != Registry.of([PORTAL]).version


@pytest.fixture
def roles() -> Registry:
    further = (
        SiteHost("jz.hubei.gov.cn", "www.hubei.gov.cn", HostRole.BUSINESS_SYSTEM, date(2020, 1, 1)),
        SiteHost("10.0.3.4", "www.hubei.gov.cn", HostRole.IP_ONLY),
        SiteHost("gone.example.org", "www.hubei.gov.cn", HostRole.ALIAS, None, date(2021, 1, 1)),
        SiteHost("past.example.net", "www.hubei.gov.cn", HostRole.RETIRED),
        SiteHost("hubei.example.cn", "www.hubei.gov.cn", HostRole.CHANNEL),
    )
    past = RetiredHost("gone.example.org", "www.hubei.gov.cn", "湖北省人民政府", date(2021, 1, 1))
    again = RetiredHost("jz.hubei.gov.cn", "www.hubei.gov.cn", "湖北省人民政府")
    return Registry.of([replace(PORTAL, further_hosts=further)], retired=[past, again])


@pytest.mark.parametrize(
    ("host", "owned", "granted"),
    [
        ("jz.hubei.gov.cn", True, True),
        ("10.0.3.4", True, True),
        ("9.9.3.4", False, False),
        ("[2001:db8::3.4]", False, False),
        ("hubei.example.cn", True, True),
        ("sub.hubei.example.cn", False, True),
        ("gone.example.org", False, False),
        ("past.example.net", False, False),
    ],
)
def test_a_further_host_is_granted_until_its_time_is_over(
    roles: Registry, host: str, owned: bool, granted: bool
) -> None:
    assert (roles.owner(host) is not None) is owned
    assert roles.grants(host, "www.hubei.gov.cn") is granted


def test_no_address_has_a_registrant(roles: Registry) -> None:
    assert roles.registrant("9.9.3.4") is None


def test_a_retired_host_that_is_granted_again_is_not_retired(roles: Registry) -> None:
    assert list(roles.retired) == ["gone.example.org"]


def test_every_host_has_a_role(roles: Registry) -> None:
    site = roles.sites["www.hubei.gov.cn"]
    known = {host: role.role for host in (*site.granted, "gone.example.org") if (role := site.role(host))}
    assert known == {
        "www.hubei.gov.cn": HostRole.PRIMARY,
        "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b": HostRole.IDN,
        "jz.hubei.gov.cn": HostRole.BUSINESS_SYSTEM,
        "10.0.3.4": HostRole.IP_ONLY,
        "hubei.example.cn": HostRole.CHANNEL,
        "gone.example.org": HostRole.ALIAS,
    }
    assert site.role("evil.gov.cn") is None


def test_one_icp_subject_has_many_numbers() -> None:
    other = OfficialSite(
        "czt.hubei.gov.cn", "湖北省财政厅", ("czt.hubei.gov.cn",), marks=Marks(icp=("鄂ICP备05011090号-12",))
    )
    registry = Registry.of([PORTAL, other])
    assert registry.holders("icp", "鄂ICP备05011090号-12") == (other,)
    assert registry.subject_holders("鄂ICP备05011090号-7") == (PORTAL, other)
    assert registry.subject_holders("鄂ICP备0501109号") == ()
    assert icp_subject("鄂ICP备05011090号-1") == icp_subject("鄂ICP备05011090号") == "鄂ICP备05011090号"


@given(st.lists(st.tuples(st.sampled_from([*MARK_KINDS, "vat_id", "uei"]), st.text(max_size=9))))
def test_marks_are_what_they_were_made_of(pairs: list[tuple[str, str]]) -> None:
    marks = Marks.of(pairs)
    assert set(marks.all()) == set(pairs)
    assert Marks.of(marks.all()) == marks


def test_a_mark_that_a_jurisdiction_declares_has_holders_and_counts_for_the_version() -> None:
    site = replace(PORTAL, marks=Marks.of([("vat_id", "ATU12345678")]))
    registry = Registry.of([site])
    assert registry.holders("vat_id", "ATU12345678") == (site,)
    assert registry.version != Registry.of([replace(site, marks=Marks())]).version


def test_what_was_noted_under_a_former_address_still_finds_the_site() -> None:
    moved = OfficialSite("www.new.gov.cn", "新址局", ("www.new.gov.cn", "www.old.gov.cn"))
    gone = RetiredHost("older.example.com", "www.new.gov.cn", "新址局")
    registry = Registry.of([PORTAL, moved], retired=[gone])
    assert {registry.site(known) for known in ("www.new.gov.cn", "www.old.gov.cn", "older.example.com")} == {moved}
    assert registry.ids(moved) == ("www.new.gov.cn", "www.old.gov.cn", "older.example.com")
    assert registry.site("nobody.example") is None
