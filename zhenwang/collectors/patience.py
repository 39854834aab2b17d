"""Courtesy to the sites we look at by the hundred: a pause between two requests to the same holder's servers."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from zhenwang.collectors.errand import errand_of
from zhenwang.collectors.limits import Clock
from zhenwang.domain.hosts import Host


class PatientTransport(httpx.BaseTransport):
    """Lets ``seconds`` pass between requests under one registrable part: a platform's sites share their servers.

    The pause counts against the fetch's own deadline, and is never longer than what is left of it.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        seconds: float,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._asked: dict[str, float] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The inner transport's answer; raises ``Fault`` as that does."""
        errand = errand_of(request)
        host = errand.target.host
        holder = host.registrable if isinstance(host, Host) else str(host)
        pause = self._asked.get(holder, float("-inf")) + self._seconds - self._clock()
        if pause > 0:
            self._sleep(min(pause, errand.deadline.left()))
        try:
            return self._transport.handle_request(request)
        finally:
            self._asked[holder] = self._clock()
