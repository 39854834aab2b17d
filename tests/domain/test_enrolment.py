from __future__ import annotations

import pytest

from zhenwang.domain.access import Grant, Role
from zhenwang.domain.enrolment import MAX_NAME, NotDone, Why, cleaned_login, cleaned_name, grant_fault, name_fault

CASE_WORK = (Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER)


@pytest.mark.parametrize(
    ("written", "name"),
    [(" 王  芳 ", "王 芳"), ("\u202e王\u200b芳\n", "王芳"), ("\u200b", ""), ("a" * 900, "a" * MAX_NAME)],
)
def test_a_name_is_what_is_seen_of_it(written: str, name: str) -> None:
    assert cleaned_name(written) == name


@pytest.mark.parametrize(
    ("written", "login"),
    [(" WANG ", "wang"), ("ｗａｎｇ１", "wang1"), ("王芳", "王芳"), ("a.b@c-d_e", "a.b@c-d_e"), ("a", ""), ("-a", ""),
     ("a b", ""), ("a/b", ""), ("a" * 65, ""), ("a\x00b", ""), ("", "")],
)  # fmt: skip
def test_a_login_has_one_spelling(written: str, login: str) -> None:
    assert cleaned_login(written) == login
    assert cleaned_login(login) == login


def test_a_person_may_hold_all_roles_that_work_on_cases() -> None:
    held = [Grant(role) for role in CASE_WORK]
    assert all(grant_fault(grant, held) is None for grant in held)


@pytest.mark.parametrize("role", CASE_WORK)
@pytest.mark.parametrize("apart", [Role.ADMIN, Role.AUDITOR])
def test_administering_auditing_and_case_work_exclude_each_other(role: Role, apart: Role) -> None:
    assert grant_fault(Grant(role), [Grant(apart)]) == NotDone(Why.ROLES_APART, apart.value)
    assert grant_fault(Grant(apart), [Grant(role, "42")]) == NotDone(Why.ROLES_APART, role.value)


def test_the_machines_name_is_nobodys() -> None:
    assert name_fault("Zhenwang") == NotDone(Why.NAME_RESERVED, "Zhenwang")
    assert name_fault("王芳") is None
