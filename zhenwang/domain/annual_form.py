"""The annual supervision form (政府网站监管年度报表): the boxes this program can fill, and when it is due.

Sources: 国办函〔2018〕12号 lists 假冒政府网站处置 among the form's contents; measures art. 32: to be published and sent
in writing by 31 January. The exact boxes are those of the blank that the provincial office issues, which nobody here
has seen: whoever fills it in compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhenwang.domain.workdays import Calendar, add_workdays, is_settled, is_workday

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Due:
    """``day`` is 31 January, ``plan`` the last working day by which it has to be ready; ``provisional`` while a notice
    that is still to come can change that.
    """

    day: date
    plan: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class SampleBox:
    """What was drawn in a quarter, supplements included; ``number`` of the first sample is None when none was."""

    quarter: str
    total: int = 0
    size: int = 0
    number: int | None = None

    @property
    def share(self) -> float:
        """In per cent, to one decimal."""
        return round(100 * self.size / self.total, 1) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class AnnualForm:
    """The form for a year. ``reports`` received, ``found`` by monitoring, ``confirmed`` counterfeit, taken ``down``,
    handed to the ``police``; the sample of each quarter; and ``reports`` by the way they came.
    """

    year: int
    due: Due
    reports: int
    found: int
    confirmed: int
    down: int
    police: int
    samples: tuple[SampleBox, ...]
    channels: Mapping[str, int]


def due(year: int, calendar: Calendar) -> Due:
    """When the form for a year is due: 31 January of the next, on a working day before where it is none itself."""
    day = date(year + 1, 1, 31)
    if is_workday(calendar, day):
        return Due(day, day, provisional=not is_settled(calendar, day))
    before = add_workdays(calendar, day, -1)
    return Due(day, before.day, provisional=before.provisional or not is_settled(calendar, day))
