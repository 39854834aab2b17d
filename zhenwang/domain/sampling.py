"""The quarterly sample of running sites (measures art. 32: at least 30 % a quarter), drawn so that anyone can check it.

``n = ceil(0.30 * N)``, shared out over strata (level and kind) by largest remainders. Within a stratum the sites are
ordered by ``SHA-256(seed, line feed, site id)`` in hexadecimal, and the first ones are drawn:
``printf '%s\\n%s' SEED ID | sha256sum`` gives the same. The seed is random, fixed in the same step as the sample, and
published with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhenwang.domain.access import PERMISSIONS, Actor, Permission
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import Status

PERCENT = 30
"""Measures art. 32: 「单季度抽查比例不低于 30%」."""
RUNNING = frozenset({Status.ACTIVE, Status.MIGRATING})
_QUARTER = re.compile(r"(20\d\d)-Q([1-4])")
_SCOPE = re.compile(r"(\d\d){0,3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A site that may be drawn. ``id`` is its primary host, ``stratum`` its level and kind: ``county/government``."""

    id: str
    name: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """``total`` sites of a stratum, of which ``size`` are drawn."""

    name: str
    total: int
    size: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample as it follows from frame, seed and size. ``units`` are in the order of strata, then hashes."""

    total: int
    size: int
    strata: tuple[Stratum, ...]
    units: tuple[Unit, ...]


def sample_size(total: int) -> int:
    """30 % of the sites, rounded up: 707 → 213, 55 → 17, 40 → 12, 3 → 1. In whole numbers, so that 0.3 is 0.3."""
    return -(-PERCENT * total // 100)


def frame(sites: Iterable[OfficialSite], scope: str) -> tuple[Unit, ...]:
    """The running sites that the measures are for in a region, by id. ``scope``: leading digits of a division code."""
    found = (
        Unit(site.id, site.name, f"{site.level or 'unknown'}/{site.kind.value}")
        for site in sites
        if site.protected and site.status in RUNNING and site.region_code.startswith(scope)
    )
    return tuple(sorted(found, key=lambda unit: unit.id))


def frame_digest(units: Sequence[Unit]) -> str:
    """SHA-256 over the ids and strata, so that it shows later which sites there were to draw from."""
    spelt = json.dumps([[unit.id, unit.stratum] for unit in units], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def allocate(totals: Mapping[str, int], size: int) -> dict[str, int]:
    """Shares ``size`` out in proportion (Hamilton): whole parts first, the rest to the largest remainders.

    Equal remainders go to the larger stratum, then by name. No stratum is given more than it has.
    """
    whole = sum(totals.values())
    size = max(0, min(size, whole))
    shares = {name: divmod(size * total, whole) for name, total in totals.items()} if whole else {}
    given = {name: quotient for name, (quotient, _) in shares.items()}
    order = sorted(shares, key=lambda name: (-shares[name][1], -totals[name], name))
    for name in order[: size - sum(given.values())]:
        given[name] += 1
    return given


def draw(units: Sequence[Unit], seed: str, size: int) -> Drawn:
    """The sample of a size that a seed gives. The order in which the units come makes no difference."""
    totals = Counter(unit.stratum for unit in units)
    given = allocate(totals, size)
    ordered = sorted(units, key=lambda unit: (unit.stratum, place(seed, unit.id), unit.id))
    taken: Counter[str] = Counter()
    drawn = []
    for unit in ordered:
        if taken[unit.stratum] < given[unit.stratum]:
            taken[unit.stratum] += 1
            drawn.append(unit)
    strata = tuple(Stratum(name, totals[name], given[name]) for name in sorted(totals))
    return Drawn(len(units), len(drawn), strata, tuple(drawn))


def place(seed: str, site: str) -> str:
    """Where a site stands in the shuffle of its stratum."""
    return hashlib.sha256(f"{seed}\n{site}".encode(errors="surrogatepass")).hexdigest()


def is_quarter(text: str) -> bool:
    """``2026-Q4``, of this century."""
    return _QUARTER.fullmatch(text) is not None


def is_scope(text: str) -> bool:
    """A division code of two, four or six digits; empty for everything. No other spelling, or one place had two."""
    return _SCOPE.fullmatch(text) is not None and text.isascii()


def may_draw(actor: Actor, scope: str) -> bool:
    """Whether somebody's role to draw samples holds for all of a scope."""
    grants = (grant for grant in actor.grants if Permission.DRAW_SAMPLES in PERMISSIONS[grant.role])
    return any(not grant.system and scope.startswith(grant.region) for grant in grants)


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
