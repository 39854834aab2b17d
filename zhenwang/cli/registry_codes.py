"""What is to be said of a site code that somebody asks about, with what stood beside it on the page."""

from __future__ import annotations

from dataclasses import dataclass

from zhenwang.domain.registry import Registry
from zhenwang.registry.codes import CodeJudgement, judge_code
from zhenwang.registry.divisions import read_divisions
from zhenwang.registry.hostless import Hostless, read_hostless
from zhenwang.registry.questions import Answer
from zhenwang.registry_in_use import Pack


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page shows beside a site code: its own A-label host, its ICP and 公安备案 numbers; empty when unknown."""

    host: str = ""
    icp: str = ""
    psb: str = ""


def judged(
    pack: Pack, registry: Registry, answer: Answer, bearers: Hostless, beside: Beside | None = None
) -> CodeJudgement | None:
    """The judgement of a site code, and of a number that stands where one should; None for every other question."""
    if answer.kind != "site_code":
        return None
    divisions, _ = read_divisions(pack.lines("division_codes.csv"), "division_codes.csv")
    seen = beside or Beside()
    return judge_code(answer.value, registry, divisions, hostless=bearers, host=seen.host, icp=seen.icp, psb=seen.psb)


def known_bearers(pack: Pack) -> Hostless:
    """Marks seen in footers of bodies whose host is not known."""
    bearers, _ = read_hostless(pack.lines("marks_without_host.csv"), "marks_without_host.csv")
    return Hostless.index(bearers)
