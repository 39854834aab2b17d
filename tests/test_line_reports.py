"""What a day makes of reports: a flood is one row and one look, and every receipt goes on (R1, R2, R17, F23)."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from tests.store.made import a_score, case_opened, look_kept
from tests.web.made import SITES
from zhenwang import line, runtime
from zhenwang.domain.case import State
from zhenwang.domain.report import SAMPLES, Report, Submission
from zhenwang.line import Stations
from zhenwang.report_sources import Inbox
from zhenwang.settings import Settings
from zhenwang.sources.reports import MOST_HOSTS
from zhenwang.store import candidates, cases, conserve, history, inbox, report_days, report_status, reports
from zhenwang.store.opening import Store, open_store
from zhenwang.store.report_schema import reports as rows
from zhenwang.store.schema import cases as case_rows

NOW, DAY = datetime(2026, 11, 20, 8, tzinfo=UTC), date(2026, 11, 20)
FAKE = "www-hubei-gov-cn.example"
SIZES = [2_000, pytest.param(100_000, marks=pytest.mark.soak)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stations]:
    """Opened once, with a small registry: reading the whole one is what would take the time."""
    folder = tmp_path_factory.mktemp("stations")
    (folder / "official_sites.csv").write_text(SITES, encoding="utf-8")
    shutil.copy(Settings().seeds / "legal_basis.csv", folder)
    with runtime.stations(Settings(var=folder / "var", seeds=folder, plan="files", database_url="")) as opened:
        yield opened


@pytest.fixture
def stations(whole: Stations, tmp_path: Path) -> Iterator[Stations]:
    store = open_store(f"sqlite:///{tmp_path}/store.db", tmp_path / "blobs")
    yield replace(whole, store=store)
    store.close()


@contextmanager
def traced(*, measured: bool) -> Iterator[Callable[[], int]]:
    """The most memory that Python objects take meanwhile; 0 when it is not measured, for measuring is slow."""
    peak = 0
    if measured:
        tracemalloc.start()
    yield lambda: peak
    if measured:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()


def told(store: Store, *addresses: str, at: datetime = NOW, start: int = 0) -> None:
    for first in range(0, len(addresses), 500):
        reports.accept_all(
            store,
            [
                Submission(Report(f"{start + first + n:032x}", at, (url,), "省政府", "sms"), words="sealed")
                for n, url in enumerate(addresses[first : first + 500])
            ],
            at,
        )


def discovered(stations: Stations, day: date = DAY, now: datetime = NOW) -> line.Discovered:
    found = line.discover(stations, Inbox(stations.store), day, now)
    assert all(books.holds for books in conserve.balance(stations.store))
    return found


def counts(store: Store) -> tuple[int, int, int]:
    """Reports in all, those kept word for word, those that wait."""
    with store.read() as connection:
        number = select(func.count()).select_from(rows)
        everything = connection.execute(number).scalar_one()
        kept = connection.execute(number.where(rows.c.record != {})).scalar_one()
        waiting = connection.execute(number.where(rows.c.taken_on.is_(None))).scalar_one()
    return everything, kept, waiting


@pytest.mark.parametrize("size", SIZES)
def test_R1_identical_reports_are_one_row_one_candidate_and_one_case(stations: Stations, size: int) -> None:
    store = stations.store
    told(store, *[f"http://{FAKE}/cx"] * size)
    assert counts(store) == (size, SAMPLES, size)
    with traced(measured=size > 50_000) as peak:
        found = discovered(stations)
    assert peak() < 500 * size, "a record for each report would take ten times as much"
    assert (found.read, found.admitted, found.malformed, found.failure) == (SAMPLES, 1, 0, "")
    assert counts(store) == (size, SAMPLES, 0)
    [row] = inbox.groups(store)
    assert (row.host, row.reports) == (FAKE, size)
    case = case_opened(store, FAKE, DAY)
    assert case.reports == size
    assert [one.host for one in cases.queue(store)] == [FAKE]


@pytest.mark.parametrize("size", SIZES)
def test_R2_paths_of_a_domain_are_fifty_samples_and_the_rest_counted(stations: Stations, size: int) -> None:
    store = stations.store
    told(store, *[f"http://{FAKE}/{n}" for n in range(size)])
    found = discovered(stations)
    assert (found.admitted, counts(store)) == (1, (size, SAMPLES, 0))
    candidate = candidates.of_host(store, FAKE)
    assert candidate is not None
    assert len(candidate.sightings) == SAMPLES
    assert report_status.status(store, f"{size - 1:032x}") == "waiting"
    case = case_opened(store, FAKE, DAY)
    assert (case.reports, report_status.status(store, f"{size - 1:032x}")) == (size, "case")


def test_F23_hosts_of_a_domain_are_fifty_a_day_and_the_others_are_told_so(stations: Stations) -> None:
    store = stations.store
    told(store, *[f"http://h{n}.hubei-gov.example/" for n in range(200)])
    found = discovered(stations)
    assert (found.admitted, counts(store)) == (MOST_HOSTS, (200, SAMPLES, 0))
    assert report_status.status(store, f"{MOST_HOSTS - 1:032x}") == "waiting"
    assert report_status.status(store, f"{MOST_HOSTS:032x}") == "unseen", "nobody looked, so nobody says so"
    told(store, "http://one-more.hubei-gov.example/", start=200)
    assert discovered(stations).admitted == 0, "the day has had its fifty, however often it runs"
    tomorrow = NOW + timedelta(days=1)
    told(store, "http://one-more.hubei-gov.example/", at=tomorrow, start=201)
    assert discovered(stations, DAY + timedelta(days=1), tomorrow).admitted == 1


def test_R2_a_host_that_only_counted_reports_name_is_a_candidate(stations: Stations) -> None:
    store = stations.store
    told(store, *[f"http://{FAKE}/{n}" for n in range(SAMPLES)], f"http://login.{FAKE}/", f"http://login.{FAKE}/x")
    assert discovered(stations).admitted == 2
    assert candidates.known_since(store, [FAKE, f"login.{FAKE}"], DAY) == {FAKE, f"login.{FAKE}"}


def test_R17_spellings_of_a_host_are_one_candidate(stations: Stations) -> None:
    told(stations.store, f"http://{FAKE.upper()}/", f"hxxp://{FAKE}.:80/", f"http://{FAKE}:443/%7Ea", f"{FAKE}/~a",
         f"http://{FAKE.replace('.', '。')}/")  # fmt: skip
    assert discovered(stations).admitted == 1
    [row] = inbox.groups(stations.store)
    assert row.reports == 5


def test_R8_what_comes_in_while_a_day_is_read_waits_for_the_next(stations: Stations) -> None:
    store, source = stations.store, Inbox(stations.store)
    told(store, f"http://{FAKE}/", "http://two.example/")
    reading = source.sightings(NOW)
    read = [next(reading)]
    told(store, "http://three.example/", at=NOW + timedelta(hours=1), start=9)
    read += [*reading]
    reports.accept(store, Report("f" * 32, NOW - timedelta(hours=1), ("http://early.example/",)), "", NOW)
    source.settle(DAY)
    left = {one.receipt for one in report_days.waiting(store)}
    assert "f" * 32 in left
    taken = {report_status.status(store, f"{n:032x}") for n in (0, 1)}
    assert len(read) + len(left) == 4, "read and taken up, or waiting: nothing in between"
    assert taken == {"official"}, "this run admitted no candidate, and took up what it had read"


def test_Q1_a_day_broken_off_before_the_admission_takes_up_nothing(stations: Stations) -> None:
    told(stations.store, f"http://{FAKE}/")
    broken = Inbox(stations.store)
    list(broken.sightings(NOW))
    assert counts(stations.store)[2] == 1
    assert discovered(stations).admitted == 1
    assert counts(stations.store)[2] == 0
    assert discovered(stations).admitted == 0


def in_state(store: Store, state: State, **more: object) -> str:
    case = case_opened(store, FAKE, DAY - timedelta(days=30))
    with store.write() as connection:
        connection.execute(update(case_rows).where(case_rows.c.id == case.id).values(state=state.value, **more))
    return case.id


@pytest.mark.parametrize("state", [State.CLOSED, State.DOWN, State.REPORTED, State.NOT_FAKE, State.WATCH])
def test_R10_a_report_alone_reopens_nothing_but_its_host_is_looked_at_again_at_once(
    stations: Stations, state: State
) -> None:
    store = stations.store
    suppressed = DAY + timedelta(days=300) if state is State.NOT_FAKE else None
    case_id = in_state(store, state, suppressed_until=suppressed)
    before = history.of(store, case_id)
    told(store, *[f"http://{FAKE}/"] * 300)
    assert discovered(stations).admitted == 1
    assert cases.get(store, case_id).state is state
    assert history.of(store, case_id) == before
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    assert lease.candidate.host.ascii == FAKE


@pytest.mark.parametrize(("state", "then"), [(State.CLOSED, State.REOPENED), (State.NOT_FAKE, State.NOT_FAKE)])
def test_R10_the_look_that_a_report_causes_reopens_what_was_taken_down(
    stations: Stations, state: State, then: State
) -> None:
    store = stations.store
    case_id = in_state(store, state)
    told(store, f"http://{FAKE}/")
    discovered(stations)
    [lease] = candidates.lease(store, DAY, "w", 1, NOW)
    digest = look_kept(store, FAKE, DAY)
    cases.open_case(store, lease.candidate, digest, [], a_score(), DAY, NOW)
    assert cases.get(store, case_id).state is then, "what people ruled out returns only with more than they saw"
