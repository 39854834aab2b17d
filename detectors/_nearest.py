"""The official sites nearest to a page, with the facts that order them: names, marks, places, phones, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detectors._claims import names_on
from detectors._once import once
from detectors._page_context import Fact, context_of
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.names import FoundName

MOST = 3
_CANDIDATES = 40

_OWN = {"title": 3.0, "meta": 2.5, "header": 2.5, "footer": 2.5, "body": 2.0, "navigation": 2.0}
_MENTIONED = {"title": 1.0, "header": 0.8, "footer": 0.6}
_ZONES = {"title": "标题", "meta": "网页标记", "header": "页头", "footer": "页脚", "body": "正文", "navigation": "导航"}
# Of bodies with the same facts the one that more people look for: a last resort, and less than any fact.
_LEVELS = {"central": 0.05, "province": 0.04, "prefecture": 0.03, "county": 0.02}


@dataclass(frozen=True, slots=True)
class Nearest:
    """A site that a page may mean. ``score`` has no unit and orders only; ``facts`` are Chinese, strongest first."""

    site: str
    score: float
    facts: tuple[str, ...]


def nearest(look: Look, registry: Registry) -> tuple[Nearest, ...]:
    """At most three sites, the nearest first; none for a page that was not seen or that names nobody."""
    return _nearest(look.page, registry) if look.page else ()


def closest(bearers: Sequence[OfficialSite], page: Page, registry: Registry) -> tuple[OfficialSite, str]:
    """Which of the bearers of one name a page means, and the fact that tells; empty where none tells them apart."""
    if len(bearers) == 1:
        return bearers[0], ""
    context = context_of(page, registry)
    ranked = sorted(
        (
            (sum(weight for weight, _ in facts), site, facts)
            for site in bearers
            for facts in [list(context.facts(site))]
        ),
        key=lambda one: (-one[0], -_LEVELS.get(one[1].level, 0), one[1].id),
    )
    (first, site, facts), (second, *_) = ranked[0], ranked[1]
    others = {words for _, _, more in ranked[1:] for _, words in more}
    telling = max((fact for fact in facts if fact[1] not in others), default=(0.0, ""))
    return site, telling[1] if first > second else ""


@once
def _nearest(page: Page, registry: Registry) -> tuple[Nearest, ...]:
    found = names_on(page, registry)
    context = context_of(page, registry)
    named = dict.fromkeys((*(name.site for name in found if name.self_designating), *context.owners))
    named |= dict.fromkeys(name.site for name in found)
    sites = [registry.sites[site] for site in list(named)[:_CANDIDATES] if site in registry.sites]
    ranked = (_ranked(site, [*_of_names(site, found), *context.facts(site)]) for site in sites)
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.site))[:MOST])


def _ranked(site: OfficialSite, facts: list[Fact]) -> Nearest:
    score = sum(weight for weight, _ in facts) + _LEVELS.get(site.level, 0)
    told = dict.fromkeys(words for _, words in sorted(facts, key=lambda fact: -fact[0]))
    return Nearest(site.id, round(score, 2), tuple(told))


def _of_names(site: OfficialSite, found: Sequence[FoundName]) -> list[Fact]:
    facts: list[Fact] = []
    for name in (one for one in found if one.site == site.id):
        zone = _ZONES.get(name.zone, name.zone)
        if name.self_designating:
            facts.append((_OWN.get(name.zone, 2.0), f"{zone}自称“{name.name}”"))
        else:
            facts.append((_MENTIONED.get(name.zone, 0.3), f"{zone}提到“{name.name}”"))
    return facts
