"""The farm: a registry with its baselines, and all pages of a half with what is true of them. No clock, no chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.farm.fakes import fakes, same_named
from tests.farm.innocents import innocents
from tests.farm.mirrors import baseline, mirrors, originals
from tests.farm.offices import farm_registry
from tests.farm.reborn import reborn, retired
from tests.farm.regulations import issued
from tests.farm.truth import FarmPage
from tests.farm.wrapped import EXEMPT, wrapped
from zhenwang.domain.registry import Registry

HALVES = ("practice", "exam")


def registry_of_farm(var: Path) -> Registry:
    """The shipped registry with invented marks and contacts, and baselines of the pages that mirrors copy."""
    known = farm_registry(var)
    copied = [original for half in HALVES for original in originals(known, half)]
    baselines = [baseline(original) for original in (*copied, *issued(known))]
    return Registry.of(
        known.sites.values(),
        [*known.baselines.values(), *baselines],
        [*known.retired.values(), *(gone for half in HALVES for gone in retired(known, half))],
        known.jurisdiction,
        [*known.exemptions.values(), EXEMPT],
    )


def pages(registry: Registry, half: str) -> Iterator[FarmPage]:
    """Fakes first, then the innocent."""
    return chain(
        fakes(registry, half),
        same_named(registry, half),
        mirrors(registry, half),
        reborn(registry, half),
        innocents(registry, half),
        wrapped(registry, half),
    )
