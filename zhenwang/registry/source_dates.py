"""How old the lists are that the registry was made from (``sources.csv``): an answer says of when it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

MOST_SOURCES = 6
_PARTING = re.compile(r"[<>|;；]|(?<= )\+(?= )")


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list as its entry names it; ``as_of`` is a year, a month or a day as its maker gave it, empty when unknown."""

    name: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class SourceDates:
    """The date of each list by what it is called. Build it with ``read``."""

    dates: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, lines: Iterable[str]) -> SourceDates:
        """Lines of ``sources.csv``; those without an origin or a date say nothing. The newest date of a list counts."""
        found: dict[str, str] = {}
        for row in csv.DictReader(lines):
            origin, as_of = (row.get("origin") or "").strip(), (row.get("as_of") or "").strip()
            if origin and as_of and row.get("role") == "read":
                found[origin] = max(as_of, found.get(origin, ""))
        return cls(found)

    @property
    def newest(self) -> str:
        """The date of the newest list; empty when no list has one."""
        return max(self.dates.values(), default="")

    def of(self, sources: str) -> Sequence[ListSource]:
        """The lists that an entry names in its sources, at most six, each with its date."""
        names = (part.strip() for part in _PARTING.split(sources))
        kept = list(dict.fromkeys(name for name in names if name))[:MOST_SOURCES]
        return tuple(ListSource(name, self._date(name)) for name in kept)

    def _date(self, name: str) -> str:
        """An entry may name a part of a list: ``…@c7329c2 crawlers/govcms.py`` of ``…@c7329c2 crawlers/``."""
        holding = max((origin for origin in self.dates if name.startswith(origin)), key=len, default="")
        return self.dates.get(holding, "")
