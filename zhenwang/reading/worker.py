"""The process that opens hostile bytes: ``python -m zhenwang.reading.worker``, started by ``process.Worker``.

It is a fork server. It loads everything once, then forks for each request: a page is read by a process that no other
page was in before, whose processor time begins at nought, and that may be broken into, crash or hang without anybody
noticing but the one who asked. A fork of the loaded process takes one or two milliseconds, a start from nothing three
hundred. The server itself passes bytes on and never looks into them.
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
from functools import cache
from typing import Final

from zhenwang.pages.page import read_body
from zhenwang.pictures.appearance import appearance_of
from zhenwang.reading import channel, confinement
from zhenwang.reading.scan import beginning_and_end, scan
from zhenwang.reading.warming import warm_pages, warm_pictures
from zhenwang.reading.wire import LENGTH, MAX_ANSWER, How, Request, page_part, picture_part, read_request

CPU_SECONDS: Final = {How.WHOLE: 2, How.FRUGAL: 1, How.SCAN: 1, How.PICTURES: 2}
END: Final = struct.Struct(">iiqqI")
"""How a reading ended: exit status (negative: a signal), why it was stopped, CPU in microseconds, peak memory in
bytes, and how long the answer behind it is."""
RAN_OUT, TOO_LONG, TOO_LARGE = 0, 1, 2
BROKE, NO_MEMORY = 1, 3
_NEVER = float("inf")

Parts = Callable[[Request], Iterator[bytes]]


def answer(request: Request) -> Iterator[bytes]:
    """The parts of the answer, each as soon as it is known: the page if one is asked for, then each picture."""
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
    while raw := _next():
        request = read_request(raw)
        if request.pictures:
            warm_pictures()
        _ready()
        ended, answered = _forked(request, parts)
        _write(1, END.pack(*ended, len(answered)) + answered)


def _next() -> bytes:
    length = _read(LENGTH.size)
    return _read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else b""


@cache
def _ready() -> None:
    # What is loaded by now stays: children share its memory as long as no collector writes into it.
    gc.collect()
    gc.freeze()
    gc.disable()


def _forked(request: Request, parts: Parts) -> tuple[tuple[int, int, int, int], bytes]:
    """How the reading ended, and what it answered before."""
    inlet, outlet = os.pipe()
    memory = confinement.address_space() + confinement.MEMORY
    child = os.fork()
    if not child:
        os.close(inlet)
        _read_and_exit(request, parts, outlet, memory)
    os.close(outlet)
    os.set_blocking(inlet, False)
    answered, in_time = channel.receive_all(inlet, MAX_ANSWER + 1, time.monotonic() + request.seconds)
    os.close(inlet)
    why = RAN_OUT if in_time else TOO_LONG
    if why or len(answered) > MAX_ANSWER:
        why = why or TOO_LARGE
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    spent = int((used.ru_utime + used.ru_stime) * 1e6), used.ru_maxrss * 1024
    return (os.waitstatus_to_exitcode(status), why, *spent), answered[:MAX_ANSWER]


def _read_and_exit(request: Request, parts: Parts, outlet: int, memory: int) -> None:
    """In the child: the reading, and nothing after it. What breaks is told by the status alone."""
    status = BROKE
    try:
        os.dup2(outlet, 1)
        for pipe in (0, 2, outlet):
            os.close(pipe)
        confinement.confine(CPU_SECONDS[request.how], memory)
        for part in parts(request):
            _write(1, part)
        status = 0
    except MemoryError:
        status = NO_MEMORY
    finally:
        os._exit(status)


def _read(size: int) -> bytes:
    chunks: list[bytes] = []
    while size and (chunk := os.read(0, min(size, 1 << 20))):
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
