"""Retired hosts are watched for ever, a bounded number a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from zhenwang.domain.candidate import Sighting
from zhenwang.sources.retired_hosts import RetiredHosts

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
HOSTS = tuple(f"h{number:03}.gov.cn" for number in range(100))


def names(source: RetiredHosts, now: datetime) -> list[str]:
    return [found.name for found in source.sightings(now) if isinstance(found, Sighting)]


def test_every_host_has_its_day_and_no_day_is_too_full() -> None:
    source = RetiredHosts(HOSTS, most=30)
    days = [names(source, NOW + timedelta(days=number)) for number in range(4)]
    assert sorted(name for day in days for name in day) == sorted(HOSTS)
    assert max(map(len, days)) <= 30


def test_running_a_day_again_watches_the_same_hosts_in_whatever_order_they_came() -> None:
    again = RetiredHosts(tuple(reversed(HOSTS)), most=30)
    assert names(again, NOW + timedelta(hours=3)) == names(RetiredHosts(HOSTS, most=30), NOW)


def test_without_retired_hosts_the_day_is_quiet_and_that_is_no_failure() -> None:
    source = RetiredHosts(())
    assert names(source, NOW) == []
    assert source.settle(NOW.date()) == ()


def test_a_sighting_says_where_it_comes_from() -> None:
    (found,) = RetiredHosts(("a.gov.cn",)).sightings(NOW)
    assert isinstance(found, Sighting)
    assert (found.source, found.locator, found.url) == ("retired", "registry:retired:a.gov.cn", None)
