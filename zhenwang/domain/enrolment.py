"""What a person, a login and a role must be before they are written down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhenwang.domain.access import PERMISSIONS, Grant, Permission, Role
from zhenwang.domain.people import person_key

MAX_NAME = 40
MAX_LOGIN = 64
_LOGIN = re.compile(r"[\w][\w.@-]{1,63}")
_REGION = re.compile(r"(?:[0-9]{2}){0,6}", re.ASCII)
_SYSTEM = re.compile(r"[a-z0-9.-]{0,253}", re.ASCII)


class Why(StrEnum):
    """Why something about people and accounts was not done."""

    NAME_EMPTY = "name_empty"
    NAME_TAKEN = "name_taken"
    NAME_RESERVED = "name_reserved"
    LOGIN_BAD = "login_bad"
    LOGIN_TAKEN = "login_taken"
    NO_PERSON = "no_person"
    NO_ACCOUNT = "no_account"
    IDENTITY_BAD = "identity_bad"
    IDENTITY_TAKEN = "identity_taken"
    SCOPE_BAD = "scope_bad"
    ROLES_APART = "roles_apart"
    BY_LINK = "by_link"
    LAST_ADMIN = "last_admin"


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was changed. ``about`` is what stands against it: a name, a login or a role that is there already."""

    why: Why
    about: str = ""


def cleaned_name(written: str) -> str:
    """A person's name as written, without what is not seen; empty when nothing readable is left."""
    seen = "".join(char for char in written[:400] if unicodedata.category(char)[0] not in "C")
    return " ".join(seen.split())[:MAX_NAME].strip() if person_key(seen) else ""


def cleaned_login(written: str) -> str:
    """A login as it is kept: letters and digits of one width, in small letters; empty when it can be none."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written[:400]).casefold()).strip()
    return folded if _LOGIN.fullmatch(folded) else ""


def name_fault(name: str) -> NotDone | None:
    """Why nobody can be called so. The machine's own name is taken: its steps and a person's must differ on sight."""
    key = person_key(name)
    if not key:
        return NotDone(Why.NAME_EMPTY)
    return NotDone(Why.NAME_RESERVED, name) if key in ("zhenwang", "甄网") else None


def grant_fault(grant: Grant, held: Iterable[Grant]) -> NotDone | None:
    """Why a person who holds these roles already may not have this one.

    Whoever keeps people and registry decides no case, and whoever audits only reads (requirements 4.1): one person has
    roles of one kind. A sponsor never has an account: that role is a link to one case.
    """
    if grant.role is Role.SPONSOR:
        return NotDone(Why.BY_LINK)
    everywhere = not grant.region and not grant.system
    shaped = _REGION.fullmatch(grant.region) and _SYSTEM.fullmatch(grant.system) and not (grant.region and grant.system)
    if not shaped or (grant.role is Role.ADMIN and not everywhere):
        return NotDone(Why.SCOPE_BAD)
    other = next((one.role for one in held if _kind(one.role) != _kind(grant.role)), None)
    return NotDone(Why.ROLES_APART, other.value) if other else None


def _kind(role: Role) -> str:
    if Permission.RULE_CASES in PERMISSIONS[role]:
        return "cases"
    return role.value
