"""Domains that end, change hands, lie idle, or come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rules.made_sites import NOW, TODAY, found, keys, observed, portal
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.site import RetiredHost, Status, StatusPeriod

ID = "www.huangshi.gov.cn"
LIFE = FindingKind.DOMAIN_LIFE.value
EARLIER = NOW - timedelta(days=100)


@pytest.mark.parametrize(("days", "count"), [(60, 0), (59, 1), (0, 1), (-1, 1)])
def test_fewer_than_sixty_days_are_a_finding(days: int, count: int) -> None:
    findings = found(portal(), seen=[observed(ID, expires_on=TODAY + timedelta(days=days))])
    assert keys(findings) == [(LIFE, ID, f"expires:{ID}")] * count
    assert all(("已于" in one.because) == (days < 0) for one in findings)


def test_another_registrant_is_told_with_both_names() -> None:
    seen = [observed(ID, registrant="黄石市人民政府办公室", seen_at=EARLIER), observed(ID, registrant="某某网络公司")]
    (finding,) = found(portal(), seen=reversed(seen))
    assert finding.subject == f"registrant:{ID}"
    assert "某某网络公司" in finding.because
    assert "黄石市人民政府办公室" in finding.because


@pytest.mark.parametrize("later", ["", "黄石市人民政府办公室", "黄石市人民政府", "黄石市大数据中心"])
def test_a_registrant_that_is_the_body_s_own_is_in_order(later: str) -> None:
    seen = [observed(ID, registrant="黄石市 人民政府办公室", seen_at=EARLIER), observed(ID, registrant=later)]
    assert found(portal(operator="黄石市大数据中心"), seen=seen) == ()


def test_a_registrant_seen_once_has_not_changed() -> None:
    assert found(portal(), seen=[observed(ID, registrant="某某网络公司")]) == ()


def test_an_idle_host_is_one_that_is_silent_while_the_primary_answers() -> None:
    site = portal(hosts=(ID, "huangshi.gov.cn"))
    silent = observed("huangshi.gov.cn", reachable=False)
    assert keys(found(site, seen=[observed(ID, reachable=True), silent])) == [(LIFE, ID, "idle:huangshi.gov.cn")]
    assert found(site, seen=[observed(ID, reachable=False), silent]) == ()
    assert found(site, seen=[silent]) == ()


def retired() -> RetiredHost:
    return RetiredHost("www.hsgov.cn", ID, "黄石市人民政府", date(2018, 11, 1))


def test_a_retired_host_that_answers_again_is_a_finding_under_its_old_site() -> None:
    (finding,) = found(portal(), retired=[retired()], seen=[observed("www.hsgov.cn", addresses=("203.0.113.9",))])
    assert finding.key == (LIFE, ID, "retired:www.hsgov.cn")


def test_a_retired_host_that_is_silent_or_leads_home_is_none() -> None:
    seen = [observed("www.hsgov.cn", reachable=False)]
    assert found(portal(), retired=[retired()], seen=seen) == ()
    home = [observed("www.hsgov.cn", reachable=True, final_host=ID)]
    assert found(portal(), retired=[retired()], seen=home) == ()


@pytest.mark.parametrize(
    ("today", "notice", "reachable", "count"),
    [
        (date(2026, 3, 31), "", False, 1),
        (date(2026, 4, 1), "", False, 0),
        (date(2026, 3, 10), "https://www.hubei.gov.cn/n", False, 0),
        (date(2026, 3, 10), "", True, 0),
        (date(2026, 3, 10), "", None, 0),
    ],
)
def test_art_13_a_notice_is_kept_thirty_days(today: date, notice: str, reachable: bool | None, count: int) -> None:
    site = replace(portal(), status=Status.RETIRED)
    period = StatusPeriod(ID, Status.RETIRED, date(2026, 3, 1), "批", notice)
    findings = found(site, seen=[observed(ID, reachable=reachable)], periods=[period], today=today)
    assert [one.subject for one in findings] == ["migration_notice"] * count


def test_a_later_look_overrides_what_it_looked_at_and_nothing_else() -> None:
    first = observed(ID, seen_at=EARLIER, country="US", expires_on=TODAY)
    later = observed(ID, country="CN")
    assert keys(found(portal(), seen=[later, first])) == [(LIFE, ID, f"expires:{ID}")]


@pytest.mark.parametrize(("today", "subjects"), [(date(2026, 3, 31), []), (date(2026, 4, 1), [f"retired:{ID}"])])
def test_art_13_a_closed_site_that_answers_after_its_notice_is_a_retired_host_alive(
    today: date, subjects: list[str]
) -> None:
    period = StatusPeriod(ID, Status.RETIRED, date(2026, 3, 1), "批", "https://www.hubei.gov.cn/n")
    seen = [observed(ID, reachable=True)]
    findings = found(replace(portal(), status=Status.RETIRED), seen=seen, periods=[period], today=today)
    assert [one.subject for one in findings] == subjects
