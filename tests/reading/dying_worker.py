"""A worker whose parser dies of what a body or a picture tells it: what a hostile page would do to a real one.

Only tests name this module; no page, setting or command can.
"""

import contextlib
import ctypes
import os
import signal
import socket
import time
from collections.abc import Iterator

from zhenwang.reading.wire import How, Request
from zhenwang.reading.worker import answer, serve


def _deep(depth: int) -> int:
    return _deep(depth + 1) + 1


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(b"x" * 2**22))


def _spin() -> None:
    while True:
        pass


def _answer_without_end() -> None:
    while True:
        os.write(1, bytes(2**20))


def _fork() -> None:
    """Dies of a fork that is let, and reads on where it is not."""
    with contextlib.suppress(OSError):
        os.fork()
        os._exit(9)


def _kill_server() -> None:
    with contextlib.suppress(PermissionError):
        os.kill(os.getppid(), signal.SIGKILL)
    os._exit(9)


def _see_environment() -> None:
    if "ZHENWANG_SECRET" in os.environ:
        os._exit(7)


DEATHS = {
    b"SEGV": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    b"ABRT": lambda: os.kill(os.getpid(), signal.SIGABRT),
    b"NULL": lambda: ctypes.string_at(0),
    b"SLEEP": lambda: time.sleep(600),
    b"SPIN": _spin,
    b"DEEP": lambda: _deep(0),
    b"EAT": _eat,
    b"EXIT": lambda: os._exit(0),
    b"RAISE": lambda: int("x"),
    b"FLOOD": _answer_without_end,
    b"NONSENSE": lambda: os.write(1, b"\0\0\0\2{}"),
    b"LIE": lambda: os.write(1, b"\0\0\0\x2d" + b'{"page":{"title":3},"structure":[],"gaps":[]}'),
    b"BABBLE": lambda: os.write(1, os.urandom(4_096)),
    b"OPEN": lambda: os.open("/etc/passwd", os.O_RDONLY),
    b"SOCKET": lambda: socket.socket(),
    b"ENVIRONMENT": _see_environment,
    b"KILLER": _kill_server,
    b"FORK": _fork,
}


def _meet(body: bytes, how: How) -> None:
    """``SEGV-whole`` kills the reading of the whole page only, ``SEGV`` every one."""
    for word, die in DEATHS.items():
        if word in body and (word + b"-" not in body or word + b"-" + how.encode() in body):
            die()


def _parts(request: Request) -> Iterator[bytes]:
    _meet(request.body, request.how)
    told = answer(request)
    if request.how not in (How.PICTURES, How.REDRAW):
        yield next(told)
    for _, picture in request.pictures:
        _meet(picture, request.how)
        yield next(told)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(_parts)
