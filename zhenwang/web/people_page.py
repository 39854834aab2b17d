"""Administration: people, the accounts they act through, and the roles these have, each change with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang import runtime
from zhenwang.access.passwords import weakness
from zhenwang.domain.access import Actor, Grant, Permission, Role
from zhenwang.domain.enrolment import NotDone, Why
from zhenwang.store import accounts, grants
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.web.forgery import read_form
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

router = APIRouter()
_Form = Annotated[Mapping[str, str], Depends(read_form)]
_ADMINISTER = [needs(Permission.ADMINISTER, fresh=True)]
ROLES = tuple(role for role in Role if role is not Role.SPONSOR)
MAX_REASON = 400

Change = Callable[[House, Account, Mapping[str, str], Actor, datetime], "NotDone | str | None"]
"""Changes an account as a form says: None when it is done, a fault, or the key of the words that say why not."""


@router.get("/people", response_class=HTMLResponse, dependencies=_ADMINISTER)
def people(request: Request, done: str = "") -> HTMLResponse:
    return _people_page(request, done=bool(done))


@router.post("/people", response_class=HTMLResponse, dependencies=_ADMINISTER)
def add(request: Request, form: _Form) -> Response:
    house, t = house_of(request), words(language_of(request))
    login, name, password = form.get("login", ""), form.get("name", ""), form.get("password", "")
    weak = weakness(password, login, name) if password else None
    if weak:
        return _people_page(request, t[f"weak_{weak.value}"], form)
    role = _grant(house, form)
    if isinstance(role, NotDone):
        return _people_page(request, _said(role, t), form)
    kept = house.entrance.passwords.kept(password) if password else ""
    newcomer = Newcomer(login, name, form.get("person", "")[:40], kept, grants=(role,) if role else ())
    made = accounts.enrol(house.store, newcomer, _admin(request), _reason(form), runtime.now())
    if isinstance(made, NotDone):
        return _people_page(request, _said(made, t), form)
    return RedirectResponse(f"{_path(made.login)}?done=1", 303)


@router.get("/people/{login}", response_class=HTMLResponse, dependencies=_ADMINISTER)
def person(request: Request, login: str, done: str = "") -> HTMLResponse:
    return _person_page(request, _found(request, login), done=bool(done))


@router.post("/people/{login}", response_class=HTMLResponse, dependencies=_ADMINISTER)
def change(request: Request, login: str, form: _Form) -> Response:
    """One of ``CHANGES``, named by the form's ``change``; 422 with the reason when it was not done."""
    account, t = _found(request, login), words(language_of(request))
    changed = CHANGES.get(form.get("change", ""))
    if changed is None:
        raise HTTPException(400)
    fault = changed(house_of(request), account, form, _admin(request), runtime.now())
    if fault:
        return _person_page(request, account, _said(fault, t) if isinstance(fault, NotDone) else t[fault])
    return RedirectResponse(f"{_path(account.login)}?done=1", 303)


def _grant_role(house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime) -> NotDone | None:
    given = _grant(house, form)
    if given is None or isinstance(given, NotDone):
        return given or NotDone(Why.SCOPE_BAD)
    return grants.grant(house.store, account.login, given, by, _reason(form), now)


def _withdraw_role(house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime) -> NotDone | None:
    sent = (form.get("role", ""), form.get("region", ""), form.get("system", ""))
    held = next((one for one in account.grants if (one.role.value, one.region, one.system) == sent), None)
    return grants.withdraw(house.store, account.login, held, by, _reason(form), now) if held else None


def _switch(house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime) -> NotDone | None:
    return accounts.enable(house.store, account.login, form.get("on") == "yes", by, _reason(form), now)


def _rename(house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime) -> NotDone | None:
    return accounts.rename(house.store, account.person, form.get("name", ""), by, _reason(form), now)


def _set_password(
    house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime
) -> NotDone | str | None:
    weak = weakness(form.get("password", ""), account.login, account.name)
    if weak:
        return f"weak_{weak.value}"
    kept = house.entrance.passwords.kept(form.get("password", ""))
    return accounts.set_password(house.store, account.login, kept, by, _reason(form), now)


def _bind(house: House, account: Account, form: Mapping[str, str], by: Actor, now: datetime) -> NotDone | None:
    issuer, subject = form.get("issuer", "").strip(), form.get("subject", "").strip()
    return accounts.identify(house.store, account.login, issuer, subject, by, _reason(form), now)


CHANGES: Mapping[str, Change] = MappingProxyType({
    "grant": _grant_role, "withdraw": _withdraw_role, "standing": _switch, "name": _rename, "password": _set_password,
    "identity": _bind,
})  # fmt: skip


def _grant(house: House, form: Mapping[str, str]) -> Grant | NotDone | None:
    """The role that a form asks for; None when it asks for none."""
    role, region, system = form.get("role", ""), form.get("region", "").strip(), form.get("system", "").strip().lower()
    if role not in set(Role):
        return None
    known = not system or house.registry.site(system) is not None
    return Grant(Role(role), region, system) if known else NotDone(Why.SCOPE_BAD)


def _people_page(
    request: Request, problem: str = "", typed: Mapping[str, str] | None = None, done: bool = False
) -> HTMLResponse:
    found = accounts.everybody(house_of(request).store)
    kept = {
        name: (typed or {}).get(name, "") for name in ("login", "name", "person", "role", "region", "system", "why")
    }
    status = 422 if problem else 200
    return page(
        request, "people.html.j2", status, accounts=found, roles=ROLES, typed=kept, problem=problem, done=done,
        place="people",
    )  # fmt: skip


def _person_page(request: Request, account: Account, problem: str = "", done: bool = False) -> HTMLResponse:
    house = house_of(request)
    others = [one for one in accounts.everybody(house.store) if one.person == account.person and one != account]
    issuer = house.entrance.provider.registration.issuer if house.entrance.provider else ""
    return page(
        request, "person.html.j2", 422 if problem else 200, account=account, others=others, roles=ROLES, issuer=issuer,
        problem=problem, done=done, place="people",
    )  # fmt: skip


def _found(request: Request, login: str) -> Account:
    account = accounts.get(house_of(request).store, login)
    if account is None:
        raise HTTPException(404)
    return account


def _said(fault: NotDone, t: Mapping[str, str]) -> str:
    role = fault.why is Why.ROLES_APART
    return t[f"not_done_{fault.why.value}"].format(about=t[f"role_{fault.about}"] if role else fault.about)


def _admin(request: Request) -> Actor:
    actor = visitor_of(request).actor
    if actor is None:
        raise HTTPException(404)
    return actor


def _reason(form: Mapping[str, str]) -> str:
    return form.get("why", "").strip()[:MAX_REASON]


def _path(login: str) -> str:
    return f"/people/{quote(login, safe='')}"
