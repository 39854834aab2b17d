"""Accounts to try the recorded day with: made once, with passwords of this installation, and for no other plan."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from zhenwang import registry_in_use, runtime
from zhenwang.access.passwords import Passwords
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.settings import Settings
from zhenwang.store import accounts
from zhenwang.store.accounts import Newcomer

PEOPLE: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("analyst", "演示分析员", (Role.CLERK, Role.ANALYST, Role.OFFICER)),
    ("reviewer", "演示复核员", (Role.REVIEWER, Role.APPROVER)),
    ("admin", "演示管理员", (Role.ADMIN,)),
)
"""Login, name and roles: two people to confirm a case, and one who keeps accounts."""
_BY = Actor("", "演示安装")
_HEADING = "# 演示账号，仅供试用录制的一天 / accounts to try the recorded day"


def demonstration_file(settings: Settings) -> Path:
    return settings.var / "demo-accounts.txt"


def make_demonstration_accounts(settings: Settings) -> Path | None:
    """Make them, unless there is any account already or the plan is a real one. The file with the passwords, which only
    this user can read; None when nothing was made.
    """
    if settings.plan != "recorded":
        return None
    with registry_in_use.opened_store(settings) as store:
        if not accounts.nobody_yet(store):
            return None
        given = [secrets.token_urlsafe(12) for _ in PEOPLE]
        # Written down first: whoever stops this half-way has the passwords of the accounts there are.
        path = _written(demonstration_file(settings), given)
        keeper = Passwords()
        for (login, name, roles), password in zip(PEOPLE, given, strict=True):
            newcomer = Newcomer(login, name, password=keeper.kept(password), grants=tuple(map(Grant, roles)))
            accounts.enrol(store, newcomer, _BY, "演示账号", runtime.now())
    return path


def _written(path: Path, given: Sequence[str]) -> Path:
    lines = [f"{login}\t{password}\t{name}" for (login, name, _), password in zip(PEOPLE, given, strict=True)]
    path.unlink(missing_ok=True)  # a file of an earlier store may be anybody's to read
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join([_HEADING, *lines]) + "\n")
    return path
