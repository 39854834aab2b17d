"""What is to be said of a site code that somebody asks about, with what stood beside it on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zhenwang.domain.registry import Registry
from zhenwang.registry.codes import CodeJudgement, judge_code
from zhenwang.registry.divisions import read_divisions
from zhenwang.registry.hostless import Hostless, read_hostless
from zhenwang.registry.questions import Answer


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page shows beside a site code: its own A-label host, its ICP and 公安备案 numbers; empty when unknown."""

    host: str = ""
    icp: str = ""
    psb: str = ""


def judged(
    seeds: Path, registry: Registry, answer: Answer, bearers: Hostless, beside: Beside | None = None
) -> CodeJudgement | None:
    """The judgement of a site code, and of a number that stands where one should; None for every other question."""
    if answer.kind != "site_code":
        return None
    divisions, _ = read_divisions(_lines(seeds / "division_codes.csv"), "division_codes.csv")
    seen = beside or Beside()
    return judge_code(answer.value, registry, divisions, hostless=bearers, host=seen.host, icp=seen.icp, psb=seen.psb)


def known_bearers(seeds: Path) -> Hostless:
    """Marks seen in footers of bodies whose host is not known."""
    bearers, _ = read_hostless(_lines(seeds / "marks_without_host.csv"), "marks_without_host.csv")
    return Hostless.index(bearers)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8-sig", errors="surrogateescape").splitlines(keepends=True) if path.is_file() else []
