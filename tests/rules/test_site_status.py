"""Art. 12-14: the dates of a site's status."""

from __future__ import annotations

from datetime import date

from tests.rules.made_sites import TODAY, found, keys, portal
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.site import Status, StatusPeriod

ID = "www.huangshi.gov.cn"


def entry(status: Status, day: str, site: str = ID) -> StatusPeriod:
    return StatusPeriod(site, status, date.fromisoformat(day), "鄂政办批〔2026〕1号", "https://www.hubei.gov.cn/notice")


def subjects(*entries: StatusPeriod, today: date = TODAY) -> list[str]:
    findings = found(portal(), periods=entries, today=today)
    assert {one.kind for one in findings} <= {FindingKind.OFFLINE_TOO_LONG}
    return [key[2] for key in keys(findings)]


def test_thirty_days_are_in_order_and_thirty_one_are_a_finding() -> None:
    pause = entry(Status.TEMP_OFFLINE, "2026-03-01")
    assert subjects(pause, today=date(2026, 3, 31)) == []
    assert subjects(pause, today=date(2026, 4, 1)) == ["long:2026-03-01"]


def test_a_pause_that_ended_in_time_stays_in_order() -> None:
    assert subjects(entry(Status.TEMP_OFFLINE, "2026-03-01"), entry(Status.ACTIVE, "2026-03-31")) == []
    late = subjects(entry(Status.TEMP_OFFLINE, "2026-03-01"), entry(Status.ACTIVE, "2026-04-01"))
    assert late == ["long:2026-03-01"]


def test_twice_in_one_year_is_a_finding_and_once_in_each_of_two_is_not() -> None:
    first = (entry(Status.TEMP_OFFLINE, "2025-12-20"), entry(Status.ACTIVE, "2026-01-05"))
    second = (entry(Status.TEMP_OFFLINE, "2026-02-01"), entry(Status.ACTIVE, "2026-02-10"))
    third = (entry(Status.TEMP_OFFLINE, "2026-05-01"), entry(Status.ACTIVE, "2026-05-02"))
    assert subjects(*first, *second) == []
    assert subjects(*first, *second, *third) == ["often:2026"]


def test_forced_closures_do_not_count_and_have_no_clock() -> None:
    forced = (entry(Status.EMERGENCY_OFFLINE, "2026-01-01"), entry(Status.ACTIVE, "2026-06-01"))
    pause = (entry(Status.TEMP_OFFLINE, "2026-07-01"), entry(Status.ACTIVE, "2026-07-02"))
    assert subjects(*forced, *pause) == []


def test_what_is_not_recorded_is_asked_for() -> None:
    bare = StatusPeriod(ID, Status.TEMP_OFFLINE, date(2026, 11, 1))
    findings = found(portal(), periods=[entry(Status.ACTIVE, "2020-01-01"), bare])
    assert [(one.subject, one.basis) for one in findings] == [("papers:2026-11-01", "hubei-2018-12")]
    announced = StatusPeriod(ID, Status.TEMP_OFFLINE, date(2026, 11, 1), approval="x")
    findings = found(portal(), periods=[entry(Status.ACTIVE, "2020-01-01"), announced])
    assert [one.basis for one in findings] == ["hubei-2018-14-notice"]


def test_a_step_outside_the_table_is_asked_about() -> None:
    assert subjects(entry(Status.ACTIVE, "2020-01-01"), entry(Status.RETIRED, "2026-01-01")) == ["step:2026-01-01"]


def test_the_future_and_unknown_sites_are_passed_over() -> None:
    assert (
        subjects(entry(Status.TEMP_OFFLINE, "2027-01-01"), entry(Status.TEMP_OFFLINE, "2020-01-01", "x.gov.cn")) == []
    )
