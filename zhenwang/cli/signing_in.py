"""Proving who one is at the command line: the same accounts and passwords as in the console."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from zhenwang import runtime
from zhenwang.access.passwords import LONGEST, Passwords, Weak, weakness
from zhenwang.cli.output import fail
from zhenwang.domain.access import Actor
from zhenwang.domain.enrolment import cleaned_login
from zhenwang.store import accounts, sessions
from zhenwang.store.opening import Store

_WEAK = {
    Weak.SHORT: "the password is too short: at least 12 characters, a sentence will do",
    Weak.LONG: "the password is too long: at most 256 characters",
    Weak.SIMPLE: "the password is too easy to guess: repeated characters, or neighbours on the keyboard",
    Weak.NAMED: "the password must not hold the name or the login",
}


def signed_in(store: Store, login: str, password_file: Path | None) -> Actor:
    """Who acts, proven by the password asked on the terminal or read from a file. Leaves with a sentence otherwise."""
    known = cleaned_login(login)
    password = asked(f"password of {login}: ", password_file)
    now, where = runtime.now(), {"how": "password", "client": "terminal"}
    same = Passwords().match(password, accounts.password_of(store, known) if known else "")
    with store.read() as connection:
        actor = accounts.actor_of(connection, known) if same else None
    if actor is None:
        sessions.refuse(store, known, sessions.WRONG, where, now)
        fail("login or password is wrong, or the account is disabled")
    sessions.note(store, actor, where, now)
    return actor


def asked(question: str, file: Path | None) -> str:
    """A password from the terminal, unseen, or the first line of a file. It is never an argument: others see those."""
    if file is not None:
        with file.open(encoding="utf-8") as opened:
            return opened.readline(LONGEST + 2).removesuffix("\n").removesuffix("\r")
    if not sys.stdin.isatty():
        fail("there is no terminal to ask for the password on: say --password-file", 2)
    return getpass.getpass(question)


def new_password(login: str, name: str, file: Path | None) -> str:
    """A new password that may be taken, asked twice on the terminal. Leaves with a sentence when it may not."""
    password = asked(f"new password of {login}: ", file)
    weak = weakness(password, login, name)
    if weak:
        fail(_WEAK[weak], 2)
    if file is None and asked("the same again: ", None) != password:
        fail("the two passwords differ", 2)
    return password
