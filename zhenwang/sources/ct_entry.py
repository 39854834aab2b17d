"""One entry of a certificate log, as every wire format yields it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.certificate import Certificate

SOURCE = "ct"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORESEEABLE = 4_102_444_800_000
"""Milliseconds of 2100-01-01: a later time-stamp is damage, not a date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``kind`` is ``x509``, ``precert`` or ``names`` (a names tile does not say which, nor issuer and validity).

    ``names`` are all readings of the names, ``ip:`` before addresses. ``timestamp`` is when the log took it in.
    """

    log: str
    index: int
    kind: str
    names: tuple[str, ...]
    issuer: str
    not_before: datetime | None
    not_after: datetime | None
    timestamp: datetime


def locator(log: str, index: int) -> str:
    """How an entry is found again: ``sycamore2026h2#90317``."""
    return f"{log}#{index}"


def entry_of(log: str, index: int, kind: str, read: Certificate, timestamp: datetime, raw: bytes) -> Entry | Malformed:
    """The entry of a certificate, or what could be read of it with its bytes."""
    if read.problem:
        return Malformed(SOURCE, locator(log, index), f"{kind} certificate: {read.problem}", raw, read.names)
    return Entry(log, index, kind, read.names, read.issuer, read.not_before, read.not_after, timestamp)


def instant(milliseconds: int) -> datetime | None:
    """A log's time-stamp (milliseconds since 1970), or None when it lies outside 1970..2100."""
    return EPOCH + timedelta(milliseconds=milliseconds) if 0 < milliseconds < FORESEEABLE else None
