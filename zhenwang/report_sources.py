"""What people report, as the line reads it: the store's inbox, and the counter where forwarded messages are handed in.

A message that is handed in is sealed with the installation's key and kept by the store; the line reads the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from zhenwang.access.sealing import open_seal
from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Submission, Waiting
from zhenwang.settings import Settings
from zhenwang.sources.forwarded import Counter
from zhenwang.sources.reports import SOURCE, Reading
from zhenwang.store import report_days, reports
from zhenwang.store.opening import Store
from zhenwang.store.reports import Accepted

_OFFICES = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class Inbox:
    """The reports waiting in the store, as a source: taken up once their candidates are admitted, and only those that
    were read. People are no feed, so a quiet inbox is no failure.
    """

    store: Store
    name: str = "reports"
    _read: list[str] = field(default_factory=list)
    _reading: Reading = field(default_factory=Reading)

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        midnight = datetime.combine(now.astimezone(_OFFICES), time(), _OFFICES)
        self._read = []
        self._reading = Reading(report_days.admitted_hosts(self.store, SOURCE, midnight))
        return self._reading.sightings(self._waiting())

    def settle(self, day: date) -> tuple[str, ...]:
        report_days.taken(self.store, self._read, day, self._reading.passed_over)
        return ()

    def _waiting(self) -> Iterator[Waiting]:
        for one in report_days.waiting(self.store):
            self._read.append(one.receipt)
            yield one


def counter_of(settings: Settings, store: Store) -> Callable[[], Counter]:
    """Opens the counter of this installation. What it opens raises SealError when there is no key to seal with."""

    def open_counter() -> Counter:
        seal = open_seal(settings.reporter_key)
        return Counter(seal.seal, seal.reporter, _known(store), _keep(store))

    return open_counter


def trial_counter(store: Store | None) -> Counter:
    """A counter that keeps nothing, to see what would be kept. It knows what a store holds, if there is one."""

    def known(channel: str, keys: Sequence[str]) -> Collection[str]:
        return _known(store)(channel, keys) if store else ()

    return Counter(lambda _receipt, _text: "", lambda _text: "", known, lambda given, _now: [True] * len(given))


def _known(store: Store) -> Callable[[str, Sequence[str]], Collection[str]]:
    return lambda channel, keys: reports.known_keys(store, keys, channel)


def _keep(store: Store) -> Callable[[Sequence[Submission], datetime], Sequence[bool]]:
    def keep(given: Sequence[Submission], now: datetime) -> Sequence[bool]:
        # Refused is a key that came with other words: the first reading of the message stands.
        kept = reports.accept_all(store, given, now)
        return [isinstance(one, Accepted) and not one.repeated for one in kept]

    return keep
