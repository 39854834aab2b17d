"""People and the accounts they act through: every change in one transaction with its line of the journal."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.enrolment import NotDone, Why, cleaned_login, cleaned_name, grant_fault, name_fault
from zhenwang.domain.people import person_key
from zhenwang.store import journal
from zhenwang.store.access_schema import accounts, grants, people, sessions
from zhenwang.store.opening import Store

MAX_IDENTITY = 300
"""Characters of an issuer or a subject."""


@dataclass(frozen=True, slots=True)
class Account:
    """A way in. ``person`` is the id of whose it is: rulings are told apart by person, never by account."""

    login: str
    person: str
    name: str
    grants: tuple[Grant, ...]
    created_at: datetime
    with_password: bool
    issuer: str = ""
    subject: str = ""
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An account to be made. ``person`` is whose, by id; empty: a new person called ``name``.

    ``password`` is what ``access.passwords`` keeps of it; ``issuer`` with ``subject`` is who the identity provider
    says it is. One of the two may be empty, and both: then nobody can sign in yet.
    """

    login: str
    name: str = ""
    person: str = ""
    password: str = ""
    issuer: str = ""
    subject: str = ""
    grants: tuple[Grant, ...] = ()


def actor_of(connection: Connection, login: str) -> Actor | None:
    """Who acts through an account, with the roles it has now; None when there is none, or it is disabled."""
    found = _account(connection, login)
    return None if found is None or found.disabled_at else Actor(found.person, found.name, found.login, found.grants)


def everybody(store: Store) -> list[Account]:
    """All accounts, by the name of their person."""
    query = select(accounts, people.c.name).join(people).order_by(people.c.name_key, accounts.c.login)
    with store.read() as connection:
        held = _grants(connection, None)
        return [_read(row, held.get(row.login, ())) for row in connection.execute(query)]


def get(store: Store, login: str) -> Account | None:
    with store.read() as connection:
        return _account(connection, cleaned_login(login))


def nobody_yet(store: Store) -> bool:
    """Whether this installation has no account at all."""
    with store.read() as connection:
        return connection.execute(select(accounts.c.login).limit(1)).first() is None


def password_of(store: Store, login: str) -> str:
    """What is kept of an account's password; empty where there is no such account, or it may not come in by one."""
    query = select(accounts.c.password).where(accounts.c.login == login, accounts.c.disabled_at.is_(None))
    with store.read() as connection:
        return str(connection.execute(query).scalar() or "")


def known_as(store: Store, issuer: str, subject: str) -> str:
    """The login of whom an identity provider speaks; empty when it is nobody's, or a disabled one."""
    query = select(accounts.c.login).where(accounts.c.issuer == issuer, accounts.c.subject == subject)
    with store.read() as connection:
        found = connection.execute(query.where(accounts.c.disabled_at.is_(None))).scalar() if issuer and subject else ""
        return str(found or "")


def enrol(store: Store, newcomer: Newcomer, by: Actor, reason: str, now: datetime) -> Account | NotDone:
    """Make an account, with its person where that one is new, and its roles."""
    login = cleaned_login(newcomer.login)
    with store.write() as connection:
        fault = _enrolment_fault(connection, newcomer, login)
        if fault:
            return fault
        person = newcomer.person or _add_person(connection, cleaned_name(newcomer.name), by, reason, now)
        row = {
            "login": login,
            "person": person,
            "password": newcomer.password,
            "issuer": newcomer.issuer,
            "subject": newcomer.subject,
            "created_at": now,
            "password_set_at": now if newcomer.password else None,
        }
        connection.execute(insert(accounts).values(row))
        told = {"person": person, "issuer": newcomer.issuer, "subject": newcomer.subject}
        journal.append(connection, by, "account_added", login, reason, told, now)
        for grant in newcomer.grants:
            write_grant(connection, login, grant, by, reason, now)
        return _sure(connection, login)


def rename(store: Store, person: str, name: str, by: Actor, reason: str, now: datetime) -> NotDone | None:
    """Call a person by another name. What was signed before keeps the name it was signed with."""
    name = cleaned_name(name)
    with store.write() as connection:
        before = connection.execute(select(people.c.name).where(people.c.id == person)).scalar()
        if before is None:
            return NotDone(Why.NO_PERSON)
        fault = name_fault(name) or _taken(connection, name, person)
        if fault:
            return fault
        connection.execute(
            update(people).where(people.c.id == person).values(name=name, name_key=person_key(name)[:200])
        )
        journal.append(connection, by, "person_renamed", person, reason, {"before": before, "after": name}, now)
        return None


def set_password(store: Store, login: str, kept: str, by: Actor, reason: str, now: datetime) -> NotDone | None:
    """Another password for an account; whoever sits at a desk of it has to sign in again."""
    with store.write() as connection:
        if _account(connection, login) is None:
            return NotDone(Why.NO_ACCOUNT, login)
        connection.execute(update(accounts).where(accounts.c.login == login).values(password=kept, password_set_at=now))
        end_sessions(connection, login, now)
        journal.append(connection, by, "password_set", login, reason, {}, now)
        return None


def identify(
    store: Store, login: str, issuer: str, subject: str, by: Actor, reason: str, now: datetime
) -> NotDone | None:
    """Let whom the provider ``issuer`` calls ``subject`` in as this account; both empty: no longer."""
    with store.write() as connection:
        if _account(connection, login) is None:
            return NotDone(Why.NO_ACCOUNT, login)
        fault = _identity_fault(connection, issuer, subject, login)
        if fault:
            return fault
        connection.execute(update(accounts).where(accounts.c.login == login).values(issuer=issuer, subject=subject))
        end_sessions(connection, login, now)
        journal.append(connection, by, "identity_set", login, reason, {"issuer": issuer, "subject": subject}, now)
        return None


def enable(store: Store, login: str, enabled: bool, by: Actor, reason: str, now: datetime) -> NotDone | None:
    """Let an account in again, or no longer, from the next request on."""
    with store.write() as connection:
        if _account(connection, login) is None:
            return NotDone(Why.NO_ACCOUNT, login)
        if not enabled and is_last_admin(connection, login):
            return NotDone(Why.LAST_ADMIN, login)
        connection.execute(
            update(accounts).where(accounts.c.login == login).values(disabled_at=None if enabled else now)
        )
        end_sessions(connection, login, now)
        journal.append(connection, by, "account_enabled" if enabled else "account_disabled", login, reason, {}, now)
        return None


def is_last_admin(connection: Connection, login: str) -> bool:
    """Whether nobody but this account may administer."""
    query = (
        select(grants.c.account)
        .join(accounts, accounts.c.login == grants.c.account)
        .where(grants.c.role == Role.ADMIN.value, accounts.c.disabled_at.is_(None))
    )
    return set(connection.execute(query).scalars()) == {login}


def held_by(connection: Connection, person: str) -> list[Grant]:
    """The roles of a person, through whichever account, disabled ones too."""
    query = select(grants).join(accounts, accounts.c.login == grants.c.account).where(accounts.c.person == person)
    return [held for row in connection.execute(query) for held in _grant(row)]


def write_grant(connection: Connection, login: str, grant: Grant, by: Actor, reason: str, now: datetime) -> None:
    """A role, unless the account has it already."""
    row = {"account": login, "role": grant.role.value, "region": grant.region, "system": grant.system}
    same = select(grants).where(*(grants.c[name] == value for name, value in row.items()))
    if connection.execute(same).first() is None:
        connection.execute(insert(grants).values(row))
        journal.append(connection, by, "role_granted", login, reason, told(grant), now)


def told(grant: Grant) -> dict[str, str]:
    """A grant as the journal's facts."""
    return {"role": grant.role.value, "region": grant.region, "system": grant.system}


def end_sessions(connection: Connection, login: str, now: datetime) -> None:
    """Nobody goes on working through an account that changed."""
    running = (sessions.c.account == login) & sessions.c.ended_at.is_(None)
    connection.execute(update(sessions).where(running).values(ended_at=now))


def _enrolment_fault(connection: Connection, newcomer: Newcomer, login: str) -> NotDone | None:
    if not login:
        return NotDone(Why.LOGIN_BAD, newcomer.login[:80])
    if _account(connection, login):
        return NotDone(Why.LOGIN_TAKEN, login)
    name = cleaned_name(newcomer.name)
    if newcomer.person:
        there = connection.execute(select(people.c.id).where(people.c.id == newcomer.person)).first()
        fault = None if there else NotDone(Why.NO_PERSON)
    else:
        fault = name_fault(name) or _taken(connection, name)
    held = held_by(connection, newcomer.person) if newcomer.person else []
    wrong = (grant_fault(grant, [*held, *newcomer.grants]) for grant in newcomer.grants)
    identity = _identity_fault(connection, newcomer.issuer, newcomer.subject, login)
    return fault or identity or next((one for one in wrong if one), None)


def _identity_fault(connection: Connection, issuer: str, subject: str, login: str) -> NotDone | None:
    if not issuer and not subject:
        return None
    if not issuer or not subject or len(issuer) > MAX_IDENTITY or len(subject) > MAX_IDENTITY:
        return NotDone(Why.IDENTITY_BAD)
    same = (accounts.c.issuer == issuer) & (accounts.c.subject == subject) & (accounts.c.login != login)
    taken = connection.execute(select(accounts.c.login).where(same)).scalar()
    return NotDone(Why.IDENTITY_TAKEN, str(taken)) if taken else None


def _taken(connection: Connection, name: str, person: str = "") -> NotDone | None:
    same = (people.c.name_key == person_key(name)[:200]) & (people.c.id != person)
    found = connection.execute(select(people.c.name).where(same)).scalar()
    return NotDone(Why.NAME_TAKEN, str(found)) if found is not None else None


def _add_person(connection: Connection, name: str, by: Actor, reason: str, now: datetime) -> str:
    person = secrets.token_hex(16)
    row = {"id": person, "name": name, "name_key": person_key(name)[:200], "created_at": now}
    connection.execute(insert(people).values(row))
    journal.append(connection, by, "person_added", person, reason, {"name": name}, now)
    return person


def _sure(connection: Connection, login: str) -> Account:
    found = _account(connection, login)
    if found is None:
        raise RuntimeError(f"account {login} vanished inside the transaction that made it")
    return found


def _account(connection: Connection, login: str) -> Account | None:
    query = select(accounts, people.c.name).join(people).where(accounts.c.login == login)
    row = connection.execute(query).one_or_none()
    return _read(row, _grants(connection, login).get(login, ())) if row else None


def _grants(connection: Connection, login: str | None) -> dict[str, tuple[Grant, ...]]:
    query = select(grants).order_by(grants.c.account, grants.c.role, grants.c.region, grants.c.system)
    found: dict[str, tuple[Grant, ...]] = {}
    for row in connection.execute(query if login is None else query.where(grants.c.account == login)):
        found[row.account] = (*found.get(row.account, ()), *_grant(row))
    return found


def _grant(row: Row[Any]) -> tuple[Grant, ...]:
    """None where a newer program gave a role that this one does not know: it opens nothing here."""
    return (Grant(Role(row.role), row.region, row.system),) if row.role in set(Role) else ()


def _read(row: Row[Any], held: Iterable[Grant]) -> Account:
    return Account(
        row.login, row.person, row.name, tuple(held), row.created_at, bool(row.password), row.issuer, row.subject,
        row.disabled_at,
    )  # fmt: skip
