"""Leave-one-out certification: every official host is judged as if its site were not in the registry.

What nobody has listed yet must not become a case for being genuine: a new office, a hospital, another province. Who
would accuse whom is measured on the sites we know, one at a time taken away, with the whole line as judge.

Two lines of questioning. ``as_it_stands``: the site is not listed, everything else is as it is; that a stranger cannot
register under ``gov.cn`` still counts. ``suffix_for_sale``: its government suffix is exchanged for an ordinary one, as
if anybody could buy it; then nothing but the name and the page speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host, split_suffix
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.score import Band, Score
from zhenwang.matching.absent_registry import LeavingOut, RegistryWithout

ORDINARY_SUFFIX = "com"
QUEUED = (Band.REVIEW, Band.CONFIRMABLE)

Judge = Callable[[Look, Registry], Score]
"""The line from look to score: detectors, then the model. This package may import neither."""


class Line(StrEnum):
    AS_IT_STANDS = "as_it_stands"
    SUFFIX_FOR_SALE = "suffix_for_sale"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would have become of one official host. ``shown_at`` is the host as it was judged.

    ``match`` is what the name stage says, None when it would not put the host forward; ``band`` is the worst of the
    look without a page and, where there is a baseline, with it (``with_page``). ``cause`` is the id of the site that it
    was taken for, empty when only a government word spoke; ``kin``: that site is under the same registrable part.
    """

    host: str
    site: str
    line: Line
    shown_at: str
    match: Match | None
    band: Band
    cause: str
    kin: bool
    with_page: bool

    @property
    def queued(self) -> bool:
        """The harsher reading: in front of people, or put forward by its name for a look that nobody asked for."""
        return self.match is not None or self.band in QUEUED

    @property
    def confirmed(self) -> bool:
        return self.band is Band.CONFIRMABLE


def certify(registry: Registry, judge: Judge, now: datetime) -> Iterator[Verdict]:
    """Both verdicts on every official host, in the order of the registry. Sites that share a host are absent together.

    The first comes after the index is built; the rest cost a fraction of a millisecond each, a page some seconds.
    """
    leaving = LeavingOut.of(registry)
    absent: frozenset[str] = frozenset()
    rest = leaving.without(absent)
    for name, holders in leaving.holders.items():
        host = parse_host(name)
        if not isinstance(host, Host):
            continue  # an address has no name to be mistaken
        if absent != (ids := frozenset(holders)):
            absent, rest = ids, leaving.without(ids)
        yield from _both(host, registry.sites[holders[0]], _page(registry, host, holders), rest, judge, now)


def hosts_of(registry: Registry) -> int:
    """How many hosts ``certify`` will judge, twice each."""
    return len(
        {host for site in registry.sites.values() for host in site.granted if isinstance(parse_host(host), Host)}
    )


def _page(registry: Registry, host: Host, holders: tuple[str, ...]) -> Page | None:
    baseline = registry.baselines.get(host.ascii) if host.ascii in holders else None
    return baseline.page if baseline else None


def _both(
    host: Host, site: OfficialSite, page: Page | None, rest: RegistryWithout, judge: Judge, now: datetime
) -> Iterator[Verdict]:
    plain = _judged(host, host, site, page, rest, judge, now)
    yield plain
    sold = _for_sale(host, rest)
    if sold is None:
        yield replace(plain, line=Line.SUFFIX_FOR_SALE)
    else:
        yield replace(_judged(host, sold, site, page, rest, judge, now), line=Line.SUFFIX_FOR_SALE)


def _for_sale(host: Host, rest: RegistryWithout) -> Host | None:
    """The host under an ordinary suffix; None where its own is one already."""
    suffix = rest.matcher.index.suffixes.above(host.ascii)
    if suffix is None or suffix == host.ascii:
        return None
    moved = parse_host(f"{host.ascii.removesuffix(suffix)}{ORDINARY_SUFFIX}")
    return moved if isinstance(moved, Host) else None


def _judged(
    host: Host, shown: Host, site: OfficialSite, page: Page | None, rest: RegistryWithout, judge: Judge, now: datetime
) -> Verdict:
    url = f"https://{shown.ascii}/"
    match = None if rest.owner(shown.ascii) else rest.matcher.match(shown)
    look = Look(shown.ascii, url, now)
    scores = [judge(look, rest)]
    if page:
        scores.append(judge(replace(look, final_url=url, status=200, page=page), rest))
    worst = max(scores, key=lambda score: (list(Band)[::-1].index(score.band), score.probability))
    blamed = worst.imitates if worst.band in QUEUED else ""
    cause = blamed or (match.site if match else "")
    return Verdict(
        host.ascii,
        site.id,
        Line.AS_IT_STANDS,
        shown.ascii,
        match,
        worst.band,
        cause,
        _kin(host, cause, rest),
        page is not None,
    )


def _kin(host: Host, cause: str, rest: RegistryWithout) -> bool:
    return bool(cause) and any(split_suffix(other)[1] == host.registrable for other in rest.sites[cause].granted)
