"""What may be used once, such as an answered sign-in or a proof of work, in bounded memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Spent:
    """Remembers the last ``most`` values; threads may share it."""

    most: int = 10_000
    _seen: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def first_time(self, value: str, use: str = "") -> bool:
        """Whether nobody used it before; from now on somebody did.

        Who names its ``use`` may repeat that one: an answer that was lost is asked for again with the same value.
        """
        with self._lock:
            if value in self._seen:
                return bool(use) and self._seen[value] == use
            self._seen[value] = use
            if len(self._seen) > self.most:
                del self._seen[next(iter(self._seen))]
            return True
