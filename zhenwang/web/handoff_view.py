"""How far a case is with each authority that has it, from the case and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.case import Case, Event
from zhenwang.domain.handoff_steps import OUTCOMES, HandoffStep, may_follow


@dataclass(frozen=True, slots=True)
class WithAuthority:
    """One authority of a case. ``since`` is when it came to ``step``, ``sent`` when the case was handed to it;
    ``document`` the latest number that was noted, ``note`` the latest words, ``by`` who wrote them.
    """

    role: str
    step: str
    since: datetime
    sent: datetime
    document: str
    note: str
    by: str
    next: tuple[str, ...]

    @property
    def final(self) -> bool:
        """Whether it has come to an outcome."""
        return self.step in OUTCOMES


def with_authorities(case: Case, events: Sequence[Event]) -> tuple[WithAuthority, ...]:
    """In the order the case was handed to them; empty before it was."""
    return tuple(_one(role, step, case, events) for role, step in case.handoffs.items())


def _one(role: str, step: str, case: Case, events: Sequence[Event]) -> WithAuthority:
    own = [e for e in events if e.action in ("hand_off", "progress") and e.facts.get("authority") == role]
    handed = [event for event in own if event.action == "hand_off"]
    # A case that was opened again is handed on anew: only what came since counts.
    own = own[own.index(handed[-1]) :] if handed else own
    first, last = (own[0].at, own[-1].at) if own else (case.opened_at, case.opened_at)
    return WithAuthority(
        role,
        step,
        last,
        first,
        next((event.facts["document"] for event in reversed(own) if event.facts.get("document")), ""),
        own[-1].reason if own else "",
        own[-1].actor if own else "",
        tuple(after.value for after in HandoffStep if may_follow(step, after)),
    )
