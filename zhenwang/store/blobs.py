"""Bytes kept under their SHA-256: written once, found again by what they are, checked whenever they are read."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhenwang.store.faults import BlobDamagedError, StoreUnavailableError

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of blobs, fanned out by the first two digits. Safe for many threads and processes at once."""

    root: Path

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their digest, lower-case hexadecimal. On return they are on the disk.

        Putting the same bytes again is free, and heals a damaged copy. StoreUnavailableError when the disk refuses.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        try:
            if not _holds(path, data):
                _write(path, data)
        except OSError as error:
            raise StoreUnavailableError(f"The bytes could not be kept under {self.root}: {error.strerror}.") from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a digest. BlobDamagedError when they are gone or changed, ValueError when it is no digest."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise BlobDamagedError(f"Blob {digest} is missing under {self.root}: restore it from a backup.") from None
        except OSError as error:
            raise StoreUnavailableError(f"Blob {digest} could not be read: {error.strerror}.") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise BlobDamagedError(f"Blob {digest} is not what was put there: restore it from a backup.")
        return data

    def remove(self, digest: str) -> None:
        """Delete the bytes of a digest, if they are there. StoreUnavailableError when the disk refuses."""
        try:
            self._path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailableError(f"Blob {digest} could not be deleted: {error.strerror}.") from error

    def digests(self) -> Iterator[str]:
        """Every blob present, in order; unfinished writes are not blobs."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir() if _DIGEST.match(path.name))

    def _path(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise ValueError(f"not a SHA-256 digest: {digest[:80]!r}")
        return self.root / digest[:2] / digest


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        _sync_folder(path.parent.parent)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # A rename is only durable once its folder is; Windows knows no such handle.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
