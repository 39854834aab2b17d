from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.store.made import NOW, a_report, a_ruling, a_score, case_opened, in_review, ruled
from zhenwang.store import figures, reports, statistics
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases
from zhenwang.store.statistics import Question
from zhenwang.store.statistics_schema import case_figures, case_spells, case_tally

ALL = Question()
OF_2026 = Question(2026)


def _kept(store: Store) -> list[list[tuple[object, ...]]]:
    with store.read() as connection:
        tables = (case_figures, case_spells, case_tally)
        return [sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in tables]


def _a_year(store: Store) -> None:
    case_opened(store, "one.example")
    ruled(store, case_opened(store, "two.example"), "triage", a_ruling("exclude", exclusion="repost"))
    ruled(store, case_opened(store, "three.example"), a_ruling("exclude", exclusion="media"))
    ruled(store, in_review(store, "four.example"), a_ruling("confirm", "bob"))
    ruled(store, in_review(store, "five.example"), a_ruling("confirm", "bob"), "coordinate")
    case_opened(store, "six.example", score=a_score(severity="S3", imitates="www.wuhan.gov.cn"))


def test_an_empty_store_answers_with_nothing(store: Store) -> None:
    assert figures.refresh(store) == 0
    answer = statistics.ask(store, OF_2026)
    assert (answer.total("opened"), answer.stages, answer.to_confirm) == (0, {}, None)
    assert statistics.years(store) == []


def test_cases_are_counted_by_milestone_and_dimension(store: Store) -> None:
    _a_year(store)
    assert figures.refresh(store) == 0
    answer = statistics.ask(store, OF_2026)
    assert (answer.total("opened"), answer.total("confirmed"), answer.total("down")) == (6, 2, 0)
    assert answer.of("severity") == {"S1": 5, "S3": 1}
    assert answer.of("imitates") == {"hubei.gov.cn": 5, "www.wuhan.gov.cn": 1}
    assert answer.of("exclusion", "excluded") == {"media": 1, "repost": 1}
    assert answer.of("state") == {"lead": 2, "not_fake": 2, "confirmed": 1, "coordination": 1}
    assert answer.of("month") == {"11": 6}
    assert answer.of("source") == {"monitoring": 6}
    assert answer.yearly["confirmed"] == {2026: 2}
    assert statistics.ask(store, Question(2025)).total("opened") == 0
    assert statistics.ask(store, ALL).total("opened") == 6
    assert statistics.years(store) == [2026]


@pytest.mark.parametrize("at_once", [1, 3, 7])
def test_counting_step_by_step_comes_to_the_same_as_counting_anew(
    store: Store, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "AT_ONCE", at_once)
    for name in ("a.example", "b.example", "c.example"):
        case = in_review(store, name)
        figures.refresh(store, at_once)
        ruled(store, case, a_ruling("exclude" if name == "b.example" else "confirm", "bob", exclusion="other"))
        figures.refresh(store, at_once)
    while figures.refresh(store, at_once):
        pass
    once = _kept(store)
    figures.rebuild(store)
    assert _kept(store) == once
    assert all(once)


def test_a_store_that_is_up_to_date_is_not_written_to(store: Store) -> None:
    _a_year(store)
    waiting = figures.behind(store)
    assert figures.refresh(store, 1) == waiting - 1
    assert figures.refresh(store) == figures.behind(store) == 0
    with store.write():  # a second writer would have to wait for this one
        assert figures.refresh(store) == 0


def test_a_region_is_all_below_it_and_nobody_counts_beyond_the_grant(store: Store) -> None:
    places = {"a.example": ("420100", ""), "b.example": ("420106", ""), "c.example": ("420500", "hb-tax"),
              "d.example": ("", "")}  # fmt: skip
    for name, (region, system) in places.items():
        case = case_opened(store, name)
        with store.write() as connection:
            connection.execute(cases.update().where(cases.c.id == case.id).values(region=region, system=system))
    figures.rebuild(store)

    def opened(region: str = "", within: tuple[tuple[str, str], ...] | None = None) -> int:
        return statistics.ask(store, Question(2026, region, within)).total("opened")

    assert (opened(), opened("4201"), opened("420106"), opened("42"), opened("43")) == (4, 2, 1, 3, 0)
    assert (opened(within=()), opened(within=(("4201", ""),)), opened(within=(("", ""),))) == (0, 2, 4)
    assert opened(within=(("4201", ""), ("", "hb-tax"))) == 3
    assert opened("4205", (("4201", ""),)) == 0
    assert statistics.regions(store) == ["420100", "420106", "420500"]
    assert statistics.regions(store, (("4201", ""),)) == ["420100", "420106"]
    assert statistics.ask(store, Question(2026)).of("region") == {"": 1, "420100": 1, "420106": 1, "420500": 1}


def test_medians_are_those_of_the_stays(store: Store) -> None:
    _a_year(store)
    with store.write() as connection:
        connection.execute(
            case_spells.insert(),
            [
                {"case_id": f"x{n}", "number": 0, "state": "review", "holder": "reviewer", "region": "", "system": "",
                 "ended_year": 2031, "worked": worked, "paused": paused}
                for n, (worked, paused) in enumerate([(60, 0), (120, 30), (600, 10), (90, 0)])
            ],
        )  # fmt: skip
    for question in (Question(2031), ALL):
        span = statistics.ask(store, question).stages["review"]
        assert (span.count, span.median, span.paused, span.pauses) == (4, 105.0, 40, 2)
        assert span.mean == 217.5
    figures.refresh(store)
    assert statistics.ask(store, OF_2026).to_confirm == statistics.Span(2, 0.0, 0.0)


def test_the_office_has_new_year_before_the_world_does(store: Store) -> None:
    assert figures.months(2026)[0][0].astimezone(UTC) == datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
    assert figures.months(2026)[-1][1].astimezone(UTC) == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    for receipt, minute in (("a", 59), ("b", 61)):
        at = datetime(2026, 12, 31, 15, 0, tzinfo=UTC) + timedelta(minutes=minute)
        reports.accept(store, replace(a_report(receipt * 32), received_at=at), "", at)
    assert sum(statistics.ask(store, Question(2026)).reports.values()) == 1
    assert statistics.ask(store, Question(2027)).reports[1] == 1
    assert sum(statistics.ask(store, ALL).reports.values()) == 2


def test_reports_are_counted_by_the_way_they_came_also_those_that_are_only_counted(store: Store) -> None:
    for n in range(60):
        reports.accept(store, replace(a_report(f"{n:032x}"), channel=("", "sms", "phone")[n % 3]), "", NOW)
    letter = replace(a_report("f" * 32), channel="letter", received_at=NOW - timedelta(days=365))
    reports.accept(store, letter, "", NOW)
    found = statistics.ask(store, Question(2026))
    assert found.channels == {"": 20, "phone": 20, "sms": 20}
    assert sum(found.reports.values()) == 60
    assert statistics.ask(store, Question(2025)).channels == {"letter": 1}
    assert sum(statistics.ask(store, ALL).channels.values()) == 61


def test_a_case_that_came_back_shows_in_the_reopen_rate(store: Store) -> None:
    case = ruled(store, case_opened(store, "one.example"), a_ruling("exclude", exclusion="repost"))
    ruled(store, case_opened(store, "two.example"), a_ruling("exclude", exclusion="repost"))
    ruled(store, case, "reopen")
    figures.refresh(store)
    answer = statistics.ask(store, OF_2026)
    assert answer.of("settled") == {"": 1, "reopened": 1}
    assert answer.of("exclusion", "excluded") == {"repost": 1}
