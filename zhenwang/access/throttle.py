"""How often somebody may try to sign in: waiting times that grow, in bounded memory, and never for everybody at once.

Three counters of failures, each with tries that are free and a wait that doubles after them:

- one account from one client: 5 free, then up to 15 minutes;
- one account from everywhere: 50 free, then up to a minute;
- one client at all accounts: 30 free, then up to 10 seconds.

The last two are passed by whoever signed in to that account from that client before: a stranger who guesses at an
account, or who shares the gateway's address with the whole office, keeps nobody out who works here.
"""

from __future__ import annotations

import ipaddress
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

_MOST = 10_000
_FORGOTTEN = timedelta(hours=1)
_NO_WAIT = timedelta(0)
_Held = TypeVar("_Held")
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Limit:
    """Failures that cost nothing, and the longest wait after them."""

    free: int
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """1 s after the last free one, twice as long after each further one."""
        over = failures - self.free
        return min(self.longest, timedelta(seconds=2 ** min(over, 12))) if over >= 0 else _NO_WAIT


PAIR = Limit(5, timedelta(minutes=15))
ACCOUNT = Limit(50, timedelta(minutes=1))
CLIENT = Limit(30, timedelta(seconds=10))


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime


@dataclass(slots=True)
class Throttle:
    """Counts failures; threads may share it. The longest unused counters are forgotten when there are too many."""

    most: int = _MOST
    _failed: dict[_Key, _Failures] = field(default_factory=dict)
    _known: dict[_Key, None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def try_now(self, account: str, client: str, now: datetime) -> timedelta:
        """Zero when a try may be made now, and then it is counted as a failure until it succeeds: of many at the same
        moment no more are let through than of many in a row. Else how long to wait; such a try counts for nothing.
        """
        account, client = _short(account), network(client)
        with self._lock:
            wait = self._wait(account, client, now)
            for key in self._counters(account, client) if not wait else ():
                held = self._failed.pop(key, None)
                count = held.count if held and now - held.last < _FORGOTTEN else 0
                self._failed[key] = _Failures(count + 1, now)
                _bounded(self._failed, 3 * self.most)
        return wait

    def succeeded(self, account: str, client: str) -> None:
        account, client = _short(account), network(client)
        with self._lock:
            for key in self._counters(account, client):
                held = self._failed.pop(key, None)
                if held and key != (account, client) and held.count > 1:
                    self._failed[key] = replace(held, count=held.count - 1)
            self._known.pop((account, client), None)
            self._known[account, client] = None
            _bounded(self._known, self.most)

    def _wait(self, account: str, client: str, now: datetime) -> timedelta:
        pair, everywhere, anybody = self._counters(account, client)
        waits = [self._left(pair, PAIR, now)]
        if (account, client) not in self._known:
            waits += [self._left(everywhere, ACCOUNT, now), self._left(anybody, CLIENT, now)]
        return max(waits)

    @staticmethod
    def _counters(account: str, client: str) -> tuple[_Key, _Key, _Key]:
        return (account, client), (account, ""), ("", client)

    def _left(self, key: _Key, limit: Limit, now: datetime) -> timedelta:
        held = self._failed.get(key)
        if held is None or now - held.last >= _FORGOTTEN:
            return _NO_WAIT
        return max(_NO_WAIT, held.last + limit.wait(held.count) - now)


def network(client: str) -> str:
    """An address as far as one customer has it: IPv6 to its /64, of which everybody has 2^64 addresses."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client[:64] or "?"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address)


def _short(account: str) -> str:
    # Another spelling of a login is the same login to the store, so it is to be the same here.
    return account.strip().casefold()[:64] or "?"


def _bounded(held: dict[_Key, _Held], most: int) -> None:
    while len(held) > most:
        del held[next(iter(held))]
