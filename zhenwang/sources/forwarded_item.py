"""A forwarded message before it becomes a report: what stood in it, from a mail or from a row of a table."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_OLDEST = timedelta(days=31)
"""What came longer ago is dated now: a forged date must not fill the office with deadlines that are over."""


@dataclass(frozen=True, slots=True)
class ForwardedItem:
    """``place`` finds it again, ``key`` is the same whenever it is read. ``channel`` is ``mail`` or ``sms``.

    ``sender`` is who passed it on, as written: personal, only ever kept sealed. ``pages`` are parts in HTML with their
    content types, not yet opened; ``attachments`` bytes of any kind, pictures first. ``limits`` say what was not read.
    """

    place: str
    key: str
    channel: str
    sender: str = ""
    sent_at: datetime | None = None
    text: str = ""
    fields: tuple[str, ...] = ()
    claims: str = ""
    pages: tuple[tuple[str, bytes], ...] = ()
    attachments: tuple[bytes, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """Bytes that it holds in memory, nearly."""
        return len(self.text) + sum(len(body) for _, body in self.pages) + sum(map(len, self.attachments))

    def received_at(self, now: datetime) -> datetime:
        """When it was sent if that can be true, else now: a date in a message is whatever its writer put there."""
        return self.sent_at if self.sent_at and now - _OLDEST <= self.sent_at <= now else now


def key_of(channel: str, *parts: bytes) -> str:
    """A key that is the same for the same message, wherever it lies."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"{channel}-{digest.hexdigest()}"


def one_line(text: str, most: int) -> str:
    return re.sub(r"\s+", " ", text).strip()[:most]
