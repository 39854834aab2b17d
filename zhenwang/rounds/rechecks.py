"""The recheck: looks that were silent, and cases that are open, are seen again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.day import Discovered
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.line import Stations, budget_left
from zhenwang.store import candidates, cases, looks


def with_own_budget(stations: Stations, day: date) -> Stations:
    """The same stations with a look budget beside the day's own, so that a full day leaves room for rechecks."""
    spent = stations.look_budget - budget_left(stations, day)
    return replace(stations, look_budget=stations.look_budget + spent)


def admit(stations: Stations, day: date, now: datetime) -> Discovered:
    """Admit again what must not be forgotten: live cases, watched hosts, and hosts that could not be seen."""
    hosts = [parsed for name in looks.to_recheck(stations.store, day) if isinstance(parsed := parse_host(name), Host)]
    admitted = candidates.admit(stations.store, (_again(stations, host, day, now) for host in hosts), day, now)
    return Discovered("recheck", len(hosts), admitted=admitted.new, known=admitted.known)


def _again(stations: Stations, host: Host, day: date, now: datetime) -> Candidate:
    # A fake often answers only under the path that was reported, so a case is seen again where it was found.
    case = cases.of_host(stations.store, host.ascii)
    seen = (Sighting(host.ascii, "recheck", str(day), now),)
    return Candidate(host, case.url if case else f"https://{host.ascii}/", 0.4, seen, stations.matcher.match(host))
