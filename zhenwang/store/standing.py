"""Who an actor is at this moment: the person and the roles as the tables have them, not as a session remembers them."""

from __future__ import annotations

from sqlalchemy import Connection

from zhenwang.domain.access import Actor
from zhenwang.domain.workflow import Refused
from zhenwang.store.accounts import actor_of


def current(connection: Connection, actor: Actor) -> Actor | Refused:
    """The actor with the roles that are left now; refused when the account is disabled or gone.

    An actor without an account (the machine, a body answering by its link) comes with what its door gave it.
    """
    if not actor.account:
        return actor
    return actor_of(connection, actor.account) or Refused(
        "this account may no longer rule on anything: ask an administrator", "account"
    )
