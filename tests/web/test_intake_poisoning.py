"""R10 over the public interface: many clients report a genuine site, and it reaches only an alarm."""

from __future__ import annotations

import shutil

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOME
from tests.web.made import OFFICIAL
from zhenwang import line, registry_in_use, runtime
from zhenwang.domain.access import MACHINE
from zhenwang.report_sources import Inbox
from zhenwang.rounds.clockwork import shipped_clockwork
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import candidates, cases, history, inbox
from zhenwang.web import intake
from zhenwang.web.inbox_view import MANY, Desk

FAKE = "qingliu-gov.example"
SPELLINGS = (f"https://{OFFICIAL}/", f"HTTP://{OFFICIAL.upper()}:80/x", f"hxxp://{OFFICIAL.replace('.', '[.]')}/cx?a=1")


@pytest.mark.parametrize("clients", [60, pytest.param(1_000, marks=pytest.mark.soak)])
def test_R10_a_genuine_site_reported_by_many_clients_stays_official_and_rings_an_alarm(
    settings: Settings, clients: int
) -> None:
    for name in ("clocks.csv", "workday_overrides.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    limits = {"trusted_hops": 1, "reports_per_client": "2 per minute", "reports_in_all": "100000 per second"}
    with TestClient(intake.create_app(settings.model_copy(update=limits)), base_url=HOME) as http:
        receipts = []
        for number in range(clients):
            sent = {"urls": [SPELLINGS[number % 3]], "claims": "假冒", "reached_by": "sms", "note": "请关停",
                    "contact": f"1380000{number:04d}"}  # fmt: skip
            headers = {"X-Forwarded-For": f"203.0.{number % 256}.{number // 256}"}
            answer = http.post("/api/v1/reports", json=sent, headers=headers)
            assert answer.status_code == 202
            receipts.append(answer.json()["receipt"])
        # One true report among them, or the rest would prove nothing.
        assert http.post("/api/v1/reports", json={"urls": [FAKE]}).status_code == 202
    now = runtime.now()
    with runtime.stations(settings) as stations:
        day = stations.registry.day(now)
        found = line.discover(stations, Inbox(stations.store), day, now)
        assert (found.official, found.admitted, found.malformed) == (1, 1, 0)
        assert sum(candidates.counts(stations.store, day).values()) == 1
        assert cases.queue(stations.store) == []
        assert history.verify(stations.store) == []
        work = shipped_clockwork(registry_in_use.load_pack(settings))
        desk = Desk(stations.store, stations.registry, work, MACHINE, now)
        rows = {row.group.host: row for row in desk.rows(inbox.groups(stations.store))}
        genuine = rows.pop(OFFICIAL)
        assert (genuine.status, genuine.alarm, genuine.group.reports) == ("official", clients >= MANY, clients)
        assert [row.group.host for row in desk.alarms()] == [OFFICIAL]
        assert {row.status for row in rows.values()} == {"waiting"}
    with TestClient(intake.create_app(settings), base_url=HOME) as http:
        told = {http.get(f"/api/v1/reports/{receipt}").json()["status"] for receipt in receipts}
        assert told == {"official"}
