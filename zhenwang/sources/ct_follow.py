"""All logs of a list as one source: each is followed from its cursor, several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.sources.ct import sightings_of
from zhenwang.sources.ct_entry import SOURCE
from zhenwang.sources.ct_live import Batch, follow
from zhenwang.sources.log_list import Log

AT_ONCE = 8


@dataclass(slots=True)
class FollowedLogs:
    """``cursors`` are where the last run ended, by log name. ``reached`` is where this one ended: whoever admits the
    sightings stores it *afterwards*, so that a run that dies in between reads the same entries again.

    ``most`` is how many entries are read of each log.
    """

    logs: Sequence[Log]
    client: httpx.Client
    cursors: Mapping[str, str]
    most: int = 4096
    name: str = "ct-live"
    reached: dict[str, str] = field(default_factory=dict)

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """The hosts of all new entries. A log that fails is a Malformed with the reason; the others are read."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            batches = pool.map(lambda log: self._follow(log, now), self.logs)
            for log, batch in zip(self.logs, batches, strict=True):
                yield from sightings_of(batch.entries, now)
                for problem in batch.problems:
                    yield Malformed(SOURCE, log.name, problem, b"")
                self.reached[log.name] = batch.cursor

    def _follow(self, log: Log, now: datetime) -> Batch:
        return follow(log, self.client, self.cursors.get(log.name, ""), now, self.most)
