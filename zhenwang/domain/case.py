"""Cases: one candidate in front of people, with everything the machine found and everything people ruled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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

    ``seen_digest`` is the digest of the evidence the person had on the screen: a confirmation binds it.
    """

    action: str
    actor: str
    reason: str
    facts: Mapping[str, str]
    seen_digest: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history: append-only, each chained to the one before by ``digest``."""

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


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate in front of people. ``id`` reads ``ZW-20261122-0001``.

    ``evidence`` is the manifest's digest once it is fixed.
    ``proposer`` is who put it to review: that person may not confirm it.
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
