from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from tests.store.made import (
    DAY,
    EVIDENCE,
    NOW,
    a_candidate,
    a_ruling,
    a_score,
    an_actor,
    case_opened,
    in_review,
    look_kept,
    ruled,
    seeing,
)
from zhenwang.domain import two_people
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case, Claim, State
from zhenwang.domain.score import Band
from zhenwang.domain.transitions import Guard
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, claims, history
from zhenwang.store.access_schema import accounts, grants, people
from zhenwang.store.access_schema import journal as journal_table
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
    refused = cases.rule(store, case.id, seeing(case, "confirm", actor), NOW, case.version)
    assert isinstance(refused, Refused)
    assert "another person" in refused.reason


def test_W11_a_returned_case_has_no_proposer_and_may_change_hands(store: Store) -> None:
    case = ruled(store, in_review(store), a_ruling("return", "bo"))
    assert (case.state, case.proposer, case.evidence, case.proposal, case.analysts) == (State.ANALYSIS, "", "", "", ())
    assert "limb" not in case.ruled
    case = ruled(store, case, a_ruling("fix_evidence", "bo"), a_ruling("propose", "bo"))
    assert isinstance(cases.rule(store, case.id, seeing(case, "confirm", "bo"), NOW, case.version), Refused)
    assert ruled(store, case, a_ruling("confirm", "ada")).state is State.CONFIRMED


def test_W11_who_fixed_the_evidence_may_not_confirm_either(store: Store) -> None:
    case = ruled(store, case_opened(store), "triage", "analyse", a_ruling("fix_evidence", "cui"), "propose")
    refused = cases.rule(store, case.id, seeing(case, "confirm", "cui"), NOW, case.version)
    assert isinstance(refused, Refused)
    assert ruled(store, case, a_ruling("confirm", "bo")).state is State.CONFIRMED


def test_W11_two_accounts_of_one_person_are_one(store: Store) -> None:
    case = in_review(store)
    other = replace(seeing(case, "confirm"), actor=an_actor("王芳（复核）", person="p-ada"))
    refused = cases.rule(store, case.id, other, NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == Guard.ANOTHER_PERSON
    with store.read() as connection:
        [noted] = connection.execute(select(journal_table)).all()
    assert (noted.action, noted.subject, noted.person) == ("ruling_refused", case.id, "p-ada")


def test_W11_a_confirmation_binds_the_proposal_that_was_seen(store: Store) -> None:
    case = in_review(store)
    for seen in ("f" * 64, case.evidence, ""):
        blind = replace(a_ruling("confirm", "bo"), seen_digest=seen)
        refused = cases.rule(store, case.id, blind, NOW, case.version)
        assert isinstance(refused, Refused)
        assert refused.about == Guard.SAME_PROPOSAL


def test_W11_a_proposal_made_anew_is_another_one(store: Store) -> None:
    first = in_review(store)
    again = ruled(store, first, "withdraw", "fix_evidence", a_ruling("propose", misleading="asks for a bank card"))
    assert again.proposal != first.proposal
    stale = replace(a_ruling("confirm", "bo"), seen_digest=first.proposal)
    assert isinstance(cases.rule(store, again.id, stale, NOW, again.version), Refused)


def test_W11_a_ruling_sent_twice_has_one_effect(store: Store) -> None:
    case = in_review(store)
    ruling = seeing(case, "confirm", "bo")
    assert isinstance(cases.rule(store, case.id, ruling, NOW, case.version), Case)
    assert isinstance(cases.rule(store, case.id, ruling, NOW, case.version), Conflict)
    assert [event.action for event in history.of(store, case.id)].count("confirm") == 1


def with_account(store: Store, login: str, person: str, *roles: Role) -> Actor:
    """An actor whose roles stand in the tables, as after signing in."""
    with store.write() as connection:
        known = connection.execute(select(people.c.id).where(people.c.id == person)).first()
        if known is None:
            connection.execute(insert(people).values(id=person, name=person, name_key=person, created_at=NOW))
        account = {"login": login, "person": person, "password": "", "issuer": "", "subject": "", "created_at": NOW}
        connection.execute(insert(accounts).values(account))
        for role in roles:
            connection.execute(insert(grants).values(account=login, role=role.value, region="", system=""))
    return Actor(person, person, login, tuple(Grant(role) for role in roles))


def test_W11_a_role_withdrawn_a_moment_ago_confirms_nothing(store: Store) -> None:
    case = in_review(store)
    bo = with_account(store, "bo", "p-bo", Role.REVIEWER)
    with store.write() as connection:
        connection.execute(delete(grants).where(grants.c.account == "bo"))
    refused = cases.rule(store, case.id, replace(seeing(case, "confirm"), actor=bo), NOW, case.version)
    assert isinstance(refused, Refused)
    assert cases.get(store, case.id) == case


def test_W11_a_disabled_account_confirms_nothing(store: Store) -> None:
    case = in_review(store)
    bo = with_account(store, "bo", "p-bo", Role.REVIEWER)
    with store.write() as connection:
        connection.execute(update(accounts).values(disabled_at=NOW))
    ruling = replace(seeing(case, "confirm"), actor=bo)
    refused = cases.rule(store, case.id, ruling, NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == "account"
    unknown = replace(ruling, actor=replace(bo, account="nobody"))
    assert isinstance(cases.rule(store, case.id, unknown, NOW, case.version), Refused)


def test_W11_a_session_that_remembers_more_roles_has_no_more(store: Store) -> None:
    case = in_review(store)
    with_account(store, "bo", "p-bo", Role.ANALYST)
    pretending = replace(seeing(case, "confirm"), actor=replace(an_actor("bo"), account="bo"))
    refused = cases.rule(store, case.id, pretending, NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == "role"


def test_W11_an_account_that_borrows_another_persons_name_is_still_that_person(store: Store) -> None:
    ada = with_account(store, "ada", "p-ada", Role.ANALYST)
    second = with_account(store, "ada-2", "p-ada", Role.REVIEWER)
    case = ruled(store, case_opened(store), "triage", "analyse")
    case = ruled(store, case, replace(a_ruling("fix_evidence"), actor=ada), replace(a_ruling("propose"), actor=ada))
    posing = replace(second, person="p-somebody", name="somebody else")
    refused = cases.rule(store, case.id, replace(seeing(case, "confirm"), actor=posing), NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == Guard.ANOTHER_PERSON


@pytest.mark.parametrize(
    ("grant", "works"),
    [
        (Grant(Role.ANALYST, "42"), True),
        (Grant(Role.ANALYST, "4201"), True),
        (Grant(Role.ANALYST, "4202"), False),
        (Grant(Role.ANALYST, "", "www.chinatax.gov.cn"), True),
        (Grant(Role.ANALYST, "", "www.mee.gov.cn"), False),
        (Grant(Role.ADMIN), False),
        (Grant(Role.AUDITOR), False),
        (Grant(Role.SPONSOR), False),
    ],
)
def test_W10_a_case_is_for_those_whose_roles_cover_its_body(store: Store, grant: Grant, works: bool) -> None:
    digest = look_kept(store, "a.example.com")
    place = ("420100", "www.chinatax.gov.cn")
    case, _ = cases.open_case(store, a_candidate("a.example.com"), digest, [], a_score(), DAY, NOW, place)
    actor = Actor("p-ada", "ada", "", (grant,))
    result = cases.rule(store, case.id, replace(a_ruling("triage"), actor=actor), NOW, case.version)
    assert isinstance(result, Case) is works


def test_W10_a_case_out_of_reach_is_no_case(store: Store) -> None:
    digest = look_kept(store, "a.example.com")
    case, _ = cases.open_case(store, a_candidate("a.example.com"), digest, [], a_score(), DAY, NOW, ("420100", ""))
    stranger = replace(a_ruling("triage"), actor=Actor("p-x", "x", "", (Grant(Role.ANALYST, "11"),)))
    refused, missing = (cases.rule(store, one, stranger, NOW, 7) for one in (case.id, "ZW-20261120-9999"))
    assert isinstance(refused, Refused)
    assert isinstance(missing, Refused)
    assert refused.reason.replace(case.id, "") == missing.reason.replace("ZW-20261120-9999", "")


def test_people_rule_beside_what_the_machine_found(store: Store) -> None:
    case = ruled(store, case_opened(store), "triage", a_ruling("grade", severity="S4"))
    assert (case.severity, case.score.severity) == ("S4", "S1")
    case = ruled(store, case, a_ruling("exclude", exclusion="repost"))
    assert (case.ruled, case.imitates, case.score.limb) == (
        {"severity": "S4", "exclusion": "repost"}, "hubei.gov.cn", "a",
    )  # fmt: skip


def test_an_undo_leads_back_to_where_the_case_came_from(store: Store) -> None:
    before = in_review(store)
    case = ruled(store, before, a_ruling("exclude", "bo", exclusion="repost"))
    assert isinstance(cases.rule(store, case.id, a_ruling("undo", "cui"), NOW, case.version), Refused)
    back = ruled(store, case, a_ruling("undo", "bo"))
    assert (back.state, back.proposal, back.evidence) == (State.REVIEW, before.proposal, before.evidence)
    assert "exclusion" not in back.ruled


def test_handoffs_take_their_steps_authority_by_authority(store: Store) -> None:
    case = ruled(store, in_review(store), a_ruling("confirm", "bo"), "coordinate", a_ruling("sign", "cui"))
    assert case.signer == "cui"
    case = ruled(store, case, a_ruling("hand_off", "bo", authority="cac"))
    case = ruled(store, case, a_ruling("hand_off", "bo", authority="police", step="drafted"))
    case = ruled(store, case, a_ruling("progress", "bo", authority="cac", step="accepted"))
    assert case.handoffs == {"cac": "accepted", "police": "drafted"}
    again = a_ruling("hand_off", "bo", seen=case.proposal, authority="cac")
    assert isinstance(cases.rule(store, case.id, again, NOW, case.version), Refused)


def test_a_verbal_approval_goes_for_a_signature(store: Store) -> None:
    case = ruled(store, in_review(store), a_ruling("confirm", "bo"), "coordinate")
    unsigned = seeing(case, "hand_off", "bo", authority="cac")
    assert isinstance(cases.rule(store, case.id, unsigned, NOW, case.version), Refused)
    approved = replace(unsigned, facts={"authority": "cac", "verbal_approval": "赵处长 09:40"})
    assert ruled(store, case, approved).state is State.HANDED_OFF


def test_Q3_who_was_overtaken_rules_on_nothing(store: Store) -> None:
    case = case_opened(store)
    ada, bo = an_actor("ada"), an_actor("bo")
    first = claims.claim(store, case.id, ada, NOW)
    assert isinstance(first, Claim)
    later = NOW + timedelta(hours=1)
    assert isinstance(claims.claim(store, case.id, bo, later), Claim)
    late = replace(a_ruling("triage"), actor=ada, token=first.token)
    refused = cases.rule(store, case.id, late, later, case.version)
    assert isinstance(refused, Refused)
    assert "bo" in refused.reason


def test_a_case_put_to_review_is_free_for_the_reviewer(store: Store) -> None:
    case = ruled(store, case_opened(store), "triage", "analyse", "fix_evidence")
    assert isinstance(claims.claim(store, case.id, an_actor("ada"), NOW), Claim)
    case = ruled(store, case, "propose")
    assert ruled(store, case, a_ruling("confirm", "bo")).state is State.CONFIRMED


def test_W11_two_persons_confirm_whatever_sixty_four_threads_do(store: Store) -> None:
    names = ["ada", "bo"]
    moves = ("confirm", "withdraw", "return", "confirm")

    def one(number: int) -> object:
        case = cases.get(store, opened.id)
        assert case is not None
        action = {
            State.REVIEW: moves[number % 4], State.ANALYSIS: "fix_evidence", State.EVIDENCE_FIXED: "propose",
        }.get(case.state, "confirm")  # fmt: skip
        return cases.rule(store, case.id, seeing(case, action, names[number // 2 % 2]), NOW, case.version)

    for host in ("a.example.com", "b.example.com"):
        opened = ruled(store, case_opened(store, host), "triage", "analyse")
        with ThreadPoolExecutor(64) as pool:
            list(pool.map(one, range(192)))
        assert two_people.faults(history.of(store, opened.id)) == []
    assert history.verify(store) == []


def test_W11_confirming_withdrawing_and_returning_at_once_has_one_effect(store: Store) -> None:
    case = in_review(store)
    sent = [seeing(case, "confirm", "bo"), seeing(case, "withdraw"), seeing(case, "return", "cui")]
    with ThreadPoolExecutor(64) as pool:
        done = list(pool.map(lambda n: cases.rule(store, case.id, sent[n % 3], NOW, case.version), range(64)))
    assert sum(isinstance(result, Case) for result in done) == 1
    assert sum(isinstance(result, Conflict) for result in done) == 63
    assert len(history.of(store, case.id)) == 6


def test_W11_the_proposer_in_sixteen_tabs_confirms_nothing(store: Store) -> None:
    case = in_review(store)
    mine = seeing(case, "confirm")
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda _: cases.rule(store, case.id, mine, NOW, case.version), range(32)))
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


def test_W10_a_ruling_is_nobodys_without_a_person(store: Store) -> None:
    """Roles alone make nobody the second person of a case: two names would be all that tells two people apart."""
    case = in_review(store)
    forged = replace(seeing(case, "confirm", "bo"), actor=Actor("", "bo", "", an_actor("bo").grants))
    refused = cases.rule(store, case.id, forged, NOW, case.version)
    assert isinstance(refused, Refused)
    assert refused.about == "account"
    assert cases.get(store, case.id) == case
