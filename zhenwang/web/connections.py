"""Connections of the public intake: bounded in number, in what a request's head may take, and in time.

uvicorn bounds none of these with httptools: a head may grow without end, and who sends nothing is never asked to leave.
"""

from __future__ import annotations

import asyncio
import resource
from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 15.0
"""From connecting, or from the last answer, until the next request's head is complete."""
REQUEST_SECONDS = 150.0
"""Until a request's answer was taken by the client; a large body may take half of it."""
MOST_HEAD = 32 * 1024
MOST_FIELDS = 100
MOST_PIPELINED = 8
MOST = 12_000
LINGER_SECONDS = 3.0
MOST_LEFT = 8 * 1024 * 1024
"""What is thrown away of a body that was refused, so that its sender reads why."""
OWN_FILES = 256
"""For the database, pictures and whatever else the process opens."""


@dataclass(slots=True)
class Connections:
    """Those that are open, at most ``most``; ``idle`` are the ones without a request, the longest idle first."""

    most: int
    open: int = 0
    idle: OrderedDict[HttpToolsProtocol, None] = field(default_factory=OrderedDict)

    @classmethod
    def by_files(cls) -> Connections:
        """As many as this process may open files, but for those it needs itself."""
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return cls(MOST if files == resource.RLIM_INFINITY else min(MOST, max(OWN_FILES, files - OWN_FILES)))

    def opened(self, one: HttpToolsProtocol) -> None:
        """Note a new one. Beyond the bound the longest idle goes: whoever is asking something is not cut off for it."""
        self.open += 1
        self.idle[one] = None
        if self.open > self.most:
            longest, _ = self.idle.popitem(last=False)
            longest.transport.abort()

    def closed(self, one: HttpToolsProtocol) -> None:
        self.open -= 1
        self.idle.pop(one, None)


class TooMuchError(Exception):
    """More than a request's head may have, or more requests than may wait on one connection."""


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it with httptools, within the bounds of this module."""

    _timer: asyncio.TimerHandle | None = None
    _fields = 0
    _size = 0
    _silent = 0
    _left = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        # The server's own state, as the lifespan made it: one for all connections of one server.
        self.held: Connections = self.app_state.setdefault("connections", Connections.by_files())
        self.held.opened(self)
        self.transport = cast(asyncio.Transport, _Leaving(self, transport))
        self._give(HEAD_SECONDS)

    def leave(self, transport: asyncio.Transport) -> None:
        """Close, but not while the client is still sending: it would lose our answer with the rest (RFC 9112, 9.6)."""
        if self.cycle is None or not self.cycle.more_body or not transport.can_write_eof():
            transport.close()
            return
        transport.write_eof()
        self.flow.resume_reading()
        self._give(LINGER_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._give(0)
        self.held.closed(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        if self.transport.is_closing():
            self._linger(len(data))
            return
        # What the parser neither gives out nor refuses, it keeps: a field without end, say.
        self._silent += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.cycle.keep_alive = False  # a request like any other, and the last: nothing here is upgraded
            return
        except httptools.HttpParserError as fault:
            too_much = isinstance(fault.__context__, TooMuchError)
            self._refuse(431 if too_much else 400)
            return
        if self._silent > MOST_HEAD:
            self._refuse(431)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._fields = self._size = 0

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._fields += 1
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= MOST_PIPELINED:
            raise TooMuchError
        self._silent = 0
        self.held.idle.pop(self, None)
        self._give(REQUEST_SECONDS)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._silent = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            return
        if self.cycle.response_complete:
            self.held.idle[self] = None
            self._give(HEAD_SECONDS)
        else:
            self._give(REQUEST_SECONDS)

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > MOST_HEAD or self._fields > MOST_FIELDS:
            raise TooMuchError

    def _give(self, seconds: float) -> None:
        """This long until the connection is given up; 0: for ever, as it is closed."""
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self._late) if seconds else None

    def _linger(self, size: int) -> None:
        self._left += size
        if self._left > MOST_LEFT:
            self.transport.abort()

    def _late(self) -> None:
        if self in self.held.idle and self._silent:
            self._refuse(408)
        else:
            self.transport.abort()

    def _refuse(self, status: int) -> None:
        """Answer in a line and close; in the middle of another answer only close."""
        if not self.pipeline and (
            self.cycle is None or self.cycle.response_complete or not self.cycle.response_started
        ):
            said = f"{HTTPStatus(status).phrase}\n".encode()
            head = f"HTTP/1.1 {status} {said.decode().strip()}\r\nContent-Type: text/plain\r\nConnection: close\r\n"
            self.transport.write(f"{head}Content-Length: {len(said)}\r\n\r\n".encode() + said)
        if self.cycle is not None:
            self.cycle.disconnected = True  # whatever reads the rest of this request hears that its sender left
            self.cycle.message_event.set()
        self.transport.close()


class _Leaving:
    """A transport whose ``close`` is the protocol's ``leave``, once."""

    def __init__(self, protocol: BoundedProtocol, transport: asyncio.Transport) -> None:
        self._protocol, self._transport, self._closing = protocol, transport, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def close(self) -> None:
        if not self.is_closing():
            self._closing = True
            self._protocol.leave(self._transport)
