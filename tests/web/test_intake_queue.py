from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from tests.store.made import NOW
from zhenwang.domain.report import Report, Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import reports
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store, open_store
from zhenwang.store.reports import Accepted
from zhenwang.web.intake_queue import AcceptanceQueue, OverloadedError

T = TypeVar("T")


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Store:
    (tmp_path / "store.db").write_bytes(empty_store.read_bytes())
    return open_store(f"sqlite:///{tmp_path}/store.db", tmp_path / "blobs")


def sent(number: int, key: str = "", host: str = "") -> Submission:
    return Submission(Report(f"{number:032x}", NOW, (f"http://{host or f'h{number}.example'}/",)), key)


def kept(store: Store) -> set[str]:
    return {report.receipt for report in reports.waiting(store)}


def served(store: Store, work: Callable[[AcceptanceQueue], Awaitable[T]], **chosen: float) -> T:
    async def run() -> T:
        queue = AcceptanceQueue(store, clock=lambda: NOW, **chosen)  # type: ignore[arg-type]  # one of two numbers
        queue.start()
        try:
            return await work(queue)
        finally:
            await queue.close()

    return asyncio.run(run())


class Commits:
    """Counts the transactions that keep reports, and may hold the writer back or make it fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sizes: list[int] = []
        self.go = threading.Event()
        self.go.set()
        self.fault: Exception | None = None
        self.poison = ""
        real = reports.accept_all

        def accept_all(store, submissions, now):
            self.sizes.append(len(submissions))
            assert self.go.wait(30)
            if self.fault:
                raise self.fault
            if any(one.report.receipt == self.poison for one in submissions):
                raise RuntimeError("a report that breaks everything")
            return real(store, submissions, now)

        monkeypatch.setattr(reports, "accept_all", accept_all)

    async def hold(self, queue: AcceptanceQueue) -> asyncio.Task[Accepted | Refused]:
        """Keep the writer busy with one report until ``go`` is set."""
        self.go.clear()
        first = asyncio.create_task(queue.accept(sent(0)))
        while not self.sizes:
            await asyncio.sleep(0.001)
        return first


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Commits:
    return Commits(monkeypatch)


def test_R8_many_callers_share_a_commit_and_each_has_its_own_answer(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> list[Accepted | Refused]:
        first = await commits.hold(queue)
        rest = [asyncio.create_task(queue.accept(sent(n))) for n in range(1, 450)]
        await asyncio.sleep(0)
        commits.go.set()
        return await asyncio.gather(first, *rest)

    answers = served(store, work)
    assert answers == [Accepted(f"{n:032x}", repeated=False) for n in range(450)]
    assert commits.sizes == [1, 200, 200, 49]
    assert len(kept(store)) == 450


def test_R8_no_answer_before_the_commit(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        first = await commits.hold(queue)
        await asyncio.sleep(0.05)
        assert not first.done()
        assert not kept(store)
        commits.go.set()
        assert await first == Accepted(f"{0:032x}", repeated=False)
        assert kept(store) == {f"{0:032x}"}

    served(store, work)


def test_R1_when_too_many_wait_the_next_is_told_to_come_back(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        first = await commits.hold(queue)
        rest = [asyncio.create_task(queue.accept(sent(n))) for n in range(1, 6)]
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await queue.accept(sent(6))
        commits.go.set()
        await asyncio.gather(first, *rest)
        assert await queue.accept(sent(6)) == Accepted(f"{6:032x}", repeated=False)

    served(store, work, most=5)
    assert len(kept(store)) == 7


def test_R9_a_store_that_is_gone_is_told_to_every_caller_and_the_writer_lives_on(
    store: Store, commits: Commits
) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        commits.fault = StoreUnavailableError("gone")
        told = await asyncio.gather(*(queue.accept(sent(n)) for n in range(20)), return_exceptions=True)
        assert {type(one) for one in told} == {StoreUnavailableError}
        commits.fault = None
        assert await queue.accept(sent(1)) == Accepted(f"{1:032x}", repeated=False)

    served(store, work)
    assert kept(store) == {f"{1:032x}"}


def test_R5_a_report_that_breaks_the_batch_takes_no_other_with_it(store: Store, commits: Commits) -> None:
    commits.poison = f"{7:032x}"

    async def work(queue: AcceptanceQueue) -> list[object]:
        first = await commits.hold(queue)
        rest = [asyncio.create_task(queue.accept(sent(n))) for n in range(1, 20)]
        await asyncio.sleep(0)
        commits.go.set()
        return await asyncio.gather(first, *rest, return_exceptions=True)

    told = served(store, work)
    assert [n for n, one in enumerate(told) if isinstance(one, RuntimeError)] == [7]
    assert kept(store) == {f"{n:032x}" for n in range(20)} - {commits.poison}


def test_R6_one_key_twice_in_a_commit_is_one_report_and_another_body_is_refused(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> list[Accepted | Refused]:
        first = await commits.hold(queue)
        same = [sent(1, "k", "a.example"), sent(2, "k", "a.example"), sent(3, "k", "b.example")]
        rest = [asyncio.create_task(queue.accept(one)) for one in same]
        await asyncio.sleep(0)
        commits.go.set()
        await first
        return await asyncio.gather(*rest)

    told = served(store, work)
    assert told[:2] == [Accepted(f"{1:032x}", repeated=False), Accepted(f"{1:032x}", repeated=True)]
    assert isinstance(told[2], Refused)
    assert commits.sizes == [1, 3]


def test_R7_a_caller_that_goes_away_takes_its_report_not_with_it(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        first = await commits.hold(queue)
        gone = asyncio.create_task(queue.accept(sent(1)))
        await asyncio.sleep(0)
        gone.cancel()
        first.cancel()
        commits.go.set()
        await asyncio.gather(first, gone, return_exceptions=True)

    served(store, work)
    assert kept(store) == {f"{0:032x}", f"{1:032x}"}


def test_R9_nobody_waits_longer_than_a_few_seconds_and_what_was_not_begun_is_not_kept(
    store: Store, commits: Commits
) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        first = await commits.hold(queue)
        with pytest.raises(StoreUnavailableError, match="in time"):
            await queue.accept(sent(1))
        with pytest.raises(StoreUnavailableError, match="in time"):
            await first
        commits.go.set()

    served(store, work, patience=0.05)
    assert kept(store) == {f"{0:032x}"}, "only the one that was being written"


def test_Q1_closing_writes_what_waits_and_takes_nothing_more(store: Store, commits: Commits) -> None:
    async def work(queue: AcceptanceQueue) -> None:
        first = await commits.hold(queue)
        rest = [asyncio.create_task(queue.accept(sent(n))) for n in range(1, 300)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(queue.close())
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await queue.accept(sent(999))
        commits.go.set()
        await closing
        assert all(isinstance(one, Accepted) for one in await asyncio.gather(first, *rest))

    served(store, work)
    assert len(kept(store)) == 300


@pytest.mark.parametrize("pragma", ["query_only = ON", "max_page_count = 1"])
def test_R9_a_full_or_read_only_disk_is_503_for_everybody_and_recovers_alone(public: TestClient, pragma: str) -> None:
    engine = public.app.state.store.engine  # type: ignore[attr-defined]  # Starlette types no state
    limit = [f"PRAGMA {pragma}"]
    event.listen(engine, "connect", lambda raw, _: [raw.execute(one) for one in limit])
    engine.dispose()
    body = {"urls": ["http://a.example/"], "note": "x" * 4_000}
    told = [public.post("/api/v1/reports", json=body | {"claims": f"{n}"}) for n in range(12)]
    refused = [answer for answer in told if answer.status_code == 503]
    assert len(refused) > 5, "what still fits into the last page is kept"
    assert {answer.headers["Retry-After"] for answer in refused} == {"5"}
    assert public.post("/report", data={"text": "http://a.example/ " + "x" * 4_000}).status_code == 503
    receipts = {answer.json()["receipt"] for answer in told if answer.status_code == 202}
    assert {report.receipt for report in reports.waiting(public.app.state.store)} == receipts  # type: ignore[attr-defined]
    limit.clear()
    engine.dispose()
    assert public.post("/api/v1/reports", json=body).status_code == 202
