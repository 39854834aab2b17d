"""Detectors: one file, one detector, pure. Each says one thing about a look; none of them judges.

A detector is a public module of this package with a one-sentence docstring and ``detect(look, registry)``: adding one
is one file and its test. Modules whose name starts with an underscore hold what several detectors read from a page.
Which article a signal rests on is the jurisdiction's to say: ``run`` writes it on every signal.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from dataclasses import replace
from types import ModuleType

from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Signal


@functools.cache
def all_detectors() -> tuple[ModuleType, ...]:
    """Every detector in the order of its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def run(look: Look, registry: Registry) -> tuple[Signal, ...]:
    """What every detector says about a look, in a stable order, with the article each signal rests on."""
    said = (signal for detector in all_detectors() for signal in detector.detect(look, registry))
    return tuple(_grounded(signal, registry) for signal in said)


def _grounded(signal: Signal, registry: Registry) -> Signal:
    ground = registry.jurisdiction.grounds.get(signal.name) if registry.jurisdiction else None
    if ground is None:
        return signal
    imitated = registry.sites.get(signal.site)
    if imitated and not imitated.protected:
        return replace(signal, basis=ground.otherwise or ground.basis)
    return replace(signal, basis=ground.basis, limb=ground.limb)
