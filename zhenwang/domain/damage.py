"""What can be wrong with a record that nobody may change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was done to a chain of rows."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many rows there are, and the digest of the last. Kept elsewhere, it proves the rest."""

    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class Damage:
    """The first row of a ``chain`` that is not as it was written, ``kind`` of damage, and one sentence for people."""

    chain: str
    position: int
    kind: Kind
    sentence: str
