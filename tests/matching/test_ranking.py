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
