from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.store.made import (
    EVIDENCE,
    NOW,
    a_ruling,
    a_score,
    case_opened,
    in_review,
    ruled,
)
from zhenwang.domain.case import Case, State
from zhenwang.domain.score import Band
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, history
from zhenwang.store.cases import Conflict
from zhenwang.store.opening import Store


def test_a_ruling_moves_the_case_and_its_history_together(store: Store) -> None:
    case = case_opened(store)
    after = cases.rule(store, case.id, a_ruling("triage"), NOW, 0)
    assert isinstance(after, Case)
    assert (after.state, after.version) == (State.TRIAGE, 1)
    assert cases.get(store, case.id) == after
    assert history.of(store, case.id)[-1].action == "triage"


def test_the_way_to_confirmed(store: Store) -> None:
    case = in_review(store)
    assert (case.state, case.proposer, case.evidence) == (State.REVIEW, "ada", EVIDENCE)
    assert ruled(store, case, a_ruling("confirm", "bo")).state is State.CONFIRMED


def test_what_the_table_refuses_changes_nothing(store: Store) -> None:
    case = case_opened(store)
    assert isinstance(cases.rule(store, case.id, a_ruling("confirm"), NOW, 0), Refused)
    assert cases.get(store, case.id) == case
    assert len(history.of(store, case.id)) == 1


def test_W12_who_comes_second_is_told_the_others_name(store: Store) -> None:
    case = case_opened(store)
    cases.rule(store, case.id, a_ruling("triage", "bo"), NOW, 0)
    second = cases.rule(store, case.id, a_ruling("triage", "ada"), NOW, 0)
    assert isinstance(second, Conflict)
    assert (second.actor, second.case.state) == ("bo", State.TRIAGE)


def test_a_case_that_does_not_exist_is_refused(store: Store) -> None:
    assert isinstance(cases.rule(store, "ZW-1\x00", a_ruling("triage"), NOW, 0), Refused)
    assert cases.get(store, "ZW-1\x00") is None


@pytest.mark.parametrize("actor", ["ada lee", " ada lee", "ada lee\n", "ada  lee", "ada\u3000lee", "Ada Lee"])
def test_W11_the_proposer_may_not_confirm_under_any_spelling(store: Store, actor: str) -> None:
    case = in_review(store, proposer="ada lee")
    refused = cases.rule(store, case.id, a_ruling("confirm", actor), NOW, case.version)
    assert isinstance(refused, Refused)
    assert "another person" in refused.reason


def test_W11_a_returned_case_has_no_proposer_and_may_change_hands(store: Store) -> None:
    case = ruled(store, in_review(store), a_ruling("return", "bo"))
    assert (case.state, case.proposer) == (State.ANALYSIS, "")
    case = ruled(store, case, "fix_evidence", a_ruling("propose", "bo"))
    assert isinstance(cases.rule(store, case.id, a_ruling("confirm", "bo"), NOW, case.version), Refused)
    assert ruled(store, case, a_ruling("confirm", "ada")).state is State.CONFIRMED


def test_W11_a_confirmation_binds_the_evidence_that_was_seen(store: Store) -> None:
    case = in_review(store)
    blind = replace(a_ruling("confirm", "bo"), seen_digest="f" * 64)
    assert isinstance(cases.rule(store, case.id, blind, NOW, case.version), Refused)


def test_W11_two_persons_confirm_whatever_sixteen_threads_do(store: Store) -> None:
    names = ["ada", "bo"]

    def one(number: int) -> object:
        case = cases.get(store, opened.id)
        assert case is not None
        action = "confirm" if case.state is State.REVIEW else "propose"
        return cases.rule(store, case.id, a_ruling(action, names[number % 2]), NOW, case.version)

    for host in ("a.example.com", "b.example.com", "c.example.com"):
        opened = ruled(store, case_opened(store, host), "triage", "analyse", "fix_evidence")
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(one, range(32)))
        steps = {event.action: event.actor for event in history.of(store, opened.id)}
        assert {steps["propose"], steps["confirm"]} == set(names)
    assert history.verify(store) == []


def test_W11_the_proposer_in_sixteen_tabs_confirms_nothing(store: Store) -> None:
    case = in_review(store)
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda _: cases.rule(store, case.id, a_ruling("confirm"), NOW, case.version), range(32)))
    assert all(isinstance(result, Refused) for result in done)


def test_W12_of_sixty_four_at_once_one_has_effect(store: Store) -> None:
    case = case_opened(store)
    with ThreadPoolExecutor(64) as pool:
        done = list(pool.map(lambda n: cases.rule(store, case.id, a_ruling("triage", f"p{n}"), NOW, 0), range(64)))
    won = [result for result in done if isinstance(result, Case)]
    lost = [result for result in done if isinstance(result, Conflict)]
    assert (len(won), len(lost)) == (1, 63)
    assert {conflict.actor for conflict in lost} == {history.of(store, case.id)[-1].actor}


def test_the_queue_is_in_the_order_people_should_take_it(store: Store) -> None:
    case_opened(store, "review.example.com", score=a_score(Band.REVIEW, 0.99))
    case_opened(store, "low.example.com", score=a_score(probability=0.8))
    case_opened(store, "high.example.com", score=a_score(probability=0.95))
    assert [case.host.split(".")[0] for case in cases.queue(store)] == ["high", "low", "review"]
    assert [case.host.split(".")[0] for case in cases.queue(store, limit=1)] == ["high"]


def test_the_queue_filters_by_state_band_and_text(store: Store) -> None:
    first = case_opened(store, "a.example.com")
    second = case_opened(store, "b-100.example.com", score=a_score(Band.REVIEW, imitates="wuhan.gov.cn"))
    ruled(store, first, "triage")
    assert [case.id for case in cases.queue(store, states=[State.TRIAGE])] == [first.id]
    assert [case.id for case in cases.queue(store, band=Band.REVIEW)] == [second.id]
    assert [case.id for case in cases.queue(store, text=" WUHAN ")] == [second.id]
    assert [case.id for case in cases.queue(store, text=first.id)] == [first.id]
    assert cases.queue(store, states=[]) == []


@pytest.mark.parametrize("text", ["http://A.example.com/cx?x=1", "hxxps[:]//a[.]example[.]com/", "a.example.com"])
def test_a_pasted_address_is_sought_by_its_host(store: Store, text: str) -> None:
    case = case_opened(store, "a.example.com")
    assert cases.queue(store, text=text) == [case]


@pytest.mark.parametrize(
    "text",
    ["湖北省人民政府.example", "湖北省人民政府[.]example", "hxxp[:]//湖北省人民政府[.]example/", "湖北省人民政府"],
)
def test_a_host_is_found_as_it_is_shown(store: Store, text: str) -> None:
    case = case_opened(store, "湖北省人民政府.example")
    case_opened(store, "a.example.com")
    assert case.host.startswith("xn--")
    assert cases.queue(store, text=text) == [case]


def test_a_case_is_found_by_the_body_that_a_text_means(store: Store) -> None:
    case_opened(store, "a.example.com")
    wuhan = case_opened(store, "b.example.com", score=a_score(imitates="www.wh.gov.cn"))
    assert cases.queue(store, text="武汉市", imitates=["www.wh.gov.cn"]) == [wuhan]
    assert len(cases.queue(store, imitates=["www.wh.gov.cn"])) == 2


@pytest.mark.parametrize("text", ["%", "_", "\x00", "'; DROP TABLE cases; --", "\ud800", "/%", "://", "/"])
def test_W18_hostile_search_texts_are_only_texts(store: Store, text: str) -> None:
    case_opened(store, "a.example.com")
    assert cases.queue(store, text=text) == []
