"""Reports: tips from the public or an officer. A report becomes a candidate; it never moves a score."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.hosts import Host, parse_host

CHANNELS = ("phone", "letter", "visit", "transfer")
"""How a report came that was entered by hand; a transfer is from 12345, 12377 or the national 找错 platform."""
_DOT = re.compile(r"\s?[\[({【]\s?(?:\.|dot|点)\s?[\])}】]\s?", re.IGNORECASE)
_SCHEME = re.compile(r"\A\s*[a-z*]{2,6}(?:\[:\]|[:：])//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """``urls`` are the addresses named, as written. ``reached_by`` is how the person came there (``sms``, ``search``,
    ``qr``, ``ad``, ``other`` or empty). ``receipt`` is 128 random bits in hexadecimal, handed out after the commit.
    ``channel`` is one of ``CHANNELS`` when an officer entered it, empty when it came over the net.
    """

    receipt: str
    received_at: datetime
    urls: tuple[str, ...]
    claims: str = ""
    reached_by: str = ""
    note: str = ""
    channel: str = ""

    @property
    def reference(self) -> str:
        """What officials call the report: 16 hexadecimal digits. The receipt is the reporter's own and told nobody."""
        return reference(self.receipt)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts named in the addresses (A-labels), each once; none where no name can be read."""
        return tuple(dict.fromkeys(host for url in self.urls if (host := _host(url))))


def reference(receipt: str) -> str:
    return hashlib.sha256(receipt.encode()).hexdigest()[:16]


def _host(url: str) -> str:
    plain = _SCHEME.sub("", _DOT.sub(".", url[:4096])).strip()
    authority = re.split(r"[/\\?#\s]", plain, maxsplit=1)[0].rpartition("@")[2]
    host = parse_host(re.sub(r":\d{1,5}\Z", "", authority))
    return host.ascii if isinstance(host, Host) else ""
