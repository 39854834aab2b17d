"""How often somebody may ask, as the ``limits`` library reads it: moving windows in memory that has a bound."""

from __future__ import annotations

import math
import threading
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from limits import RateLimitItem, parse

MOST_KEYS = 100_000
_TIDIED = 64
Clock = Callable[[], float]


class BoundedWindows:
    """Windows of one length for at most ``most`` keys; beyond that the longest unused key is forgotten.

    The library's own memory keeps a key for ever once it was asked for, and walks over all of them at every request:
    a flood from many addresses would fill and stop it. Threads may share this one.
    """

    def __init__(self, most: int = MOST_KEYS, clock: Clock = time.monotonic) -> None:
        self.most, self._clock = most, clock
        self._windows: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._windows)

    def acquire_entry(self, key: str, limit: int, expiry: int) -> bool:
        """Count one for the key unless more than ``limit`` would lie in the last ``expiry`` seconds."""
        with self._lock:
            now = self._clock()
            self._forget(now - expiry)
            held = self._windows.get(key, [])
            if limit < 1 or (len(held) >= limit and held[-limit] > now - expiry):
                return False
            held.append(now)
            if len(held) > 2 * limit or (len(held) > _TIDIED and held[len(held) // 2] <= now - expiry):
                del held[: len(held) // 2]
            self._windows[key] = held
            self._windows.move_to_end(key)
            if len(self._windows) > self.most:
                self._windows.popitem(last=False)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest entry within the last ``expiry`` seconds was made, and how many there are."""
        with self._lock:
            now = self._clock()
            held = self._windows.get(key, [])
            first = max(bisect_right(held, now - expiry), len(held) - limit, 0)  # instants stand in their order
            return (held[first] if first < len(held) else now), len(held) - first

    def _forget(self, before: float) -> None:
        # The longest unused stand first; a few at a time, so that no request pays for all.
        for _ in range(8):
            key = next(iter(self._windows), None)
            if key is None or self._windows[key][-1] > before:
                return
            del self._windows[key]

    def get(self, key: str) -> int:
        """How many moments are held for the key."""
        return len(self._windows.get(key, []))


@dataclass(slots=True)
class Quota:
    """One limit, as "30 per 10 minutes", counted for each key by itself."""

    item: RateLimitItem
    windows: BoundedWindows = field(default_factory=BoundedWindows)
    clock: Clock = time.monotonic
    _seconds: int = field(init=False)

    def __post_init__(self) -> None:
        self._seconds = self.item.get_expiry()

    @classmethod
    def of(cls, text: str, times: int = 1, most: int = MOST_KEYS, clock: Clock = time.monotonic) -> Quota:
        """``times`` what the text says. ValueError when it says no limit."""
        item = parse(text)
        return cls(type(item)(item.amount * times, item.multiples), BoundedWindows(most, clock), clock)

    def take(self, key: str) -> bool:
        """Count one for the key, unless it has had all."""
        return self.windows.acquire_entry(key, self.item.amount, self._seconds)

    def free(self, key: str) -> bool:
        """Whether ``take`` would count."""
        return self.windows.get_moving_window(key, self.item.amount, self._seconds)[1] < self.item.amount

    def wait(self, key: str) -> int:
        """Whole seconds, at least one, until the key's oldest entry is forgotten."""
        first, _ = self.windows.get_moving_window(key, self.item.amount, self._seconds)
        return max(1, math.ceil(first + self._seconds - self.clock() - 1e-6))
