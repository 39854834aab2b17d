"""One bounded GET to a certificate log: a size, a deadline, no redirects, and one sentence when it fails.

Logs are not suspects, but their operators have bad days: endless bodies, one byte a minute, error pages with status 200
(threats C4, C26, C27). httpx bounds every single read but never the whole, so a timer closes the connection.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import httpx

DEADLINE = 60.0
"""Seconds for a whole request."""

READ_TIMEOUT = 20.0
CONNECT_TIMEOUT = 5.0
"""Seconds: with 40 logs behind a dead network, a day must still begin within minutes."""

ERROR_TEXT = 200


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no answer, in one sentence; ``status`` is 0 when none came."""

    reason: str
    status: int = 0


@dataclass(slots=True)
class _Cutter:
    """Shuts the request's sockets when its time is up, whatever the other side sends meanwhile."""

    sockets: list[socket.socket] = field(default_factory=list)
    fired: bool = False

    def trace(self, event: str, info: Mapping[str, object]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            stream = info.get("return_value")
            get_extra_info = getattr(stream, "get_extra_info", None)
            found = get_extra_info("socket") if get_extra_info else None
            if isinstance(found, socket.socket):
                self.sockets.append(found)

    def cut(self) -> None:
        self.fired = True
        for one in self.sockets:
            with contextlib.suppress(OSError):
                # The plain call: an SSLSocket's own shutdown would unwrap TLS under the reader's feet.
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def get(client: httpx.Client, url: str, most: int, deadline: float = DEADLINE) -> bytes | Failed:
    """The raw body (not decompressed) of a 200 answer with at most ``most`` bytes.

    Everything else is Failed: another status with the start of its text, a redirect, too many bytes, too much time.
    """
    cutter = _Cutter()
    timer = threading.Timer(deadline, cutter.cut)
    timer.daemon = True
    timer.start()
    try:
        with _opened(client, url, cutter) as response:
            return _body(response, url, most, time.monotonic() + deadline)
    except httpx.TimeoutException:
        return Failed(f"{url} did not answer in time")
    except httpx.HTTPError as error:
        why = (
            f"took longer than {deadline:g} seconds"
            if cutter.fired
            else f"failed: {_shown(str(error)) or 'no reason given'}"
        )
        return Failed(f"{url} {why}")
    except httpx.InvalidURL as error:
        return Failed(f"{url} is not a web address: {_shown(str(error))}")
    finally:
        timer.cancel()


@contextlib.contextmanager
def _opened(client: httpx.Client, url: str, cutter: _Cutter) -> Iterator[httpx.Response]:
    with client.stream(
        "GET",
        url,
        # A connection of its own, so that the timer knows every socket of this request.
        headers={"Connection": "close", "Accept-Encoding": "gzip"},
        timeout=httpx.Timeout(READ_TIMEOUT, connect=CONNECT_TIMEOUT),
        follow_redirects=False,
        extensions={"trace": cutter.trace},
    ) as response:
        yield response


def _body(response: httpx.Response, url: str, most: int, until: float) -> bytes | Failed:
    body = bytearray()
    cap = most if response.status_code == httpx.codes.OK else ERROR_TEXT
    for chunk in response.iter_raw(16 * 1024):
        body += chunk
        if len(body) > cap or time.monotonic() > until:
            break
    if response.is_redirect:
        return Failed(f"{url} redirects, which is not followed", response.status_code)
    if response.status_code != httpx.codes.OK:
        wait = response.headers.get("retry-after", "")
        hint = f" (retry after {_shown(wait)})" if wait else ""
        text = _shown(body.decode("utf-8", "replace"))
        return Failed(f"{url} answered {response.status_code}{hint}: {text}", response.status_code)
    if len(body) > most:
        return Failed(f"{url} sent more than {most // 1024} KiB")
    if time.monotonic() > until:
        return Failed(f"{url} took too long")
    return bytes(body)


def _shown(text: str) -> str:
    """Text from outside on one line, without control characters, at most 200 characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * ERROR_TEXT]).split())[
        :ERROR_TEXT
    ]


def log_client(contact: str) -> httpx.Client:
    """A plain client for certificate logs, which are not suspects: no redirects, no proxies, bounded by its callers."""
    agent = f"zhenwang/0.1 ({contact or 'no contact configured'})"
    return httpx.Client(headers={"User-Agent": agent}, follow_redirects=False, timeout=30, trust_env=False)
