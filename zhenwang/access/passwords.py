"""Passwords: kept as argon2id, compared in the same time whether or not the account exists."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 12
"""Characters. Length is what guessing costs; kinds of characters are not asked for (NIST SP 800-63B-4, 3.1.1.2)."""
LONGEST = 256
"""Characters, after which nothing is hashed: a megabyte of password is an attack and no memory."""
_DISTINCT = 5
_AT_ONCE = 3
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1234567890", "0123456789")


class Weak(StrEnum):
    """Why a new password is not taken."""

    SHORT = "short"
    LONG = "long"
    SIMPLE = "simple"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes over the memory, KiB of it, and lanes (RFC 9106)."""

    passes: int = 3
    kibibytes: int = 65_536
    lanes: int = 4


USUAL = Cost()
"""RFC 9106, section 4: the second recommended option, for machines that have no 2 GiB to spare for each sign-in."""


class Passwords:
    """Keeps and compares passwords at one cost, at most three at a time: each takes 64 MiB while it is compared."""

    def __init__(self, cost: Cost = USUAL) -> None:
        hasher = Argon2Hasher(time_cost=cost.passes, memory_cost=cost.kibibytes, parallelism=cost.lanes)
        self._hash = PasswordHash((hasher,))
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._nobodys = ""

    def kept(self, password: str) -> str:
        """What to store: argon2id with its salt and cost, in the PHC format."""
        with self._turns:
            return self._hash.hash(_folded(password))

    def match(self, password: str, kept: str) -> bool:
        """Whether the password is the one that was kept. An empty ``kept`` (no such account, or none that has a
        password) takes as long and matches nothing.
        """
        bounded = _folded(password[: LONGEST + 1])
        nobodys = self._somebodys()
        with self._turns:
            same = self._verify(bounded, kept or nobodys)
        return same and bool(kept) and len(password) <= LONGEST

    def _verify(self, password: str, kept: str) -> bool:
        try:
            return self._hash.verify(password, kept)
        except UnknownHashError:  # a row that somebody damaged lets nobody in, and no error out
            return False

    def _somebodys(self) -> str:
        # Made with the first sign-in, whoever's that is: nobody can tell the two cases apart by it.
        self._nobodys = self._nobodys or self.kept("nobody has this password")
        return self._nobodys


def weakness(password: str, *known: str) -> Weak | None:
    """Why a new password is not to be taken; ``known`` are the login and the name that it must not hold."""
    folded = _folded(password[: LONGEST + 1])
    if len(folded) < SHORTEST:
        return Weak.SHORT
    if len(password) > LONGEST or len(folded) > LONGEST:
        return Weak.LONG
    lower = folded.casefold()
    if any(len(part) >= 3 and part in lower for part in (_folded(name).casefold() for name in known)):
        return Weak.NAMED
    return Weak.SIMPLE if len(set(lower)) < _DISTINCT or _is_a_run(lower) else None


def _is_a_run(lower: str) -> bool:
    """Whether it is nothing but neighbours on the keyboard or in the alphabet, or one short word again and again."""
    twice = [row * 3 for row in _ROWS]
    if any(lower in row or lower in row[::-1] for row in twice):
        return True
    return any(lower == (lower[:size] * len(lower))[: len(lower)] for size in range(1, len(lower) // 2 + 1))


def _folded(password: str) -> str:
    # A full-width letter typed with an input method is the same letter. Half a surrogate pair cannot be encoded.
    plain = password.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", plain)
