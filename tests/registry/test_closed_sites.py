"""Lists held against a registry with a closed site: closing it again changes nothing, and it can come back."""

from __future__ import annotations

import pytest

from tests.registry.sites_made import House, a_site, kinds
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.site import Status
from zhenwang.matching.absent_registry import LeavingOut
from zhenwang.matching.matcher import Matcher
from zhenwang.registry.difference import compare, difference

CLOSED = a_site("www.huangsha.gov.cn", "黄沙市人民政府", code="4299990009", sources="shipped", status=Status.RETIRED)
OTHER = a_site("www.qingliu.gov.cn", "青柳市人民政府", sources="shipped")
OFFICE = a_site("www.liuan.com", "柳岸区人民政府", sources="shipped", status=Status.RETIRED)


@pytest.fixture
def house() -> House:
    return House(CLOSED, OTHER, OFFICE)


@pytest.mark.parametrize("source", ["shipped", "national"])
def test_a_list_that_closes_it_too_changes_nothing(house: House, source: str) -> None:
    assert compare(house.registry, [CLOSED], source) == ()


def test_a_complete_list_need_not_name_it(house: House) -> None:
    found = difference(house.registry, [OTHER], "shipped", covers="gov.cn")
    assert (found.changes, found.missing) == ((), 0)


@pytest.mark.parametrize("source", ["shipped", "national"])
def test_a_list_that_names_it_as_running_brings_it_back_once(house: House, source: str) -> None:
    running = a_site(CLOSED.id, CLOSED.name, code="4299990009")
    changes = compare(house.registry, [running], source)
    assert kinds(changes) == [("added", CLOSED.id)]
    registry = house.apply(changes, source)
    assert registry.owner(CLOSED.id) == registry.sites[CLOSED.id]
    assert registry.sites[CLOSED.id].status is Status.ACTIVE
    assert CLOSED.id not in registry.retired
    assert compare(registry, [running], source, past=house.past) == ()


def _read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


def test_the_name_index_takes_its_hosts_for_nobodys() -> None:
    sites = (CLOSED, OTHER, OFFICE)
    for matcher in (Matcher.of(sites), LeavingOut.of(House(*sites).registry).without(frozenset({OTHER.id})).matcher):
        assert not matcher.index.official(_read("www.liuan.com"))
        assert not matcher.index.official(_read("x.liuan.com"))
    assert Matcher.of([a_site("www.liuan.com")]).index.official(_read("x.liuan.com"))
