"""Bytes through a pipe with a deadline: whoever is at the other end may say nothing, or never stop."""

from __future__ import annotations

import os
import select
import time

_CHUNK = 1 << 18


def send(pipe: int, data: bytes, until: float) -> None:
    """Write all of it before ``until`` (``time.monotonic``). TimeoutError when it is late, OSError when nobody reads.

    The pipe must not block.
    """
    left = memoryview(data)
    while left:
        _wait(pipe, select.POLLOUT, until)
        try:
            left = left[os.write(pipe, left[:_CHUNK]) :]
        except BlockingIOError:
            continue


def receive(pipe: int, size: int, until: float) -> bytes:
    """Exactly so many bytes. TimeoutError when they are late, ConnectionResetError when the other end closes before."""
    got, in_time = receive_all(pipe, size, until)
    if not in_time:
        raise TimeoutError("the deadline passed")
    if len(got) < size:
        raise ConnectionResetError("the other end closed")
    return got


def receive_all(pipe: int, most: int, until: float) -> tuple[bytes, bool]:
    """What comes until the other end closes, at most so many bytes; and whether that was before ``until``."""
    chunks: list[bytes] = []
    size = 0
    while size < most:
        try:
            _wait(pipe, select.POLLIN, until)
            chunk = os.read(pipe, min(_CHUNK, most - size))
        except BlockingIOError:
            continue
        except TimeoutError:
            return b"".join(chunks), False
        if not chunk:
            break
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks), True


def _wait(pipe: int, event: int, until: float) -> None:
    asked = select.poll()
    asked.register(pipe, event)
    if not asked.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError("the deadline passed")
