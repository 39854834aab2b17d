"""Reports become sightings, and a report without an address is not lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Report, Waiting
from zhenwang.sources.reports import MOST_HOSTS, Reading

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def report(*urls: str, note: str = "") -> Report:
    return Report("ab" * 16, AT, urls, note=note)


def sightings(reports: Iterable[Report]) -> Iterator[Sighting | Malformed]:
    return Reading().sightings(Waiting(one.receipt, one.received_at, (), one) for one in reports)


def counted(number: int, *hosts: str) -> Waiting:
    return Waiting(f"{number:032x}", AT, hosts, None)


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


def test_R1_reports_that_are_only_counted_give_each_host_one_sighting() -> None:
    found = list(Reading().sightings(counted(n, "a.fake.example", "other.example") for n in range(1000)))
    assert [one.name for one in found if isinstance(one, Sighting)] == ["a.fake.example", "other.example"]
    assert all(isinstance(one, Sighting) and one.url is None for one in found)


def test_F23_a_domain_gives_fifty_hosts_a_day_and_the_reports_beyond_are_told_apart() -> None:
    reading = Reading()
    flood = [counted(n, f"h{n}.fake.example") for n in range(200)]
    last = Waiting("f" * 32, AT, (), report("http://one-more.fake.example/", "http://elsewhere.example/"))
    found = [one.name for one in reading.sightings([*flood, last]) if isinstance(one, Sighting)]
    assert found == [*(f"h{n}.fake.example" for n in range(MOST_HOSTS)), "elsewhere.example"]
    assert reading.passed_over == {one.receipt for one in flood[MOST_HOSTS:]} | {"f" * 32}


def test_F23_what_the_day_had_already_counts_and_may_come_again() -> None:
    reading = Reading(f"h{n}.fake.example" for n in range(MOST_HOSTS))
    found = [one.name for one in reading.sightings([counted(1, "h7.fake.example"), counted(2, "new.fake.example")])]
    assert found == ["h7.fake.example"]
    assert reading.passed_over == {f"{2:032x}"}


def test_a_host_that_was_read_in_sealed_words_is_a_sighting_without_a_page() -> None:
    (found,) = Reading().sightings([Waiting("a" * 32, AT, ("fake.example",), report())])
    assert (found.name, found.url) == ("fake.example", None)  # type: ignore[union-attr]  # a sighting
