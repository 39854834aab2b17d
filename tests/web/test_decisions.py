from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Analyst, Case, State
from zhenwang.domain.transitions import TRANSITIONS, Guard
from zhenwang.web.decision_fields import FURTHER, Asking
from zhenwang.web.decisions import KEYS, Decision, decisions
from zhenwang.web.words import words

TODAY = date(2026, 11, 23)
NAMES = {"lead": "省网信办", "police": "省公安厅"}


def actor(*roles: Role, name: str = "王芳", person: str = "p-wang") -> Actor:
    return Actor(person, name, "a", tuple(Grant(role) for role in roles))


def offered(case: Case, who: Actor | None) -> dict[str, Decision]:
    return {one.action: one for one in decisions(Asking(case, who, words("zh"), TODAY, ("原话",), NAMES))}


@pytest.fixture
def case(desk: Desk) -> Case:
    return open_case(desk.store)


def test_every_step_guard_and_fact_has_words() -> None:
    for language in ("zh", "en"):
        t = words(language)
        for step in TRANSITIONS:
            assert f"act_{step.action}" in t
            for fact in (*step.facts, *FURTHER.get(step.action, ())):
                assert f"fact_{fact}" in t, fact
        for about in (*Guard, "role", "name", "account", "claim", "reason"):
            assert f"blocked_{about}" in t, about
        for role in Role:
            assert f"by_role_{role}" in t


def test_no_key_opens_two_things_that_somebody_may_do_at_once(case: Case) -> None:
    for state in State:
        for role in Role:
            ways = offered(replace(case, state=state, came_from=State.TRIAGE, mover="p-wang"), actor(role)).values()
            keys = [way.key for way in ways if way.key and not way.blocked]
            assert len(keys) == len(set(keys)), (state, role, keys)
    assert not set(KEYS.values()) & set("jkcg?/")


def test_each_role_is_offered_its_own_and_told_whose_the_rest_is(case: Case) -> None:
    clerk, analyst = offered(case, actor(Role.CLERK)), offered(case, actor(Role.ANALYST))
    assert not clerk["triage"].blocked
    assert clerk["analyse"].blocked == "由分析员办理"
    assert analyst["analyse"].open
    assert not analyst["exclude"].blocked
    assert all(one.blocked for one in offered(case, actor(Role.AUDITOR)).values())
    assert all(one.blocked == "请先登录。" for one in offered(case, None).values())


def test_a_reviewer_who_prepared_it_is_told_by_name(case: Case) -> None:
    put = replace(case, state=State.REVIEW, proposal="d" * 64, analysts=(Analyst("p-wang", "王芳"),))
    own = offered(put, actor(Role.REVIEWER))
    assert own["confirm"].blocked == "复核须由另一人进行：分析员为王芳"
    assert own["confirm"].about == Guard.ANOTHER_PERSON
    other = offered(put, actor(Role.REVIEWER, name="李强", person="p-li"))
    assert other["confirm"].open
    assert other["confirm"].seen == "d" * 64
    assert other["withdraw"].blocked == "由分析员办理"


def test_a_role_of_another_region_offers_nothing(case: Case) -> None:
    afar = Actor("p", "外地", "a", (Grant(Role.ANALYST, region="43"),))
    assert all(one.about == "role" for one in offered(case, afar).values())


@pytest.mark.parametrize(
    ("state", "more", "roles", "usual"),
    [
        (State.LEAD, {}, (Role.CLERK,), "triage"),
        (State.LEAD, {}, (Role.ANALYST,), "analyse"),
        (State.ANALYSIS, {}, (Role.ANALYST,), "fix_evidence"),
        (State.EVIDENCE_FIXED, {"evidence": "e"}, (Role.ANALYST,), "propose"),
        (State.EVIDENCE_FIXED, {"evidence": "e", "ruled": {"severity": "S4"}}, (Role.ANALYST,), "ask_sponsor"),
        (State.SPONSOR_CHECK, {"evidence": "e"}, (Role.ANALYST,), "sponsor_answered"),
        (State.SPONSOR_CHECK, {"evidence": "e", "sponsor_answer": "not_ours"}, (Role.ANALYST,), "propose"),
        (State.SPONSOR_CHECK, {"evidence": "e", "sponsor_answer": "ours"}, (Role.ANALYST,), "official_issue"),
        (State.SPONSOR_CHECK, {"evidence": "e", "escalated": True}, (Role.ANALYST,), "propose"),
        (State.COORDINATION, {"proposal": "d"}, (Role.OFFICER,), "hand_off"),
        (State.HANDED_OFF, {"handoffs": {"lead": "sent"}}, (Role.OFFICER,), "progress"),
        (State.HANDED_OFF, {"handoffs": {"lead": "acted"}}, (Role.OFFICER,), "down"),
        (State.REPORTED, {"handoffs": {"lead": "acted"}}, (Role.OFFICER,), "close"),
        (State.REPORTED, {"handoffs": {"lead": "sent"}}, (Role.OFFICER,), "progress"),
    ],
)  # fmt: skip
def test_the_step_that_usually_comes_next_stands_open(
    case: Case, state: State, more: dict[str, object], roles: tuple[Role, ...], usual: str
) -> None:
    found = decisions(Asking(replace(case, state=state, **more), actor(*roles), words("zh"), TODAY, (), NAMES))
    assert [one.action for one in found if one.open] == [usual]
    assert found[0].action == usual


def test_going_on_without_the_body_is_for_the_urgent_and_the_silent(case: Case) -> None:
    fixed = replace(case, state=State.EVIDENCE_FIXED, evidence="e", ruled={"severity": "S4"})
    assert offered(fixed, actor(Role.ANALYST))["propose"].about == Guard.SPONSOR_HEARD
    urgent = offered(replace(fixed, ruled={"severity": "S1"}), actor(Role.ANALYST))["propose"]
    assert "without_sponsor" in [field.name for field in urgent.fields]
    heard = offered(replace(fixed, sponsor_answer="not_ours"), actor(Role.ANALYST))["propose"]
    names = {field.name: field for field in heard.fields}
    assert "without_sponsor" not in names
    assert (names["sponsor_answer"].kind, names["sponsor_answer"].value) == ("told", "非我单位")


def test_an_authority_is_offered_what_may_follow_and_only_once(case: Case) -> None:
    sent = replace(case, state=State.HANDED_OFF, proposal="d", handoffs={"lead": "answered", "police": "sent"})
    ways = offered(sent, actor(Role.OFFICER))
    progress = {field.name: field for field in ways["progress"].fields}
    assert progress["authority"].choices == (("police", "省公安厅"),)
    other = offered(replace(sent, handoffs={"lead": "sent"}), actor(Role.OFFICER))["hand_off"]
    assert {field.name: field for field in other.fields}["authority"].choices == (("police", "省公安厅"),)
    done = offered(replace(sent, handoffs={"lead": "answered"}), actor(Role.OFFICER))["progress"]
    assert done.blocked == "没有单位可以登记下一步进展"


def test_only_the_way_back_where_it_came_from_is_offered(case: Case) -> None:
    out = replace(case, state=State.NOT_FAKE, came_from=State.ANALYSIS, mover="p-wang")
    assert not offered(out, actor(Role.ANALYST))["undo"].blocked
    assert offered(out, actor(Role.ANALYST, person="p-li"))["undo"].about == Guard.OWN_MOVE
    assert "undo" not in offered(replace(out, came_from=State.REOPENED), actor(Role.ANALYST))
