"""Leads: other hosts that a page takes people to, by jumps, by codes in its pictures, by downloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.hosts import Host, host_of, parse_host, split_suffix
from zhenwang.domain.look import Look
from zhenwang.pages.downloads import downloads
from zhenwang.pages.jumps import jumps
from zhenwang.pages.paths import absolute, base_of
from zhenwang.pages.picture_codes import code_kind, codes_in
from zhenwang.pages.shared_services import is_shared

MOST = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """Another host that a look points to. ``kind`` is ``redirect``, ``code`` or ``download``; ``url`` the page there,
    empty when the address is a file; ``snippet`` the exact words that point.
    """

    host: Host
    kind: str
    url: str
    snippet: str


def leads(look: Look) -> tuple[Lead, ...]:
    """At most five, each host once. Its own hosts, shared services and bare addresses are none. Opens nothing."""
    own = {split_suffix(host)[1] for host in (look.host, host_of(look.url)) if host}
    found: dict[str, Lead] = {}
    for kind, target, snippet in _pointed(look):
        host = parse_host(host_of(target))
        if isinstance(host, Host) and host.registrable not in own and not is_shared(host.ascii):
            is_page = kind != "download" and target.casefold().startswith(("http://", "https://"))
            found.setdefault(host.ascii, Lead(host, kind, target if is_page else "", snippet))
        if len(found) == MOST:
            break
    return tuple(found.values())


def _pointed(look: Look) -> Iterator[tuple[str, str, str]]:
    if look.final_url:
        yield "redirect", look.final_url, look.final_url
    for jump in jumps(look.page) if look.page else ():
        yield "redirect", jump.target, jump.snippet
    for code in codes_in(look):
        if code_kind(code) in ("site", "download"):
            yield "download" if code_kind(code) == "download" else "code", code, code
    if look.page:
        base = base_of(look.page, look.final_url or look.url)
        for written in downloads(look.page):
            yield "download", absolute(written, base), written
