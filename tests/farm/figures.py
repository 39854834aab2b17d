"""What the judge makes of the farm, in the figures that have floors; and by group, for those who build detectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from models.gate import HOST_NAMES
from models.scoring import Model
from tests.farm.truth import FarmPage
from zhenwang import line
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.reading.in_process import read

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_HOST_ONLY = HOST_NAMES | {"retired_host"}


@dataclass(frozen=True, slots=True)
class Judged:
    page: FarmPage
    signals: tuple[Signal, ...]
    score: Score

    @property
    def claims(self) -> bool:
        """Whether the page itself, not only its host, was heard to name a site."""
        return any(s.axis is Axis.CLAIM and s.site and s.name not in _HOST_ONLY for s in self.signals)

    @property
    def identifiers(self) -> tuple[Signal, ...]:
        return tuple(s for s in self.signals if s.family is Family.IDENTIFIER and s.axis is Axis.CLAIM and s.site)

    @property
    def named(self) -> bool:
        return self.score.imitates in self.page.truth.sites


def judge(page: FarmPage, registry: Registry, model: Model) -> Judged:
    """The whole judge on one page, as ``zhenwang judge`` runs it."""
    headers = (("content-type", page.content_type),)
    look = read(Look(page.host, page.url, AT, page.url, 200, headers, page.body))
    signals = line.detect(look, registry)
    return Judged(page, signals, line.score(signals, registry, model))


@dataclass(frozen=True, slots=True)
class Failure:
    """``kind`` is ``no claim``, ``other body``, ``untrue`` or ``confirmable``; ``told`` a line for people."""

    kind: str
    group: str
    told: str


@dataclass(slots=True)
class Figures:
    """Counts over judged pages. Shares are 0..1; a share of nothing is one."""

    fakes: int = 0
    claimed: int = 0
    named: int = 0
    identifiers: int = 0
    true_identifiers: int = 0
    innocent: int = 0
    confirmable_innocent: int = 0
    in_review_innocent: int = 0
    deserved: int = 0
    failures: list[Failure] = field(default_factory=list, repr=False)
    by_group: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)
    by_disguise: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)

    @property
    def shares(self) -> dict[str, float]:
        return {
            "claim_recall": _share(self.claimed, self.fakes),
            "right_body": _share(self.named, self.fakes),
            "hard_claim_precision": _share(self.true_identifiers, self.identifiers),
            "band_deserved": _share(self.deserved, self.fakes),
            "innocent_in_review": _share(self.in_review_innocent, max(self.innocent, 1)),
        }


def measure(judged: Iterable[Judged]) -> Figures:
    figures = Figures()
    for one in judged:
        _count_identifiers(figures, one)
        if one.page.truth.sites:
            _count_fake(figures, one)
        else:
            _count_innocent(figures, one)
    return figures


def _count_identifiers(figures: Figures, one: Judged) -> None:
    for signal in one.identifiers:
        figures.identifiers += 1
        if signal.site in one.page.truth.owners:
            figures.true_identifiers += 1
        else:
            _fail(figures, one, "untrue", f"{signal.name} → {signal.site} {signal.snippet[:60]!r}")


def _count_fake(figures: Figures, one: Judged) -> None:
    figures.fakes += 1
    figures.claimed += one.claims
    figures.named += one.named
    figures.deserved += _ORDER.index(one.score.band) >= _ORDER.index(one.page.truth.least)
    outcome = "right" if one.named else "other body" if one.claims else "no claim"
    figures.by_group[one.page.group, outcome] += 1
    figures.by_disguise[one.page.disguise, outcome] += 1
    if outcome != "right":
        wanted = ",".join(sorted(one.page.truth.sites))
        _fail(figures, one, outcome, f"{one.score.imitates or '-'} for {wanted}")


def _count_innocent(figures: Figures, one: Judged) -> None:
    figures.innocent += 1
    figures.by_group[one.page.group, one.score.band.value] += 1
    figures.in_review_innocent += one.score.band is Band.REVIEW
    if one.score.band is Band.CONFIRMABLE:
        figures.confirmable_innocent += 1
        heard = ",".join(sorted({signal.name for signal in one.signals}))
        _fail(figures, one, "confirmable", heard)


_ORDER = (Band.CLEAR, Band.WATCH, Band.REVIEW, Band.CONFIRMABLE)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _fail(figures: Figures, one: Judged, kind: str, why: str) -> None:
    told = f"{kind}: {one.page.id} ({one.page.disguise}) at {one.page.host}: {why}"
    figures.failures.append(Failure(kind, one.page.group, told))


def telling(figures: Figures, *kinds: str) -> list[str]:
    """The failures of these kinds, one of each group first: a group often fails for one reason."""
    seen: Counter[str] = Counter()
    ranked = []
    for place, failure in enumerate(one for one in figures.failures if one.kind in kinds or not kinds):
        seen[failure.group] += 1
        ranked.append((seen[failure.group], place, failure.told))
    return [told for _, _, told in sorted(ranked)]


def lines(figures: Figures) -> Iterator[str]:
    """The figures as a table, worst groups first."""
    for name, share in figures.shares.items():
        yield f"{name:22} {share:.4f}"
    yield f"{'fakes':22} {figures.fakes}   innocent {figures.innocent}, confirmable {figures.confirmable_innocent}"
    for title, counted in (("group", figures.by_group), ("disguise", figures.by_disguise)):
        for (name, outcome), count in sorted(counted.items(), key=lambda item: -item[1]):
            if outcome != "right":
                yield f"  {title:9} {name:34} {outcome:12} {count}"
