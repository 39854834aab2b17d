"""What the first visitor would wait for, made ready while nobody does: indexes over the whole registry."""

from __future__ import annotations

from string import ascii_lowercase
from threading import Thread

from zhenwang.domain.registry import Registry
from zhenwang.registry.bodies import bodies
from zhenwang.registry.latin_index import sites_spelt
from zhenwang.registry.search import bearers
from zhenwang.web.registry_overview import overview


def warm(registry: Registry, letters: str = ascii_lowercase) -> None:
    """Builds what answers are looked up in: names, bodies, figures, and Latin names by their first letter."""
    overview(registry)
    bearers(registry, "政")
    bodies(registry)
    for letter in letters:
        sites_spelt(registry, letter)


def warm_in_background(registry: Registry, letters: str = ascii_lowercase) -> Thread:
    """The same, beside the requests: they wait for nothing, and build themselves what is not there yet."""
    thread = Thread(target=warm, args=(registry, letters), name="warming", daemon=True)
    thread.start()
    return thread
