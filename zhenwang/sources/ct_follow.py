"""A followed log as a source: it reads on from its durable cursor, and keeps the new one after the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import httpx

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.sources.ct import sightings_of
from zhenwang.sources.ct_live import Batch, follow
from zhenwang.sources.log_list import Log

MOST = 20_000
"""Entries taken from one log in one run; the backlog stays behind the cursor for the next one."""


@dataclass(slots=True)
class FollowedLog:
    """``cursor`` is where reading starts (empty = first contact, at the head); ``keep`` makes a new one durable."""

    log: Log
    client: httpx.Client
    cursor: str
    keep: Callable[[str, str], object]
    most: int = MOST
    batch: Batch = field(default_factory=lambda: Batch((), ""))

    @property
    def name(self) -> str:
        return self.log.name

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """The hosts of the new entries. What the log did wrong comes out of ``settle``."""
        self.batch = follow(self.log, self.client, self.cursor, now, self.most)
        return sightings_of(self.batch.entries, now)

    def settle(self, _day: date) -> tuple[str, ...]:
        """Keep the cursor, now that everything before it is committed. Returns the log's problems in sentences."""
        if self.batch.cursor != self.cursor:
            self.keep(self.name, self.batch.cursor)
        return self.batch.problems
