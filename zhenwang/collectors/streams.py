"""Connections that cannot outstay their welcome: pinned to one judged address, counted in time and bytes."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from zhenwang.collectors.addresses import Address
from zhenwang.collectors.faults import too_large, too_many_headers
from zhenwang.collectors.limits import Deadline, Limits

FIRST_BYTES = 80


class Meter:
    """What one answer has cost so far. Per-read timeouts stop no slow drip, so the whole is counted.

    Until ``body_begins`` is called, everything counts as header: interim (1xx) answers, which may be endless, included.
    """

    def __init__(self, deadline: Deadline, limits: Limits) -> None:
        self.start = b""
        self._deadline = deadline
        self._header_limit = limits.headers
        # Chunk framing can be many times the content; twice the content plus a header leaves honest servers room.
        self._limit = limits.headers + 2 * limits.raw
        self._seen = 0
        self._in_header = True

    def body_begins(self) -> None:
        self._in_header = False

    def seconds(self, wanted: float | None) -> float:
        left = self._deadline.left()
        return left if wanted is None else min(wanted, left)

    def room(self, wanted: int) -> int:
        """How many bytes may be read next; raises the fault when the answer has had its share."""
        limit = self._header_limit if self._in_header else self._limit
        if self._seen >= limit:
            raise too_many_headers(limit) if self._in_header else too_large(limit)
        return min(wanted, limit - self._seen)

    def count(self, data: bytes) -> None:
        self._seen += len(data)
        if len(self.start) < FIRST_BYTES:
            self.start += data[: FIRST_BYTES - len(self.start)]


class MeteredStream(httpcore.NetworkStream):
    """A stream whose every read and write is held against a meter."""

    def __init__(self, inner: httpcore.NetworkStream, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(self._meter.room(max_bytes), self._meter.seconds(timeout))
        self._meter.count(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._meter.seconds(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._meter.seconds(timeout))
        return MeteredStream(inner, self._meter)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the address that was judged, whatever name it is asked for: nothing is resolved a second time."""

    def __init__(self, inner: httpcore.NetworkBackend, address: Address, meter: Meter) -> None:
        self._inner = inner
        self._address = address
        self._meter = meter
        self._opened: httpcore.NetworkStream | None = None

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  # the name was resolved and judged before
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(
            str(self._address), port, self._meter.seconds(timeout), local_address, socket_options
        )
        self._opened = stream
        return MeteredStream(stream, self._meter)

    def close(self) -> None:
        """Close what was opened but never became a connection, as when the time ran out before TLS."""
        if self._opened is not None:
            self._opened.close()
