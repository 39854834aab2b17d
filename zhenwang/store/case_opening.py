"""How a finding meets the cases: it opens one, joins the one its host has, or brings that one back.

A host has one case for good (requirements 4.2: any later sighting reopens or links, never a fresh orphan). People keep
the word: what they ruled out returns only when the machine found more than they had seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from zhenwang.domain import workflow
from zhenwang.domain.access import MACHINE
from zhenwang.domain.candidate import Candidate
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.queue_order import harm
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.domain.sponsor import GENUINE
from zhenwang.domain.workflow import Refused
from zhenwang.store import campaigns, claims, earlier_cases, history, reported_totals
from zhenwang.store.case_rows import FRESH, by_host, finding, move, ruled_columns, urgency
from zhenwang.store.opening import Store
from zhenwang.store.schema import case_looks, cases

_STRENGTH = (Band.CLEAR, Band.WATCH, Band.REVIEW, Band.CONFIRMABLE)
_BEFORE_EVIDENCE = frozenset({State.LEAD, State.TRIAGE, State.ANALYSIS, State.REOPENED})
_GONE = frozenset({State.DOWN, State.REPORTED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look of a host came to: its record, what speaks for and against, and where the imitated body is."""

    look_digest: str
    signals: Sequence[Signal]
    score: Score
    day: date
    region: str = ""
    system: str = ""

    def columns(self) -> dict[str, Any]:
        place = {"region": self.region, "system": self.system}
        return finding(self.look_digest, self.signals, self.score) | place

    def facts(self) -> dict[str, str]:
        score = self.score
        return {
            "look": self.look_digest, "day": self.day.isoformat(), "probability": f"{score.probability:.6f}",
            "band": score.band.value, "imitates": score.imitates, "model": score.model, "registry": score.registry,
        }  # fmt: skip


def open_case(
    store: Store,
    candidate: Candidate,
    look_digest: str,
    signals: Sequence[Signal],
    score: Score,
    day: date,
    now: datetime,
    place: tuple[str, str] = ("", ""),
) -> tuple[Case, bool]:
    """The host's case, and whether it is newly opened. The same look never counts twice.

    A case in work gains a sighting; until its evidence is fixed, a stronger finding also becomes what it shows, and one
    under review whose page now claims something else goes back to analysis. What was taken down or closed reopens; what
    was ruled out, referred or is under watch reopens when the finding is stronger. ``place`` is the region and the
    vertical system of the imitated body.
    """
    found = Finding(look_digest, signals, score, day, *place)
    with store.write() as connection:
        host = candidate.host.ascii
        held = by_host(connection, host)
        if held is None:
            return _open(connection, candidate, found, now), True
        if not _linked(connection, held.id, look_digest):
            _link(connection, held.id, look_digest, now)
            held = _meet(connection, held, found, now)
        return held, False


def stronger(case: Case, score: Score) -> bool:
    """Whether a score says more than the case shows: a higher band, or in the same band another imitated body or a
    graver harm.
    """
    old, new = _STRENGTH.index(case.score.band), _STRENGTH.index(score.band)
    another = bool(score.imitates) and score.imitates != case.imitates
    return new > old or (new == old and (another or harm(score.severity) < harm(case.score.severity)))


def claims_otherwise(case: Case, score: Score) -> bool:
    """Whether a later page says something materially else than the one that was put to review."""
    before = case.score
    return (score.imitates, score.band, score.limb, score.severity) != (
        case.imitates, before.band, before.limb, before.severity,
    )  # fmt: skip


def _open(connection: Connection, candidate: Candidate, found: Finding, now: datetime) -> Case:
    highest = select(func.coalesce(func.max(cases.c.number), 0)).where(cases.c.day == found.day)
    number = connection.execute(highest).scalar_one() + 1
    case_id = f"ZW-{found.day:%Y%m%d}-{number:04d}"
    host = candidate.host.ascii
    values: dict[str, Any] = {
        "id": case_id, "host": host, "url": candidate.url, "day": found.day, "number": number,
        "state": State.LEAD.value, "opened_at": now, "reports": reported_totals.count(connection, host),
        "moved_by": history.MACHINE,
    }  # fmt: skip
    connection.execute(insert(cases).values(FRESH | values | found.columns()))
    _link(connection, case_id, found.look_digest, now)
    reason = f"found with probability {found.score.probability:.3f}, band {found.score.band.value}"
    opened = history.Step(case_id, MACHINE, "open", State.LEAD, State.LEAD, reason, found.facts())
    history.append(connection, opened, now)
    earlier_cases.note(connection, case_id, campaigns.take_up(connection, host, case_id), now)
    case = by_host(connection, host)
    if case is None:
        raise RuntimeError(f"case {case_id} vanished from the transaction that opened it")
    return case


def _meet(connection: Connection, held: Case, found: Finding, now: datetime) -> Case:
    """What a further look makes of the case that its host has."""
    if held.state in _GONE:
        return _taken(connection, held, found, "reopen", "seen again after it was taken down or closed", now)
    more = stronger(held, found.score)
    if more and _steps_back(held, "reopen"):
        return _taken(connection, held, found, "reopen", "seen again, with a stronger finding", now)
    if _steps_back(held, "content_changed") and claims_otherwise(held, found.score):
        reason = "the page changed while it was under review: what was proposed is void"
        return _taken(connection, held, found, "content_changed", reason, now)
    shown = more and held.state in _BEFORE_EVIDENCE
    reason = "seen again, with a stronger finding" if more else "seen again"
    seen = history.Step(held.id, MACHINE, "sighting", held.state, held.state, reason, found.facts())
    history.append(connection, seen, now)
    if not shown:
        return _without_undo(connection, held) if _outdates_a_review(held, found.score) else held
    graded = held.severity if "severity" in held.ruled else found.score.severity
    order = {"severity": graded, "urgency": urgency(found.score, graded), "suppressed_until": None}
    heard = _of_another_body(held, found)
    return move(connection, held, history.MACHINE, **(found.columns() | order | heard))


def _outdates_a_review(held: Case, score: Score) -> bool:
    """Whether undoing the step that settled a case would bring back a review of a page that is no longer that page."""
    undoable = any(step.action == "undo" for step in workflow.allowed(held.state))
    return undoable and held.came_from is State.REVIEW and claims_otherwise(held, score)


def _without_undo(connection: Connection, held: Case) -> Case:
    """Nobody's move any more: the case can be opened again, and is then prepared anew."""
    return move(connection, held, history.MACHINE, mover="") if held.mover else held


def _steps_back(held: Case, action: str) -> bool:
    return not isinstance(workflow.rule(held, Ruling(action, MACHINE, "seen again", {})), Refused)


def _taken(connection: Connection, held: Case, found: Finding, action: str, reason: str, now: datetime) -> Case:
    """A step that the machine takes by the table, with the new finding as what the case shows from then on."""
    ruling = Ruling(action, MACHINE, reason, found.facts())
    step = workflow.rule(held, ruling)
    if isinstance(step, Refused):
        raise RuntimeError(f"the table has no '{action}' for the machine in state {held.state}: {step.reason}")
    then = taken(replace(held, score=found.score), step, ruling)
    told = history.Step(held.id, MACHINE, action, held.state, then.state, reason, recorded(held, then, step, ruling))
    history.append(connection, told, now)
    heard = _of_another_body(held, found)
    return move(connection, held, history.MACHINE, **(found.columns() | ruled_columns(then) | heard | claims.freed()))


def _of_another_body(held: Case, found: Finding) -> dict[str, Any]:
    """What was heard of one body says nothing for another; that the site is that body's own stays said."""
    if found.score.imitates == held.imitates or held.sponsor_answer in GENUINE:
        return {}
    return {"sponsor_answer": "", "escalated": False}


def _linked(connection: Connection, case_id: str, look_digest: str) -> bool:
    query = select(case_looks).where(case_looks.c.case_id == case_id, case_looks.c.look_digest == look_digest)
    return connection.execute(query).first() is not None


def _link(connection: Connection, case_id: str, look_digest: str, now: datetime) -> None:
    connection.execute(insert(case_looks).values(case_id=case_id, look_digest=look_digest, linked_at=now))
