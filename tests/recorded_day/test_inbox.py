"""The report inbox and the host list are read as the line reads them."""

import json
from datetime import datetime

from corpora.day_cast import cast
from corpora.recorded_day import FOLDER
from zhenwang.domain.candidate import Malformed
from zhenwang.domain.report import Report, Waiting
from zhenwang.sources.host_list import HostList
from zhenwang.sources.reports import Reading
from zhenwang.text.addresses import hosts_named

ROWS = json.loads((FOLDER / "reports.json").read_text("utf-8"))
NOW = datetime.fromisoformat("2026-11-20T16:00:00+08:00")


def _reports() -> list[Report]:
    return [
        Report(**row | {"received_at": datetime.fromisoformat(row["received_at"]), "urls": tuple(row["urls"])})
        for row in ROWS
    ]


def _waiting() -> list[Waiting]:
    return [Waiting(one.receipt, one.received_at, hosts_named(one.urls, one.note), one) for one in _reports()]


def test_reports_have_the_fields_and_a_receipt_each():
    reports = _reports()
    assert 10 <= len(reports) <= 16
    assert len({report.receipt for report in reports}) == len(reports)
    assert all(len(report.receipt) == 32 and int(report.receipt, 16) for report in reports)
    assert all(report.received_at.utcoffset() is not None for report in reports)
    assert all(report.reached_by in {"sms", "search", "qr", "ad", "other", ""} for report in reports)


def test_every_reported_host_is_found_however_it_was_typed():
    found = {item.name for item in Reading().sightings(_waiting()) if not isinstance(item, Malformed)}
    assert found == {member.host for member in cast() if "report" in member.seen}


def test_one_host_was_reported_twice_and_one_report_names_none():
    items = list(Reading().sightings(_waiting()))
    names = [item.name for item in items if not isinstance(item, Malformed)]
    assert names.count("www.lansegs.example") == 2
    assert sum(isinstance(item, Malformed) for item in items) == 1


def test_the_host_list_is_read_to_its_end():
    items = list(HostList(FOLDER / "hosts.txt").sightings(NOW))
    assert not any(isinstance(item, Malformed) for item in items)
    names = {item.name.lower().rstrip(".") for item in items if not isinstance(item, Malformed)}
    assert {member.host for member in cast() if "list" in member.seen} <= names
