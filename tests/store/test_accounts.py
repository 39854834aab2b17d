"""People, accounts and roles: what is written down, what is refused, and what the journal says of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.enrolment import NotDone, Why
from zhenwang.store import accounts, grants, sessions
from zhenwang.store.access_schema import grants as granted
from zhenwang.store.access_schema import journal
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.opening import Store
from zhenwang.store.sessions import Limits

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CHIEF = Actor("0", "管理员", "chief")
ANALYST, REVIEWER, ADMIN, AUDITOR = Grant(Role.ANALYST), Grant(Role.REVIEWER), Grant(Role.ADMIN), Grant(Role.AUDITOR)


def made(store: Store, login: str, name: str = "", *given: Grant, **more: str) -> Account:
    account = accounts.enrol(store, Newcomer(login, name, grants=given, **more), CHIEF, "新来的同事", NOW)
    assert isinstance(account, Account), account
    return account


def refused(store: Store, login: str, name: str = "", *given: Grant, **more: str) -> Why:
    account = accounts.enrol(store, Newcomer(login, name, grants=given, **more), CHIEF, "新来的同事", NOW)
    assert isinstance(account, NotDone), account
    return account.why


def told(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(journal.c.action).order_by(journal.c.position)).scalars())


def test_an_account_is_a_persons_and_acts_with_its_roles(store: Store) -> None:
    assert accounts.nobody_yet(store)
    account = made(store, " WangFang ", " 王  芳 ", ANALYST, Grant(Role.OFFICER, "4201"))
    assert (account.login, account.name) == ("wangfang", "王 芳")
    with store.read() as connection:
        actor = accounts.actor_of(connection, "wangfang")
    assert actor == Actor(account.person, "王 芳", "wangfang", (ANALYST, Grant(Role.OFFICER, "4201")))
    assert told(store) == ["person_added", "account_added", "role_granted", "role_granted"]
    assert not accounts.nobody_yet(store)


def test_Q23_a_role_of_a_newer_program_opens_nothing_and_breaks_nothing(store: Store) -> None:
    made(store, "wangfang", "王芳", ANALYST)
    with store.write() as connection:
        connection.execute(insert(granted).values(account="wangfang", role="archivist", region="", system=""))
    with store.read() as connection:
        actor = accounts.actor_of(connection, "wangfang")
    assert actor is not None
    assert actor.grants == (ANALYST,)


@pytest.mark.parametrize("other", ["王芳", " 王 芳", "王\u200b芳", "王芳\ufe0f", "王\u3000芳"])
def test_W11_two_people_whose_names_read_alike_are_refused(store: Store, other: str) -> None:
    made(store, "wangfang", "王芳")
    assert refused(store, "other", other) is Why.NAME_TAKEN
    assert [one.login for one in accounts.everybody(store)] == ["wangfang"]


@pytest.mark.parametrize("name", ["", " ", "\u200b\u202e", "\u3164"])
def test_a_person_has_a_name_that_can_be_read(store: Store, name: str) -> None:
    assert refused(store, "login", name) is Why.NAME_EMPTY


@pytest.mark.parametrize("name", ["zhenwang", "ZhenWang ", "甄网", "ｚhenwang"])
def test_nobody_is_called_like_the_machine(store: Store, name: str) -> None:
    assert refused(store, "login", name) is Why.NAME_RESERVED


@pytest.mark.parametrize("login", ["", "a", "a b", "<script>", "a" * 65, "../x", "-x", "\u202eab"])
def test_a_login_is_a_word(store: Store, login: str) -> None:
    assert refused(store, login, "王芳") is Why.LOGIN_BAD


def test_logins_that_differ_in_capitals_or_width_are_one(store: Store) -> None:
    made(store, "wang", "王芳")
    assert refused(store, "ＷＡＮＧ", "李强") is Why.LOGIN_TAKEN


def test_a_second_account_of_one_person_is_one_person(store: Store) -> None:
    first = made(store, "wang", "王芳", ANALYST)
    second = made(store, "wang2", "", REVIEWER, person=first.person)
    assert second.person == first.person
    assert second.name == "王芳"
    assert refused(store, "wang3", person="f" * 32) is Why.NO_PERSON


@pytest.mark.parametrize(
    ("held", "given"),
    [(ANALYST, ADMIN), (ADMIN, ANALYST), (AUDITOR, REVIEWER), (ADMIN, AUDITOR), (Grant(Role.CLERK, "42"), AUDITOR)],
)
def test_who_administers_or_audits_takes_no_part_in_cases_through_any_account(
    store: Store, held: Grant, given: Grant
) -> None:
    first = made(store, "wang", "王芳", held)
    assert grants.grant(store, "wang", given, CHIEF, "", NOW) == NotDone(Why.ROLES_APART, held.role.value)
    assert refused(store, "wang2", "", given, person=first.person) is Why.ROLES_APART
    assert refused(store, "li", "李强", held, given) is Why.ROLES_APART


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (Grant(Role.SPONSOR), Why.BY_LINK),
        (Grant(Role.ADMIN, "42"), Why.SCOPE_BAD),
        (Grant(Role.ANALYST, "4"), Why.SCOPE_BAD),
        (Grant(Role.ANALYST, "4２"), Why.SCOPE_BAD),
        (Grant(Role.ANALYST, "%"), Why.SCOPE_BAD),
        (Grant(Role.ANALYST, "42", "tax.example"), Why.SCOPE_BAD),
        (Grant(Role.ANALYST, "", "a b"), Why.SCOPE_BAD),
    ],
)
def test_a_role_holds_in_a_region_or_in_a_system_or_everywhere(store: Store, given: Grant, why: Why) -> None:
    made(store, "wang", "王芳")
    fault = grants.grant(store, "wang", given, CHIEF, "", NOW)
    assert isinstance(fault, NotDone)
    assert fault.why is why


def test_the_last_administrator_stays_one(store: Store) -> None:
    made(store, "chief", "管理员", ADMIN)
    made(store, "wang", "王芳", ANALYST)
    assert accounts.enable(store, "chief", False, CHIEF, "", NOW) == NotDone(Why.LAST_ADMIN, "chief")
    assert grants.withdraw(store, "chief", ADMIN, CHIEF, "", NOW) == NotDone(Why.LAST_ADMIN, "chief")
    assert accounts.enable(store, "wang", False, CHIEF, "离职", NOW) is None
    made(store, "second", "副管理员", ADMIN)
    assert grants.withdraw(store, "chief", ADMIN, CHIEF, "交接", NOW) is None
    assert accounts.enable(store, "second", False, CHIEF, "", NOW) == NotDone(Why.LAST_ADMIN, "second")


def test_W7_a_disabled_account_acts_no_more_and_its_sessions_end(store: Store) -> None:
    made(store, "chief", "管理员", ADMIN)
    wang = made(store, "wang", "王芳", ANALYST, password="kept", issuer="https://id.example", subject="7")
    limits = Limits(NOW - NOW.replace(hour=8), NOW - NOW.replace(hour=1))
    sessions.begin(store, "s" * 43, Actor(wang.person, wang.name, "wang", wang.grants), {}, NOW)
    assert sessions.read(store, "s" * 43, NOW, limits)
    accounts.enable(store, "wang", False, CHIEF, "离职", NOW)
    with store.read() as connection:
        assert accounts.actor_of(connection, "wang") is None
    assert sessions.read(store, "s" * 43, NOW, limits) is None
    assert accounts.password_of(store, "wang") == ""
    assert accounts.known_as(store, "https://id.example", "7") == ""
    accounts.enable(store, "wang", True, CHIEF, "回来了", NOW)
    assert sessions.read(store, "s" * 43, NOW, limits) is None
    assert accounts.known_as(store, "https://id.example", "7") == "wang"


def test_W8_an_identity_belongs_to_one_account(store: Store) -> None:
    made(store, "wang", "王芳", issuer="https://id.example", subject="7")
    assert refused(store, "li", "李强", issuer="https://id.example", subject="7") is Why.IDENTITY_TAKEN
    made(store, "li", "李强", issuer="https://other.example", subject="7")
    taken = accounts.identify(store, "li", "https://id.example", "7", CHIEF, "", NOW)
    assert taken == NotDone(Why.IDENTITY_TAKEN, "wang")
    assert refused(store, "zhao", "赵敏", issuer="https://id.example") is Why.IDENTITY_BAD
    assert accounts.known_as(store, "", "") == ""


def test_a_person_is_renamed_and_keeps_being_one(store: Store) -> None:
    wang = made(store, "wang", "王芳")
    made(store, "li", "李强")
    assert accounts.rename(store, wang.person, "李 强", CHIEF, "", NOW) == NotDone(Why.NAME_TAKEN, "李强")
    assert accounts.rename(store, wang.person, "王芳（省政务办）", CHIEF, "同名", NOW) is None
    renamed = accounts.get(store, "wang")
    assert renamed
    assert (renamed.name, renamed.person) == ("王芳（省政务办）", wang.person)


def test_every_change_says_who_why_and_what(store: Store) -> None:
    made(store, "wang", "王芳")
    grants.grant(store, "wang", Grant(Role.ANALYST, "4201"), CHIEF, "负责武汉", NOW)
    grants.grant(store, "wang", Grant(Role.ANALYST, "4201"), CHIEF, "负责武汉", NOW)
    grants.withdraw(store, "wang", Grant(Role.ANALYST, "4201"), CHIEF, "调岗", NOW)
    grants.withdraw(store, "wang", Grant(Role.ANALYST, "4201"), CHIEF, "调岗", NOW)
    with store.read() as connection:
        rows = list(connection.execute(select(journal).order_by(journal.c.position)))[-2:]
    assert [(row.actor, row.account, row.action, row.subject, row.reason) for row in rows] == [
        ("管理员", "chief", "role_granted", "wang", "负责武汉"),
        ("管理员", "chief", "role_withdrawn", "wang", "调岗"),
    ]
    assert json.loads(rows[0].facts) == {"role": "analyst", "region": "4201", "system": ""}
