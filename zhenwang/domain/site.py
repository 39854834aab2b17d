"""Parts of an official site: its hosts with their roles, its status over time, and what two sources disagree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HostRole(StrEnum):
    """What a host is to its site (requirements 2.2)."""

    PRIMARY = "primary"
    ALIAS = "alias"
    IDN = "idn"  # the Chinese name bound to it (art. 10)
    CHANNEL = "channel"
    BUSINESS_SYSTEM = "business_system"
    IP_ONLY = "ip_only"
    GATEWAY = "gateway"  # traditional characters, accessibility
    TEST = "test"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SiteHost:
    """One host of a site. A host whose ``valid_to`` is set is granted nothing any more: it is a retired host."""

    host: str
    site: str
    role: HostRole = HostRole.ALIAS
    valid_from: date | None = None
    valid_to: date | None = None
    sources: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RetiredHost:
    """A host that was official and is no more. Never deleted: who registers it inherits its visitors (art. 13).

    ``last_site`` is the id of the site it belonged to, ``name`` that site's name then.
    """

    host: str
    last_site: str
    name: str
    retired_on: date | None = None
    released_on: date | None = None
    sources: str = ""
    note: str = ""


class Status(StrEnum):
    """The life of a site (art. 12-14)."""

    PLANNED = "planned"
    ACTIVE = "active"
    TEMP_OFFLINE = "temp_offline"
    EMERGENCY_OFFLINE = "emergency_offline"
    MIGRATING = "migrating"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A site's status from ``since`` on, until the next one. ``approval`` is the number of the approving document,
    ``notice`` the address of the public notice; both are empty when unknown.
    """

    site: str
    status: Status
    since: date
    approval: str = ""
    notice: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree: ``values`` are ``(value, source)``, and nobody has picked one yet."""

    field: str
    values: tuple[tuple[str, str], ...]
