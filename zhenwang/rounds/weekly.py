"""The weekly round: official sites and retired hosts seen again. What drifted or was refused is told, what departs from
the rules is queued. The flow ``baseline`` and ``zhenwang registry baseline`` are two shells around these functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zhenwang import line, registry_in_use, runtime
from zhenwang.collectors.client import GuardedClient
from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.look import Gap, Look
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, Status, StatusPeriod
from zhenwang.lists.seed_lists import read_status
from zhenwang.reading import in_process
from zhenwang.reading.child import ChildReader
from zhenwang.rounds.captures import KEPT, Capture, front_page, take
from zhenwang.rounds.report import Round
from zhenwang.rules.checking import check, covers
from zhenwang.rules.observations import of_baselines, of_looks
from zhenwang.settings import Settings
from zhenwang.store import baselines, findings
from zhenwang.store.faults import StoreError
from zhenwang.store.findings import Kept
from zhenwang.store.opening import Store

Target = OfficialSite | RetiredHost

_NOT_RUNNING = (Status.PLANNED, Status.RETIRED)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a round works with, opened."""

    settings: Settings
    store: Store
    registry: Registry
    client: GuardedClient
    read: line.Read = in_process.read


@dataclass(frozen=True, slots=True)
class Seen:
    """What looking at one target came to. A retired host has no ``capture``: its page stands for nobody."""

    observations: tuple[Observation, ...]
    capture: Capture | None = None


@contextmanager
def opened(settings: Settings, pause: float) -> Iterator[Watch]:
    """Store, registry and client for a round; ``pause`` are seconds between two requests to one holder's servers."""
    with registry_in_use.opened_store(settings) as store, ChildReader() as read:
        client = runtime.open_client(settings, pause)
        read.check()
        yield Watch(settings, store, registry_in_use.load(settings, store), client, read)


def due(
    sites: Sequence[OfficialSite], seen: Mapping[str, datetime], now: datetime, region: str = "", older_than: int = 0
) -> list[OfficialSite]:
    """Sites of a region whose last capture is ``older_than`` days old or that have none, those longest unseen first."""
    before = now - timedelta(days=older_than)
    wanted = (
        site
        for site in sites
        if site.region_code.startswith(region) and (site.id not in seen or seen[site.id] <= before)
    )
    return sorted(wanted, key=lambda site: (seen[site.id].timestamp() if site.id in seen else 0.0, site.id))


def running(registry: Registry) -> list[OfficialSite]:
    """The protected sites that are or should be up."""
    return [site for site in registry.sites.values() if site.protected and site.status not in _NOT_RUNNING]


def targets(watch: Watch, now: datetime, region: str, limit: int, older_than: int) -> tuple[Target, ...]:
    """What a round looks at: at most ``limit`` sites that are due, and as many retired hosts of the region.

    None under the plan ``recorded``: the recorded day holds no official site, and what it does not answer to is no fact
    about one.
    """
    if watch.settings.plan == "recorded":
        return ()
    sites = due(running(watch.registry), baselines.last_captures(watch.store), now, region, older_than)
    retired = [past for past in watch.registry.retired.values() if _is_in(watch.registry, past, region)]
    return (*sites[:limit], *_turn(sorted(retired, key=lambda past: past.host), limit, now))


def _is_in(registry: Registry, past: RetiredHost, region: str) -> bool:
    last = registry.sites.get(past.last_site)
    return last is None or last.region_code.startswith(region)


def _turn(hosts: Sequence[RetiredHost], most: int, now: datetime) -> Sequence[RetiredHost]:
    """At most so many, and each week the next ones, so that every host has its turn."""
    start = (now.date().toordinal() // 7 * most) % len(hosts) if hosts else 0
    return (*hosts[start:], *hosts[:start])[:most]


def look_at(watch: Watch, target: Target, clock: Callable[[], datetime], *, accept: bool = False) -> Seen:
    """Look at a site's front page, keep it as baseline if it may stand for it, and see whether its other hosts answer;
    or see what a retired host shows.
    """
    if isinstance(target, RetiredHost):
        return Seen(tuple(of_looks([front_page(target.host, watch.client, clock(), watch.read)])))
    try:
        look = front_page(target.id, watch.client, clock(), watch.read)
        capture = take(watch.store, watch.registry, target, look, clock(), accept=accept)
    except StoreError:
        raise  # the store is in trouble, not this page
    except Exception as fault:  # noqa: BLE001  # whatever one page breaks must not stop the others
        gap = Gap("broken", f"this program could not read the page: {type(fault).__name__}: {fault}"[:300])
        broken = Capture(target.id, target.name, "refused", f"https://{target.id}/", clock(), reasons=(gap,))
        return Seen((), broken)
    others = (front_page(host, watch.client, clock(), watch.read) for host in target.granted if host != target.id)
    return Seen((*_told(look, capture), *(replace(seen, page=None) for seen in of_looks(others))), capture)


def _told(look: Look, capture: Capture) -> Iterator[Observation]:
    """What a look tells of its site. An error page or a firewall's challenge has no footer to judge a site by."""
    fit = capture.standing in (*KEPT, "known")
    for observed in of_looks([look]):
        yield observed if fit else replace(observed, page=None)


def conclude(watch: Watch, seen: Sequence[Seen], now: datetime) -> Round:
    """What the round came to. Its observations are checked against the rules, and the findings kept in their queue."""
    captures = tuple(one.capture for one in seen if one.capture)
    observations = tuple(observed for one in seen for observed in one.observations)
    told = Round(captures, len(seen) - len(captures), tuple(observations))
    if not seen or told.failures:
        return told
    return replace(told, findings=keep_findings(watch, observations, now))


def keep_findings(watch: Watch, observations: Sequence[Observation], now: datetime) -> Kept:
    """Check the registry with what was seen and with the pages that are kept, and take the findings over."""
    pages = runtime.load_pages(watch.settings, watch.store)
    known = (*of_baselines(pages), *observations)
    found = check(watch.registry, known, periods(watch.settings)[0], runtime.today(watch.settings))
    return findings.keep(watch.store, found, now, covers(watch.registry, known))


def periods(settings: Settings) -> tuple[tuple[StatusPeriod, ...], tuple[BadRow, ...]]:
    """The recorded changes of status, and the rows that could not be taken as they stand."""
    return read_status(registry_in_use.load_pack(settings).lines("site_status.csv"), "site_status.csv")
