"""Tokens of offices that pass on reports in bulk (12345, 12377): told once, kept as a digest, revocable at once."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from zhenwang.domain.access import Actor
from zhenwang.store import journal
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import intake_tokens

PREFIX = "zhenwang_"
"""A token found where it must not be is known for one."""
_NAME = re.compile(r"[\w.\-（）()]+(?: [\w.\-（）()]+)*")
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)
_SAME_USE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; its ``name`` is the origin of the reports that it brings."""

    name: str
    made_by: str
    made_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


class NotIssued(StrEnum):
    """Why a token was neither issued nor revoked."""

    NAME_BAD = "name_bad"
    NAME_TAKEN = "name_taken"
    UNKNOWN = "unknown"


def issue(store: Store, name: str, by: Actor, reason: str, now: datetime, *, again: bool = False) -> str | NotIssued:
    """A new token of 256 random bits, told here and never again.

    A name has one token: that of a revoked one is free, and ``again`` replaces one in use. The name stays the sender's,
    so that reports sent before and after are told apart by their references alone.
    """
    if len(name) > 64 or not _NAME.fullmatch(name):
        return NotIssued.NAME_BAD
    token = PREFIX + secrets.token_urlsafe(32)
    row = {"digest": _digest(token), "made_by": by.name, "made_at": now, "revoked_at": None, "used_at": None}
    with store.write() as connection:
        held = _named(connection, name)
        if held and held.revoked_at is None and not again:
            return NotIssued.NAME_TAKEN
        mine = intake_tokens.c.name == name
        connection.execute(
            update(intake_tokens).where(mine).values(row)
            if held
            else insert(intake_tokens).values(row | {"name": name})
        )
        told = {"replaced": "yes"} if held and held.revoked_at is None else {}
        journal.append(connection, by, "token_issued", name, reason, told, now)
    return token


def revoke(store: Store, name: str, by: Actor, reason: str, now: datetime) -> NotIssued | None:
    """Take nothing more with this token, from the next request on."""
    with store.write() as connection:
        held = _named(connection, name)
        if held is None or held.revoked_at is not None:
            return NotIssued.UNKNOWN
        connection.execute(update(intake_tokens).where(intake_tokens.c.name == name).values(revoked_at=now))
        journal.append(connection, by, "token_revoked", name, reason, {}, now)
    return None


def holder(store: Store, token: str, now: datetime) -> str | None:
    """The name of the token's holder, and a note that it was used; None for a token that opens nothing.

    What is compared is the digest: how long that takes tells nothing of any token.
    """
    digest = _digest(token if _TOKEN.fullmatch(token) else "")
    query = select(intake_tokens).where(intake_tokens.c.digest == digest, intake_tokens.c.revoked_at.is_(None))
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
    if row is None or not hmac.compare_digest(row.digest, digest):
        return None
    if row.used_at is None or now - row.used_at >= _SAME_USE:
        with store.write() as connection:
            connection.execute(update(intake_tokens).where(intake_tokens.c.digest == digest).values(used_at=now))
    return str(row.name)


def everyone(store: Store) -> list[Token]:
    """All tokens that were ever issued, by name; of a name the last."""
    with store.read() as connection:
        rows = connection.execute(select(intake_tokens).order_by(intake_tokens.c.name))
        return [Token(row.name, row.made_by, row.made_at, row.revoked_at, row.used_at) for row in rows]


def _named(connection: Connection, name: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(intake_tokens).where(intake_tokens.c.name == name)).one_or_none()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
