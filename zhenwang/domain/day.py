"""A day's work in numbers: what each station took in and gave on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Clock = Callable[[], datetime]
"""Tells the present, aware: for a call that covers many looks. Everything else takes the instant itself."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """What one source brought. ``read`` items = ``malformed`` + sightings; hosts seen = ``official`` and ``exempt``
    (left alone) + ``admitted`` + ``known`` (already the day's candidates) + ``passed_over``. ``failure`` is one
    sentence, or empty; ``problems`` say of the first malformed items where they stand and what is wrong with them.
    ``unlisted`` of the candidates stand under a government suffix and in nobody's list.
    """

    source: str
    read: int = 0
    malformed: int = 0
    official: int = 0
    exempt: int = 0
    admitted: int = 0
    known: int = 0
    passed_over: int = 0
    failure: str = ""
    problems: tuple[str, ...] = ()
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of candidates. ``leased`` were taken up, ``looked`` finished; ``seen`` of them showed a page.

    ``led`` counts new candidates for the next day that cases led to. ``bands`` counts the seen looks by band and the
    others as ``unseen``, ``gaps`` all of them by kind of gap.
    """

    leased: int = 0
    looked: int = 0
    seen: int = 0
    opened: int = 0
    joined: int = 0
    led: int = 0
    bands: Mapping[str, int] = field(default_factory=dict)
    gaps: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Worked) -> Worked:
        return Worked(
            self.leased + other.leased,
            self.looked + other.looked,
            self.seen + other.seen,
            self.opened + other.opened,
            self.joined + other.joined,
            self.led + other.led,
            dict(Counter(self.bands) + Counter(other.bands)),
            dict(Counter(self.gaps) + Counter(other.gaps)),
        )


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One run over one day. ``waiting`` candidates are left for want of budget, or another worker holds them;
    ``quarantined`` items want a person.
    """

    day: date
    sources: tuple[Discovered, ...]
    worked: Worked
    waiting: int
    quarantined: int

    @property
    def failures(self) -> tuple[str, ...]:
        return tuple(source.failure for source in self.sources if source.failure)

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(problem for source in self.sources for problem in source.problems)

    def counts(self) -> dict[str, int]:
        """The numbers as a flat mapping, for the run table and for machines."""
        work = self.worked
        return {
            "read": sum(source.read for source in self.sources),
            "malformed": sum(source.malformed for source in self.sources),
            "official": sum(source.official for source in self.sources),
            "exempt": sum(source.exempt for source in self.sources),
            "admitted": sum(source.admitted for source in self.sources),
            "unlisted": sum(source.unlisted for source in self.sources),
            "passed_over": sum(source.passed_over for source in self.sources),
            "looked": work.looked,
            "seen": work.seen,
            "opened": work.opened,
            "joined": work.joined,
            "led": work.led,
            "waiting": self.waiting,
            "quarantined": self.quarantined,
        }

    def in_one_line(self) -> str:
        work = self.worked
        return (
            f"{self.day}: {work.looked} looked at, {work.seen} seen, {work.opened} cases opened, {work.joined} joined, "
            f"{work.led} led to, {self.waiting} waiting, {self.quarantined} quarantined"
        )

    def as_markdown(self) -> str:
        """The run report that Prefect shows."""
        rows = "\n".join(
            f"| {s.source} | {s.read} | {s.malformed} | {s.official} | {s.exempt} | {s.admitted} | {s.unlisted}"
            f" | {s.known} | {s.passed_over} |"
            for s in self.sources
        )
        bands = "、".join(f"{name} {count}" for name, count in sorted(self.worked.bands.items())) or "-"
        gaps = "、".join(f"{name} {count}" for name, count in sorted(self.worked.gaps.items())) or "-"
        failures = "".join(f"\n> **Failure**: {failure}\n" for failure in self.failures)
        return (
            f"# {self.day}\n\n{self.in_one_line()}\n{failures}\n"
            "| source | read | malformed | official | exempt | admitted | unlisted | known | passed over |\n"
            f"|---|---|---|---|---|---|---|---|---|\n{rows}\n\n**Bands**: {bands}\n\n**Not seen**: {gaps}\n"
        )
