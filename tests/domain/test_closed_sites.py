"""A closed site (已关停) stays an entry and grants nothing; its hosts are watched as retired ones (art. 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost, Status

CLOSED = OfficialSite(
    "www.old.cn",
    "旧局",
    ("www.old.cn", "old.cn"),
    marks=Marks(site_codes=("4299990009",)),
    sources="a list",
    note="已关停",
    status=Status.RETIRED,
    further_hosts=(SiteHost("m.old.cn", "www.old.cn"), SiteHost("192.0.2.7", "www.old.cn", HostRole.IP_ONLY)),
)
NEW = OfficialSite("www.new.gov.cn", "新局", ("www.new.gov.cn", "old.cn"))


def test_its_hosts_are_retired_and_nobodys() -> None:
    registry = Registry.of([CLOSED])
    assert registry.retired == {
        host: RetiredHost(host, CLOSED.id, "旧局", None, None, "a list", "已关停")
        for host in ("www.old.cn", "old.cn", "m.old.cn")
    }
    assert [registry.owner(host) for host in ("www.old.cn", "m.old.cn", "192.0.2.7")] == [None] * 3
    assert registry.registrant("x.old.cn") is None
    assert registry.grants("www.old.cn", CLOSED.id) is False
    assert (registry.sites[CLOSED.id].granted, CLOSED.closed) == ((), True)


def test_its_marks_stay_its_own_so_that_who_shows_them_there_is_found() -> None:
    assert Registry.of([CLOSED]).holders("site_code", "4299990009") == (CLOSED,)


def test_what_a_list_of_retired_hosts_says_of_them_goes_before() -> None:
    told = RetiredHost("old.cn", CLOSED.id, "旧局", date(2020, 3, 1))
    assert Registry.of([CLOSED], retired=[told]).retired["old.cn"] is told


@pytest.mark.parametrize("sites", [(CLOSED, NEW), (NEW, CLOSED)])
def test_a_host_that_another_site_was_given_is_official(sites: tuple[OfficialSite, ...]) -> None:
    registry = Registry.of(sites)
    assert registry.owner("old.cn") is NEW
    assert set(registry.retired) == {"www.old.cn", "m.old.cn"}


@given(st.sampled_from(Status))
def test_only_a_closed_site_loses_its_hosts(status: Status) -> None:
    registry = Registry.of([replace(CLOSED, status=status)])
    granted = registry.owner("www.old.cn") is not None
    assert granted is (status is not Status.RETIRED)
    assert granted is ("www.old.cn" not in registry.retired)


def test_art_14_a_site_that_is_offline_for_a_time_keeps_what_it_was_granted() -> None:
    for status in (Status.TEMP_OFFLINE, Status.EMERGENCY_OFFLINE, Status.MIGRATING):
        registry = Registry.of([replace(CLOSED, status=status)])
        assert (registry.grants("www.old.cn", CLOSED.id), dict(registry.retired)) == (True, {})
