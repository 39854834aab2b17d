"""R7, R8 on the real server: whatever is killed or cut, every 2xx is a row, and every retry has the same receipt."""

from __future__ import annotations

import http.client
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from tests.store.conftest import BOTH, new_database
from tests.web.served import served
from zhenwang.settings import Settings
from zhenwang.store import conserve
from zhenwang.store.opening import Store, open_store
from zhenwang.store.report_schema import reported_hosts, reported_totals, reports
from zhenwang.web import intake

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
UNLIMITED = {
    "ZHENWANG_REPORTS_PER_CLIENT": "100000000 per second", "ZHENWANG_REPORTS_PER_SUBNET": "100000000 per second",
    "ZHENWANG_REPORTS_IN_ALL": "100000000 per second", "ZHENWANG_PROOF_WORK": "0",
}  # fmt: skip
SENDERS = 8


@dataclass
class Program:
    """The intake as a process of its own, on a port that stays the same from one life to the next."""

    settings: Settings
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "zhenwang.web.intake:create_app", "--factory", "--port",
                   str(self.port), "--log-level", "error", "--no-access-log"]  # fmt: skip
        given = {"ZHENWANG_VAR": str(self.settings.var), "ZHENWANG_SEEDS": str(self.settings.seeds),
                 "ZHENWANG_DATABASE_URL": self.settings.database_url}  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, env=os.environ | UNLIMITED | given)

    def until_ready(self) -> None:
        for _ in range(1200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert self.process is not None
                assert self.process.poll() is None, "the intake did not start"
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the intake did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Senders:
    """People who report, are cut off, and try again with the same key until they hold a receipt."""

    port: int
    count: int
    receipts: dict[str, list[str]] = field(default_factory=dict)
    cut: int = 0
    broken: int = 0
    unexpected: list[object] = field(default_factory=list)
    _ended: bool = False

    def run(self, meanwhile: Callable[[Senders], None]) -> None:
        threads = [threading.Thread(target=self._send, args=(n,), daemon=True) for n in range(SENDERS)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            meanwhile(self)
        for thread in threads:
            thread.join()

    @property
    def answered(self) -> int:
        return len(self.receipts)

    def _send(self, sender: int) -> None:
        chance = Random(sender)
        for number in range(sender, self.count, SENDERS):
            key = f"submission-number-{number:08d}"
            body = json.dumps({"urls": [f"http://h{number}.d{number % 97}.example/"], "note": f"n{number}"}).encode()
            for attempt in range(2_000):
                if self._once(key, body, cut=chance.random() < 0.2 and attempt < 3) and chance.random() < 0.8:
                    break  # the others are not content with one receipt and ask again

    def _once(self, key: str, body: bytes, *, cut: bool) -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asked.request("POST", "/api/v1/reports", body,
                          {"Content-Type": "application/json", "Idempotency-Key": key})  # fmt: skip
            if cut:
                self.cut += 1
                return False
            answer = asked.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.broken += 1
            time.sleep(0.1)
            return False
        finally:
            asked.close()
        if answer.status == 202:
            self.receipts.setdefault(key, []).append(told["receipt"])
            return True
        if answer.status != 503:
            self.unexpected.append((answer.status, told))
        time.sleep(0.1)
        return False


def held(store: Store, senders: Senders) -> None:
    """Every 2xx is a row, every key is one row, and the books and totals say what the rows say."""
    assert not senders.unexpected
    assert senders.answered == senders.count
    assert all(len(set(told)) == 1 for told in senders.receipts.values()), "a retry had another receipt"
    with store.read() as connection:
        kept = set(connection.execute(select(reports.c.receipt)).scalars())
        links = connection.execute(select(func.count()).select_from(reported_hosts)).scalar_one()
        totals = connection.execute(select(func.sum(reported_totals.c.reports))).scalar_one()
    assert kept == {told[0] for told in senders.receipts.values()}
    assert links == totals == senders.count
    [books] = [one for one in conserve.balance(store) if one.source == conserve.INTAKE]
    assert (books.accepted, books.waiting, books.holds) == (senders.count, senders.count, True)


@pytest.fixture(params=BOTH)
def on_either(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield settings
        return
    with new_database(f"killed{os.getpid()}") as url:
        yield settings.model_copy(update={"database_url": url})


@pytest.mark.parametrize(("count", "kills"), [(150, 1), pytest.param(10_000, 40, marks=pytest.mark.soak)])
def test_R8_killed_at_any_moment_every_answer_is_a_row_and_every_retry_the_same_receipt(
    on_either: Settings, count: int, kills: int
) -> None:
    settings = on_either
    program, chance, died = Program(settings), Random(count), 0
    senders = Senders(program.port, count)

    def kill_and_restart(_: Senders) -> None:
        nonlocal died
        program.until_ready()
        before, due = senders.answered, (died + 1) * count // (kills + 1)
        while senders.answered < due and senders.answered < count:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.05)
        if died < kills and before < count:
            program.kill()
            died += 1
            program.start()

    program.start()
    try:
        senders.run(kill_and_restart)
    finally:
        program.stop()
    store = open_store(settings.store_url, settings.blobs)
    held(store, senders)
    store.close()
    assert died == kills
    assert senders.cut > count // 20
    assert senders.broken
    log.info("%s submissions, %s kills, %s cut by the sender, %s broken off", count, died, senders.cut, senders.broken)


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.soak)])
def test_R7_an_answer_that_is_cut_at_any_byte_can_be_asked_for_again(settings: Settings, step: int) -> None:
    app = intake.create_app(settings.model_copy(update={"proof_work": 0, "reports_per_client": "100000 per second",
                                                        "reports_per_subnet": "100000 per second"}))  # fmt: skip
    body = b'{"urls": ["http://a.example/"]}'

    def sent(port: int, key: str) -> bytes:
        return (
            f"POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: cut-after-byte-{key}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    def read(port: int, key: str, most: int) -> bytes:
        with socket.create_connection(("127.0.0.1", port), 20) as line:
            line.sendall(sent(port, key))
            told = b""
            while len(told) < most and (more := line.recv(most - len(told))):
                told += more
        return told

    with served(app) as port:
        whole = read(port, "whole", 1 << 20)
        assert whole.startswith(b"HTTP/1.1 202 ")
        cuts = range(1, len(whole), step)
        for most in cuts:
            read(port, f"{most}", most)
            again = [read(port, f"{most}", 1 << 20) for _ in range(2)]
            receipts = {json.loads(told.split(b"\r\n\r\n", 1)[1])["receipt"] for told in again}
            assert len(receipts) == 1
        kept = app.state.store
        with kept.read() as connection:
            rows = connection.execute(select(func.count()).select_from(reports)).scalar_one()
        assert rows == len(cuts) + 1
        assert all(one.holds for one in conserve.balance(kept))
