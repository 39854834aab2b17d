"""Hosts that the line sighted, asked by suffix and day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.store import candidates, sighted_hosts
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


def admit(store: Store, name: str, day: date) -> None:
    host = parse_host(name)
    assert isinstance(host, Host)
    sighting = Sighting(name, "ct", "x", NOW, None)
    candidates.admit(store, [Candidate(host, f"http://{name}/", 0.5, (sighting,), None)], day, NOW)


def test_only_hosts_under_the_suffixes_since_the_day_each_once(store: Store) -> None:
    for name, day in (("b.gov.cn", 21), ("b.gov.cn", 22), ("a.gov.cn", 22), ("old.gov.cn", 1), ("agov.cn", 22)):
        admit(store, name, date(2026, 11, day))
    admit(store, "a.gov.cn.example", date(2026, 11, 22))
    assert sighted_hosts.under(store, (".gov.cn",), date(2026, 11, 21)) == ["a.gov.cn", "b.gov.cn"]
    assert sighted_hosts.under(store, (".gov.cn",), date(2026, 11, 21), limit=1) == ["a.gov.cn"]
