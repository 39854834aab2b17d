"""What became of a list that was read: each row accepted, corrected or rejected, with its place and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost


class RowStanding(StrEnum):
    ACCEPTED = "accepted"
    CORRECTED = "corrected"  # something in it was read otherwise than it stands; the remarks show what
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. ``line`` counts from 1; ``sheet`` is empty for CSV; ``cell`` is ``B17`` in a workbook,
    the column's heading in a CSV, and empty when the whole row is meant.
    """

    file: str
    sheet: str
    line: int
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}, sheet '{self.sheet}', {self.cell or f'row {self.line}'}"
        return f"{self.file}:{self.line}" + (f", column '{self.cell}'" if self.cell else "")


@dataclass(frozen=True, slots=True)
class Remark:
    """One word on one value: what stood there, what it became (empty when it was not taken) and why."""

    place: Place
    column: str
    value: str
    became: str
    reason: str

    def __str__(self) -> str:
        change = f": '{self.value}' → '{self.became}'" if self.became != self.value else ""
        return f"{self.place}{change}: {self.reason}"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row of a list. ``site`` is the id of the site it speaks of, empty for a rejected row; ``text`` the row as it
    stood, cells separated by `` | ``, cut after a few hundred characters.
    """

    place: Place
    standing: RowStanding
    site: str
    text: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as it was read. A file that could not be read whole has no rows, and its last notice says why.

    ``notices`` are about the file: encoding, sheets, headings, rows that are no data. ``retired`` are the hosts of a
    list of retired domains: they belong to no site any more.
    """

    sites: tuple[OfficialSite, ...]
    rows: tuple[RowOutcome, ...]
    notices: tuple[str, ...]
    retired: tuple[RetiredHost, ...] = ()

    def count(self, standing: RowStanding) -> int:
        return sum(row.standing is standing for row in self.rows)
