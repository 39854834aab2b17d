"""Hosts that were official and are no more, as a source: who registers one inherits its visitors (art. 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zhenwang.domain.candidate import Malformed, Sighting

SOURCE = "retired"
MOST = 30
"""Hosts a day: a watch that never ends must stay cheap, and a month goes round nine hundred."""


@dataclass(frozen=True, slots=True)
class RetiredHosts:
    """The A-label hosts to watch, at most ``most`` a day. The days take turns, so that each host has its day again."""

    hosts: Collection[str]
    most: int = MOST
    name: str = SOURCE

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """The hosts whose turn it is on the day of ``now``; on the same day always the same."""
        rounds = -(-len(self.hosts) // self.most)
        turn = now.date().toordinal() % rounds if rounds else 0
        for place, host in enumerate(sorted(self.hosts)):
            if place % rounds == turn:
                yield Sighting(host, SOURCE, f"registry:retired:{host}", now)

    def settle(self, _day: date) -> tuple[str, ...]:
        """Nothing to keep. A registry without retired hosts is no failure."""
        return ()
