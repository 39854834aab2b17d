"""Reports: tips from the public or an officer. A report becomes a candidate; it never moves a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Report:
    """``urls`` are the addresses named, as written. ``reached_by`` is how the person came there (``sms``, ``search``,
    ``qr``, ``ad``, ``other`` or empty). ``receipt`` is 128 random bits in hexadecimal, handed out after the commit.
    """

    receipt: str
    received_at: datetime
    urls: tuple[str, ...]
    claims: str = ""
    reached_by: str = ""
    note: str = ""
