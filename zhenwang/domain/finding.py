"""Findings (官方不规范): where an official site departs from the rules for official sites. Never mixed with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FindingKind(StrEnum):
    """What a registry check finds, in the order of requirements 2.5."""

    OFF_SUFFIX = "off_suffix"  # an official site outside the government suffix (art. 10)
    IP_ONLY = "ip_only"  # an official service reached by address only
    ADDRESS_CHANGED = "address_changed"  # the site moved, the national system was not updated (art. 13)
    TOO_MANY_SITES = "too_many_sites"  # two sites of one department, a county bureau's or township's own (art. 6)
    DOMAIN_LIFE = "domain_life"  # expiring, expired, another registrant; a retired host that resolves again
    OVERSEAS = "overseas"  # served from abroad (art. 28)
    FOOTER_MARKS = "footer_marks"  # missing or contradictory footer marks (art. 15)
    OFFLINE_TOO_LONG = "offline_too_long"  # longer than 30 days, or twice a year (art. 14)
    SHARED_CODE = "shared_code"  # one site code on two sites
    UNLISTED_HOST = "unlisted_host"  # a government host that nobody lists: not approved, sold or hijacked
    FOREIGN_HOST = "foreign_host"  # somebody else's host name served by an official address
    NAMING = "naming"  # a name, domain structure or Chinese domain that is not the body's own (art. 9-11)
    UNREPORTED_SITE = "unreported_site"  # a body, asked about a suspect, says that it is its own (art. 31, 核实)


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure. ``subject`` tells findings of one kind on one site apart (a host, a code); ``basis`` is a key of
    ``legal_basis``, empty where the wording that binds this site is not held; ``because`` blames nobody: it says what
    was seen, and what the rule asks for. ``seen_host`` is the host whose observation it rests on, empty when the
    registry alone shows it: only another observation of that host can end it.
    """

    kind: FindingKind
    site: str
    subject: str
    because: str
    because_en: str
    basis: str
    snippet: str = ""
    seen_host: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind.value, self.site, self.subject


class FindingState(StrEnum):
    OPEN = "open"
    REMINDED = "reminded"  # the letter went out
    EXPLAINED = "explained"  # in order as it is; the reason is kept
    GONE = "gone"  # not found by the latest check


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding in its queue. ``who`` and ``why`` belong to the latest ruling on it."""

    id: int
    finding: Finding
    state: FindingState
    first_seen: datetime
    last_seen: datetime
    who: str = ""
    why: str = ""
