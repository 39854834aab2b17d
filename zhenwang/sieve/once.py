"""Repeated rows are asked about once: the same name comes as precertificate and certificate, and from several logs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.bodies import is_compiled
from zhenwang.sieve.columns import Columns

Screen = Callable[[Columns], NDArray[np.bool_]]
"""Says of each row yes or no, by its bytes alone."""
MOST_ROWS = 1 << 18
MOST_BYTES = 8 << 20


class Register(Protocol):
    """Distinct rows, numbered as they come."""

    def enter(self, rows: Columns) -> tuple[NDArray[np.int64], Columns]:
        """The number of each row, and the rows that are new, numbered on from what was there."""


@dataclass(slots=True, eq=False)
class Once:
    """A screen that remembers what it said of the rows that came last: a generation of at most 262,144 rows and 8 MiB,
    forgotten as a whole. Build it with ``Once.of``; one for each thread.
    """

    screen: Screen
    opened: Callable[[], Register]
    register: Register
    answers: NDArray[np.bool_]
    rows: int = 0
    bytes: int = 0

    @classmethod
    def of(cls, screen: Screen, compiled: bool | None = None) -> Once:
        """``compiled`` as of ``bodies``."""
        opened: Callable[[], Register] = PlainRegister
        if is_compiled(compiled):
            opened = import_module("zhenwang.sieve.register_kernel").CompiledRegister
        return cls(screen, opened, opened(), np.zeros(MOST_ROWS, np.bool_))

    def __call__(self, rows: Columns) -> NDArray[np.bool_]:
        size = int(rows.starts[-1] - rows.starts[0])
        if len(rows) > MOST_ROWS or size > MOST_BYTES:
            return self.screen(rows)
        if self.rows + len(rows) > MOST_ROWS or self.bytes + size > MOST_BYTES:
            self.register, self.rows, self.bytes = self.opened(), 0, 0
        numbers, new = self.register.enter(rows)
        if len(new):
            self.answers[self.rows : self.rows + len(new)] = self.screen(new)
            self.rows += len(new)
            self.bytes += len(new.text)
        return self.answers[numbers]


@dataclass(slots=True, eq=False)
class PlainRegister:
    """Without a compiler."""

    known: dict[bytes, int] = field(default_factory=dict)

    def enter(self, rows: Columns) -> tuple[NDArray[np.int64], Columns]:
        known, held = self.known, len(self.known)
        numbers = np.fromiter((known.setdefault(row, len(known)) for row in rows), np.int64, len(rows))
        return numbers, Columns.of(islice(known, held, None))
