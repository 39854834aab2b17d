"""Who sits at which desk: sessions kept on the server, found by the digest of a random id that only the browser has.

Nothing about a person is in the cookie, and the account with its roles is read anew for every request: what an
administrator changes counts from the next one on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from zhenwang.domain.access import Actor
from zhenwang.store import journal
from zhenwang.store.access_schema import sessions
from zhenwang.store.accounts import actor_of
from zhenwang.store.opening import Store

WRONG = "the login or the password is wrong, or the account is disabled"
"""Why most people are not let in, as the journal says it."""
_TOUCH = timedelta(seconds=60)
_SKEW = timedelta(minutes=5)
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: unused, and at most."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """A running session. ``fresh_at`` is when the person last proved who they are."""

    actor: Actor
    begun_at: datetime
    seen_at: datetime
    fresh_at: datetime


def begin(
    store: Store,
    secret: str,
    actor: Actor,
    how: Mapping[str, str],
    now: datetime,
    instead: str = "",
    proven_at: datetime | None = None,
) -> None:
    """Open a session under a new random id; the one it comes ``instead`` of ends. ``how`` goes into the journal.

    ``proven_at`` is when the person proved who they are, where that was not just now.
    """
    row = {
        "digest": _digest(secret),
        "account": actor.account,
        "begun_at": now,
        "seen_at": now,
        "fresh_at": min(now, proven_at or now),
    }
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.begun_at < now - _KEPT))
        _end(connection, instead, now)
        connection.execute(insert(sessions).values(row))
        journal.append(connection, actor, "signed_in", actor.account, "", how, now)


def read(store: Store, secret: str, now: datetime, limits: Limits) -> Session | None:
    """The running session of an id; None when it is unknown, ended, too old, or its account may no longer come in."""
    if not secret:
        return None
    query = select(sessions).where(sessions.c.digest == _digest(secret), sessions.c.ended_at.is_(None))
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
        if row is None or not _lasts(row.begun_at, row.seen_at, now, limits):
            return None
        actor = actor_of(connection, row.account)
    return Session(actor, row.begun_at, row.seen_at, row.fresh_at) if actor else None


def touch(store: Store, secret: str, session: Session, now: datetime) -> None:
    """Note that the session is used, at most once a minute: every request would else wait to write."""
    if now - session.seen_at < _TOUCH:
        return
    with store.write() as connection:
        running = (sessions.c.digest == _digest(secret)) & sessions.c.ended_at.is_(None)
        connection.execute(update(sessions).where(running).values(seen_at=now))


def end(store: Store, secret: str, actor: Actor, now: datetime) -> None:
    """The person leaves."""
    with store.write() as connection:
        if _end(connection, secret, now):
            journal.append(connection, actor, "signed_out", actor.account, "", {}, now)


def note(store: Store, actor: Actor, how: Mapping[str, str], now: datetime) -> None:
    """Write down that somebody proved who they are where no session is kept: at the command line."""
    with store.write() as connection:
        journal.append(connection, actor, "signed_in", actor.account, "", how, now)


def refuse(store: Store, login: str, why: str, how: Mapping[str, str], now: datetime) -> None:
    """Write down that somebody was not let in. ``login`` is what they said, which may be anything."""
    with store.write() as connection:
        journal.append(connection, Actor("", ""), "sign_in_refused", login[:100], why, how, now)


def turn_away(store: Store, actor: Actor, what: str, now: datetime) -> None:
    """Write down that somebody who is signed in asked for what their roles do not open: a page, or a case elsewhere."""
    with store.write() as connection:
        journal.append(connection, actor, "access_refused", what[:200], "", {}, now)


def _end(connection: Connection, secret: str, now: datetime) -> bool:
    running = (sessions.c.digest == _digest(secret)) & sessions.c.ended_at.is_(None)
    return bool(secret) and connection.execute(update(sessions).where(running).values(ended_at=now)).rowcount > 0


def _lasts(begun: datetime, seen: datetime, now: datetime, limits: Limits) -> bool:
    # A clock that was set back makes no session live longer than one that was not.
    return now >= begun - _SKEW and now - begun < limits.absolute and now - seen < limits.idle


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
