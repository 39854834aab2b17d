"""Name to addresses, once per request, bounded in time and in number."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

from zhenwang.collectors.addresses import Address
from zhenwang.collectors.faults import no_name

Resolver = Callable[[str, float], tuple[Address, ...]]
"""A-label name and seconds to addresses, in the order to try them; raises the ``dns`` fault."""

MOST_WAITING = 16


class SystemResolver:
    """The operating system's resolver, which follows no deadline of its own, asked in threads that may be left behind.

    At most ``MOST_WAITING`` questions hang at once; one more is answered with the ``dns`` fault.
    """

    def __init__(self) -> None:
        self._free = threading.BoundedSemaphore(MOST_WAITING)

    def __call__(self, name: str, seconds: float) -> tuple[Address, ...]:
        if not self._free.acquire(timeout=seconds):
            raise no_name(name, "等待解析的域名过多")
        answer: queue.SimpleQueue[tuple[Address, ...]] = queue.SimpleQueue()
        threading.Thread(target=self._ask, args=(name, answer), daemon=True).start()
        try:
            addresses = answer.get(timeout=seconds)
        except queue.Empty:
            raise no_name(name, "域名解析超时") from None
        if not addresses:
            raise no_name(name)
        return addresses

    def _ask(self, name: str, answer: queue.SimpleQueue[tuple[Address, ...]]) -> None:
        try:
            answer.put(_look_up(name))
        finally:
            self._free.release()


def _look_up(name: str) -> tuple[Address, ...]:
    try:
        # The trailing dot keeps the machine's search domains out of it.
        found = socket.getaddrinfo(f"{name}.", None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))
