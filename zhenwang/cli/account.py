"""``zhenwang account``: people, accounts and roles, for the first administrator and for whoever lost the way in.

Who runs these on the server may change anything there anyway; the journal says that it was done at the command line.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import Parameter

from zhenwang import registry_in_use, runtime
from zhenwang.access.passwords import Passwords
from zhenwang.cli.operator import operator
from zhenwang.cli.output import fail, out, print_json
from zhenwang.cli.signing_in import new_password
from zhenwang.domain.access import Grant, Role
from zhenwang.domain.enrolment import NotDone, Why, cleaned_login
from zhenwang.settings import Settings
from zhenwang.store import accounts, grants
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.opening import Store

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_Flag = Annotated[bool, Parameter(negative=())]
_WHY = {
    Why.NAME_EMPTY: "write a name that can be read",
    Why.NAME_TAKEN: "somebody is called {about} already: add the office to the name, or say --person for the same one",
    Why.NAME_RESERVED: "{about} is the machine's own name",
    Why.LOGIN_BAD: "a login is 2 to 64 letters, digits or . _ @ -, and begins with a letter or digit",
    Why.LOGIN_TAKEN: "there is a login {about} already",
    Why.NO_PERSON: "there is no such person",
    Why.NO_ACCOUNT: "there is no account {about}; zhenwang account list shows those there are",
    Why.IDENTITY_BAD: "issuer and subject come together or not at all",
    Why.IDENTITY_TAKEN: "this identity belongs to the account {about}",
    Why.SCOPE_BAD: "a region is an even number of digits, a system the host of its head, and admin is for everywhere",
    Why.ROLES_APART: "this person is {about} already: admin, auditor and roles that work on cases exclude each other",
    Why.BY_LINK: "a sponsor has no account and answers by a link",
    Why.LAST_ADMIN: "{about} is the last administrator",
}


def add(
    login: str,
    /,
    *,
    name: str = "",
    person: str = "",
    role: list[Role] | None = None,
    region: str = "",
    system: str = "",
    password_file: Path | None = None,
    issuer: str = "",
    subject: str = "",
    why: str = "开立账号",
) -> None:
    """Make an account. The password is asked on the terminal, unless an identity provider lets the account in.

    Example, for the first administrator: zhenwang account add admin --name 张三 --role admin

    Parameters
    ----------
    login
        What is typed to sign in.
    name
        Who it is. Two people whose names read alike need the office in the name: 王芳（武汉数据局）.
    person
        Login of an account the same person has already, instead of a name: two accounts of one person are one person.
    role
        clerk, analyst, reviewer, officer, approver, auditor or admin. May be given several times.
    region
        Leading digits of a division code in which the roles hold (42, 4201); without it everywhere.
    system
        Host of the head of a vertical system in which they hold, instead of a region.
    password_file
        File whose first line is the password.
    issuer
        Issuer of the identity provider that lets this account in.
    subject
        What that provider calls this person, as the journal shows it after a refused sign-in.
    why
        Reason for the journal.
    """
    given = tuple(Grant(one, region, system) for one in role or ())
    with registry_in_use.opened_store(Settings()) as store:
        same = _known(store, person).person if person else ""
        by_provider = bool(issuer and subject) and password_file is None
        kept = "" if by_provider else Passwords().kept(new_password(login, name, password_file))
        newcomer = Newcomer(login, name, same, kept, issuer, subject, given)
        made = accounts.enrol(store, newcomer, operator(), why, runtime.now())
    if isinstance(made, NotDone):
        _not_done(made)
    out.print(f"{made.login} ({made.name}) may sign in now", markup=False)


def list_(*, as_json: _Json = False) -> None:
    """List the accounts with their people and roles.

    Parameters
    ----------
    as_json
        Print JSON.
    """
    with registry_in_use.opened_store(Settings()) as store:
        found = accounts.everybody(store)
    if as_json:
        print_json([_row(account) for account in found])
        return
    for account in found:
        held = ", ".join(_said(grant) for grant in account.grants) or "no role"
        off = " (disabled)" if account.disabled_at else ""
        out.print(f"{account.login}  {account.name}  {held}{off}", markup=False)


def grant_(login: str, role: Role, /, *, region: str = "", system: str = "", why: str = "授予角色") -> None:
    """Give an account a role, from its next request on.

    Parameters
    ----------
    login
        The account.
    role
        clerk, analyst, reviewer, officer, approver, auditor or admin.
    region
        Leading digits of a division code in which it holds; without it everywhere.
    system
        Host of the head of a vertical system in which it holds, instead of a region.
    why
        Reason for the journal.
    """
    with registry_in_use.opened_store(Settings()) as store:
        known = _known(store, login)
        fault = grants.grant(store, known.login, Grant(role, region, system), operator(), why, runtime.now())
    _done(fault, f"{known.login} is {_said(Grant(role, region, system))}")


def withdraw_(login: str, role: Role, /, *, region: str = "", system: str = "", why: str = "撤销角色") -> None:
    """Take a role from an account, from its next request on.

    Parameters
    ----------
    login
        The account.
    role
        The role, with the region or system it was given for.
    region
        As it was granted.
    system
        As it was granted.
    why
        Reason for the journal.
    """
    taken = Grant(role, region, system)
    with registry_in_use.opened_store(Settings()) as store:
        known = _known(store, login)
        if taken not in known.grants:
            held = ", ".join(_said(grant) for grant in known.grants) or "nothing"
            fail(f"{known.login} is not {_said(taken)}, but {held}", 2)
        fault = grants.withdraw(store, known.login, taken, operator(), why, runtime.now())
    _done(fault, f"{known.login} is no longer {_said(taken)}")


def disable(login: str, /, *, again: _Flag = False, why: str = "停用账号") -> None:
    """Let an account in no longer; its sessions end at once.

    Parameters
    ----------
    login
        The account.
    again
        Let it in again instead.
    why
        Reason for the journal.
    """
    with registry_in_use.opened_store(Settings()) as store:
        known = _known(store, login)
        fault = accounts.enable(store, known.login, again, operator(), why, runtime.now())
    _done(fault, f"{known.login} is {'in use again' if again else 'disabled'}")


def password(login: str, /, *, password_file: Path | None = None, why: str = "重设密码") -> None:
    """Set an account's password anew; its sessions end at once.

    Parameters
    ----------
    login
        The account.
    password_file
        File whose first line is the password, instead of asking on the terminal.
    why
        Reason for the journal.
    """
    with registry_in_use.opened_store(Settings()) as store:
        known = _known(store, login)
        kept = Passwords().kept(new_password(known.login, known.name, password_file))
        fault = accounts.set_password(store, known.login, kept, operator(), why, runtime.now())
    _done(fault, f"the password of {known.login} is set")


def _known(store: Store, login: str) -> Account:
    return accounts.get(store, login) or _not_done(NotDone(Why.NO_ACCOUNT, cleaned_login(login) or login[:80]))


def _not_done(fault: NotDone) -> NoReturn:
    fail(_WHY[fault.why].format(about=repr(fault.about)), 2)


def _done(fault: NotDone | None, sentence: str) -> None:
    if fault:
        _not_done(fault)
    out.print(sentence, markup=False)


def _said(grant: Grant) -> str:
    where = f" in {grant.region}" if grant.region else f" of {grant.system}" if grant.system else ""
    return f"{grant.role.value}{where}"


def _row(account: Account) -> dict[str, object]:
    return {
        "login": account.login,
        "person": account.person,
        "name": account.name,
        "roles": [accounts.told(grant) for grant in account.grants],
        "password": account.with_password,
        "issuer": account.issuer,
        "subject": account.subject,
        "created_at": account.created_at.isoformat(),
        "disabled_at": _instant(account.disabled_at),
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
