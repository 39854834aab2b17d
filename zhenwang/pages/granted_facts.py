"""What the official side shows: every fake of a body carries it, so it links nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.campaign import Fact
from zhenwang.domain.registry import Registry
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.fact_forms import address_fact, contact_fact, phones_in, statistics_fact
from zhenwang.text.fingerprint import held_in

PLAIN_COPY = 0.85
"""Shares, both ways, from which on a page is the official one as it stands, with no template or text of its own."""


@dataclass(frozen=True, slots=True)
class Granted:
    """``facts`` are contacts, accounts and addresses of all official sites; ``structure`` and ``text`` are those of the
    one that is imitated, empty when nobody captured it.
    """

    registry: Registry
    facts: frozenset[Fact] = frozenset()
    structure: Sketch = Sketch()
    text: Sketch = Sketch()

    def owns(self, host: str) -> bool:
        """Whether a host (A-label name) is an official site's, or stands under its registrable part."""
        return bool(self.registry.owner(host) or self.registry.registrant(host))

    def bears(self, kind: str, value: str) -> bool:
        """Whether an official site may show a mark, or any number of the same ICP subject."""
        return bool(self.registry.holders(kind, value) or (kind == "icp" and self.registry.subject_holders(value)))


def granted(registry: Registry, imitates: str = "") -> Granted:
    """What registry and baselines grant; ``imitates`` is the id of the site that the page passes itself off as."""
    site = registry.site(imitates) if imitates else None
    baseline = registry.baselines.get(site.id) if site else None
    if baseline is None:
        return Granted(registry, _facts(registry))
    return Granted(registry, _facts(registry), baseline.traces.structure, baseline.traces.text)


def is_copy(seen: Sketch, official: Sketch) -> bool:
    """Whether nearly all of each is in the other. Nothing is a copy of a page that nobody captured."""
    return min(held_in(official, seen), held_in(seen, official)) >= PLAIN_COPY


@lru_cache(maxsize=4)
def _facts(registry: Registry) -> frozenset[Fact]:
    return frozenset((*_listed(registry), *_captured(registry)))


def _listed(registry: Registry) -> Iterator[Fact]:
    for site in registry.sites.values():
        for phone in (*site.contact.phones, site.contact.duty_phone):
            yield from phones_in(phone)
        if site.contact.email and (mail := contact_fact("email", site.contact.email.strip())):
            yield mail


def _captured(registry: Registry) -> Iterator[Fact]:
    for baseline in registry.baselines.values():
        told = [contact_fact(kind, value) for kind, value in baseline.traces.contacts]
        told += [statistics_fact(one) for one in baseline.traces.ids]
        told += [address_fact(address) for address in baseline.addresses]
        yield from (fact for fact in told if fact)
