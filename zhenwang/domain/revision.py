"""Revisions: how the registry in use came to differ from the one shipped, by whom and why. Append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zhenwang.domain.registry import OfficialSite


class ChangeKind(StrEnum):
    """What happened to one site. A vanished site's hosts become retired hosts, and are watched for ever."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"
    CONFLICTING = "conflicting"  # both values are kept, until a person settles it
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Change:
    """One site before and after; None where there is none. ``fields`` names what differs, in the order of the class."""

    kind: ChangeKind
    site: str
    before: OfficialSite | None
    after: OfficialSite | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """Changes applied together. ``source`` is the file's name and ``digest`` its SHA-256; empty for a ruling in the
    console. ``before`` and ``after`` are registry versions.
    """

    number: int
    at: datetime
    who: str
    why: str
    source: str
    digest: str
    before: str
    after: str
    changes: tuple[Change, ...] = ()
