"""Cases: one candidate in front of people, with everything the machine found and everything people ruled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from zhenwang.domain.access import Actor
from zhenwang.domain.score import Score
from zhenwang.domain.signal import Signal


class State(StrEnum):
    """Where a case stands (requirements 4.2)."""

    LEAD = "lead"
    TRIAGE = "triage"
    ANALYSIS = "analysis"
    EVIDENCE_FIXED = "evidence_fixed"
    SPONSOR_CHECK = "sponsor_check"
    REVIEW = "review"
    CONFIRMED = "confirmed"
    NOT_FAKE = "not_fake"
    OFFICIAL_ISSUE = "official_issue"
    RESOLVE_ONTO = "resolve_onto"
    REFERRED = "referred"
    WATCH = "watch"
    COORDINATION = "coordination"
    HANDED_OFF = "handed_off"
    DOWN = "down"
    REPORTED = "reported"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decides about a case, and why. ``facts`` are the further fields a transition asks for.

    ``seen_digest`` is the digest of what the person had on the screen: of the evidence when it is put to review, of the
    whole proposal when it is confirmed, signed or handed off. ``token`` is the fencing token of the person's claim.
    """

    action: str
    actor: Actor
    reason: str
    facts: Mapping[str, str]
    seen_digest: str = ""
    token: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history: append-only, each chained to the one before by ``digest``.

    ``actor`` is the name as it read then, ``person`` and ``account`` the ids; both empty for the machine's own steps
    and for what was written before there were accounts.
    """

    case: str
    sequence: int
    at: datetime
    actor: str
    action: str
    before: State
    after: State
    reason: str
    facts: Mapping[str, str]
    digest: str
    person: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has taken a case up, until when. ``token`` grows with every claim: a later one fences the earlier off."""

    account: str
    name: str
    token: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Analyst:
    """Somebody who prepared what is put to review: neither the person nor the name may confirm it."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate in front of people. ``id`` reads ``ZW-20261122-0001``.

    What the machine found is in ``imitates``, ``score`` and ``signals``; what people ruled is in ``ruled`` (``limb``,
    ``imitates``, ``severity``, ``exclusion``) and never overwrites it. ``region`` and ``system`` are those of the
    imitated body: they decide who sees the case.

    ``evidence`` is the manifest's digest once it is fixed, ``proposal`` the digest of all that was put to review
    (``domain.review``); ``analysts`` prepared it: none of them may confirm it. ``came_from`` is the state before the
    latest move, and ``mover`` the person who made it. ``handoffs`` are the steps of each authority
    (``domain.handoff_steps``), ``signer`` the approver's name.
    """

    id: str
    host: str
    url: str
    day: date
    state: State
    imitates: str
    score: Score
    signals: tuple[Signal, ...]
    opened_at: datetime
    look_digest: str
    evidence: str = ""
    proposer: str = ""
    reports: int = 0
    version: int = 0
    region: str = ""
    system: str = ""
    ruled: Mapping[str, str] = field(default_factory=dict)
    came_from: State | None = None
    mover: str = ""
    analysts: tuple[Analyst, ...] = ()
    proposal: str = ""
    signer: str = ""
    sponsor_answer: str = ""
    escalated: bool = False
    handoffs: Mapping[str, str] = field(default_factory=dict)
    claim: Claim | None = None
    suppressed_until: date | None = None

    @property
    def severity(self) -> str:
        """``S0`` to ``S5`` as people graded it, else as the score says; empty when it was scored before it said so."""
        return self.ruled.get("severity", "") or self.score.severity
