"""A visit: one guarded, bounded look at a candidate's page with its logo-like pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from zhenwang.collectors.client import Fetched, GuardedClient
from zhenwang.collectors.limits import Limits
from zhenwang.collectors.pictures import fetch_pictures
from zhenwang.collectors.references import References, read_references, read_refresh, resolve
from zhenwang.collectors.urls import BadUrl, Target, parse_url
from zhenwang.domain.candidate import Candidate
from zhenwang.domain.look import Gap, Look

# Failures after which the same host may still answer without TLS.
_SILENT = frozenset({"connection_refused", "connection_reset", "timeout", "tls", "unreachable", "bad_http"})


def visit(candidate: Candidate, client: GuardedClient, now: datetime) -> Look:
    """Look at a candidate once. ``page`` stays None: reading the body is another station's work.

    When only a host is known, http is tried after https. What could not be seen is a gap; nothing is raised.
    """
    until = client.clock() + client.limits.deadline
    fetched, references = _follow(_first(candidate, client, until), client, until)
    here = parse_url(fetched.final_url, client.ports)
    pictures, missing = fetch_pictures(references, here, client) if isinstance(here, Target) else ((), ())
    return Look(
        host=candidate.host.ascii,
        url=candidate.url or f"https://{candidate.host.ascii}/",
        at=now,
        final_url=fetched.final_url,
        status=fetched.status,
        headers=fetched.headers,
        body=fetched.body,
        hops=fetched.hops,
        pictures=pictures,
        gaps=(*fetched.gaps, *missing),
    )


def _first(candidate: Candidate, client: GuardedClient, until: float) -> Fetched:
    host = candidate.host.ascii
    url = candidate.url or host
    secure = f"https://{host}/"
    told = any(sighting.url == url for sighting in candidate.sightings)
    if told or url not in (host, secure):
        return client.fetch(url, _limits(client, until))
    fetched = client.fetch(secure, _limits(client, until))
    if fetched.status or not any(gap.kind in _SILENT for gap in fetched.gaps):
        return fetched
    plain = client.fetch(f"http://{host}/", _limits(client, until))
    why = fetched.gaps[-1].detail
    noted = Gap("https_failed", f"https 无应答，改用 http：{why}") if plain.status else fetched.gaps[-1]
    return replace(plain, url=url, hops=(*fetched.hops, *plain.hops), gaps=(noted, *plain.gaps))


def _limits(client: GuardedClient, until: float) -> Limits:
    # One deadline for the whole page, or a chain of slow refreshes would hold a worker for minutes.
    return replace(client.limits, deadline=until - client.clock())


def _follow(fetched: Fetched, client: GuardedClient, until: float) -> tuple[Fetched, References]:
    """Go where the page refreshes to; each step counts as a redirect, and one that brings nothing is not taken."""
    while True:
        references = _references(fetched)
        there = _refresh_target(fetched, references, client)
        if there is None:
            return fetched, references
        if isinstance(there, BadUrl):
            gap = Gap("refused_url", f"页面自动跳转的网址被拒绝：{there.reason}")
            return replace(fetched, gaps=(*fetched.gaps, gap)), references
        hops = (*fetched.hops[:-1], replace(fetched.hops[-1], location=there.text))
        after = client.fetch(there.text, _limits(client, until), tuple(hop.url for hop in hops if hop.status))
        arrived = after.status and not 300 <= after.status < 400
        kept = after if arrived else fetched
        fetched = replace(kept, url=fetched.url, hops=(*hops, *after.hops), gaps=(*fetched.gaps, *after.gaps))
        if not arrived:
            return fetched, references


def _refresh_target(fetched: Fetched, references: References, client: GuardedClient) -> Target | BadUrl | None:
    reference = read_refresh(fetched.header("refresh")) or references.refresh
    here = parse_url(fetched.final_url, client.ports)
    if not reference or not isinstance(here, Target):
        return None
    there = resolve(reference, references, here, client.ports)
    # A page may renew itself; that leads nowhere else.
    return None if isinstance(there, Target) and there.text == here.text else there


def _references(fetched: Fetched) -> References:
    """What the body refers to; nothing when it is not markup."""
    kind = fetched.header("content-type").lower()
    markup = "html" in kind or (not kind.startswith(("image/", "video/", "audio/")) and b"<" in fetched.body[:1024])
    return read_references(fetched.body) if markup and fetched.body else References()
