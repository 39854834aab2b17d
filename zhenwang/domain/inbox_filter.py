"""What somebody wants to see of the inbox, and where a page of it ended: read from an address, whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

TABS = ("answer", "review", "late", "alarm", "all")
"""To be answered, to be reviewed, past its day, genuine sites that many report, everything."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """``text`` is sought in the host."""

    tab: str = TABS[0]
    text: str = ""

    def as_query(self) -> dict[str, str]:
        return {name: value for name, value in (("tab", self.tab), ("text", self.text)) if value}


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which row a list goes on: by the instant that it is ordered by, then by host."""

    at: datetime
    host: str

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()} {self.host}"


def read_wanted(given: Mapping[str, str]) -> Wanted:
    """Unknown values are as good as none."""
    tab = given.get("tab", "")
    return Wanted(tab if tab in TABS else TABS[0], given.get("text", "").strip()[:200])


def read_place(text: str) -> Place | None:
    """None for what is no place: a page then shows the beginning."""
    instant, blank, host = text[:300].partition(" ")
    try:
        found = datetime.fromisoformat(instant)
        at = found.astimezone(UTC) if found.tzinfo and blank else None
    except (ValueError, OverflowError):  # a time that has no UTC is none
        return None
    return Place(at, host) if at else None
