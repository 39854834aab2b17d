"""Who sends a request: a random id in a signed cookie, the session that the store keeps under it, and form tokens.

Before somebody signs in the id stands for nobody: it only ties forms to a browser, so that strangers fill no table.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from zhenwang.domain.access import Actor, Permission
from zhenwang.store import sessions
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store
from zhenwang.store.sessions import Limits

_COOKIE = "zhenwang"


@dataclass(frozen=True, slots=True)
class Visitor:
    """``session`` are 256 random bits in hexadecimal; ``actor`` is None until somebody signed in.

    ``fresh``: they proved who they are a moment ago, as some doors ask for. ``new``: the browser does not know yet.
    """

    session: str
    actor: Actor | None = None
    new: bool = False
    fresh: bool = False

    @property
    def name(self) -> str:
        return self.actor.name if self.actor else ""

    def may(self, permission: str) -> bool:
        """Whether one of the roles opens that door: a form that nobody would take is not shown."""
        return self.actor is not None and self.actor.may(Permission(permission))


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and changes visitors. ``fresh`` is how long a proof of who one is counts as a fresh one."""

    key: bytes
    store: Store
    limits: Limits
    fresh: timedelta

    def read(self, cookie: str, now: datetime) -> Visitor:
        """The visitor of a cookie; a new nameless one when it is missing or forged.

        A session that ended leaves its id, and with it the token of a form that was filled in meanwhile.
        """
        try:
            secret = self._signer().loads(cookie[:512])
        except (BadData, ValueError, TypeError):
            return self.begin()
        if not isinstance(secret, str) or len(secret) != 64:
            return self.begin()
        held = sessions.read(self.store, secret, now, self.limits)
        if held is None:
            return Visitor(secret)
        with suppress(StoreUnavailableError):  # who only reads goes on reading while nothing can be written
            sessions.touch(self.store, secret, held, now)
        return Visitor(secret, held.actor, fresh=now - held.fresh_at < self.fresh)

    def begin(self) -> Visitor:
        """A new browser, and nobody at it."""
        return Visitor(secrets.token_hex(32), new=True)

    def enter(
        self,
        visitor: Visitor,
        actor: Actor,
        how: Mapping[str, str],
        now: datetime,
        proven_at: datetime | None = None,
    ) -> Visitor:
        """Somebody signs in, or proves again who they are: under a new id, so that a planted one gains nothing.

        ``proven_at`` is when they proved it, where that was not just now.
        """
        fresh = now - (proven_at or now) < self.fresh
        entered = Visitor(secrets.token_hex(32), actor, new=True, fresh=fresh)
        sessions.begin(self.store, entered.session, actor, how, now, visitor.session, proven_at)
        return entered

    def leave(self, visitor: Visitor, now: datetime) -> Visitor:
        if visitor.actor:
            sessions.end(self.store, visitor.session, visitor.actor, now)
        return self.begin()

    def cookie(self, visitor: Visitor) -> str:
        return str(self._signer().dumps(visitor.session))

    def token(self, visitor: Visitor) -> str:
        """What every form of this session carries."""
        return hmac.new(self.key, b"form:" + visitor.session.encode(), "sha256").hexdigest()

    def holds(self, visitor: Visitor, token: str) -> bool:
        return hmac.compare_digest(self.token(visitor).encode(), token.encode("utf-8", "replace"))

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.key, salt="zhenwang-session")


def cookie_name(secure: bool) -> str:
    """Over https a name that no other host and no plain connection can set (RFC 6265bis, ``__Host-``)."""
    return f"__Host-{_COOKIE}" if secure else _COOKIE


def installation_key(folder: Path) -> bytes:
    """The signing key of this installation, made once in a file that only its user can read."""
    path = folder / "console.key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(32)
        file.write(key)
    return key
