"""Who is looked at: official and exempt hosts are counted and left alone, a report is always looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from zhenwang.domain.candidate import Sighting
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.ranking import Ranked, rank

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SITE = OfficialSite("www.qingliu.gov.cn", "青柳市人民政府", ("www.qingliu.gov.cn",))
HELD = Exemption(
    "vendor.com", ExemptionScope.DOMAIN, ExemptionKind.TEST_HOST, "厂商演示站", "王芳", date(2026, 1, 1), DAY
)
REGISTRY = Registry.of([SITE], exemptions=[HELD])
MATCHER = Matcher.of([SITE])


class Unread(Matcher):
    """Known before matching: no name is read."""

    def match(self, host: Host) -> None:
        raise AssertionError(host)


def ranked(*seen: tuple[str, str], on: date = DAY, matcher: Matcher = MATCHER) -> Ranked:
    hosts = []
    for name, sources in seen:
        host = parse_host(name)
        assert isinstance(host, Host)
        hosts.append((host, [Sighting(name, source, "somewhere", NOW) for source in sources.split()]))
    return rank(hosts, REGISTRY, matcher, 9, on)


@pytest.mark.parametrize("source", ["ct", "list", "retired", "ct list"])
def test_an_exempt_host_is_counted_and_left_alone_before_its_name_is_read(source: str) -> None:
    found = ranked(("qingliu-gov.vendor.com", source), (SITE.id, source), matcher=Unread(MATCHER.index))
    assert found == Ranked((), official=1, exempt=1, passed_over=0)


@pytest.mark.parametrize("sources", ["report", "ct report"])
def test_an_exempt_host_that_was_reported_is_looked_at(sources: str) -> None:
    found = ranked(("qingliu-gov.vendor.com", sources))
    assert ([one.host.ascii for one in found.candidates], found.exempt) == (["qingliu-gov.vendor.com"], 0)


def test_the_day_after_its_last_it_is_a_candidate_again() -> None:
    found = ranked(("qingliu-gov.vendor.com", "ct"), on=DAY + timedelta(days=1))
    assert (len(found.candidates), found.exempt) == (1, 0)


NAMES = (
    "qingliu-gov.top", "www.qingliu.gov.cn.refund.example", "qing1iu.top", "example.com", "shop.example.net", "a_b.io",
    "xn--55qx5d.cn", "青柳市人民政府.top", "qingliu-gov.vendor.com", "www.qingliu.gov.cn", "gov-x.click", "co.uk",
    "127-0-0-1.example", "www.www.top", "qingliucx.click", "new.qingliu.gov.cn", "unlisted.gov.cn", "_dmarc.qingliu.co",
)  # fmt: skip


@pytest.mark.parametrize("compiled", [None, False])
def test_many_hosts_are_screened_together_with_the_same_answers(compiled: bool | None) -> None:
    hosts = [host for host in map(parse_host, NAMES) if isinstance(host, Host)]
    seen = [(host, [Sighting(host.ascii, "ct", "log#1", NOW)]) for host in hosts]
    one_by_one = rank(seen, REGISTRY, MATCHER, 9, DAY)
    assert rank(iter(seen), REGISTRY, MATCHER, 9, DAY, compiled, screened_from=1) == one_by_one
    assert {bool(candidate.match) for candidate in one_by_one.candidates} == {True, False}


def test_of_many_hosts_only_those_are_read_whose_name_could_say_something() -> None:
    read: list[str] = []

    class Reads(Matcher):
        def match(self, host: Host) -> None:
            read.append(host.ascii)

    hosts = [host for host in map(parse_host, ("qingliu-gov.top", "example.com")) if isinstance(host, Host)]
    seen = [(host, [Sighting(host.ascii, "ct", "log#1", NOW)]) for host in hosts]
    rank(seen, REGISTRY, Reads(MATCHER.index), 9, DAY, False, screened_from=2)
    assert read == ["qingliu-gov.top"]
    rank(seen, REGISTRY, Reads(MATCHER.index), 9, DAY, False, screened_from=3)
    assert len(read) == 3
