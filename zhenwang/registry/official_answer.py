"""«Is this site official?»: what the registry says of one host, and whom it may have been meant to look like.

``official`` is said of an exact host that the registry grants to a protected site, and of nothing else: not of a name
that stands below one, not of a name under a government suffix that nobody lists, which may have been sold or hijacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, SiteHost
from zhenwang.matching.absent_registry import own_suffixes_of, suffixes_of
from zhenwang.matching.government import endings
from zhenwang.matching.known_hosts import official_elsewhere
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import service_names
from zhenwang.matching.skeleton import ascii_look
from zhenwang.registry.asked_host import AskedHost, Unreadable, asked_host
from zhenwang.registry.standing import Standing, standing

MOST_NEAR = 3
LEAST_SCORE = 0.2
"""Of a name match: below it a stranger's name would be held up beside a government's."""
_TWO_EDITS_FROM = 14
"""Characters of a host in which two edits still leave no doubt whom it resembles."""


class Verdict(StrEnum):
    """``unconfirmed`` stands under a government suffix and in no list; ``known`` is no site of this registry, and no
    stranger: a public service, a government's abroad, or exempt by a person's ruling.
    """

    OFFICIAL = "official"
    NEIGHBOUR = "neighbour"
    RETIRED = "retired"
    UNCONFIRMED = "unconfirmed"
    KNOWN = "known"
    NOT_IN_REGISTRY = "not_in_registry"


@dataclass(frozen=True, slots=True)
class Near:
    """An official host that the asked one may have been meant for, and the name of its body."""

    host: str
    name: str


@dataclass(frozen=True, slots=True)
class OfficialAnswer:
    """``site`` is whose host it is or was, or whose name it stands under; ``role`` what the host is to it.

    ``known_as`` is the public service that stands there, when it is known. ``near`` is empty where the name resembles
    nobody's.
    """

    asked: AskedHost
    verdict: Verdict
    site: OfficialSite | None = None
    role: SiteHost | None = None
    retired: RetiredHost | None = None
    known_as: str = ""
    near: tuple[Near, ...] = ()

    @property
    def sources(self) -> str:
        """Which lists say so, as the registry has them; empty when no list says anything of this host."""
        if self.retired:
            return self.retired.sources
        if self.verdict not in (Verdict.OFFICIAL, Verdict.NEIGHBOUR) or self.site is None:
            return ""
        return (self.role.sources if self.role else "") or self.site.sources


def answer(registry: Registry, text: str, now: datetime, matcher: Matcher | None = None) -> OfficialAnswer | Unreadable:
    """What the registry says of the host in a text. Without a matcher only misspellings are held against the names."""
    asked = asked_host(text)
    return asked if isinstance(asked, Unreadable) else _of(registry, asked, now, matcher)


def _of(registry: Registry, asked: AskedHost, now: datetime, matcher: Matcher | None) -> OfficialAnswer:
    found = standing(registry, asked.ascii, registry.day(now))
    if found.role and found.site:
        verdict = Verdict.OFFICIAL if found.site.protected else Verdict.NEIGHBOUR
        return OfficialAnswer(asked, verdict, found.site, found.role)
    if past := found.retired or _given_up(registry, asked):
        return OfficialAnswer(asked, Verdict.RETIRED, registry.sites.get(past.last_site), retired=past)
    near = tuple(_near(registry, asked.host, matcher)) if asked.host else ()
    if asked.host and own_suffixes_of(registry).intersection(endings(asked.ascii)):
        return OfficialAnswer(asked, Verdict.UNCONFIRMED, _holder(found), near=near)
    if asked.host and (whose := _known(registry, asked.host)) is not None:
        return OfficialAnswer(asked, Verdict.KNOWN, known_as=whose)
    if found.exemption:
        return OfficialAnswer(asked, Verdict.KNOWN)
    return OfficialAnswer(asked, Verdict.NOT_IN_REGISTRY, near=near)


def _given_up(registry: Registry, asked: AskedHost) -> RetiredHost | None:
    """A retired host's name with or without ``www.``, and what stands below it once nothing there is official."""
    if past := registry.retired.get(_twin(asked.ascii)):
        return past
    if asked.host is None or registry.registrant(asked.ascii):
        return None
    return registry.retired.get(asked.host.registrable) or registry.retired.get(f"www.{asked.host.registrable}")


def _holder(found: Standing) -> OfficialSite | None:
    return found.site if found.word == "same_registrant" else None


def _known(registry: Registry, host: Host) -> str | None:
    """Which public service it is, empty for a government abroad; None when nothing is known of it."""
    if name := service_names().get(host.ascii.removeprefix("www.")):
        return name
    if host.ascii in official_elsewhere() or host.registrable in official_elsewhere():
        return ""
    return "" if suffixes_of(registry).above(host.ascii) else None


def _near(registry: Registry, host: Host, matcher: Matcher | None) -> Iterator[Near]:
    """Official hosts that the name looks like, is one or two slips from, or resembles by the name engine; the best."""
    found: dict[str, Near] = {}
    for site in _resembled(registry, host, matcher):
        found.setdefault(site.id, Near(site.id, site.name))
        if len(found) == MOST_NEAR:
            break
    yield from found.values()


def _resembled(registry: Registry, host: Host, matcher: Matcher | None) -> Iterator[OfficialSite]:
    looks = ascii_look(host.unicode).lower()
    for name in (looks, _twin(looks), _twin(host.ascii)):
        if name != host.ascii and (site := registry.owner(name)):
            yield site
    edits = 2 if len(looks) >= _TWO_EDITS_FROM else 1
    alike = process.extract(looks, _hosts(registry), scorer=OSA.distance, score_cutoff=edits, limit=MOST_NEAR)
    yield from (site for name, _, _ in alike if (site := registry.owner(name)) and site.protected)
    for match in matcher.matches(host) if matcher else ():
        if match.score >= LEAST_SCORE and (site := registry.sites.get(match.site)) and not site.closed:
            yield site


@lru_cache(maxsize=2)
def _hosts(registry: Registry) -> tuple[str, ...]:
    """Every host that the registry grants to a protected site."""
    return tuple(dict.fromkeys(host for site in registry.sites.values() if site.protected for host in site.granted))


def _twin(host: str) -> str:
    """The same name with or without ``www.``: another host, and the likeliest slip."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
