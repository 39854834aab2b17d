"""Who an actor is at this moment: the person and the roles as the tables have them, not as a session remembers them."""

from __future__ import annotations

from sqlalchemy import Connection

from zhenwang.domain.access import Actor, Permission
from zhenwang.domain.workflow import Refused
from zhenwang.store.accounts import actor_of


def current(connection: Connection, actor: Actor) -> Actor | Refused:
    """The actor with the roles that are left now; refused when the account is disabled or gone.

    An actor without an account (the machine, a body answering by its link) comes with what its door gave it; who works
    on cases is a person, because two of them are told apart by that.
    """
    if not actor.account:
        nobody = not actor.person and actor.may(Permission.RULE_CASES)
        return Refused("only a person who is known here rules on a case", "account") if nobody else actor
    return actor_of(connection, actor.account) or Refused(
        "this account may no longer rule on anything: ask an administrator", "account"
    )
