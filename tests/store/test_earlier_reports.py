"""What an older store noted as answered stays so in the new inbox, and is told to no reporter: nobody reviewed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete

from tests.store.made import NOW, a_report, an_actor
from zhenwang.domain.reply import Stage
from zhenwang.store import inbox, journal, replies, reports
from zhenwang.store.earlier_reports import fill_inbox
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import inbox_hosts

HOUR = timedelta(hours=1)


def test_notes_of_answers_become_stages_and_no_replies(store: Store) -> None:
    for n, (host, hours) in enumerate((("a.example", 0), ("b.example", 0), ("b.example", 3), ("c.example", 1))):
        report = replace(a_report(f"{n:032x}", f"http://{host}/"), received_at=NOW + hours * HOUR)
        reports.accept(store, report, "", NOW + hours * HOUR)
    with store.write() as connection:
        for host in ("a.example", "b.example"):
            journal.append(connection, an_actor("刘洋"), "report_answered", host, "已电话告知", {}, NOW + HOUR)
        connection.execute(delete(inbox_hosts))
        fill_inbox(connection)
    found = {one.host: (one.stage, one.reports, one.waiting, one.waiting_since) for one in inbox.groups(store)}
    assert found == {
        "a.example": (Stage.ANSWERED, 1, 0, None),
        "b.example": (Stage.WAITING, 2, 1, NOW + 3 * HOUR),
        "c.example": (Stage.WAITING, 1, 1, NOW + HOUR),
    }
    assert replies.published(store, "a.example") is None
