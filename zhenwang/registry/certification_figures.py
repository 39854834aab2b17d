"""Certification in figures: what share of the genuine would be queued or confirmed, and who is to blame."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.certification import Line, Verdict

SHORT = 8  # published figures leave labels out that are shorter
LOUD = 0.5
"""A name-stage score that some 250 benign hosts in a million reach: 12 bits of surprise."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over hosts. ``queued``: put forward by name, reviewed or confirmed.

    ``loud`` are those put forward at ``LOUD`` and above, ``by_kin`` those queued as a site of their own registrable
    part. ``reviewed`` and ``confirmed`` go by band; ``confirmed_by_strangers`` leaves kin out.
    """

    judged: int
    queued: int
    put_forward: int
    loud: int
    by_kin: int
    reviewed: int
    confirmed: int
    confirmed_by_strangers: int
    with_page: int

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> Tally:
        return cls(
            len(verdicts),
            sum(verdict.queued for verdict in verdicts),
            sum(verdict.match is not None for verdict in verdicts),
            sum(verdict.match is not None and verdict.match.score >= LOUD for verdict in verdicts),
            sum(verdict.kin and verdict.queued for verdict in verdicts),
            sum(verdict.band.value == "review" for verdict in verdicts),
            sum(verdict.confirmed for verdict in verdicts),
            sum(verdict.confirmed and not verdict.kin for verdict in verdicts),
            sum(verdict.with_page for verdict in verdicts),
        )

    @property
    def share(self) -> float:
        """Wrongly queued, of all that were judged."""
        return self.queued / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Blamed:
    """A site that others were taken for (empty for a mere government word), how many, and a few of them."""

    site: str
    name: str
    hosts: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certification:
    """Figures of one line of questioning: all labels, those under eight characters and the others, and breakdowns."""

    line: Line
    all: Tally
    short: Tally
    long: Tally
    by_kind: Mapping[str, Tally]
    by_area: Mapping[str, Tally]
    blamed: tuple[Blamed, ...]


def summarise(verdicts: Iterable[Verdict], registry: Registry, most: int = 10) -> dict[Line, Certification]:
    """The figures of each line, with the ``most`` sites that others were taken for most often."""
    by_line: dict[Line, list[Verdict]] = {line: [] for line in Line}
    for verdict in verdicts:
        by_line[verdict.line].append(verdict)
    return {line: _certification(line, found, registry, most) for line, found in by_line.items()}


def shares(figures: Mapping[Line, Certification]) -> dict[str, float]:
    """What ceilings may name. ``wrongly_confirmed`` counts hosts, the others are shares of hosts in 0..1."""
    listed, sold = figures[Line.AS_IT_STANDS], figures[Line.SUFFIX_FOR_SALE]
    return {
        "wrongly_confirmed": float(listed.all.confirmed),
        "wrongly_queued": listed.all.share,
        "wrongly_queued_short_labels": listed.short.share,
        "suffix_for_sale_confirmed": float(sold.all.confirmed),
        "suffix_for_sale_confirmed_for_strangers": float(sold.all.confirmed_by_strangers),
        "suffix_for_sale_queued": sold.all.share,
        "suffix_for_sale_queued_short_labels": sold.short.share,
        "suffix_for_sale_taken_for_strangers": _strangers(sold.all),
    }


def parse_ceilings(text: str) -> dict[str, float]:
    """The ceilings of ``floors.json``. They only fall: raising one needs a reason that a reviewer accepts."""
    ceilings = json.loads(text)["certification"]
    return {str(name): float(ceiling) for name, ceiling in ceilings.items()}


def above(found: Mapping[str, float], ceilings: Mapping[str, float]) -> list[str]:
    """One sentence for each figure that rose above its ceiling, and for each ceiling of a figure nobody measures."""
    unknown = [f"{name} has a ceiling, but nobody measures it" for name in ceilings if name not in found]
    risen = [
        f"{name} is {found[name]:.4f}, its ceiling is {ceiling:.4f}"
        for name, ceiling in ceilings.items()
        if name in found and found[name] > ceiling
    ]
    return [*unknown, *risen]


def as_json(figures: Mapping[Line, Certification]) -> dict[str, object]:
    """The figures for machines, under the names of the lines."""
    return {line.value: {**asdict(found), "line": line.value} for line, found in figures.items()}


def area_of(site: OfficialSite) -> str:
    """Where a body belongs: first two digits of its region code, else the end of its region (MI), else its level."""
    if site.region_code[:2].isdigit():
        return site.region_code[:2]
    region = site.region.rpartition(",")[2].strip() if "," in site.region else site.region.partition("/")[0]
    return region or site.level or "-"


def _certification(line: Line, verdicts: list[Verdict], registry: Registry, most: int) -> Certification:
    short = [verdict for verdict in verdicts if _label_length(verdict) < SHORT]
    long = [verdict for verdict in verdicts if _label_length(verdict) >= SHORT]
    return Certification(
        line,
        Tally.of(verdicts),
        Tally.of(short),
        Tally.of(long),
        _grouped(verdicts, registry, lambda site: site.kind.value or "unknown"),
        _grouped(verdicts, registry, area_of),
        tuple(_blamed([verdict for verdict in verdicts if verdict.queued], registry, most)),
    )


def _label_length(verdict: Verdict) -> int:
    suffix, registrable = split_suffix(verdict.host)
    return len(registrable.removesuffix(suffix).rstrip("."))


def _grouped(verdicts: list[Verdict], registry: Registry, key: Callable[[OfficialSite], str]) -> dict[str, Tally]:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[key(registry.sites[verdict.site])].append(verdict)
    return {name: Tally.of(groups[name]) for name in sorted(groups)}


def _blamed(queued: list[Verdict], registry: Registry, most: int) -> Iterable[Blamed]:
    taken: dict[str, list[str]] = defaultdict(list)
    for verdict in queued:
        taken[verdict.cause].append(verdict.host)
    counts = Counter({site: len(hosts) for site, hosts in taken.items()})
    for site, number in counts.most_common(most):
        name = registry.sites[site].name if site else ""
        yield Blamed(site, name, number, tuple(taken[site][:3]))


def _strangers(tally: Tally) -> float:
    return (tally.queued - tally.by_kin) / tally.judged if tally.judged else 0.0
