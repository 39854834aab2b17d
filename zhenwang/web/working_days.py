"""The working days of the jurisdiction in use."""

from __future__ import annotations

from zhenwang.domain.workdays import Calendar
from zhenwang.lists.workday_tables import CHINA, calendar
from zhenwang.web.house import House


def calendar_of(house: House) -> Calendar:
    return calendar(house.registry.jurisdiction.calendar if house.registry.jurisdiction else CHINA, ())
