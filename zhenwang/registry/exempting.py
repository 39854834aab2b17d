"""Exemptions as shipped and every ruling on them since, brought together: what was ever exempt, and what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from zhenwang.domain.exemption import Exemption, ExemptionRuling, KeptExemption


def kept(shipped: Iterable[Exemption], rulings: Iterable[ExemptionRuling]) -> tuple[KeptExemption, ...]:
    """Every exemption there ever was, oldest first. For one host the latest ruling holds, over what is shipped too."""
    found: list[KeptExemption] = []
    standing: dict[str, list[int]] = defaultdict(list)
    for exemption in shipped:
        standing[exemption.host].append(len(found))
        found.append(KeptExemption(exemption))
    for ruling in rulings:
        for place in standing.pop(ruling.host, ()):
            found[place] = replace(found[place], over=ruling)
        if ruling.exemption is not None:
            standing[ruling.host].append(len(found))
            found.append(KeptExemption(ruling.exemption))
    return tuple(found)


def standing(shipped: Iterable[Exemption], rulings: Iterable[ExemptionRuling]) -> tuple[Exemption, ...]:
    """Those that nobody ended or replaced. Whether one has lapsed is a question of the day, and asked each time."""
    return tuple(held.exemption for held in kept(shipped, rulings) if held.over is None)
