"""The rows that a batch of reports becomes: pure but for the pictures of samples, which are kept as they are added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from zhenwang.domain.report import SAMPLES, Submission
from zhenwang.store.records import report_record
from zhenwang.store.report_pictures import NO_ROOM
from zhenwang.store.reported_totals import Counted
from zhenwang.text.addresses import addresses_named

KEPT_DAYS = 180
"""Words and contact of a reporter are erased after these (个人信息保护法 art. 19: the shortest time needed)."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A report that was read for its hosts: each with its registrable domain, or the empty host with none."""

    submission: Submission
    key: str
    body: str
    hosts: Mapping[str, str]


def read(submission: Submission, key: str, body: str) -> Fresh:
    """Done before the transaction: reading addresses takes longer than their rows, and others wait to write."""
    report = submission.report
    hosts = {address.host.ascii: address.host.registrable for address in addresses_named(report.urls, report.note)}
    return Fresh(submission, key, body, hosts or {"": ""})


@dataclass(slots=True)
class Batch:
    """Rows by table, in an order in which no row comes before the one it names.

    ``samples`` are the kept reports of each domain: put in what is held, read off what it is afterwards.
    """

    now: datetime
    samples: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {
        "reports": [], "reported_hosts": [], "reporter_details": [], "report_pictures": [],
    })  # fmt: skip
    _came: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    _domains: dict[str, str] = field(default_factory=dict)

    def add(self, one: Fresh, put: Callable[[bytes], str]) -> None:
        """A report: a sample while one of its domains has room, else counted. One without a readable address is always
        a sample, for only a person can read it.
        """
        report, submission = one.submission.report, one.submission
        sample = self._sampled(one)
        self.rows["reports"].append(self._report(one, sample=sample))
        reference, at = report.reference, self._received(one)
        for host, domain in one.hosts.items():
            link = {"reference": reference, "host": host, "receipt": report.receipt, "received_at": at}
            self.rows["reported_hosts"].append(link | {"sample": sample})
            self._came.setdefault((host, report.channel), []).append(at)
            self._domains[host] = domain
        words = submission.words if sample else ""
        if submission.contact or words:
            details = {"receipt": report.receipt, "contact": submission.contact, "words": words}
            self.rows["reporter_details"].append(details | {"expires_at": self.now + timedelta(days=KEPT_DAYS)})
        for number, picture in enumerate(submission.pictures if sample else ()):
            told = {"receipt": report.receipt, "number": number, "original": picture.original}
            blob = put(picture.png) if picture.png else ""
            refused = picture.refused or ("" if blob else NO_ROOM)
            told |= {"blob": blob, "refused": refused, "codes": list(picture.codes)}
            self.rows["report_pictures"].append(told)

    def counted(self) -> list[Counted]:
        """How often each host was reported in this batch, by the way it came."""
        return [
            Counted(host, way, self._domains[host], len(came), min(came), max(came))
            for (host, way), came in sorted(self._came.items())
        ]

    def _received(self, one: Fresh) -> datetime:
        """A letter came before it is entered; nothing comes after it is kept."""
        return min(one.submission.report.received_at, self.now)

    def _sampled(self, one: Fresh) -> bool:
        room = {domain for domain in one.hosts.values() if not domain or self.samples.get(domain, 0) < SAMPLES}
        for domain in room - {""}:
            self.samples[domain] = self.samples.get(domain, 0) + 1
        return bool(room)

    def _report(self, one: Fresh, *, sample: bool) -> Row:
        submission = one.submission
        report = submission.report
        if sample and submission.words:
            report = replace(report, note="")
        return {
            "receipt": report.receipt, "idempotency_key": one.key, "body_digest": one.body,
            "received_at": self._received(one), "record": report_record(report) if sample else {},
            "channel": report.channel, "origin": report.origin, "reporter": submission.reporter,
        }  # fmt: skip
