"""Who is working: a signed cookie with a name, and the tokens that tie a form to it. There are no passwords yet."""

from __future__ import annotations

import hmac
import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.people import person_key

COOKIE = "zhenwang_who"
LIFETIME = 14 * 3600
"""Seconds: one working day, so that nobody signs in twice a day."""
MAX_NAME = 40
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Visitor:
    """``session`` is 128 random bits in hexadecimal; ``name`` is empty until somebody said who is working."""

    session: str
    name: str = ""
    new: bool = False

    @property
    def actor(self) -> Actor | None:
        """Who may act; None for nobody."""
        if not self.name:
            return None
        grants = tuple(Grant(role) for role in Role if role is not Role.SPONSOR)
        return Actor(person_key(self.name), self.name, person_key(self.name), grants)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Signs and reads visitors. Sessions that were left stay closed while this process runs."""

    key: bytes
    _left: dict[str, None] = field(default_factory=dict)

    def read(self, cookie: str) -> Visitor:
        """The visitor of a cookie; a new nameless one when it is missing, forged, too old or was left."""
        try:
            session, name = self._signer().loads(cookie[:1024], max_age=LIFETIME)
        except (BadData, ValueError, TypeError):
            return self.begin()
        return self.begin() if session in self._left else Visitor(str(session), str(name))

    def begin(self, name: str = "") -> Visitor:
        """A new session: also at sign-in, so that a planted one gains nothing."""
        return Visitor(secrets.token_hex(16), name, new=True)

    def leave(self, visitor: Visitor) -> None:
        self._left[visitor.session] = None
        if len(self._left) > _REMEMBERED:
            del self._left[next(iter(self._left))]

    def cookie(self, visitor: Visitor) -> str:
        return self._signer().dumps([visitor.session, visitor.name])

    def token(self, visitor: Visitor) -> str:
        """What every form of this session carries."""
        return hmac.new(self.key, b"form:" + visitor.session.encode(), "sha256").hexdigest()

    def holds(self, visitor: Visitor, token: str) -> bool:
        return hmac.compare_digest(self.token(visitor).encode(), token.encode("utf-8", "replace"))

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt="zhenwang-session")


def clean_name(written: str) -> str:
    """A person's name as written, without what is not seen; empty when nothing readable is left."""
    seen = "".join(char for char in written[:400] if unicodedata.category(char)[0] not in "C")
    return " ".join(seen.split())[:MAX_NAME] if person_key(seen) else ""


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
