"""R10: whoever wants a genuine site out of the way has it reported by a thousand, and reaches only an alarm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from zhenwang import line, registry_in_use, runtime
from zhenwang.domain.access import MACHINE
from zhenwang.domain.report import Report, Submission
from zhenwang.report_sources import Inbox
from zhenwang.rounds.clockwork import shipped_clockwork
from zhenwang.settings import Settings
from zhenwang.store import candidates, cases, conserve, history, inbox, quarantine, reports
from zhenwang.text.addresses import MAX_FOUND
from zhenwang.web.inbox_view import Desk

NOW, DAY = datetime(2026, 11, 20, 8, tzinfo=UTC), date(2026, 11, 20)
SITES = 500
FAKE = "www-hubei-gov-cn.example"


@pytest.mark.parametrize("reporters", [30, pytest.param(1_000, marks=pytest.mark.soak)])
def test_R10_five_hundred_genuine_sites_reported_by_many_each_come_to_no_case(tmp_path: Path, reporters: int) -> None:
    settings = Settings(var=tmp_path, plan="files", database_url="")
    with runtime.stations(settings) as stations:
        genuine = [
            site.id for site in stations.registry.sites.values() if site.protected and site.id.endswith(".gov.cn")
        ][:SITES]
        assert len(genuine) == SITES
        urls = [f"https://{host}/zwgk?from=sms" for host in genuine]
        told = [tuple(urls[start : start + MAX_FOUND]) for start in range(0, SITES, MAX_FOUND)]
        for number in range(reporters):
            at = NOW + timedelta(seconds=number)
            said = [
                Report(
                    f"{number * len(told) + part:032x}", at, some, "假冒政府网站", "sms", "这个网站是假的，请立即关停"
                )
                for part, some in enumerate(told)
            ]
            reports.accept_all(stations.store, [Submission(one) for one in said], at)
        # One true report among them, or the rest would prove nothing.
        reports.accept(stations.store, Report("f" * 32, NOW, (f"http://{FAKE}/",)), "", NOW)

        found = line.discover(stations, Inbox(stations.store), DAY, NOW)
        assert (found.official, found.admitted, found.malformed) == (SITES, 1, 0)
        assert sum(candidates.counts(stations.store, DAY).values()) == 1
        assert cases.queue(stations.store) == []
        assert quarantine.count(stations.store) == 0
        assert history.verify(stations.store) == []
        assert all(one.holds for one in conserve.balance(stations.store))

        work = shipped_clockwork(registry_in_use.load_pack(settings))
        desk = Desk(stations.store, stations.registry, work, MACHINE, NOW)
        rows = {row.group.host: row for row in desk.rows(inbox.groups(stations.store, SITES + 10))}
        assert rows.pop(FAKE).status == "waiting"
        assert {(row.status, row.alarm, row.group.reports) for row in rows.values()} == {("official", True, reporters)}
        assert len(rows) == SITES
