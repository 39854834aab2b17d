"""Who is reminded of what, and a silent body that is reported to who is above it, once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.domain.clocks_made import at, work
from tests.store.made import NOW, a_ruling, a_score, case_opened, ruled
from zhenwang.domain.case import Case
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.rounds.reminders import Urgency, escalate, per_holder, remind, reminded
from zhenwang.store import cases, history
from zhenwang.store.opening import Store, open_store

SITE = OfficialSite("hubei.gov.cn", "湖北省人民政府", ("hubei.gov.cn",))
REGISTRY = Registry.of([replace(SITE, supervisor="省政府办公厅")])
LATE = at("2026-11-24 18:00") + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/store.db", tmp_path / "blobs")
    yield opened
    opened.close()


def asked(store: Store, name: str = "hubei-gov.example.com") -> Case:
    case = ruled(store, case_opened(store, name, score=a_score(severity="S3")), "triage", "analyse", "fix_evidence")
    return ruled(store, case, a_ruling("ask_sponsor", asked="湖北省人民政府办公厅"))


def pressing(store: Store, now: datetime) -> list[tuple[str, str, str]]:
    return [(one.urgency, one.clock.rule.key, one.name) for one in remind(store, work(), now).found]


def test_due_today_then_late(store: Store) -> None:
    asked(store)  # on Friday 2026-11-20, 17:00 in Beijing
    body = "湖北省人民政府办公厅"
    assert pressing(store, NOW + timedelta(hours=1)) == []
    assert pressing(store, at("2026-11-24 08:00")) == [("today", "sponsor", body)]
    assert pressing(store, LATE) == [("late", "sponsor", body)]
    found = remind(store, work(), LATE)
    assert list(per_holder(found.found)) == ["sponsor"]
    assert found.remarks() == ("deadlines: 1 late; zhenwang clocks names them",)


def test_a_silent_body_is_reported_once_by_the_machine(store: Store) -> None:
    case = asked(store)
    assert escalate(store, work(), REGISTRY, at("2026-11-24 23:00")) == ()
    assert escalate(store, work(), REGISTRY, LATE) == (case.id,)
    last = history.of(store, case.id)[-1]
    assert (last.actor, last.action, last.facts["escalated_to"]) == ("zhenwang", "escalate", "省政府办公厅")
    assert "湖北省人民政府办公厅逾期未答复" in last.reason
    assert escalate(store, work(), REGISTRY, LATE) == ()
    found = cases.get(store, case.id)
    assert found is not None
    assert found.escalated


def test_many_runs_at_once_report_it_once(store: Store) -> None:
    case = asked(store)
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda _: escalate(store, work(), REGISTRY, LATE), range(32)))
    assert sum(map(len, done)) == 1
    assert [event.action for event in history.of(store, case.id)].count("escalate") == 1


def test_where_the_registry_names_nobody_above_it_says_so_in_general(store: Store) -> None:
    case = asked(store)
    assert escalate(store, work(), Registry.of(()), LATE) == (case.id,)
    assert history.of(store, case.id)[-1].facts["escalated_to"] == "主管单位"


def test_who_answered_or_is_paused_is_not_reported(store: Store) -> None:
    answered = asked(store)
    ruled(store, answered, a_ruling("sponsor_answered", sponsor_answer="not_ours", answered_by="李强"))
    paused = asked(store, "hubei2.example.com")
    ruled(store, paused, "pause")
    assert escalate(store, work(), REGISTRY, LATE) == ()


def test_a_day_ends_with_what_was_reported_and_what_presses(store: Store) -> None:
    case = asked(store)
    found = reminded(store, work(), REGISTRY, LATE)
    assert found.escalated == (case.id,)
    assert found.of(Urgency.LATE)
    assert found.remarks()[-1].endswith(case.id)


def test_a_step_that_usually_takes_too_long_puts_a_case_at_risk(store: Store) -> None:
    for n in range(6):  # reviews that took ten days, counted from when they were put
        slow = case_opened(store, f"hubei-slow{n}.example.com", score=a_score(severity="S3"))
        slow = ruled(store, slow, "triage", "analyse", "fix_evidence", a_ruling("ask_sponsor", asked="x"))
        answer = a_ruling("sponsor_answered", sponsor_answer="not_ours", answered_by="李强")
        slow = ruled(store, slow, answer, "propose")
        ruling = replace(a_ruling("return", actor="grace"), seen_digest=slow.proposal)
        assert isinstance(cases.rule(store, slow.id, ruling, NOW + timedelta(days=10), slow.version), Case)
    one = case_opened(store, "hubei-now.example.com", score=a_score(severity="S3"))
    one = ruled(store, one, "triage", "analyse", "fix_evidence", a_ruling("ask_sponsor", asked="x"))
    one = ruled(store, one, a_ruling("sponsor_answered", sponsor_answer="not_ours", answered_by="李强"), "propose")
    found = [p for p in remind(store, work(), NOW + timedelta(hours=2)).found if p.case.id == one.id]
    assert [(p.urgency, p.clock.rule.key, p.holder) for p in found] == [(Urgency.AT_RISK, "review", "reviewer")]


def test_more_cases_than_are_gone_through_are_told(store: Store) -> None:
    for n in range(3):
        case_opened(store, f"hubei{n}.example.com")
    assert remind(store, work(), NOW, most=2).more
    assert not remind(store, work(), NOW, most=3).more
