"""UTCTime and GeneralizedTime of a certificate as aware datetimes (X.690, 11.7 and 11.8; RFC 5280, 4.1.2.5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

UTC_TIME, GENERALIZED_TIME = 0x17, 0x18

# BER allows what DER forbids: no seconds, fractions, an offset. All of it says when; a missing zone does not.
_SPELLED = re.compile(rb"(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,9})?(?:Z|([+-])(\d{2})(\d{2}))")


def read_time(tag: int, value: bytes) -> datetime | None:
    """The instant, or None when the bytes do not say one. Two-digit years below 50 are of this century."""
    if tag == UTC_TIME and len(value) == 13 and value[12] == 0x5A and value[:12].isdigit():
        text = value.decode("ascii")
        century = "20" if text < "50" else "19"
        try:
            return datetime.fromisoformat(f"{century}{text[:6]}T{text[6:]}")
        except ValueError:
            return None
    return _unusual(tag, value)


def _unusual(tag: int, value: bytes) -> datetime | None:
    spelled = _SPELLED.fullmatch(value) if len(value) <= 32 else None
    if spelled is None or len(spelled[1]) != {UTC_TIME: 2, GENERALIZED_TIME: 4}.get(tag):
        return None
    year = int(spelled[1])
    if tag == UTC_TIME:
        year += 2000 if year < 50 else 1900
    zone: tzinfo = UTC
    if spelled[7]:
        away = timedelta(hours=int(spelled[8]), minutes=int(spelled[9]))
        if away >= timedelta(days=1):
            return None
        zone = timezone(away if spelled[7] == b"+" else -away)
    return _instant(year, spelled[2], spelled[3], spelled[4], spelled[5], spelled[6] or b"00", zone)


def _instant(
    year: int, month: bytes, day: bytes, hour: bytes, minute: bytes, second: bytes, zone: tzinfo
) -> datetime | None:
    try:
        local = datetime(year, int(month), int(day), int(hour), int(minute), int(second), tzinfo=zone)
        return local if zone is UTC else local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
