"""The guarded client: everything that touches a suspect goes through ``GuardedClient.fetch``.

It drives an httpx transport directly. The client above it in httpx keeps cookies, follows redirects after reading and
decoding their bodies, and asks the environment for proxies and passwords: none of that exists here.
"""

from __future__ import annotations

import io
import time
from collections.abc import Container
from dataclasses import dataclass, replace

import httpx

from zhenwang.collectors.decoding import capped, decoded
from zhenwang.collectors.errand import Errand
from zhenwang.collectors.faults import Fault, refused_url
from zhenwang.collectors.limits import Clock, Deadline, Limits
from zhenwang.collectors.urls import PORTS, Target, from_bytes, join, parse_url
from zhenwang.domain.look import Gap, Hop

USER_AGENT = "Mozilla/5.0 (compatible; Zhenwang/0.1; government impersonation check)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one fetch brought back. ``status`` is 0 when nothing answered; ``gaps`` says what is missing and why.

    ``final_url`` is where the answer came from, empty when there was none; ``headers`` and ``body`` (decoded) are those
    of the last answer, and ``body`` is what had arrived when a limit or a fault cut it.
    """

    url: str
    final_url: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def header(self, name: str) -> str:
        """First value under that name (any case), or an empty string."""
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), "")


class GuardedClient:
    """Fetches with GET and nothing else, under limits. Never raises because a site is down or hostile.

    ``ports`` are those that may be asked; ``clock`` counts monotonic seconds.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        limits: Limits = Limits(),  # noqa: B008  # frozen
        clock: Clock = time.monotonic,
        user_agent: str = USER_AGENT,
        ports: Container[int] = PORTS,
    ) -> None:
        self.limits = limits
        self.clock = clock
        self.ports = ports
        self._transport = transport
        self._user_agent = user_agent

    def fetch(self, url: str, limits: Limits | None = None, visited: tuple[str, ...] = ()) -> Fetched:
        """Fetch a URL, following its redirects. ``visited`` are addresses that led here by other means (a refresh in a
        page): they count among the redirects, and to come back to one is a loop.
        """
        bounds = limits or self.limits
        deadline = Deadline.after(bounds.deadline, self.clock)
        target = parse_url(url, self.ports)
        seen = list(visited)
        fetched = Fetched(url)
        while isinstance(target, Target):
            if stop := _stop(target, seen, bounds):
                return replace(fetched, gaps=(*fetched.gaps, stop))
            seen.append(target.text)
            fetched, location = self._ask(fetched, Errand(target, deadline, bounds))
            if location is None:
                return fetched
            target = join(target, location, self.ports)
        return replace(fetched, gaps=(*fetched.gaps, refused_url(target.reason).gap))

    def _ask(self, before: Fetched, errand: Errand) -> tuple[Fetched, str | None]:
        """One request: the fetch so far with its answer added, and where it sends us on to."""
        target = errand.target
        try:
            response = self._transport.handle_request(self._request(errand))
        except Fault as fault:
            hop = Hop(target.text, 0, fault.address)
            return replace(before, hops=(*before.hops, hop), gaps=(*before.gaps, fault.gap)), None
        try:
            location = _location(response)
            # A redirect's body is never read: nobody sees it, and it may be a bomb.
            body, lost = (b"", ()) if location is not None else _read(response, errand.limits)
        finally:
            response.close()
        hop = Hop(target.text, response.status_code, str(response.extensions.get("address", "")), location)
        noted: tuple[Gap, ...] = response.extensions.get("gaps", ())
        after = Fetched(
            before.url,
            target.text,
            response.status_code,
            tuple((name.decode("latin-1"), _text(value)) for name, value in response.headers.raw),
            body,
            (*before.hops, hop),
            (*before.gaps, *noted, *lost),
        )
        return after, location

    def _request(self, errand: Errand) -> httpx.Request:
        headers = {
            "Host": errand.target.authority,
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        return httpx.Request("GET", errand.target.text, headers=headers, extensions={"errand": errand})


def _stop(target: Target, seen: list[str], limits: Limits) -> Gap | None:
    if target.text in seen:
        return Gap("redirect_loop", f"跳转回到已访问过的网址：{target.text[:200]}")
    if len(seen) > limits.redirects:
        return Gap("too_many_redirects", f"跳转超过 {limits.redirects} 次")
    return None


def _location(response: httpx.Response) -> str | None:
    if response.status_code not in _REDIRECTS:
        return None
    return next((from_bytes(value) for name, value in response.headers.raw if name.lower() == b"location"), None)


def _read(response: httpx.Response, limits: Limits) -> tuple[bytes, tuple[Gap, ...]]:
    """The decoded body up to the limits, and what cut it short."""
    encodings = ",".join(_text(value) for name, value in response.headers.raw if name.lower() == b"content-encoding")
    body = io.BytesIO()
    try:
        for piece in decoded(capped(response.iter_raw(), limits.raw), encodings, limits.decoded):
            body.write(piece)
    except Fault as fault:
        return body.getvalue(), (fault.gap,)
    return body.getvalue(), ()


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
