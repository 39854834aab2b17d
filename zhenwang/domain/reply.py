"""The reply to whoever reported a host: proposed, then reviewed by another person, and told only after that.

Hubei 2018 art. 34: 在2个工作日内提出回复意见并逐级提交，经省政府办公厅审核后答复网民；除反映情况不属实等特殊情况外，
所有留言办理情况均要公开. A host's *thread* are the steps taken, the first one first; none is ever changed. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.people import person_key, same_person

MAX_WORDS = 1_000
MAX_REASON = 1_000


class Step(StrEnum):
    """What somebody did."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"


class Stage(StrEnum):
    """How far the reply of a host has come."""

    WAITING = "waiting"  # reports wait, and nothing is proposed
    PROPOSED = "proposed"  # waits for the review
    RETURNED = "returned"  # to be proposed anew
    ANSWERED = "answered"  # no report waits


class Fault(StrEnum):
    """Why a step is not taken; the words say it (``reply_fault_…``)."""

    NOBODY = "nobody"
    NOT_REPORTED = "not_reported"
    MAY_NOT = "may_not"
    NO_WORDS = "no_words"
    NO_REASON = "no_reason"
    TOO_LONG = "too_long"
    PENDING = "pending"
    NOT_PENDING = "not_pending"
    STALE = "stale"
    SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True)
class Reply:
    """One step, as it is kept. ``number`` counts all steps of all hosts; ``proposal`` is the number of the proposal it
    rules on, its own for a proposal. ``words`` are for the public, ``reason`` for colleagues: why it is returned, or
    why it is not ``public``. ``covers_until``: reports that were kept until then are answered by it. ``since`` is when
    the first report came in that it answers, None when none waited.
    """

    number: int
    host: str
    step: Step
    at: datetime
    person: str
    account: str
    name: str
    words: str
    reason: str
    proposal: int
    covers_until: datetime
    public: bool
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody would tell the reporters. Not ``public``: whoever holds a receipt reads a neutral sentence, and the
    words stay in the office.
    """

    words: str
    public: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A ruling on the proposal of that ``number``, the one that was read."""

    number: int
    approve: bool
    reason: str = ""


def stage(thread: Sequence[Reply], waits: bool) -> Stage:
    """``waits``: whether reports were kept that no approved reply covers."""
    last = thread[-1].step if thread else Step.APPROVED
    if last is Step.PROPOSED:
        return Stage.PROPOSED
    if last is Step.RETURNED:
        return Stage.RETURNED
    return Stage.WAITING if waits else Stage.ANSWERED


def pending(thread: Sequence[Reply]) -> Reply | None:
    """The proposal that waits for its review."""
    return thread[-1] if thread and thread[-1].step is Step.PROPOSED else None


def published(thread: Sequence[Reply]) -> Reply | None:
    """What reporters may read: the last approved reply, whatever is proposed since then."""
    return next((one for one in reversed(thread) if one.step is Step.APPROVED), None)


def may_not_propose(thread: Sequence[Reply], proposal: Proposal, actor: Actor) -> Fault | None:
    """Why it cannot be proposed; None when it can. A published reply may be followed by a better one."""
    if not _somebody(actor):
        return Fault.NOBODY
    if not actor.may(Permission.ENTER_REPORTS):
        return Fault.MAY_NOT
    if pending(thread):
        return Fault.PENDING
    if not proposal.words.strip():
        return Fault.NO_WORDS
    if not proposal.public and not proposal.reason.strip():
        return Fault.NO_REASON
    return _too_long(proposal.words, proposal.reason)


def may_not_review(thread: Sequence[Reply], review: Review, actor: Actor) -> Fault | None:
    """Why it cannot be ruled on; None when it can. Nobody reviews what they proposed, whatever account they use."""
    if not _somebody(actor):
        return Fault.NOBODY
    if not actor.may(Permission.REVIEW_REPLIES):
        return Fault.MAY_NOT
    proposed = pending(thread)
    if proposed is None:
        return Fault.NOT_PENDING
    if proposed.number != review.number:
        return Fault.STALE
    if is_own(proposed, actor):
        return Fault.SAME_PERSON
    if not review.approve and not review.reason.strip():
        return Fault.NO_REASON
    return _too_long("", review.reason)


def is_own(proposed: Reply, actor: Actor) -> bool:
    """Whether the actor is the person who proposed it."""
    return bool(actor.person and actor.person == proposed.person) or same_person(actor.name, proposed.name)


def _somebody(actor: Actor) -> bool:
    return bool(actor.person and person_key(actor.name))


def _too_long(words: str, reason: str) -> Fault | None:
    return Fault.TOO_LONG if len(words) > MAX_WORDS or len(reason) > MAX_REASON else None
