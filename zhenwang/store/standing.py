"""Who an actor is at this moment: the person and the roles as the tables have them, not as a session remembers them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.workflow import Refused
from zhenwang.store.access_schema import accounts, grants, people


def current(connection: Connection, actor: Actor) -> Actor | Refused:
    """The actor with the roles that are left now; refused when the account is disabled or gone.

    An actor without an account (the machine, a body answering by its link) comes with what its door gave it.
    """
    if not actor.account:
        return actor
    query = (
        select(people.c.id, people.c.name, accounts.c.disabled_at)
        .join(people, people.c.id == accounts.c.person)
        .where(accounts.c.login == actor.account)
    )
    found = connection.execute(query).one_or_none()
    if found is None or found.disabled_at is not None:
        return Refused("this account may no longer rule on anything: ask an administrator", "account")
    return Actor(found.id, found.name, actor.account, _grants(connection, actor.account))


def _grants(connection: Connection, login: str) -> tuple[Grant, ...]:
    known = set(Role)
    rows = connection.execute(select(grants).where(grants.c.account == login))
    return tuple(Grant(Role(row.role), row.region, row.system) for row in rows if row.role in known)
