"""Certificate times, as DER demands and as authorities have written them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zhenwang.sources.asn1_time import GENERALIZED_TIME, UTC_TIME, read_time


@pytest.mark.parametrize(
    ("tag", "value", "wanted"),
    [
        (UTC_TIME, b"261120080102Z", datetime(2026, 11, 20, 8, 1, 2, tzinfo=UTC)),
        (UTC_TIME, b"491231235959Z", datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (UTC_TIME, b"500101000000Z", datetime(1950, 1, 1, tzinfo=UTC)),
        (UTC_TIME, b"2611200801Z", datetime(2026, 11, 20, 8, 1, tzinfo=UTC)),
        (UTC_TIME, b"261120080000+0800", datetime(2026, 11, 20, tzinfo=UTC)),
        (GENERALIZED_TIME, b"20500101000000Z", datetime(2050, 1, 1, tzinfo=UTC)),
        (GENERALIZED_TIME, b"20261120080000.5Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (GENERALIZED_TIME, b"99991231235959Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (GENERALIZED_TIME, b"20261120000000-0130", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_says_when_is_read(tag: int, value: bytes, wanted: datetime) -> None:
    assert read_time(tag, value) == wanted


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (UTC_TIME, b"261120080102"),
        (UTC_TIME, b"261320080102Z"),
        (UTC_TIME, b"261120080000+9900"),
        (UTC_TIME, b"20261120080102Z"),
        (UTC_TIME, b"26112a080102Z"),
        (UTC_TIME, b"+61120080102Z"),
        (UTC_TIME, b""),
        (GENERALIZED_TIME, b"261120080102Z"),
        (GENERALIZED_TIME, b"00010101000000+0800"),
        (0x04, b"261120080102Z"),
    ],
)
def test_a_time_that_does_not_is_none(tag: int, value: bytes) -> None:
    assert read_time(tag, value) is None
