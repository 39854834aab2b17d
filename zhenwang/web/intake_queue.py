"""Reports wait here to be committed together: one writer, many callers, and no answer before the commit."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from zhenwang import runtime
from zhenwang.domain.report import Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import reports
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store
from zhenwang.store.reports import Accepted

MOST_WAITING = 2_000
AT_ONCE = 200
"""Reports of one commit: enough to share its sync, few enough that nobody waits long for the others' rows."""
GATHERED = 0.010
"""Seconds between the first report and the commit, in which others may join: one commit costs as much as ten reports.
"""
PATIENCE = 5.0
"""Seconds a caller waits for the commit before it is told to come back."""

Answer = Accepted | Refused | BaseException


class OverloadedError(StoreUnavailableError):
    """More reports are waiting than can be kept soon. Nothing of this one was kept; it may be sent again."""


@dataclass(slots=True, eq=False)
class _Waiting:
    submission: Submission
    answer: asyncio.Future[Accepted | Refused]


class AcceptanceQueue:
    """Group commit: what came while the last commit ran goes into the next one. Start and close it with the server."""

    def __init__(
        self,
        store: Store,
        *,
        most: int = MOST_WAITING,
        patience: float = PATIENCE,
        clock: Callable[[], datetime] = runtime.now,
    ) -> None:
        self._store, self._most, self._patience, self._clock = store, most, patience, clock
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._writer = threading.Thread(target=self._write, name="reports", daemon=True)

    def start(self) -> None:
        self._writer.start()

    async def close(self) -> None:
        """Take nothing more, and return when everything that is waiting has its answer."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._writer.is_alive():
            await asyncio.to_thread(self._writer.join)

    async def accept(self, submission: Submission) -> Accepted | Refused:
        """Keep a report; returns after the commit. A caller that goes away takes nothing with it: the report is kept.

        OverloadedError when the queue is full or closing, StoreUnavailableError when the store does not take it in a
        few seconds. After the latter it may have been kept all the same, so a repetition should bear the same key.
        """
        mine = _Waiting(submission, asyncio.get_running_loop().create_future())
        with self._changed:
            if self._closing or len(self._waiting) >= self._most:
                raise OverloadedError("more reports are waiting than can be kept soon")
            self._waiting.append(mine)
            self._changed.notify()
        patience = mine.answer.get_loop().call_later(self._patience, self._withdraw, mine)
        try:
            return await mine.answer
        finally:
            patience.cancel()

    def _withdraw(self, mine: _Waiting) -> None:
        """What has been answered with "come back" is not kept behind the caller's back, unless it is being written."""
        if mine.answer.done():
            return
        mine.answer.set_exception(StoreUnavailableError("the store did not take the report in time"))
        with self._changed:
            if mine in self._waiting:
                self._waiting.remove(mine)

    def _write(self) -> None:
        while batch := self._next():
            _tell(batch, _kept(self._store, [one.submission for one in batch], self._clock()))

    def _next(self) -> list[_Waiting]:
        """What is waiting, at most ``AT_ONCE``; waits for the first. Empty when closing and all is written."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
        if not self._closing:
            time.sleep(GATHERED)
        with self._changed:
            return [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]


def _kept(store: Store, submissions: Sequence[Submission], now: datetime) -> Sequence[Answer]:
    try:
        return reports.accept_all(store, submissions, now)
    except StoreUnavailableError as fault:
        return [fault] * len(submissions)
    except Exception as fault:  # noqa: BLE001  # whatever one report breaks must not touch the others, nor the writer
        if len(submissions) == 1:
            return [fault]
        return [_kept(store, [one], now)[0] for one in submissions]


def _tell(batch: Sequence[_Waiting], answers: Sequence[Answer]) -> None:
    """Wake the callers, once per event loop: a wake-up for every report would cost more than its row."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Answer]]] = {}
    for one, answer in zip(batch, answers, strict=True):
        by_loop.setdefault(one.answer.get_loop(), []).append((one, answer))
    for loop, told in by_loop.items():
        with suppress(RuntimeError):  # a loop that was closed has nobody left to tell
            loop.call_soon_threadsafe(_resolve, told)


def _resolve(told: Sequence[tuple[_Waiting, Answer]]) -> None:
    for one, answer in told:
        if one.answer.done():
            continue
        if isinstance(answer, BaseException):
            one.answer.set_exception(answer)
            one.answer.exception()  # seen: a caller that went away asks no more
        else:
            one.answer.set_result(answer)
