"""``*.gov.cn`` is no whitelist: a government host that nobody lists is counted apart and never passed over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zhenwang.domain.candidate import Sighting
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching import ranking
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.ranking import Ranked, rank

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SITES = [
    OfficialSite("www.qingliu.gov.cn", "青柳市人民政府", ("www.qingliu.gov.cn",)),
    OfficialSite("www.example.gov.uk", "Example Council", ("www.example.gov.uk",), protected=False),
]


def ranked(*names: str) -> Ranked:
    hosts = [host for name in names if isinstance(host := parse_host(name), Host)]
    seen = [(host, [Sighting(host.ascii, "ct", "log#1", NOW)]) for host in hosts]
    return rank(seen, Registry.of(SITES), Matcher.of(SITES), 0, date(2026, 11, 22))


@pytest.mark.parametrize("host", ["www.newgov.gov.cn", "bet.sold.gov.cn", "sold.gov.cn"])
def test_an_unlisted_government_host_is_a_candidate_though_its_name_says_nothing(host: str) -> None:
    found = ranked(host)
    assert ([one.host.ascii for one in found.candidates], found.unlisted, found.official) == ([host], 1, 0)
    assert found.candidates[0].rank == 0


@pytest.mark.parametrize("host", ["a.qingliu.gov.cn", "www.other.gov.uk", "www.shop.com.cn"])
def test_a_host_of_a_portal_of_another_country_or_of_nobody_is_sampled_as_before(host: str) -> None:
    assert ranked(host) == Ranked((), official=0, exempt=0, passed_over=1)


def test_a_flood_of_them_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MOST_UNLISTED", 2)
    found = ranked(*(f"www.n{number}.gov.cn" for number in range(5)))
    assert (len(found.candidates), found.unlisted, found.passed_over) == (2, 2, 3)
