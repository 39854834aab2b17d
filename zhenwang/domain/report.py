"""Reports: tips from the public or an officer. A report becomes a candidate; it never moves a score."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

BY_HAND = ("phone", "letter", "visit", "transfer")
"""How a report came that an officer entered; a transfer is from 12345, 12377 or the national 找错 platform."""
CHANNELS = ("", "mail", "sms", *BY_HAND)
"""Every way in: empty is the public intake; ``mail`` and ``sms`` are forwarded messages; with a token it is
``transfer``."""
REACHED_BY = ("sms", "search", "qr", "ad", "other")
"""How the person came to the site."""
SAMPLES = 50
"""Reports of one registrable domain that are kept word for word; later ones are counted (threat R2)."""


@dataclass(frozen=True, slots=True)
class Report:
    """``urls`` are the addresses named, as written. ``reached_by`` is one of ``REACHED_BY`` or empty. ``receipt`` is
    128 random bits in hexadecimal, handed out after the commit. ``channel`` is one of ``CHANNELS``; ``origin`` names
    who passed it on (a token's name), empty for the public. ``note`` are the reporter's own words: they may name the
    reporter, and are kept sealed (``Submission``).
    """

    receipt: str
    received_at: datetime
    urls: tuple[str, ...]
    claims: str = ""
    reached_by: str = ""
    note: str = ""
    channel: str = ""
    origin: str = ""

    @property
    def reference(self) -> str:
        """What officials call the report: 16 hexadecimal digits. The receipt is the reporter's own and told nobody."""
        return reference(self.receipt)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that no run has taken up. ``hosts`` are those it names (A-label names); ``report`` is None when it is
    only counted.
    """

    receipt: str
    received_at: datetime
    hosts: tuple[str, ...]
    report: Report | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture sent with a report. ``original`` is the SHA-256 of what came, which is not kept; ``png`` is the picture
    drawn anew by us, empty when it could not be (``refused`` says why). ``codes`` are the texts of its QR codes.
    """

    original: str
    png: bytes = b""
    refused: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A report on its way in, with what must not stand in its record.

    ``key`` makes it repeatable: the same key and body give the same receipt. ``words`` and ``contact`` are sealed
    (``access.sealing``) and opaque here; when ``words`` is given, the record holds no note. ``reporter`` is a keyed
    digest that tells one reporter's reports from another's and nothing else; empty when unknown. ``said`` is one of the
    note, by which a repetition is known; empty, it is the note itself.
    """

    report: Report
    key: str = ""
    words: str = ""
    contact: str = ""
    reporter: str = ""
    pictures: tuple[Picture, ...] = ()
    said: str = ""


def reference(receipt: str) -> str:
    return hashlib.sha256(receipt.encode()).hexdigest()[:16]
