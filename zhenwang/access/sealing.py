"""What reporters say of themselves, sealed: AES-256-GCM under a key that is in a file and never in the database.

Whoever holds the database, or a backup of it, holds nothing of the reporters; whoever holds the key file alone holds
nothing at all (个人信息保护法 art. 51: encryption and de-identification). The key file has a key a line, 32 bytes in
hexadecimal. The last line seals, every line opens: to change the key, add a line.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY = re.compile(r"[0-9a-fA-F]{64}\Z")
_NONCE = 12  # bytes, drawn at random for each text (NIST SP 800-38D, 8.2.2)
_VERSION = "1"
_MOST_KEYS = 64
_FORBIDDEN = stat.S_IWGRP | stat.S_IRWXO


class SealError(OSError):
    """The key cannot be used; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens texts. ``why`` says in a sentence why there is no key; then nothing is sealed or opened."""

    _keys: tuple[bytes, ...] = field(default=(), repr=False)
    why: str = ""

    def seal(self, receipt: str, text: str) -> str:
        """The text as only this key opens it again, for this receipt only; an empty text stays empty. SealError without
        a key. The sealed text names its key: ``1.<key id>.<nonce and ciphertext, base64url>``.
        """
        if not text:
            return ""
        if not self._keys:
            raise SealError(self.why or "there is no key for the reporters' contact data")
        named, cipher = _sealing(self._keys[-1])
        nonce = secrets.token_bytes(_NONCE)
        hidden = cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), receipt.encode())
        return f"{_VERSION}.{named}.{base64.urlsafe_b64encode(nonce + hidden).decode('ascii')}"

    def unseal(self, receipt: str, sealed: str) -> str | None:
        """What was sealed; None when no key here opens it, or it was changed, or belongs to another receipt."""
        if not sealed:
            return ""
        version, _, rest = sealed.partition(".")
        named, _, body = rest.partition(".")
        key = next((key for key in self._keys if key_id(key) == named), None)
        if version != _VERSION or key is None:
            return None
        try:
            raw = base64.b64decode(body.encode("ascii"), b"-_", validate=True)
            return _open(_derived(key, "seal"), raw, receipt)
        except (InvalidTag, ValueError, binascii.Error):
            return None

    def reporter(self, text: str) -> str:
        """A keyed digest of who reports (64 hexadecimal digits): the same for the same contact however it is written,
        and of no use to anybody without the key. Empty for an empty text, and without a key. The first key makes it, so
        that adding one changes nothing.
        """
        plain = "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("-", "")
        if not plain or not self._keys:
            return ""
        return hmac.new(
            _derived(self._keys[0], "reporter"), plain.encode("utf-8", "surrogatepass"), "sha256"
        ).hexdigest()

    def fingerprint(self, text: str) -> str:
        """A keyed digest of words (64 hexadecimal digits), to see whether they came before. Without the key it confirms
        no guess: a telephone number has few enough digits to try them all. Empty for an empty text, and without a key.
        """
        if not text or not self._keys:
            return ""
        return hmac.new(_derived(self._keys[0], "words"), text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    @property
    def key_ids(self) -> tuple[str, ...]:
        """What the keys are called in sealed texts, the one that seals last."""
        return tuple(key_id(key) for key in self._keys)


def open_seal(path: Path) -> Seal:
    """The seal of this installation. The key file is made on first use, for its owner alone.

    SealError when it cannot be read, holds no key, or is open to others: as with a private key of ssh, a key
    that every user of the machine may read is refused rather than used.
    """
    try:
        if not path.exists():
            _make(path)
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise SealError(f"The reporters' key {path} cannot be read: {error.strerror or error}.") from error
    if os.name == "posix" and mode & _FORBIDDEN:
        raise SealError(f"The reporters' key {path} is open to other users: say `chmod 600 {path}`.")
    lines = text.split()
    if not 0 < len(lines) <= _MOST_KEYS or not all(_KEY.match(line) for line in lines):
        raise SealError(f"The reporters' key {path} must hold 64 hexadecimal digits a line: restore it from its copy.")
    return Seal(tuple(bytes.fromhex(line) for line in lines))


def opened_or_shut(path: Path) -> Seal:
    """The seal, or one that opens nothing and says why: for a console, which is of use without it."""
    try:
        return open_seal(path)
    except SealError as error:
        return Seal(why=str(error))


def key_id(key: bytes) -> str:
    """Eight digits that tell one key from another and nothing of it."""
    return hmac.new(key, b"zhenwang key id", "sha256").hexdigest()[:8]


def sealed_with(sealed: str) -> str:
    """The id of the key that a text was sealed with; empty when it is no sealed text."""
    parts = sealed.split(".")
    return parts[1] if len(parts) == 3 and parts[0] == _VERSION else ""


@lru_cache(maxsize=1)
def _sealing(key: bytes) -> tuple[str, AESGCM]:
    """Id and cipher of the key that seals, made once: they are wanted for every report."""
    return key_id(key), AESGCM(_derived(key, "seal"))


def _open(key: bytes, raw: bytes, receipt: str) -> str:
    return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], receipt.encode()).decode("utf-8", "surrogatepass")


def _derived(key: bytes, purpose: str) -> bytes:
    """One key of the file serves several purposes, so each has its own (HKDF-Expand with one block, RFC 5869)."""
    return hmac.new(key, f"zhenwang {purpose}\x01".encode(), hashlib.sha256).digest()


def _make(path: Path) -> None:
    """Whole or not at all: two programs that start together must end up with one key, and a lost key is lost data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
