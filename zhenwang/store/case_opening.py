"""How a finding meets the cases: it opens one, joins the one its host has, or brings that one back.

A host has one case for good (requirements 4.2: any later sighting reopens or links, never a fresh orphan). People keep
the word: what they ruled out returns only when the machine found more than they had seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from zhenwang.domain import workflow
from zhenwang.domain.access import MACHINE
from zhenwang.domain.candidate import Candidate
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.score import Band, Score
from zhenwang.domain.signal import Signal
from zhenwang.domain.workflow import Refused
from zhenwang.store import history, report_links
from zhenwang.store.case_rows import FRESH, UNREVIEWED, by_host, finding, move
from zhenwang.store.opening import Store
from zhenwang.store.schema import case_looks, cases

_STRENGTH = (Band.CLEAR, Band.WATCH, Band.REVIEW, Band.CONFIRMABLE)
_BEFORE_EVIDENCE = frozenset({State.LEAD, State.TRIAGE, State.ANALYSIS, State.REOPENED})


def open_case(
    store: Store,
    candidate: Candidate,
    look_digest: str,
    signals: Sequence[Signal],
    score: Score,
    day: date,
    now: datetime,
) -> tuple[Case, bool]:
    """The host's case, and whether it is newly opened. The same look never counts twice.

    A case in work gains a sighting; until its evidence is fixed, a stronger finding also becomes what it shows.
    A closed case reopens; one ruled out, referred or under watch reopens when the finding is stronger.
    """
    with store.write() as connection:
        host = candidate.host.ascii
        report_links.link(connection, host, candidate.sightings)
        held = by_host(connection, host)
        if held is None:
            return _open(connection, candidate, look_digest, signals, score, day, now), True
        if not _linked(connection, held.id, look_digest):
            _link(connection, held.id, look_digest, now)
            held = _meet(connection, held, look_digest, signals, score, day, now)
        return held, False


def stronger(case: Case, score: Score) -> bool:
    """Whether a score says more than the case shows: a higher band, or another body imitated in the same band."""
    old, new = _STRENGTH.index(case.score.band), _STRENGTH.index(score.band)
    return new > old or (new == old and bool(score.imitates) and score.imitates != case.imitates)


def _open(
    connection: Connection,
    candidate: Candidate,
    look_digest: str,
    signals: Sequence[Signal],
    score: Score,
    day: date,
    now: datetime,
) -> Case:
    highest = select(func.coalesce(func.max(cases.c.number), 0)).where(cases.c.day == day)
    number = connection.execute(highest).scalar_one() + 1
    case_id = f"ZW-{day:%Y%m%d}-{number:04d}"
    host = candidate.host.ascii
    values: dict[str, Any] = {
        "id": case_id, "host": host, "url": candidate.url, "day": day, "number": number, "state": State.LEAD.value,
        "opened_at": now, "reports": report_links.count(connection, host), "moved_by": history.MACHINE,
    }  # fmt: skip
    connection.execute(insert(cases).values(FRESH | values | finding(look_digest, signals, score)))
    _link(connection, case_id, look_digest, now)
    reason = f"found with probability {score.probability:.3f}, band {score.band.value}"
    _note(connection, case_id, "open", State.LEAD, State.LEAD, reason, _facts(look_digest, score, day), now)
    opened = by_host(connection, host)
    if opened is None:
        raise RuntimeError(f"case {case_id} vanished from the transaction that opened it")
    return opened


def _meet(
    connection: Connection,
    held: Case,
    look_digest: str,
    signals: Sequence[Signal],
    score: Score,
    day: date,
    now: datetime,
) -> Case:
    found = finding(look_digest, signals, score)
    facts = _facts(look_digest, score, day)
    more = stronger(held, score)
    reason = "seen again, and it was closed" if held.state is State.CLOSED else "seen again, with a stronger finding"
    back = workflow.rule(held, Ruling("reopen", MACHINE, reason, facts))
    if not isinstance(back, Refused) and (more or held.state is State.CLOSED):
        reopened = workflow.after(held, back)
        _note(connection, held.id, "reopen", held.state, reopened, reason, facts, now)
        values = found | UNREVIEWED | {"state": reopened.value, "came_from": held.state.value, "mover": ""}
        return move(connection, held, history.MACHINE, **values)
    update = more and held.state in _BEFORE_EVIDENCE
    _note(connection, held.id, "sighting", held.state, held.state, reason if update else "seen again", facts, now)
    return move(connection, held, history.MACHINE, **found) if update else held


def _facts(look_digest: str, score: Score, day: date) -> dict[str, str]:
    return {
        "look": look_digest,
        "day": day.isoformat(),
        "probability": f"{score.probability:.6f}",
        "band": score.band.value,
        "imitates": score.imitates,
        "model": score.model,
        "registry": score.registry,
    }


def _note(
    connection: Connection,
    case_id: str,
    action: str,
    before: State,
    after: State,
    reason: str,
    facts: dict[str, str],
    now: datetime,
) -> None:
    step = history.Step(case_id, MACHINE, action, before, after, reason, facts)
    history.append(connection, step, now)


def _linked(connection: Connection, case_id: str, look_digest: str) -> bool:
    query = select(case_looks).where(case_looks.c.case_id == case_id, case_looks.c.look_digest == look_digest)
    return connection.execute(query).first() is not None


def _link(connection: Connection, case_id: str, look_digest: str, now: datetime) -> None:
    connection.execute(insert(case_looks).values(case_id=case_id, look_digest=look_digest, linked_at=now))
