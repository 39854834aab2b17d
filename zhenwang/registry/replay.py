"""Changes applied to a list of sites: the shipped seeds and every revision since give the registry in use. Pure.

The seeds of a later release need not hold what a change was made against. So a change carries only what it changed
onto the site as it stands now; a site that is shipped no more comes back as it was; a host that is lost is retired.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.exemption import Exemption
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision
from zhenwang.domain.site import RetiredHost
from zhenwang.registry.contradictions import JOINER
from zhenwang.registry.fields import FIELDS, SEVERAL, says_nothing, value, with_value

_TRUST = {"low": 0, "medium": 1, "high": 2}
_OFFICES = ZoneInfo("Asia/Shanghai")

Sites = tuple[OfficialSite, ...]
Retired = tuple[RetiredHost, ...]


def replay(
    sites: Iterable[OfficialSite], retired: Iterable[RetiredHost], changes: Iterable[Change], on: date, source: str = ""
) -> tuple[Sites, Retired]:
    """Sites and retired hosts after the changes of one revision; hosts lost by them count as retired ``on`` that day.

    The result, its order included, depends on the arguments only: a changed site keeps its place, a new one comes last.
    """
    standing = {site.id: site for site in sites}
    gone = {past.host: past for past in retired}
    for change in changes:
        present = standing.get(change.before.id) if change.before else None
        after = _onto(present, change)
        if present is not None and (after is None or after.id != present.id):
            del standing[present.id]
        if after is not None:
            shipped = standing.get(after.id)
            # A later release may ship what was added here; what is shipped as closed was brought back here.
            joins = shipped is not None and shipped is not present and not shipped.closed
            standing[after.id] = _joined(shipped, after) if shipped and joins else after
        for past in _lost(change, present, after, on, source):
            if past.host not in gone or (present and past.host in present.hosts):
                gone[past.host] = past
    return tuple(standing.values()), tuple(gone.values())


def day_of(revision: datetime) -> date:
    """The day of a revision where the offices are, whatever zone the store gives its instants in."""
    return revision.astimezone(_OFFICES).date()


def replay_all(
    sites: Iterable[OfficialSite], retired: Iterable[RetiredHost], revisions: Iterable[Revision]
) -> tuple[Sites, Retired]:
    """The shipped sites and retired hosts with every revision, oldest first."""
    standing, gone = tuple(sites), tuple(retired)
    for revision in revisions:
        standing, gone = replay(standing, gone, revision.changes, day_of(revision.at), revision.source)
    return _at_one_site(standing), gone


def in_use(
    sites: Iterable[OfficialSite],
    retired: Iterable[RetiredHost],
    revisions: Iterable[Revision],
    baselines: Iterable[Baseline] = (),
    jurisdiction: Jurisdiction | None = None,
    exemptions: Iterable[Exemption] = (),
) -> Registry:
    """The registry in use, with the look-ups of ``Registry``."""
    standing, gone = replay_all(sites, retired, revisions)
    return Registry.of(standing, baselines, gone, jurisdiction=jurisdiction, exemptions=exemptions)


def _onto(present: OfficialSite | None, change: Change) -> OfficialSite | None:
    after = change.after
    if after is None or present is None or change.before is None:
        return after
    carried = present
    for field in change.fields:
        if field in FIELDS:  # a release may drop a field that an old change names
            carried = with_value(carried, field, _carried(field, present, change.before, after))
    return replace(carried, hosts=tuple(dict.fromkeys((carried.id, *carried.hosts))))


def _carried(field: str, present: OfficialSite, before: OfficialSite, after: OfficialSite) -> Any:
    """The new value; of several values only those that the change added and took away. What a later release found out
    of a site's sources and how far to trust it is not undone.
    """
    was, becomes = value(before, field), value(after, field)
    if field == "sources":
        return _all_sources(present, after)
    if field == "confidence":
        return becomes if present.confidence == was else min(present.confidence, becomes, key=_trust)
    if field not in SEVERAL:
        return becomes
    kept = (item for item in value(present, field) if item in becomes or item not in was)
    return tuple(dict.fromkeys((*kept, *(item for item in becomes if item not in was))))


def _all_sources(*sites: OfficialSite) -> str:
    return JOINER.join(dict.fromkeys(part for site in sites for part in site.sources.split(JOINER) if part))


def _trust(confidence: str) -> int:
    return _TRUST.get(confidence, 1)


def _joined(shipped: OfficialSite, added: OfficialSite) -> OfficialSite:
    """One site of two: what is shipped speaks first, and neither loses anything."""
    joined = shipped
    for field in FIELDS:
        if field in SEVERAL:
            joined = with_value(joined, field, tuple(dict.fromkeys(value(shipped, field) + value(added, field))))
        elif says_nothing(shipped, field):
            joined = with_value(joined, field, value(added, field))
    return replace(joined, sources=_all_sources(shipped, added))


def _at_one_site(sites: Sites) -> Sites:
    """The sites with each host at one of them: a later release may ship a host elsewhere than a revision put it. It
    belongs to the site it is primary for, else to the first.
    """
    owner = {site.id: site.id for site in sites if not site.closed}
    for site in sites:
        for host in site.granted:
            owner.setdefault(host, site.id)
    return tuple(site if _owns_all(site, owner) else _with_own(site, owner) for site in sites)


def _owns_all(site: OfficialSite, owner: Mapping[str, str]) -> bool:
    return all(owner[host] == site.id for host in site.granted)  # none of a closed site's


def _with_own(site: OfficialSite, owner: Mapping[str, str]) -> OfficialSite:
    hosts = tuple(host for host in site.hosts if owner[host] == site.id)
    # A host whose time is over is granted to nobody, and stays as what it was.
    further = tuple(known for known in site.further_hosts if owner.get(known.host, site.id) == site.id)
    return replace(site, hosts=hosts, further_hosts=further)


def _lost(
    change: Change, present: OfficialSite | None, after: OfficialSite | None, on: date, source: str
) -> Iterator[RetiredHost]:
    """The hosts that a change took away: retired, and watched for ever."""
    before = present or change.before
    if before is None:
        return
    named = change.before.hosts if change.before else ()
    kept = set(after.hosts) if after else set()
    for host in dict.fromkeys((*(before.hosts if after is None else ()), *named)):
        if host not in kept and (change.after is None or host not in change.after.hosts):
            yield RetiredHost(host, (after or before).id, before.name, on, None, source, before.note)
