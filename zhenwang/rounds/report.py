"""What a weekly round came to: counts for the run table, failures, and a sentence for all that a person must see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhenwang.domain.observation import Observation
from zhenwang.rounds.captures import KEPT, Capture
from zhenwang.store.findings import Kept

TOLD = 100
"""Sentences at most; a week in which more went wrong has one cause."""
_SAME_PLACE = 0.5
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Round:
    """``captures`` of official sites, and how many ``retired`` hosts were looked at. ``findings`` says what the check
    of its ``observations`` changed in the queue; None when none was made.
    """

    captures: tuple[Capture, ...] = ()
    retired: int = 0
    observations: tuple[Observation, ...] = ()
    findings: Kept | None = None

    @property
    def failures(self) -> tuple[str, ...]:
        """Why the round says nothing about official sites, but about our own network. At most one sentence."""
        if self.captures and not any(observed.reachable for observed in self.observations):
            return (
                f"none of {len(self.captures)} official sites answered: that is our network, and no finding is made",
            )
        ends = Counter(one.final_host for one in self.observations if one.final_host not in ("", one.host))
        host, times = ends.most_common(1)[0] if ends else ("", 0)
        if times > max(3, _SAME_PLACE * len(self.captures)):
            return (
                f"{times} official hosts led to {host}: something between us and them does, and no finding is made",
            )
        return ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person must see to, in one sentence each."""
        if not self.captures and not self.retired:
            return ("nothing was due; under the plan 'recorded' no official site is looked at at all",)
        told = [*self._told()]
        more = f"… and {len(told) - TOLD} more: zhenwang registry baseline shows them"
        return (*told[:TOLD], *((more,) if len(told) > TOLD else ()))

    def _told(self) -> Iterator[str]:
        for capture in self.captures:
            if capture.standing == "refused":
                yield f"{capture.site} ({capture.name}) cannot be its own baseline: {capture.reasons[0].detail}"
            elif capture.standing == "held" and capture.drift:
                yield (
                    f"{capture.site} ({capture.name}) changed much: {capture.drift.text:.0%} of its text and "
                    f"{capture.drift.structure:.0%} of its structure are still there; see that it is genuine, then "
                    f"take it with `zhenwang registry baseline {capture.site} --live --accept`"
                )
        unseen = [capture.site for capture in self.captures if capture.standing == "unseen"]
        if unseen:
            yield f"{len(unseen)} official sites were not seen: {_some(unseen)}"

    def counts(self) -> dict[str, int]:
        """The numbers as a flat mapping, for the run table and for machines."""
        standings = Counter(capture.standing for capture in self.captures)
        kept = self.findings or Kept()
        return {
            "official": len(self.captures),
            "looked": len(self.captures) + self.retired,
            "seen": len(self.captures) - standings["unseen"],
            "kept": sum(standings[standing] for standing in KEPT),
            **{standing: standings[standing] for standing in ("held", "refused", "unseen")},
            "retired": self.retired,
            "findings": kept.fresh + kept.again + kept.returned,
            "findings_new": kept.fresh + kept.returned,
            "findings_gone": kept.gone,
        }

    def in_one_line(self) -> str:
        of = self.counts()
        return (
            f"{of['official']} official sites: {of['kept']} kept, {of['held']} held, {of['refused']} refused, "
            f"{of['unseen']} not seen; {of['retired']} retired hosts; {of['findings_new']} new findings, "
            f"{of['findings_gone']} gone"
        )

    def as_markdown(self) -> str:
        """The run report that Prefect shows."""
        told = "".join(f"- {sentence}\n" for sentence in (*self.failures, *self.remarks))
        return f"{self.in_one_line()}\n\n{told}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
