"""Candidates: hosts worth a look. Nothing is claimed about them yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.hosts import Host


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a host was seen, exactly as it stood there.

    ``source`` is ``ct``, ``report``, ``list`` or ``lead``; ``locator`` finds it again (log and index, receipt, file and
    line, look and words).
    ``url`` is set when the source named a page and not only a host.
    """

    name: str
    source: str
    locator: str
    seen_at: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """An item of a source that could not be read: kept with its bytes and the reason, never dropped.

    ``names`` are the host names that could be read from it all the same.
    """

    source: str
    locator: str
    reason: str
    raw: bytes
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One item of a match: what was found where, and what it is worth in bits of surprise (may be negative)."""

    rule: str
    span: str
    bits: float


@dataclass(frozen=True, slots=True)
class Match:
    """Why a host name resembles an official one: the rule, the span that triggered it, and a rank in 0..1.

    ``site`` is the imitated site's id, empty when only a general government token was found. ``reasons`` are all that
    counts for this site, in the order in which they stand in the host; their bits add up to what the score says.
    """

    host: str
    site: str
    rule: str
    span: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host to look at. ``rank`` orders the looks (1.0 first) and never touches the score."""

    host: Host
    url: str
    rank: float
    sightings: tuple[Sighting, ...]
    match: Match | None = None
