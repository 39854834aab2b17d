"""Moon and sun, for the days of the lunar calendar: worked out here so that no table of ours proves itself.

Source: J. Meeus, Astronomical Algorithms (2nd ed.), chapters 25 and 49; GB/T 33661-2017 for the months. New moons are
right to some seconds, the sun's longitude to 0.01 degrees, a quarter of an hour.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

_BEIJING = ZoneInfo("Asia/Shanghai")
_DELTA_T = timedelta(seconds=71)  # dynamical time runs ahead of UTC by 65 to 76 s in 2004-2032
# coefficient in days, power of E, multiples of M, M', F, and of the node
_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0), (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1), (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0), (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0), (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip
_PLANETS = (
    (299.77, 0.107408, 0.000325), (251.88, 0.016321, 0.000165), (251.83, 26.651886, 0.000164),
    (349.42, 36.412478, 0.000126), (84.66, 18.206239, 0.000110), (141.74, 53.303771, 0.000062),
    (207.14, 2.453732, 0.000060), (154.84, 7.306860, 0.000056), (34.52, 27.261239, 0.000047),
    (207.19, 0.121824, 0.000042), (291.34, 1.844379, 0.000040), (161.72, 24.198154, 0.000037),
    (239.56, 25.513099, 0.000035), (331.55, 3.592518, 0.000023),
)  # fmt: skip


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def _beijing(jde: float) -> datetime:
    dynamical = datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=jde - 2451545.0)
    return (dynamical - _DELTA_T).astimezone(_BEIJING)


def new_moon(k: int) -> datetime:
    """The ``k``-th new moon, counted from that of 2000-01-06."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    moved = sum(c * e**p * _sin(a * sun + b * moon + d * f + n * node) for c, p, a, b, d, n in _TERMS)
    return _beijing(mean + moved + sum(size * _sin(at + rate * k) for at, rate, size in _PLANETS))


def sun_longitude(at: datetime) -> float:
    """The sun's apparent longitude in degrees."""
    t = ((at + _DELTA_T) - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=36525)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    m = 357.52911 + 35999.05029 * t - 0.0001537 * t * t
    centre = (1.914602 - 0.004817 * t) * _sin(m) + (0.019993 - 0.000101 * t) * _sin(2 * m) + 0.000289 * _sin(3 * m)
    return (mean + centre - 0.00569 - 0.00478 * _sin(125.04 - 1934.136 * t)) % 360


def sun_reaches(longitude: float, near: datetime) -> datetime:
    """When the sun comes to a longitude, within two months of ``near``."""
    at = near
    for _ in range(8):
        ahead = (longitude - sun_longitude(at) + 180) % 360 - 180
        at += timedelta(days=ahead * 365.2422 / 360)
    return at.astimezone(_BEIJING)


def qingming(year: int) -> date:
    return sun_reaches(15, datetime(year, 4, 5, tzinfo=UTC)).date()


@cache
def first_days(year: int) -> dict[int, date]:
    """The first day of every lunar month that is not a leap month, 1 to 12, of the lunar year that begins in ``year``.

    The month with the winter solstice is the eleventh; of thirteen months up to the next one, the first without one of
    the sun's twelve stations is the leap month.
    """
    found: dict[int, date] = {}
    for solstice_year in (year - 1, year):
        months = _months(solstice_year)
        stations = [_has_station(begin, end) for begin, end in pairwise(months)]
        leap = stations.index(False) if len(months) == 14 else -1
        number = 10
        for place, begin in enumerate(months[:-1]):
            number += place != leap
            if place != leap and (solstice_year, number > 12) in ((year - 1, True), (year, False)):
                found[(number - 1) % 12 + 1] = begin
    return found


def _months(solstice_year: int) -> list[date]:
    one, other = _eleventh(solstice_year), _eleventh(solstice_year + 1)
    return [new_moon(k).date() for k in range(one, other + 1)]


def _eleventh(year: int) -> int:
    solstice = sun_reaches(270, datetime(year, 12, 21, tzinfo=UTC)).date()
    k = round((year + 0.97 - 2000) * 12.3685) + 2
    while new_moon(k).date() > solstice:
        k -= 1
    return k


def _has_station(begin: date, end: date) -> bool:
    # From midnight to midnight in Beijing.
    one, other = (datetime(day.year, day.month, day.day, tzinfo=_BEIJING) for day in (begin, end))
    return int(sun_longitude(one) // 30) != int(sun_longitude(other - timedelta(seconds=1)) // 30)
