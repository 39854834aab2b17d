"""What may be used once: the sign-ins that were answered, in bounded memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Spent:
    """Remembers the last ``most`` values; threads may share it."""

    most: int = 10_000
    _seen: dict[str, None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def first_time(self, value: str) -> bool:
        """Whether nobody used it before; from now on somebody did."""
        with self._lock:
            if value in self._seen:
                return False
            self._seen[value] = None
            if len(self._seen) > self.most:
                del self._seen[next(iter(self._seen))]
            return True
