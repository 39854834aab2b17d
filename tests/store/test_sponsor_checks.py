from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from tests.store.made import DAY, NOW, a_candidate, a_score, a_signal, look_kept
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.finding import FindingKind, FindingState
from zhenwang.domain.sponsor import Reply, SponsorAnswer, Tick
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, findings, history, sponsor_checks
from zhenwang.store.opening import Store
from zhenwang.store.sponsor_checks import Closed, Standing
from zhenwang.store.work_schema import sponsor_checks as table

ADA = Actor("p-ada", "Ada", "", tuple(Grant(role) for role in Role if role is not Role.SPONSOR))
SITE = "hubei.gov.cn"
LATER = NOW + timedelta(hours=3)


def a_reply(answer: SponsorAnswer = SponsorAnswer.NOT_OURS) -> Reply:
    ticks = dict.fromkeys(("runs", "commissioned", "former"), Tick.NO)
    return Reply(answer, ticks, "周敏", "省政府办公厅", date(2026, 11, 20), "从未开办")


def asked(store: Store, name: str = "hubei-gov.example.com") -> Case:
    digest = look_kept(store, name)
    case = cases.open_case(store, a_candidate(name), digest, [a_signal()], a_score(), DAY, NOW)[0]
    for action, facts in (
        ("triage", {}),
        ("analyse", {}),
        ("fix_evidence", {"evidence": "e" * 64}),
        ("ask_sponsor", {"asked": "省政府办公厅，电话"}),
    ):
        after = cases.rule(store, case.id, Ruling(action, ADA, "looked", facts), NOW, case.version)
        assert isinstance(after, Case), after
        case = after
    return case


def made(store: Store, case: Case) -> str:
    token = sponsor_checks.make(store, case, SITE, ADA, NOW)
    assert isinstance(token, str)
    return token


def test_only_the_digest_of_a_link_is_kept(store: Store) -> None:
    token = made(store, asked(store))
    assert len(token) == 43
    with store.read() as connection:
        row = connection.execute(select(table)).one()
    assert token not in repr(tuple(row))
    assert row.token_digest == sponsor_checks.digest(token)


def test_one_answer_is_one_event_and_the_second_use_says_so(store: Store) -> None:
    case = asked(store)
    token = made(store, case)
    after = sponsor_checks.answer(store, token, a_reply(), LATER)
    assert isinstance(after, Case)
    assert (after.state, after.sponsor_answer, after.version) == (State.SPONSOR_CHECK, "not_ours", case.version + 1)
    last = history.of(store, case.id)[-1]
    assert (last.action, last.actor, last.person, last.account) == ("sponsor_answered", "周敏", "", "")
    assert last.facts["answered_office"] == "省政府办公厅"
    assert sponsor_checks.answer(store, token, a_reply(SponsorAnswer.OURS), LATER) == Closed(Standing.ANSWERED)
    held = sponsor_checks.of_case(store, case.id, LATER)[0]
    assert (held.standing, held.answered_at) == (Standing.ANSWERED, LATER)
    assert held.answer
    assert held.answer["answered_by"] == "周敏"
    assert cases.get(store, case.id) == after


def test_a_new_link_ends_the_one_before(store: Store) -> None:
    case = asked(store)
    old, new = made(store, case), made(store, case)
    assert sponsor_checks.answer(store, old, a_reply(), LATER) == Closed(Standing.CANCELLED)
    assert [one.standing for one in sponsor_checks.of_case(store, case.id, LATER)] == ["open", "cancelled"]
    assert isinstance(sponsor_checks.answer(store, new, a_reply(), LATER), Case)


def test_a_link_expires_and_ends_with_the_question(store: Store) -> None:
    case = asked(store)
    token = made(store, case)
    late = NOW + sponsor_checks.LASTS
    assert sponsor_checks.answer(store, token, a_reply(), late) == Closed(Standing.EXPIRED)
    watched = cases.rule(store, case.id, Ruling("watch", ADA, "wait", {}), NOW, case.version)
    assert isinstance(watched, Case)
    assert sponsor_checks.answer(store, token, a_reply(), LATER) == Closed(Standing.CANCELLED)
    assert isinstance(sponsor_checks.make(store, watched, SITE, ADA, NOW), Refused)


def test_a_link_of_an_earlier_question_answers_no_later_one(store: Store) -> None:
    """Who was asked once, perhaps another body, has no say in what is asked after an undo or a new round."""
    case = asked(store)
    token = made(store, case)
    for action, facts in (("exclude", {"exclusion": "repost"}), ("undo", {})):
        after = cases.rule(store, case.id, Ruling(action, ADA, "so", facts), NOW, case.version)
        assert isinstance(after, Case), after
        case = after
    assert case.state is State.SPONSOR_CHECK
    assert sponsor_checks.answer(store, token, a_reply(), LATER) == Closed(Standing.CANCELLED)
    assert cases.get(store, case.id) == case


def test_an_answer_that_came_another_way_ends_the_link_whatever_door_it_came_by(store: Store) -> None:
    case = asked(store)
    token = made(store, case)
    said = {"sponsor_answer": "ours", "answered_by": "周敏"}
    after = cases.rule(store, case.id, Ruling("sponsor_answered", ADA, "by phone", said), NOW, case.version)
    assert isinstance(after, Case)
    assert sponsor_checks.answer(store, token, a_reply(), LATER) == Closed(Standing.CANCELLED)
    held = cases.get(store, case.id)
    assert held
    assert held.sponsor_answer == "ours"


def test_what_is_no_token_leads_nowhere(store: Store) -> None:
    made(store, asked(store))
    for token in ("", "x" * 43, "x" * 42, "é" * 43, "../../etc", "\x00" * 43, "x" * 10_000):
        assert sponsor_checks.found(store, token, NOW) is None
        assert isinstance(sponsor_checks.answer(store, token, a_reply(), NOW), Closed)


def test_a_site_that_is_theirs_goes_to_the_findings_with_the_same_answer(store: Store) -> None:
    case = asked(store)
    sponsor_checks.answer(store, made(store, case), a_reply(SponsorAnswer.OURS), LATER)
    kept = findings.of_site(store, SITE)
    assert [(one.finding.kind, one.finding.subject, one.state) for one in kept] == [
        (FindingKind.UNREPORTED_SITE, case.host, FindingState.OPEN)
    ]
    assert "感谢" in kept[0].finding.because
    assert "假冒" not in kept[0].finding.because
    assert sponsor_checks.own_site(case, SITE, "not_ours") is None
    assert sponsor_checks.own_site(replace(case, host="x.example"), "", "commissioned")


def test_sixty_four_answers_at_once_are_one(store: Store) -> None:
    case = asked(store)
    token = made(store, case)
    answers: list[object] = []

    def say() -> None:
        answers.append(sponsor_checks.answer(store, token, a_reply(), LATER))

    threads = [threading.Thread(target=say) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, Case) for one in answers) == 1
    assert answers.count(Closed(Standing.ANSWERED)) == 63
    assert [event.action for event in history.of(store, case.id)].count("sponsor_answered") == 1
