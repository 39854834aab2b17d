"""People who work at the console, made without a form and without the cost of a password."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from zhenwang.access.passwords import Cost, Passwords
from zhenwang.domain.access import PERMISSIONS, Actor, Grant, Permission, Role
from zhenwang.domain.people import same_person
from zhenwang.store import accounts
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.opening import Store

QUICK = Cost(1, 8, 1)
"""What a password costs in tests: it is read from what was kept."""
PASSWORD = "四个随便的词 horse"
CASE_ROLES = tuple(role for role in Role if Permission.RULE_CASES in PERMISSIONS[role])
MAKER = Actor("", "测试")
MADE = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def seated(store: Store, name: str, roles: Iterable[Role], region: str = "", system: str = "") -> Account:
    """The account of that person with exactly these roles; the person and the account are made where they are new."""
    grants = tuple(Grant(role, region, system) for role in roles)
    login = "t" + hashlib.sha256(repr((name, grants)).encode()).hexdigest()[:12]
    known = next((one.person for one in accounts.everybody(store) if same_person(one.name, name)), "")
    held = accounts.get(store, login)
    if held:
        return held
    made = accounts.enrol(store, Newcomer(login, name, known, grants=grants), MAKER, "测试", MADE)
    assert isinstance(made, Account), made
    return made


def with_password(store: Store, login: str, name: str, *grants: Grant) -> Account:
    """An account that signs in with ``PASSWORD``."""
    newcomer = Newcomer(login, name, password=Passwords(QUICK).kept(PASSWORD), grants=grants)
    made = accounts.enrol(store, newcomer, MAKER, "测试", MADE)
    assert isinstance(made, Account), made
    return made
