"""Pictures that came with reports, opened in processes of their own and drawn anew: a bad one costs only itself.

Few read at a time, and few wait: whoever comes when all places are taken is told so at once, and reports without
pictures never wait for those with.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType

from zhenwang.domain.report import Picture
from zhenwang.pictures.redrawn import Redrawn, kind_refused, redrawn
from zhenwang.reading.process import WORKER, Answer, Worker
from zhenwang.reading.wire import How, Request, read_redrawn

READERS = 2
"""Processes that open pictures; each has what a reading may take beyond itself (``confinement.MEMORY``)."""
MOST_WAITING = 16
"""Reports whose pictures may be under way or wait for a reader; each holds at most ``MOST`` bodies in memory."""
MOST_OF_ONE = 6
"""Of these, the ones of one sender: whoever sends slow pictures on and on leaves the other places to others."""
MOST = 4
"""Pictures of one report that are opened."""
YIELDING = 10
"""How far pictures give way to reports without any, which are to be answered at once."""
SECONDS = 15.0
"""By the clock, for one picture. Processor time binds before, but on a machine that has others to serve."""


class PicturesBusyError(RuntimeError):
    """All readers have enough to do. Nothing was read; it may be sent again."""


class PictureReader:
    """Reads the pictures of reports; one is shared by all requests of a server. Processes start with the first picture
    and end with ``close``.
    """

    def __init__(
        self, *, module: str = WORKER, readers: int = READERS, waiting: int = MOST_WAITING, seconds: float = SECONDS
    ) -> None:
        self._seconds = seconds
        self._workers = [Worker(module, YIELDING) for _ in range(readers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._places = threading.BoundedSemaphore(waiting)
        self._senders: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(readers, "pictures")

    def __enter__(self) -> PictureReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def submit(self, bodies: Sequence[bytes], sender: str = "") -> Future[tuple[Picture, ...]]:
        """What becomes of the pictures of one report, in their order. PicturesBusyError when too many are waiting, or
        ``MOST_OF_ONE`` of this sender's; an empty one is nobody's.
        """
        self._enter(sender)
        try:
            future = self._threads.submit(self._read_all, tuple(bodies))
        except BaseException:
            self._leave(sender)
            raise
        # Also when whoever asked went away before its turn came.
        future.add_done_callback(lambda _: self._leave(sender))
        return future

    def close(self) -> None:
        """End the processes; what is waiting is not read."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _enter(self, sender: str) -> None:
        with self._lock:
            of_one = sender and self._senders[sender] >= MOST_OF_ONE
            if of_one or not self._places.acquire(blocking=False):
                raise PicturesBusyError("too many pictures are being read: try again")
            self._senders[sender] += 1

    def _leave(self, sender: str) -> None:
        with self._lock:
            self._senders[sender] -= 1
            if not self._senders[sender]:
                del self._senders[sender]
        self._places.release()

    def _read_all(self, bodies: tuple[bytes, ...]) -> tuple[Picture, ...]:
        drawn = [self._read(body) if number < MOST else Redrawn(refused="unread") for number, body in enumerate(bodies)]
        return tuple(
            Picture(hashlib.sha256(body).hexdigest(), one.png, one.refused, one.codes)
            for body, one in zip(bodies, drawn, strict=True)
        )

    def _read(self, body: bytes) -> Redrawn:
        """Never raises: a picture that breaks, stalls or fills its process was not read."""
        why = kind_refused(body)
        if why:
            return Redrawn(refused=why)
        if sys.platform != "linux":
            return redrawn(body)
        worker = self._idle.get()
        try:
            return _told(worker.ask(Request(How.REDRAW, pictures=(("", body),), seconds=self._seconds)))
        finally:
            self._idle.put(worker)


def _told(answer: Answer) -> Redrawn:
    try:
        told, png = answer.parts
        return read_redrawn(told, png)
    except (ValueError, KeyError):
        return Redrawn(refused="unread")
