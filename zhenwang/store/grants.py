"""Giving roles and taking them back: it counts from the next request on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.enrolment import NotDone, Why, grant_fault
from zhenwang.store import journal
from zhenwang.store.access_schema import accounts, grants
from zhenwang.store.accounts import held_by, is_last_admin, told, write_grant
from zhenwang.store.opening import Store


def grant(store: Store, login: str, given: Grant, by: Actor, reason: str, now: datetime) -> NotDone | None:
    """Give an account a role. Having it already is no fault."""
    with store.write() as connection:
        person = connection.execute(select(accounts.c.person).where(accounts.c.login == login)).scalar()
        if person is None:
            return NotDone(Why.NO_ACCOUNT, login)
        fault = grant_fault(given, held_by(connection, str(person)))
        if fault:
            return fault
        write_grant(connection, login, given, by, reason, now)
        return None


def withdraw(store: Store, login: str, taken: Grant, by: Actor, reason: str, now: datetime) -> NotDone | None:
    """Take a role back. The last administrator keeps theirs: nobody could give it to anybody again."""
    columns = {"account": login, "role": taken.role.value, "region": taken.region, "system": taken.system}
    row = [grants.c[name] == value for name, value in columns.items()]
    with store.write() as connection:
        if taken.role is Role.ADMIN and is_last_admin(connection, login):
            return NotDone(Why.LAST_ADMIN, login)
        if connection.execute(delete(grants).where(*row)).rowcount:
            journal.append(connection, by, "role_withdrawn", login, reason, told(taken), now)
        return None
