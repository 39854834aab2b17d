from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.store.made import (
    DAY,
    NOW,
    a_candidate,
    a_report,
    a_ruling,
    a_score,
    a_signal,
    case_opened,
    in_review,
    look_kept,
    ruled,
    seeing,
)
from zhenwang.domain import two_people
from zhenwang.domain.case import Case, State
from zhenwang.domain.score import Band, Score
from zhenwang.domain.transitions import Guard
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, history, reports
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases as table

HOST = "hubei-gov.example.com"
_examples = count()


def seen_again(store: Store, days: int = 1, score: Score | None = None, host: str = HOST) -> tuple[Case, bool]:
    day = DAY + timedelta(days=days)
    judged = score or a_score()
    digest = look_kept(store, host, day, score=judged)
    return cases.open_case(store, a_candidate(host), digest, [a_signal()], judged, day, NOW)


SENT = (
    "coordinate", a_ruling("sign", "cui"), a_ruling("hand_off", authority="cac"),
    a_ruling("progress", authority="cac", step="acted"),
    a_ruling("down", vantage_one="电信 武汉", vantage_two="联通 北京"), "report",
)  # fmt: skip


def brought_to(store: Store, state: State) -> Case:
    """The host's case in a state after its handoff."""
    case = ruled(store, in_review(store), a_ruling("confirm", "bo"))
    for step in (*SENT, a_ruling("close", outcome="taken down")):
        if case.state is state:
            break
        case = ruled(store, case, step)
    return case


def test_case_ids_count_within_their_day(store: Store) -> None:
    next_day = date(2026, 11, 21)
    ids = [case_opened(store, f"{n}.example.com", day).id for n, day in enumerate((DAY, DAY, next_day))]
    assert ids == ["ZW-20261120-0001", "ZW-20261120-0002", "ZW-20261121-0001"]


def test_a_case_shows_what_was_found(store: Store) -> None:
    case = case_opened(store)
    assert (case.state, case.imitates, case.score, case.signals) == (
        State.LEAD, "hubei.gov.cn", a_score(), (a_signal(),),
    )  # fmt: skip
    assert (case.version, case.evidence, case.proposer, case.reports) == (0, "", "", 0)


def test_I4_a_live_case_gains_a_sighting_instead_of_a_twin(store: Store) -> None:
    case = case_opened(store)
    again, opened = seen_again(store)
    assert (again, opened) == (case, False)
    assert [event.action for event in history.of(store, case.id)] == ["open", "sighting"]


def test_the_same_look_counts_once(store: Store) -> None:
    case = case_opened(store)
    for _ in range(3):
        assert case_opened(store) == case
        seen_again(store)
    assert len(history.of(store, case.id)) == 2


def test_I4_many_workers_open_one_case_per_host(store: Store) -> None:
    hosts = [f"h{n}.example.com" for n in range(4)]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda n: case_opened(store, hosts[n % 4]), range(32)))
    assert len({case.id for case in found}) == 4
    assert sorted(case.id for case in cases.queue(store)) == [f"ZW-20261120-000{n}" for n in (1, 2, 3, 4)]
    assert history.verify(store) == []


def test_a_stronger_finding_is_shown_until_evidence_is_fixed(store: Store) -> None:
    case = case_opened(store, score=a_score(Band.REVIEW, 0.6))
    again, _ = seen_again(store, 1)
    assert (again.score.band, again.version) == (Band.CONFIRMABLE, 1)
    fixed = ruled(store, again, "triage", "analyse", "fix_evidence")
    assert seen_again(store, 2, a_score(imitates="wuhan.gov.cn"))[0] == fixed
    assert case.id == fixed.id


def test_a_weaker_finding_changes_nothing_but_the_history(store: Store) -> None:
    case = case_opened(store)
    assert seen_again(store, 1, a_score(Band.REVIEW, 0.5))[0] == case


def test_a_person_who_read_the_older_finding_is_told(store: Store) -> None:
    case = case_opened(store, score=a_score(Band.REVIEW, 0.6))
    seen_again(store)
    conflict = cases.rule(store, case.id, a_ruling("triage"), NOW, case.version)
    assert isinstance(conflict, cases.Conflict)
    assert conflict.actor == history.MACHINE


@pytest.mark.parametrize("state", [State.DOWN, State.REPORTED, State.CLOSED])
def test_what_was_taken_down_reopens_when_its_site_is_back(store: Store, state: State) -> None:
    case = brought_to(store, state)
    again, opened = seen_again(store, 1, a_score(Band.REVIEW, 0.5, severity="S4"))
    assert (again.id, again.state, opened, again.came_from) == (case.id, State.REOPENED, False, state)
    assert (again.evidence, again.proposer, again.proposal, again.analysts) == ("", "", "", ())
    assert (again.signer, again.handoffs, again.ruled) == ("", {}, {})
    assert (again.score.band, again.severity) == (Band.REVIEW, "S4")
    assert history.verify(store) == []


def test_what_is_at_an_authority_gains_a_sighting(store: Store) -> None:
    case = brought_to(store, State.HANDED_OFF)
    assert seen_again(store, 1, a_score(imitates="wuhan.gov.cn")) == (case, False)
    assert history.of(store, case.id)[-1].action == "sighting"


@pytest.mark.parametrize("score", [a_score(imitates="wuhan.gov.cn"), a_score(Band.REVIEW, 0.6), a_score(severity="S3")])
def test_W11_content_that_changes_under_review_is_reviewed_anew(store: Store, score: Score) -> None:
    case = in_review(store)
    stale = seeing(case, "confirm", "bo")
    again, _ = seen_again(store, 1, score)
    assert (again.state, again.proposal, again.evidence, again.analysts) == (State.ANALYSIS, "", "", ())
    assert again.score == score
    last = history.of(store, case.id)[-1]
    assert (last.action, last.actor, last.facts["void_evidence"]) == ("content_changed", "zhenwang", case.evidence)
    assert "void" in last.reason
    assert not isinstance(cases.rule(store, case.id, stale, NOW, case.version), Case)
    assert not isinstance(cases.rule(store, case.id, stale, NOW, again.version), Case)
    fixed = ruled(store, again, "fix_evidence")
    assert fixed.state is State.EVIDENCE_FIXED
    assert two_people.faults(history.of(store, case.id)) == []


@pytest.mark.parametrize(("body", "answer"), [("wuhan.gov.cn", ""), ("hubei.gov.cn", "not_ours")])
def test_what_one_body_answered_says_nothing_for_another(store: Store, body: str, answer: str) -> None:
    ruled(store, case_opened(store, score=a_score(severity="S3")), "triage", "analyse", "fix_evidence",
          a_ruling("ask_sponsor", asked="phone"), a_ruling("escalate", escalated_to="the ministry"),
          a_ruling("sponsor_answered", sponsor_answer="not_ours", answered_by="zhou"), "propose")  # fmt: skip
    again, _ = seen_again(store, 1, a_score(Band.REVIEW, 0.6, imitates=body, severity="S3"))
    assert again.state is State.ANALYSIS
    assert (again.sponsor_answer, again.escalated) == (answer, bool(answer))
    [back, stronger] = [again, seen_again(store, 2, a_score(imitates="xiaogan.gov.cn", severity="S2"))[0]]
    assert (back.sponsor_answer, stronger.sponsor_answer, stronger.escalated) == (answer, "", False)


def test_W11_an_undo_brings_no_review_back_whose_page_has_changed(store: Store) -> None:
    case = ruled(store, in_review(store), a_ruling("watch", "bo"))
    same, _ = seen_again(store, 1)
    assert ruled(store, same, a_ruling("undo", "bo")).state is State.REVIEW
    case = ruled(store, cases.of_host(store, HOST) or case, a_ruling("watch", "bo"))
    other, _ = seen_again(store, 2, a_score(Band.REVIEW, 0.6))
    assert (other.state, other.mover) == (State.WATCH, "")
    refused = cases.rule(store, other.id, seeing(other, "undo", "bo"), NOW, other.version)
    assert isinstance(refused, Refused)
    assert refused.about == Guard.OWN_MOVE
    anew = ruled(store, other, "analyse")
    assert (anew.evidence, anew.proposal) == ("", "")


def test_the_same_claim_seen_again_leaves_a_review_alone(store: Store) -> None:
    case = in_review(store)
    assert seen_again(store, 1, a_score(probability=0.95)) == (case, False)
    assert ruled(store, case, a_ruling("confirm", "bo")).state is State.CONFIRMED


def test_a_graver_harm_is_a_stronger_finding(store: Store) -> None:
    case_opened(store, score=a_score(severity="S5"))
    assert seen_again(store, 1, a_score(severity="S1"))[0].severity == "S1"
    assert seen_again(store, 2, a_score(severity="S3"))[0].severity == "S1"


def test_peoples_grade_outlives_a_stronger_finding(store: Store) -> None:
    case = ruled(store, case_opened(store, score=a_score(Band.REVIEW, severity="S5")), a_ruling("grade", severity="S2"))
    again, _ = seen_again(store, 1, a_score(severity="S1"))
    assert (again.severity, again.score.severity, again.ruled) == ("S2", "S1", {"severity": "S2"})
    assert case.id == again.id


def test_a_case_put_aside_is_back_with_a_stronger_finding(store: Store) -> None:
    case = case_opened(store, score=a_score(Band.REVIEW))
    case = ruled(store, case, a_ruling("suppress", until="2026-12-31"))
    assert case.suppressed_until == date(2026, 12, 31)
    assert seen_again(store, 1, a_score(Band.REVIEW))[0].suppressed_until == date(2026, 12, 31)
    assert seen_again(store, 2, a_score())[0].suppressed_until is None


def test_a_case_stands_where_the_imitated_body_is(store: Store) -> None:
    digest = look_kept(store, HOST)
    opened, _ = cases.open_case(
        store, a_candidate(HOST), digest, [], a_score(Band.REVIEW), DAY, NOW, ("420100", "www.chinatax.gov.cn")
    )
    assert (opened.region, opened.system, opened.severity) == ("420100", "www.chinatax.gov.cn", "S1")
    later = look_kept(store, HOST, DAY + timedelta(days=1))
    moved, _ = cases.open_case(store, a_candidate(HOST), later, [], a_score(), DAY, NOW, ("421000", ""))
    assert (moved.region, moved.system) == ("421000", "")


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (a_score(Band.REVIEW, 0.9), State.NOT_FAKE),
        (a_score(Band.CONFIRMABLE), State.REOPENED),
        (a_score(Band.REVIEW, 0.6, imitates="wuhan.gov.cn"), State.REOPENED),
    ],
)
def test_what_people_ruled_out_returns_only_with_more_than_they_saw(store: Store, score: Score, state: State) -> None:
    case = case_opened(store, score=a_score(Band.REVIEW, 0.6))
    ruled(store, case, "triage", a_ruling("exclude", exclusion="neighbour"))
    again, opened = seen_again(store, 1, score)
    assert (again.id, again.state, opened) == (case.id, state, False)
    assert history.verify(store) == []


def test_R1_reports_are_counted_on_the_case_not_turned_into_more(store: Store) -> None:
    receipts = [f"{number:032x}" for number in range(60)]
    for receipt in receipts:
        reports.accept(store, a_report(receipt), "", NOW)
    case_opened(store)
    for receipt in [*receipts, *receipts]:
        candidate = a_candidate(source="report", locator=f"{receipt}#0")
        cases.open_case(store, candidate, look_kept(store, HOST), [], a_score(), DAY, NOW)
    [case] = cases.queue(store)
    assert case.reports == 60


def test_reports_that_came_before_the_case_count_too(store: Store) -> None:
    reports.accept(store, a_report("a" * 32), "", NOW)
    candidate = a_candidate(source="report", locator="a" * 32)
    case, _ = cases.open_case(store, candidate, look_kept(store, HOST), [], a_score(), DAY, NOW)
    assert case.reports == 1


STEPS = st.sampled_from(
    ["seen", "seen_weak", "seen_other", "triage", "analyse", "fix_evidence", "propose", "confirm", "exclude", "watch",
     "refer", "reopen", "official_issue", "resolve_onto", "coordinate", "undo", "withdraw", "return", "sign",
     "hand_off"]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_I4_a_host_has_one_case_whatever_happens_to_it(store: Store, steps: list[str]) -> None:
    host = f"h{next(_examples)}.example.com"
    scores = {"seen": a_score(), "seen_weak": a_score(Band.REVIEW), "seen_other": a_score(imitates="wuhan.gov.cn")}
    case = case_opened(store, host)
    for number, step in enumerate(steps):
        if step in scores:
            seen_again(store, number + 1, scores[step], host)
        else:
            held = cases.get(store, case.id)
            assert held is not None
            facts = {"exclusion": "neighbour", "referred_to": "武汉", "authority": "cac"}
            cases.rule(store, case.id, seeing(held, step, f"p{number % 3}", **facts), NOW, held.version)
    with store.read() as connection:
        assert connection.execute(select(func.count()).where(table.c.host == host)).scalar() == 1
    events = history.of(store, case.id)
    assert all(one.after == other.before for one, other in pairwise(events))
    held = cases.get(store, case.id)
    assert held is not None
    assert events[-1].after == held.state
    assert two_people.faults(events) == []
