"""How well the line does against a table of expectations, and whether that is still good enough. Pure.

Recall and precision count hosts that must become cases; a host that must not become one (reposts, gateways, neighbours,
official sites, parked names) and does is a false case, the costliest mistake there is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an analyst would say of one host: ``outcome`` is case, watch, clear, unseen, official or unnamed."""

    host: str
    outcome: str
    band: str
    imitates: str
    limb: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the line made of one host; ``band`` is empty when it was never looked at."""

    host: str
    band: str
    imitates: str
    limb: str
    is_case: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in 0..1 with the hosts behind them. ``differences`` are sentences, one for each host that differs."""

    expected_cases: int
    recall: float
    precision: float
    imitated_named: float
    bands_right: float
    differences: tuple[str, ...]

    def shares(self) -> dict[str, float]:
        return {
            "recall": self.recall,
            "precision": self.precision,
            "imitated_named": self.imitated_named,
            "bands_right": self.bands_right,
        }


def parse_expectations(text: str) -> tuple[Expectation, ...]:
    """Read a table with the columns host, outcome, band, imitates, limb (others are for people)."""
    rows = csv.DictReader(text.splitlines())
    return tuple(Expectation(row["host"], row["outcome"], row["band"], row["imitates"], row["limb"]) for row in rows)


def measure(expectations: Iterable[Expectation], found: Iterable[Found]) -> Figures:
    """Compare what came out with what must come out. A case on a host that nobody expected counts as false."""
    wanted = {expectation.host: expectation for expectation in expectations}
    by_host = {one.host: one for one in found}
    cases = {host for host, expectation in wanted.items() if expectation.outcome == "case"}
    opened = {host for host, one in by_host.items() if one.is_case}
    hit = cases & opened
    named = [host for host in hit if by_host[host].imitates == wanted[host].imitates]
    banded = [e for e in wanted.values() if e.band]
    right = [e for e in banded if (one := by_host.get(e.host)) and one.band == e.band]
    return Figures(
        len(cases),
        _share(len(hit), len(cases)),
        _share(len(hit), len(opened)),
        _share(len(named), len(hit)),
        _share(len(right), len(banded)),
        tuple(_differences(wanted, by_host)),
    )


def below(figures: Figures, floors: Mapping[str, float]) -> list[str]:
    """One sentence for each figure that fell below its floor."""
    shares = figures.shares()
    return [
        f"{name} is {shares[name]:.3f}, its floor is {floor:.3f}"
        for name, floor in floors.items()
        if shares[name] < floor
    ]


def parse_floors(text: str) -> dict[str, float]:
    """The floors of the recorded day. They only rise: lowering one needs a reason that a reviewer accepts."""
    floors = json.loads(text)["recorded_day"]
    unknown = set(floors) - set(Figures.shares(Figures(0, 0, 0, 0, 0, ())))
    if unknown:
        raise ValueError(f"floors.json names figures that nobody measures: {', '.join(sorted(unknown))}")
    return {str(name): float(floor) for name, floor in floors.items()}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _differences(wanted: Mapping[str, Expectation], found: Mapping[str, Found]) -> Iterable[str]:
    for host, expectation in wanted.items():
        one = found.get(host, Found(host, "", "", "", False))
        limb = one.limb if expectation.outcome == "case" else ""  # only a case needs one
        must = (expectation.outcome == "case", expectation.band, expectation.imitates, expectation.limb)
        came = (one.is_case, one.band, one.imitates, limb)
        if expectation.outcome in {"case", "watch"} and must != came:
            yield f"{host}: expected {_words(must)}, came out {_words(came)}"
        elif must[0] != came[0] or (expectation.band and must[1] != came[1]):
            yield f"{host}: expected {expectation.outcome} {expectation.band}, came out {_words(came)}"
    for host, one in found.items():
        if one.is_case and host not in wanted:
            yield f"{host}: nobody expected a case, came out {_words((True, one.band, one.imitates, one.limb))}"


def _words(standing: tuple[bool, str, str, str]) -> str:
    is_case, band, imitates, limb = standing
    return " ".join(filter(None, ("case" if is_case else "no case", band, imitates, limb)))
