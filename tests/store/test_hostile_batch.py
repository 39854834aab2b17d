"""One batch of what breaks databases and readers: all of it is kept, and the day's run reads it (threats R8, R16)."""

from __future__ import annotations

from tests.store.made import NOW
from zhenwang.domain.report import Picture, Report, Submission
from zhenwang.sources.reports import Reading
from zhenwang.store import inbox, report_days, report_pictures, reports
from zhenwang.store.opening import Store
from zhenwang.store.reports import Accepted

HOSTILE = (
    "\x00", "\ud800", "\udfff\ud800", "a" * 2_000 + ".cn", ("a" * 63 + ".") * 4 + "cn", "xn--a.cn", "\u202e.cn",
    "http://a.cn/\x00", "\\u0000", "\\", "%00.cn", "http://[::1]/", "http://192.0.2.1", "http://\udc80.cn",
    "中" * 63 + ".中国", "http://user:pw@a.cn:99999/", "http://a..cn", "." * 100, "http://xn--" + "a" * 60 + ".cn",
    "=cmd|'/c calc'!A1", "\x1b[2J\r\nSet-Cookie: a", "<script>alert(1)</script>", "'; DROP TABLE reports;--",
)  # fmt: skip


def test_R16_no_value_of_a_report_keeps_another_from_being_taken(store: Store) -> None:
    batch = [
        Submission(
            Report(f"{number:032x}", NOW, (text,), text[:200], "sms", text), text * 3,
            reporter=text[:60], pictures=(Picture("a" * 64, b"", text, (text,)),),
        )
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip
    kept = reports.accept_all(store, batch, NOW)
    assert kept == [Accepted(one.report.receipt, repeated=False) for one in batch]
    assert reports.accept_all(store, batch, NOW) == [Accepted(one.report.receipt, repeated=True) for one in batch]
    for one in batch:
        found = inbox.get(store, one.report.reference)
        assert found
        assert (found.urls, found.claims, found.note) == (one.report.urls, one.report.claims, one.report.note)
        assert report_pictures.of_report(store, one.report.receipt)[0].codes == one.pictures[0].codes
    assert len(list(Reading().sightings(report_days.waiting(store)))) >= len(batch)
