"""Claims: who has taken a case up. One holder at a time, for a while, with a token that grows (threat Q3).

A claim says who works on a case and fences off who worked on it before: a ruling that carries an older token than the
case's is refused, however long its sender was frozen. Nobody needs a claim to read a case, and none to rule on one that
nobody holds. Claims are no step of a case: they change neither its version nor its history.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from zhenwang.domain.access import MACHINE, Actor, Permission
from zhenwang.domain.case import Claim, State
from zhenwang.domain.queue_filter import Wanted
from zhenwang.domain.workflow import Refused
from zhenwang.store.opening import Store
from zhenwang.store.queue_conditions import Seen, found, held_under, unclaimed
from zhenwang.store.schema import cases

SECONDS = 30 * 60
"""How long a claim lasts after its holder was last heard of."""
_COLUMNS = (cases.c.id, cases.c.claim_account, cases.c.claim_name, cases.c.claim_token, cases.c.claim_until)
_HANDED_ON = frozenset({
    State.REVIEW, State.CONFIRMED, State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED,
    State.WATCH, State.CLOSED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else has the case until then."""

    name: str
    until: datetime


def claim(store: Store, case_id: str, actor: Actor, now: datetime, seconds: int = SECONDS) -> Claim | Held | Refused:
    """Take a case up, or keep it for another ``seconds``. A new claim's token is greater than any before."""
    with store.write() as connection:
        row = _row(connection, case_id)
        if row is None:
            return Refused(f"there is no case {case_id[:80]!r}", "case")
        return _claim(connection, row, actor, now, seconds)


def renew(
    store: Store, case_id: str, actor: Actor, token: int, now: datetime, seconds: int = SECONDS
) -> Claim | Held | Refused:
    """Keep a case that is still held under ``token``. What ran out and nobody took since is held again."""
    with store.write() as connection:
        row = _row(connection, case_id)
        if row is None or row.claim_token != token or row.claim_account != held_under(actor):
            late = fence(connection, case_id, actor, token, now)
            return late or Refused("this claim was given back", "claim")
        return _write(connection, row, actor, token, now + timedelta(seconds=seconds))


def release(store: Store, case_id: str, actor: Actor, token: int) -> bool:
    """Give a case back. False when another claim came since: then nothing changed."""
    mine = (cases.c.id == case_id, cases.c.claim_token == token, cases.c.claim_account == held_under(actor))
    with store.write() as connection:
        return connection.execute(update(cases).where(*mine).values(freed())).rowcount == 1


def take_next(
    store: Store, actor: Actor, wanted: Wanted, now: datetime, bodies: Collection[str] = (), seconds: int = SECONDS
) -> tuple[str, Claim] | None:
    """Claim the most urgent case that the actor may see, nobody holds and the filter means; None when there is none."""
    with store.write() as connection:
        free = (*found(wanted, Seen(actor, now, bodies)), unclaimed(now))
        order = (cases.c.urgency, cases.c.opened_at, cases.c.id)
        row = connection.execute(select(*_COLUMNS).where(*free).order_by(*order).limit(1)).one_or_none()
        taken = _claim(connection, row, actor, now, seconds) if row else None
    return (row.id, taken) if row and isinstance(taken, Claim) else None


def fence(connection: Connection, case_id: str, actor: Actor, token: int, now: datetime) -> Refused | None:
    """Why a ruling that carries ``token`` (0: none) may not be recorded, with the other's name; None when it may.

    To be asked within the transaction that would record it.
    """
    row = _row(connection, case_id)
    if row is None or actor == MACHINE or row.claim_account == held_under(actor):
        return None
    if not token and not actor.may(Permission.CLAIM_CASES):
        return None  # a body that answers by its link takes no case up and waits for nobody
    until = row.claim_until
    live = bool(row.claim_account) and until is not None and until > now
    if (token and token < row.claim_token) or live:
        return Refused(f"{row.claim_name or 'somebody else'} has taken this case up since", "claim")
    return None


def of(store: Store, case_id: str, now: datetime) -> Claim | None:
    """Who holds a case now."""
    with store.read() as connection:
        row = _row(connection, case_id)
    live = row is not None and row.claim_account and row.claim_until is not None and row.claim_until > now
    return Claim(row.claim_account, row.claim_name, row.claim_token, row.claim_until) if row and live else None


def freed() -> dict[str, Any]:
    """The columns of a case that nobody holds; name and token stay, to tell a late ruling who came after it."""
    return {"claim_account": "", "claim_until": None}


def ends_with(before: State, after: State) -> bool:
    """Whether a step hands the case on, so that the next person need not wait for the claim to run out."""
    return before is not after and after in _HANDED_ON


def _claim(connection: Connection, row: Row[Any], actor: Actor, now: datetime, seconds: int) -> Claim | Held:
    live = bool(row.claim_account) and row.claim_until is not None and row.claim_until > now
    mine = row.claim_account == held_under(actor)
    if live and not mine:
        return Held(row.claim_name, row.claim_until)
    token = row.claim_token if live else row.claim_token + 1
    return _write(connection, row, actor, token, now + timedelta(seconds=seconds))


def _write(connection: Connection, row: Row[Any], actor: Actor, token: int, until: datetime) -> Claim:
    made = Claim(held_under(actor), actor.name, token, until)
    values = {"claim_account": made.account, "claim_name": made.name, "claim_token": token, "claim_until": until}
    connection.execute(update(cases).where(cases.c.id == row.id).values(values))
    return made


def _row(connection: Connection, case_id: str) -> Row[Any] | None:
    return connection.execute(select(*_COLUMNS).where(cases.c.id == case_id)).one_or_none()
