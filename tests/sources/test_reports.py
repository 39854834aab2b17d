"""Reports become sightings, and a report without an address is not lost."""

from __future__ import annotations

from datetime import UTC, datetime

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Report
from zhenwang.sources.reports import sightings

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def report(*urls: str, note: str = "") -> Report:
    return Report("ab" * 16, AT, urls, note=note)


def test_every_address_is_a_sighting_under_the_receipt() -> None:
    found = list(sightings([report("hxxps://www[.]fake.example/查询", "b.example")]))
    assert [(one.name, one.url) for one in found if isinstance(one, Sighting)] == [
        ("www.fake.example", "https://www.fake.example/查询"),
        ("b.example", "http://b.example"),
    ]
    assert {(one.source, one.locator) for one in found} == {("report", "ab" * 16)}
    assert all(one.seen_at == AT for one in found if isinstance(one, Sighting))


def test_the_note_is_read_when_the_fields_hold_no_address() -> None:
    (found,) = sightings([report("不记得了", note="短信里的链接是www.fake.example，点开要身份证")])
    assert isinstance(found, Sighting)
    assert found.name == "www.fake.example"
    (field,) = sightings([report("a.example", note="b.example")])
    assert isinstance(field, Sighting)
    assert field.name == "a.example"


def test_a_report_without_an_address_is_kept_with_its_words() -> None:
    nothing, empty = sightings([report("电话诈骗", note="没有网址"), report()])
    assert isinstance(nothing, Malformed)
    assert nothing.raw.decode() == "电话诈骗"
    assert isinstance(empty, Malformed)
    assert empty.reason == "an empty report"


def test_no_reports_give_nothing() -> None:
    assert list(sightings([])) == []
