"""Several cases at once: what would happen to each, said before it happens. Pure.

Only steps after which nothing has left the office: confirming, signing and handing off are done one by one (threat
W17). A case that moved on since it was seen is left out and named, whatever the step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from zhenwang.domain import workflow
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.workflow import Refused

MOST = 200
"""How many cases one step takes."""
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "triage": (), "exclude": ("exclusion",), "watch": (), "suppress": ("until",), "link": ("other",), "note": (),
})  # fmt: skip
"""The steps that may be taken on several cases, with the facts they ask for."""
UNDO: Mapping[str, str] = MappingProxyType(
    {"exclude": "undo", "watch": "undo", "suppress": "unsuppress", "link": "unlink"}
)
"""The step that takes another one back; what is not here cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A case as somebody saw it when picking it."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Will:
    """A case that the step would be taken on, and where it would stand after."""

    case: Case
    after: State


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that the step would not be taken on. ``kind``: ``gone``, ``stale``, ``held``, ``self`` or ``refused``.

    ``by`` is who moved or holds it; ``refused`` says why the step itself is not possible.
    """

    id: str
    kind: str
    case: Case | None = None
    by: str = ""
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    will: tuple[Will, ...]
    left: tuple[LeftOut, ...]


def plan(
    picked: Sequence[Picked],
    found: Mapping[str, Case],
    movers: Mapping[str, str],
    ruling: Ruling,
    account: str,
    now: datetime,
) -> Plan:
    """What a step would do to each picked case, in their order, each once.

    ``found`` are those that the actor may see, ``movers`` who took their latest step, ``account`` what the actor's own
    claims are held under.
    """
    will, left = [], []
    for one in dict.fromkeys(picked):
        case = found.get(one.id)
        reason = _left_out(one, case, movers.get(one.id, ""), ruling, account, now)
        if reason is None and case is not None:
            step = workflow.rule(case, replace(ruling, token=_token(case, account)))
            if not isinstance(step, Refused):
                will.append(Will(case, workflow.after(case, step)))
                continue
            reason = LeftOut(one.id, "refused", case, refused=step)
        left.append(reason or LeftOut(one.id, "gone"))
    return Plan(tuple(will), tuple(left))


def _left_out(
    one: Picked, case: Case | None, mover: str, ruling: Ruling, account: str, now: datetime
) -> LeftOut | None:
    if case is None:
        return LeftOut(one.id, "gone")
    if case.version != one.version:
        return LeftOut(one.id, "stale", case, mover)
    if case.claim and case.claim.account not in ("", account) and case.claim.until > now:
        return LeftOut(one.id, "held", case, case.claim.name)
    return LeftOut(one.id, "self", case) if ruling.facts.get("other") == one.id else None


def _token(case: Case, account: str) -> int:
    return case.claim.token if case.claim and case.claim.account == account else 0
