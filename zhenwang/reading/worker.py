"""The process that opens hostile bytes: ``python -m zhenwang.reading.worker``, started by ``process.Worker``.

It is a fork server. It loads everything once, then has one confined child ready for the next request: a page is read
by a process that no other page was in before, and that may be broken into, crash or hang without anybody noticing but
the one who asked. A fork of the loaded process takes one or two milliseconds while nobody waits; a start from nothing
would take three hundred. The server passes bytes on and never looks into them.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhenwang.pages.page import read_body
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.redrawn import redrawn
from zhenwang.reading import channel, confinement
from zhenwang.reading.scan import beginning_and_end, scan
from zhenwang.reading.warming import FIRST_PAGE, warm_pages, warm_pictures
from zhenwang.reading.wire import LENGTH, MAX_ANSWER, How, Request, page_part, picture_part, read_request, redrawn_parts

CPU_SECONDS: Final = {How.WHOLE: 2, How.FRUGAL: 1, How.SCAN: 1, How.PICTURES: 2, How.REDRAW: 4}
END: Final = struct.Struct(">iiqqI")
"""How a reading ended: exit status (negative: a signal), why it was stopped, CPU in microseconds, peak memory in
bytes, and how long the answer behind it is."""
RAN_OUT, TOO_LONG, TOO_LARGE = 0, 1, 2
BROKE, NO_MEMORY = 1, 3
_NEVER = float("inf")

Parts = Callable[[Request], Iterator[bytes]]


def answer(request: Request) -> Iterator[bytes]:
    """The parts of the answer, each as soon as it is known: the page if one is asked for, then each picture."""
    if request.how is How.REDRAW:
        for _, picture in request.pictures:
            yield redrawn_parts(redrawn(picture))
        return
    if request.how is How.SCAN:
        yield page_part(scan(request.body, request.content_type))
    elif request.how is not How.PICTURES:
        body = beginning_and_end(request.body) if request.how is How.FRUGAL else request.body
        yield page_part(read_body(body, request.content_type))
    for role, picture in request.pictures:
        yield picture_part(appearance_of(picture, role))


def serve(parts: Parts = answer) -> None:
    """Answer requests on standard input until it closes."""
    confinement.hide()
    warm_pages()
    ready = _ready_child(parts)
    while raw := _next(0):
        request = read_request(raw)
        if request.pictures and not warm_pictures.cache_info().currsize:
            warm_pictures()
            ready.end()
            ready = _ready_child(parts)
        ended, answered = ready.asked(raw, request.seconds)
        _write(1, END.pack(*ended, len(answered)) + answered)
        # The next one gets ready while the line thinks about this page.
        ready = _ready_child(parts)


@dataclass(frozen=True, slots=True)
class _Child:
    """A process that waits for its one request. ``inlet`` leads to it, ``outlet`` comes from it."""

    pid: int
    inlet: int
    outlet: int

    def asked(self, raw: bytes, seconds: float) -> tuple[tuple[int, int, int, int], bytes]:
        """How the reading ended, and what was answered before."""
        with contextlib.suppress(BrokenPipeError):
            _write(self.inlet, LENGTH.pack(len(raw)) + raw)
        os.set_blocking(self.outlet, False)
        answered, in_time = channel.receive_all(self.outlet, MAX_ANSWER + 1, time.monotonic() + seconds)
        why = TOO_LONG if not in_time else TOO_LARGE if len(answered) > MAX_ANSWER else RAN_OUT
        return self.end(why), answered[:MAX_ANSWER]

    def end(self, why: int = TOO_LONG) -> tuple[int, int, int, int]:
        """See it end, and make it where it would not by itself."""
        if why:
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.inlet)
        os.close(self.outlet)
        _, status, used = os.wait4(self.pid, 0)
        cpu = int((used.ru_utime + used.ru_stime) * 1e6)
        return os.waitstatus_to_exitcode(status), why, cpu, used.ru_maxrss * 1024


def _ready_child(parts: Parts) -> _Child:
    _settle()
    asking, inlet = os.pipe()
    outlet, answering = os.pipe()
    memory = confinement.address_space() + confinement.MEMORY
    pid = os.fork()
    if not pid:
        os.close(inlet)
        os.close(outlet)
        _read_and_exit(parts, asking, answering, memory)
    os.close(asking)
    os.close(answering)
    return _Child(pid, inlet, outlet)


@cache
def _settle() -> None:
    # What is loaded by now stays: children share its memory as long as no collector writes into it.
    gc.collect()
    gc.freeze()
    gc.disable()


def _read_and_exit(parts: Parts, asking: int, answering: int, memory: int) -> None:
    """In the child: the reading, and nothing after it. What breaks is told by the status alone."""
    status = BROKE
    try:
        os.dup2(asking, 0)
        os.dup2(answering, 1)
        for pipe in (2, asking, answering):
            os.close(pipe)
        confinement.confine(max(CPU_SECONDS.values()), memory)
        # A first page touches the memory that every reading writes to, before anybody waits for it.
        read_body(FIRST_PAGE.encode())
        request = read_request(_next(0))
        confinement.limit_cpu(CPU_SECONDS[request.how])
        for part in parts(request):
            _write(1, part)
        status = 0
    except MemoryError:
        status = NO_MEMORY
    finally:
        os._exit(status)


def _next(pipe: int) -> bytes:
    length = _read(pipe, LENGTH.size)
    return _read(pipe, LENGTH.unpack(length)[0]) if length else b""


def _read(pipe: int, size: int) -> bytes:
    chunks: list[bytes] = []
    while size and (chunk := os.read(pipe, min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"" if size else b"".join(chunks)


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve()
    sys.exit(0)
