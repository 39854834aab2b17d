"""The case transition table: what it forbids does not exist, whatever people click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.random_cases import SAID, a_case
from zhenwang.domain.access import MACHINE, Actor, Grant, Role
from zhenwang.domain.case import Analyst, Case, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.handoff_steps import FOLLOWS, OUTCOMES, HandoffStep
from zhenwang.domain.review import bound, package_digest
from zhenwang.domain.score import Band
from zhenwang.domain.transitions import TRANSITIONS, Guard, Transition
from zhenwang.domain.workflow import EXPORTABLE, Refused, allowed, rule

FULL = {name: said[0] for name, said in SAID.items() if name not in ("step", "severity")} | {
    "vantage_two": "北京联通",
    "without_sponsor": "urgent",
}
SETTLED = (State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED, State.WATCH)


def somebody(name: str, *roles: Role, region: str = "") -> Actor:
    held = roles or tuple(role for role in Role if role is not Role.SPONSOR)
    return Actor(f"p-{name.strip()}", name, f"a-{name.strip()}", tuple(Grant(role, region) for role in held))


def ruling(case: Case, action: str, who: str = "lin", **facts: str) -> Ruling:
    """As somebody sends it who has the case as it stands on the screen."""
    return Ruling(action, somebody(who), "because", FULL | facts, bound(case, action))


def take(case: Case, step: Ruling) -> Case:
    found = rule(case, step)
    assert not isinstance(found, Refused), found
    return taken(case, found, step)


def refused(case: Case, step: Ruling) -> Refused:
    found = rule(case, step)
    assert isinstance(found, Refused), found
    return found


def brought(*steps: str | tuple[str, str]) -> Case:
    """The case after steps, by lin unless another name stands with the action."""
    case = a_case()
    for step in steps:
        action, who = (step, "lin") if isinstance(step, str) else step
        case = take(case, ruling(case, action, who))
    return case


TO_REVIEW = ("triage", "analyse", "fix_evidence", "propose")
TO_CONFIRMED = (*TO_REVIEW, ("confirm", "wu"))
SENT = (*TO_CONFIRMED, "coordinate", ("sign", "zhao"), "hand_off")


def reachable(start: State, transitions: Iterable[Transition]) -> set[State]:
    steps = list(transitions)
    seen = {start}
    while True:
        further = {step.after for step in steps if step.after and seen & set(step.before)} - seen
        if not further:
            return seen
        seen |= further


def test_every_state_can_be_reached_from_a_lead() -> None:
    assert reachable(State.LEAD, TRANSITIONS) == set(State)


@pytest.mark.parametrize("needed", ["fix_evidence", "propose", "confirm"])
def test_without_this_step_no_case_is_ever_confirmed(needed: str) -> None:
    steps = [step for step in TRANSITIONS if step.action != needed and not step.returns]
    assert State.CONFIRMED not in reachable(State.LEAD, steps)


def test_a_reopened_case_must_have_its_evidence_fixed_again() -> None:
    without = [step for step in TRANSITIONS if step.action != "fix_evidence" and not step.returns]
    for start in set(State) - {State.EVIDENCE_FIXED, State.SPONSOR_CHECK, State.REVIEW} - EXPORTABLE:
        assert State.CONFIRMED not in reachable(start, without)


def test_nothing_leaves_the_house_before_it_is_confirmed() -> None:
    before_confirmation = reachable(State.LEAD, (step for step in TRANSITIONS if step.action != "confirm"))
    assert not before_confirmation & EXPORTABLE
    after = reachable(State.CONFIRMED, (step for step in TRANSITIONS if step.action != "reopen"))
    assert after == EXPORTABLE


def test_one_action_leads_to_one_place_from_one_state() -> None:
    for state in State:
        actions = [step.action for step in allowed(state) if not step.returns]
        assert len(actions) == len(set(actions)), state


def test_every_verdict_on_the_merits_asks_for_another_person() -> None:
    both = {Guard.ANOTHER_PERSON, Guard.SAME_PROPOSAL}
    assert all(both <= set(step.guards) for step in TRANSITIONS if step.after is State.CONFIRMED)
    proposing = {Guard.SAME_EVIDENCE, Guard.CONFIRMABLE, Guard.SPONSOR_HEARD}
    assert all(proposing <= set(step.guards) for step in TRANSITIONS if step.after is State.REVIEW and not step.returns)
    by_one = {"withdraw", "content_changed"}
    out_of_review = [step for step in TRANSITIONS if State.REVIEW in step.before and step.after]
    assert all(Guard.ANOTHER_PERSON in step.guards for step in out_of_review if step.action not in by_one)
    assert all(Guard.SAME_PROPOSAL in step.guards for step in TRANSITIONS if step.action in ("sign", "hand_off"))


def test_an_administrator_an_auditor_and_a_sponsor_decide_nothing() -> None:
    assert all(Role.ADMIN not in step.roles and Role.AUDITOR not in step.roles for step in TRANSITIONS)
    assert {step.action for step in TRANSITIONS if Role.SPONSOR in step.roles} == {"sponsor_answered"}


def test_the_machine_never_rules_on_the_merits() -> None:
    own = {step.action for step in TRANSITIONS if step.machine}
    assert own == {"escalate", "content_changed", "reopen", "note"}
    case = brought(*TO_REVIEW)
    step = Ruling("confirm", MACHINE, "because", FULL, case.proposal)
    assert refused(case, step).about == "role"


def test_the_way_to_a_closed_case() -> None:
    case = brought(*TO_CONFIRMED)
    assert (case.state, case.proposer, case.evidence) == (State.CONFIRMED, "lin", FULL["evidence"])
    assert case.proposal == package_digest(replace(case), FULL)
    assert dict(case.ruled) == {"limb": FULL["limb"], "imitates": FULL["imitates"]}
    case = brought(*SENT)
    assert (case.signer, case.handoffs) == ("zhao", {"cac": HandoffStep.SENT})
    case = take(case, ruling(case, "progress", step="acted"))
    for action in ("down", "report", "close"):
        case = take(case, ruling(case, action))
    assert (case.state, case.came_from, case.mover) == (State.CLOSED, State.REPORTED, "p-lin")


@pytest.mark.parametrize("name", ["lin", " lin", "lin ", "LIN", "Lin\t", "ｌｉｎ"])
def test_who_proposed_may_not_confirm(name: str) -> None:
    case = brought(*TO_REVIEW)
    assert refused(case, ruling(case, "confirm", name)).about == Guard.ANOTHER_PERSON


def test_who_fixed_the_evidence_may_not_confirm() -> None:
    case = brought("triage", "analyse", ("fix_evidence", "wu"), "propose")
    assert case.analysts == (Analyst("p-wu", "wu"), Analyst("p-lin", "lin"))
    assert refused(case, ruling(case, "confirm", "wu")).about == Guard.ANOTHER_PERSON


def test_another_account_of_the_person_may_not_confirm() -> None:
    case = brought(*TO_REVIEW)
    other = replace(ruling(case, "confirm", "复核员"), actor=replace(somebody("复核员"), person="p-lin"))
    assert refused(case, other).about == Guard.ANOTHER_PERSON


@pytest.mark.parametrize("seen", ["", "d0", FULL["evidence"]])
def test_a_confirmation_binds_the_proposal_that_was_seen(seen: str) -> None:
    case = brought(*TO_REVIEW)
    assert refused(case, replace(ruling(case, "confirm", "wu"), seen_digest=seen)).about == Guard.SAME_PROPOSAL


@pytest.mark.parametrize("fact", ["limb", "mismatch", "misleading", "quote"])
def test_a_package_is_another_when_any_word_of_it_is(fact: str) -> None:
    case = brought(*TO_REVIEW)
    assert package_digest(case, FULL | {fact: "x"}) != case.proposal
    for changed in (
        replace(case, evidence="d2"),
        replace(case, look_digest="other"),
        replace(case, analysts=()),
        replace(case, host="x.example"),
    ):
        assert package_digest(changed, FULL) != case.proposal


@pytest.mark.parametrize("band", [Band.REVIEW, Band.WATCH, Band.CLEAR])
def test_only_the_confirmable_band_can_be_proposed(band: Band) -> None:
    case = replace(a_case(band, state=State.EVIDENCE_FIXED), evidence="d1")
    found = refused(case, ruling(case, "propose"))
    assert (found.about, "held back" in found.reason) == (Guard.CONFIRMABLE, True)


@pytest.mark.parametrize("missing", ["limb", "imitates", "quote", "mismatch", "misleading"])
def test_a_proposal_states_its_grounds(missing: str) -> None:
    case = brought("triage", "analyse", "fix_evidence")
    found = refused(case, ruling(case, "propose", **{missing: "  "}))
    assert (found.about, missing in found.reason) == (missing, True)


@pytest.mark.parametrize(
    ("severity", "escalated", "answer", "reason", "goes"),
    [
        ("S1", False, "", "urgent", True),
        ("S1", False, "", " ", False),
        ("S3", False, "", "urgent", False),
        ("S3", True, "", "urgent", True),
        ("S3", True, "", "", False),
        ("S3", False, "not_ours", "", True),
    ],
)
def test_the_sponsor_is_heard_or_there_is_a_reason_not_to(
    severity: str, escalated: bool, answer: str, reason: str, goes: bool
) -> None:
    case = replace(
        a_case(severity=severity, state=State.SPONSOR_CHECK), evidence="d1", escalated=escalated, sponsor_answer=answer
    )
    found = rule(case, ruling(case, "propose", without_sponsor=reason))
    assert (not isinstance(found, Refused)) is goes


@pytest.mark.parametrize("answer", ["ours", "commissioned"])
@pytest.mark.parametrize("state", [State.EVIDENCE_FIXED, State.SPONSOR_CHECK])
def test_a_site_that_the_body_calls_its_own_is_not_put_to_review(answer: str, state: State) -> None:
    case = replace(a_case(severity="S1", state=state), evidence="d1", sponsor_answer=answer, escalated=True)
    assert refused(case, ruling(case, "propose")).about == Guard.NOT_THEIRS
    assert not isinstance(rule(case, ruling(case, "official_issue")), Refused)
    right = take(replace(case, state=State.SPONSOR_CHECK), ruling(case, "sponsor_answered", sponsor_answer="not_ours"))
    assert not isinstance(rule(right, ruling(right, "propose")), Refused)


@pytest.mark.parametrize("answer", ["", "OURS", "ours ", "系我单位", "perhaps"])
def test_an_answer_that_nobody_can_give_is_none(answer: str) -> None:
    case = replace(a_case(state=State.SPONSOR_CHECK), evidence="d1")
    assert refused(case, ruling(case, "sponsor_answered", sponsor_answer=answer)).about == "sponsor_answer"


def test_what_is_too_urgent_to_wait_is_not_put_to_review_as_something_less() -> None:
    case = replace(a_case(severity="S1", state=State.SPONSOR_CHECK), evidence="d1")
    assert refused(case, ruling(case, "propose", severity="S4")).about == Guard.SPONSOR_HEARD
    assert not isinstance(rule(case, ruling(case, "propose", severity="S1")), Refused)


def test_peoples_grade_decides_whether_it_is_urgent() -> None:
    case = replace(a_case(severity="S1", state=State.EVIDENCE_FIXED), evidence="d1", ruled={"severity": "S4"})
    assert refused(case, ruling(case, "propose")).about == Guard.SPONSOR_HEARD


@pytest.mark.parametrize("action", ["return", "withdraw", "content_changed"])
def test_what_goes_back_is_void(action: str) -> None:
    case = take(brought("triage"), ruling(brought("triage"), "grade", severity="S2"))
    for step in ("analyse", "fix_evidence", "ask_sponsor", "sponsor_answered", "propose"):
        case = take(case, ruling(case, step))
    step = ruling(case, action, "wu" if action == "return" else "lin")
    step = replace(step, actor=MACHINE) if action == "content_changed" else step
    back = take(case, step)
    assert (back.state, back.evidence, back.proposal, back.proposer, back.analysts) == (State.ANALYSIS, "", "", "", ())
    assert dict(back.ruled) == {"severity": "S2"}
    assert back.sponsor_answer == FULL["sponsor_answer"]
    found = rule(case, step)
    assert isinstance(found, Transition)
    assert recorded(case, back, found, step)["void_evidence"] == case.evidence


def test_only_who_prepared_a_case_withdraws_it() -> None:
    case = brought(*TO_REVIEW)
    assert refused(case, ruling(case, "withdraw", "wu")).about == Guard.OWN


@pytest.mark.parametrize("action", ["exclude", "official_issue", "resolve_onto", "refer", "watch"])
def test_settling_is_undone_by_who_settled_it_and_leads_back(action: str) -> None:
    for steps, who in ((("triage",), "lin"), (("triage", "analyse", "fix_evidence"), "lin"), (TO_REVIEW, "wu")):
        before = brought(*steps)
        settled = take(before, ruling(before, action, who))
        assert settled.state in SETTLED
        assert refused(settled, ruling(settled, "undo", "zhao")).about == Guard.OWN_MOVE
        back = take(settled, ruling(settled, "undo", who))
        assert (back.state, back.evidence, back.proposal, back.analysts) == (
            before.state, before.evidence, before.proposal, before.analysts,
        )  # fmt: skip
        assert dict(back.ruled) == dict(before.ruled)


def test_a_reopened_case_begins_with_nothing() -> None:
    case = brought(*SENT)
    case = take(case, ruling(case, "progress", step="acted"))
    case = take(case, ruling(case, "down"))
    again = take(case, replace(ruling(case, "reopen"), actor=MACHINE))
    blank = (again.evidence, again.proposal, again.analysts, again.signer, again.sponsor_answer, again.escalated)
    assert blank == ("", "", (), "", "", False)
    assert (dict(again.ruled), dict(again.handoffs)) == ({}, {})
    assert again.came_from is State.DOWN


def test_a_letter_is_signed_or_approved_by_word_of_mouth() -> None:
    case = brought(*TO_CONFIRMED, "coordinate")
    assert refused(case, ruling(case, "hand_off")).about == Guard.SIGNED
    assert take(case, ruling(case, "hand_off", verbal_approval="赵处长")).state is State.HANDED_OFF
    assert refused(case, ruling(case, "sign", "lin")).about == Guard.ANOTHER_PERSON


def test_what_was_approved_by_word_of_mouth_is_signed_afterwards() -> None:
    case = brought(*TO_CONFIRMED, "coordinate")
    sent = take(case, ruling(case, "hand_off", verbal_approval="赵处长"))
    assert refused(sent, ruling(sent, "sign", "lin")).about == Guard.ANOTHER_PERSON
    signed = take(sent, ruling(sent, "sign", "zhao"))
    assert (signed.signer, signed.state, dict(signed.handoffs)) == ("zhao", State.HANDED_OFF, dict(sent.handoffs))


@pytest.mark.parametrize("steps", [TO_CONFIRMED, (*TO_CONFIRMED, "coordinate"), SENT])
def test_a_wrong_confirmation_is_taken_back_by_another_person(steps: tuple[str | tuple[str, str], ...]) -> None:
    case = brought(*steps)
    assert refused(case, ruling(case, "reopen", "lin")).about == Guard.ANOTHER_PERSON
    assert refused(case, replace(ruling(case, "reopen", "wu"), actor=MACHINE)).about == "role"
    back = take(case, ruling(case, "reopen", "wu"))
    assert (back.state, back.proposal, back.evidence, dict(back.handoffs)) == (State.REOPENED, "", "", {})


def test_who_has_the_letter_is_told_that_it_is_taken_back() -> None:
    case = brought(*SENT)
    untold = ruling(case, "reopen", "wu")
    facts = {name: said for name, said in untold.facts.items() if name != "authorities_told"}
    assert refused(case, replace(untold, facts=facts)).about == "authorities_told"


def test_an_authority_has_a_case_once_and_goes_on_in_order() -> None:
    case = brought(*SENT)
    assert refused(case, ruling(case, "hand_off")).about == Guard.NOT_YET_SENT
    both = take(case, ruling(case, "hand_off", authority="police", step="drafted"))
    assert dict(both.handoffs) == {"cac": "sent", "police": "drafted"}
    assert refused(both, ruling(both, "progress", authority="police", step="acted")).about == Guard.STEP_FOLLOWS
    assert refused(both, ruling(both, "progress", authority="nobody", step="sent")).about == Guard.STEP_FOLLOWS
    assert refused(both, ruling(both, "progress", authority="cac", step="lost")).about == Guard.STEP_FOLLOWS


def test_every_step_of_an_authority_leads_to_an_outcome() -> None:
    assert set(FOLLOWS) == set(HandoffStep)
    for step in HandoffStep:
        seen = {step}
        while more := {after for one in seen for after in FOLLOWS[one]} - seen:
            seen |= more
        assert seen & OUTCOMES


def test_closing_needs_an_outcome_of_every_authority() -> None:
    reported = replace(a_case(state=State.REPORTED), handoffs={"cac": "acted", "police": "received"})
    found = refused(reported, ruling(reported, "close"))
    assert (found.about, "police" in found.reason) == (Guard.EVERY_OUTCOME, True)
    assert refused(replace(reported, handoffs={}), ruling(reported, "close")).about == Guard.EVERY_OUTCOME
    done = replace(reported, handoffs={"cac": "acted", "police": "answered"})
    assert take(done, ruling(done, "close")).state is State.CLOSED


@pytest.mark.parametrize("other", ["武汉电信", " 武汉电信", "武汉 电信"])
def test_down_is_seen_from_two_places(other: str) -> None:
    case = brought(*SENT)
    assert refused(case, ruling(case, "down", vantage_two=other)).about == Guard.TWO_PLACES


def test_a_ruling_has_a_person_a_role_and_a_reason() -> None:
    case = a_case()
    good = ruling(case, "triage")
    assert refused(case, replace(good, actor=replace(good.actor, name=" \u3164"))).about == "name"
    assert refused(case, replace(good, reason="\n")).about == "reason"
    assert refused(case, replace(good, actor=somebody("lin", Role.REVIEWER))).about == "role"
    assert refused(case, replace(good, actor=somebody("lin", Role.ANALYST, region="11"))).about == "role"
    assert take(case, replace(good, actor=somebody("lin", Role.ANALYST, region="42"))).state is State.TRIAGE


def test_a_step_that_is_not_in_the_table_names_those_that_are() -> None:
    assert "triage" in refused(a_case(), ruling(a_case(), "confirm")).reason


def test_steps_that_stay_leave_no_trace_of_a_move() -> None:
    case = brought(*TO_REVIEW)
    for action in ("note", "pause", "resume", "link", "unlink"):
        after = take(case, ruling(case, action, "wu"))
        assert after == case, action


def test_putting_aside_has_a_day_and_an_end() -> None:
    case = take(a_case(), ruling(a_case(), "suppress", until="2026-12-31"))
    assert str(case.suppressed_until) == "2026-12-31"
    assert take(case, ruling(case, "unsuppress")).suppressed_until is None


actions = st.sampled_from(sorted({step.action for step in TRANSITIONS} | {"delete"}))
actors = st.sampled_from([somebody("lin"), somebody("wu"), somebody(""), MACHINE, Actor("p-x", "x")])
some_facts = st.dictionaries(st.sampled_from(sorted(FULL)), st.sampled_from(["", " ", "x", "d1", "sent"]))
rulings = st.builds(
    Ruling, actions, actors, st.sampled_from(["because", ""]), st.one_of(st.just(FULL), some_facts),
    st.sampled_from(["", "d1", "d2"]),
)  # fmt: skip


@given(st.sampled_from(State), rulings, st.sampled_from(Band), st.sampled_from([None, *State]))
def test_a_ruling_is_a_transition_of_the_table_or_a_sentence(
    state: State, step: Ruling, band: Band, came: State | None
) -> None:
    case = replace(a_case(band, state=state), evidence="d1", analysts=(Analyst("p-lin", "lin"),), came_from=came)
    found = rule(case, step)
    if isinstance(found, Refused):
        assert found.reason
    else:
        assert found in TRANSITIONS
        assert state in found.before
        assert found.action == step.action
        assert not found.returns or found.after is came
