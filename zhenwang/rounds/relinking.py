"""Reading the linking facts of all looks again: for cases from before there were any, and after new ways to read them.

What a look shows is read from its record as it was kept; nothing is visited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhenwang.domain.campaign import Fact
from zhenwang.domain.registry import Registry
from zhenwang.pages.linking_facts import facts_of
from zhenwang.store import campaigns, candidates, linking, looks
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.looked_hosts import LookedHost, looked_hosts
from zhenwang.store.opening import Store

Progress = Callable[[int], None]
"""Told how many hosts are done."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What came of it. ``damaged`` hosts have a look whose record is gone or changed: they keep the facts they had."""

    hosts: int
    facts: int
    damaged: int
    campaigns: int


def relink(store: Store, registry: Registry, progress: Progress | None = None) -> Relinked:
    """Read every host's facts from its looks, then group all cases anew. May be stopped and begun again at any time."""
    hosts = facts = damaged = 0
    for looked in looked_hosts(store):
        hosts += 1
        shown = _shown(store, registry, looked)
        if shown is None:
            damaged += 1
            continue
        with store.write() as connection:
            linking.forget(connection, looked.host)
            facts += len(linking.keep(connection, looked.host, shown))
        if progress:
            progress(hosts)
    return Relinked(hosts, facts, damaged, campaigns.regroup_all(store))


def _shown(store: Store, registry: Registry, looked: LookedHost) -> frozenset[Fact] | None:
    candidate = candidates.of_host(store, looked.host)
    sightings = candidate.sightings if candidate else ()
    found: frozenset[Fact] = frozenset()
    for digest in looked.digests:
        try:
            kept = looks.get(store, digest)
        except (LookupError, BlobDamagedError):
            return None
        found |= facts_of(kept.look, registry, kept.score.imitates, sightings)
    return found
