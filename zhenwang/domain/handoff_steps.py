"""How far a handoff is with one authority (requirements 4.2): what follows what, and what ends it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class HandoffStep(StrEnum):
    DRAFTED = "drafted"  # 拟办
    SENT = "sent"  # 已送
    RECEIVED = "received"  # 签收
    ACCEPTED = "accepted"  # 受理
    RETURNED = "returned"  # 退回
    ACTED = "acted"  # 处置
    ANSWERED = "answered"  # 反馈


FOLLOWS: Mapping[HandoffStep, tuple[HandoffStep, ...]] = MappingProxyType({
    HandoffStep.DRAFTED: (HandoffStep.SENT,),
    HandoffStep.SENT: (HandoffStep.RECEIVED, HandoffStep.ACCEPTED, HandoffStep.RETURNED, HandoffStep.ACTED,
                       HandoffStep.ANSWERED),
    HandoffStep.RECEIVED: (HandoffStep.ACCEPTED, HandoffStep.RETURNED, HandoffStep.ACTED, HandoffStep.ANSWERED),
    HandoffStep.ACCEPTED: (HandoffStep.RETURNED, HandoffStep.ACTED, HandoffStep.ANSWERED),
    HandoffStep.RETURNED: (HandoffStep.SENT, HandoffStep.ANSWERED),
    HandoffStep.ACTED: (HandoffStep.ANSWERED,),
    HandoffStep.ANSWERED: (),
})  # fmt: skip
"""An authority may skip what it does not report, and never goes back but by returning."""

OUTCOMES = frozenset({HandoffStep.RETURNED, HandoffStep.ACTED, HandoffStep.ANSWERED})
"""Steps that are an outcome: a case may close when each of its authorities has come to one."""


def may_follow(held: str, step: str) -> bool:
    """Whether an authority that stands at ``held`` may come to ``step``; unknown words follow nothing."""
    known = held in set(HandoffStep) and step in set(HandoffStep)
    return known and HandoffStep(step) in FOLLOWS[HandoffStep(held)]


def without_outcome(handoffs: Mapping[str, str]) -> tuple[str, ...]:
    """The authorities of which nothing final was heard, in order of their role's name."""
    return tuple(sorted(role for role, step in handoffs.items() if step not in OUTCOMES))
