"""Observations: what was seen of one official host from outside, whoever saw it: a look, a baseline, a list.

An observation only tells what it holds. An empty value was not looked at, so it neither makes a finding nor ends one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhenwang.domain.look import Page


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of ``host`` (A-label name, or the bare text of an IP address) at ``seen_at``, an aware instant.

    ``country`` is the ISO 3166 code of where its addresses are, ``final_host`` where redirects ended, ``expires_on``
    the end of the domain's registration. ``served_hosts`` are host names that the official address answered to,
    ``None`` when nobody asked it; ``reachable`` is ``None`` when nobody tried. ``page`` is its home page.
    """

    host: str
    seen_at: datetime
    addresses: tuple[str, ...] = ()
    country: str = ""
    final_host: str = ""
    expires_on: date | None = None
    registrant: str = ""
    registrar: str = ""
    served_hosts: tuple[str, ...] | None = None
    reachable: bool | None = None
    page: Page | None = None
