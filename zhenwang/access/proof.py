"""Proof that somebody took a little trouble: work done by the browser (ALTCHA v2), or one question answered in words.

Both are signed by this process, expire, count once, and are bound to nobody: no account, address or cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import altcha

from zhenwang.access.said_numbers import canonical
from zhenwang.access.spent import Spent

VALID = timedelta(minutes=30)
"""From the moment a challenge is handed out: long enough to write a report meanwhile."""
TOO_FAST = timedelta(seconds=2)
"""Nobody reads a question and types its answer faster."""
ROUND = 1_000
"""Hashes (rounds of PBKDF2-HMAC-SHA-256) of one try: one call of the browser's own, as fast as anybody else's."""
_ALGORITHM = "PBKDF2/SHA-256"
_MOST_SPENT = 100_000
_LONGEST = 2_000


@dataclass(slots=True)
class Proofs:
    """``work`` is how many hashes a proof takes on average. The key is of this process: after a restart everybody asks
    for a new challenge.
    """

    work: int
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _spent: Spent = field(default_factory=lambda: Spent(_MOST_SPENT))

    def challenge(self, now: datetime) -> dict[str, Any]:
        """A new challenge as ALTCHA's JSON: find the counter whose derived key begins with ``keyPrefix``."""
        tries = max(1, round(2 * self.work / ROUND))
        made = altcha.create_challenge(
            _ALGORITHM,
            ROUND,
            counter=secrets.randbelow(tries),
            expires_at=int((now + VALID).timestamp()),
            hmac_secret=self._key("challenge"),
            hmac_key_secret=self._key("solution"),
        )
        return {**made.to_dict(), "most": tries}

    def solved(self, payload: str, use: str = "") -> bool:
        """Whether it is the base64 of a solved challenge of ours that has not expired (by the clock of this machine),
        the first time; or again for the same ``use``.
        """
        read = _payload(payload)
        if read is None:
            return False
        try:
            found = altcha.verify_solution(read, self._key("challenge"), hmac_key_secret=self._key("solution"))
        except (ArithmeticError, TypeError, AttributeError):  # numbers and types that no challenge of ours holds
            return False
        return found.verified and self._spent.first_time(str(read.challenge.signature), use)

    def question(self, answer: str, now: datetime) -> str:
        """A token that stands for a question with this answer; it does not tell the answer."""
        nonce, made = secrets.token_hex(8), f"{int(now.timestamp() * 1000):x}"
        body = f"{nonce}.{made}.{self._mac('answer', nonce + canonical(answer))}"
        return f"{body}.{self._mac('token', body)}"

    def answered(self, token: str, answer: str, now: datetime, use: str = "") -> bool:
        """Whether the answer is right. Right or wrong, no other answer to this question is heard afterwards."""
        body, _, signed = token[:_LONGEST].rpartition(".")
        # What we never made spends nothing: else anybody could push others' proofs out of the memory.
        if not _same(self._mac("token", body), signed):
            return False
        nonce, made, sealed = body.split(".")
        age = now.timestamp() - int(made, 16) / 1000
        right = _same(self._mac("answer", nonce + canonical(answer)), sealed)
        in_time = TOO_FAST.total_seconds() <= age <= VALID.total_seconds()
        return self._spent.first_time(nonce, use if right else "") and right and in_time

    def _mac(self, purpose: str, text: str) -> str:
        return hmac.new(self._key(purpose), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def _key(self, purpose: str) -> bytes:
        return hmac.new(self.key, purpose.encode(), hashlib.sha256).digest()


def _payload(text: str) -> altcha.Payload | None:
    """The payload as sent, of which nothing is checked yet; None when it is none."""
    if not text.isascii() or len(text) > _LONGEST:
        return None
    try:
        return altcha.Payload.from_base64(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
