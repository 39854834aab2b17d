"""Who may do what: roles with their permissions, and where they hold (requirements 4.1).

A *person* acts through an account. A role is granted for a region, for a vertical system, or everywhere; whoever has no
role that covers a case does not see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is to the office."""

    CLERK = "clerk"  # 线索登记员
    ANALYST = "analyst"  # 分析员
    REVIEWER = "reviewer"  # 复核员
    OFFICER = "officer"  # 移交员
    SPONSOR = "sponsor"  # 单位核实人: outside the office, one case, by a single-use link
    APPROVER = "approver"  # 领导
    AUDITOR = "auditor"  # 审计员
    ADMIN = "admin"  # 管理员


class Permission(StrEnum):
    """What a door asks for. The last three ask for no role."""

    READ_CASES = "cases.read"
    RULE_CASES = "cases.rule"
    CLAIM_CASES = "cases.claim"
    READ_REPORTS = "reports.read"
    ENTER_REPORTS = "reports.enter"
    READ_REPORTER = "reporter.read"
    REVIEW_REPLIES = "replies.review"
    READ_REGISTRY = "registry.read"
    WRITE_REGISTRY = "registry.write"
    RULE_FINDINGS = "findings.rule"
    READ_HANDOFFS = "handoffs.read"
    READ_STATISTICS = "statistics.read"
    DRAW_SAMPLES = "samples.draw"
    READ_AUDIT = "audit.read"
    ADMINISTER = "administer"
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    LINK = "link"


_READ = frozenset({
    Permission.READ_CASES, Permission.READ_REPORTS, Permission.READ_REGISTRY, Permission.READ_HANDOFFS,
    Permission.READ_STATISTICS,
})  # fmt: skip
_WORK = _READ | {Permission.RULE_CASES, Permission.CLAIM_CASES}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType({
    Role.CLERK: _WORK | {Permission.ENTER_REPORTS, Permission.READ_REPORTER},
    Role.ANALYST: _WORK | {Permission.ENTER_REPORTS, Permission.READ_REPORTER, Permission.RULE_FINDINGS},
    Role.REVIEWER: _WORK | {Permission.DRAW_SAMPLES, Permission.READ_REPORTER, Permission.REVIEW_REPLIES},
    Role.OFFICER: _WORK,
    Role.SPONSOR: frozenset(),
    Role.APPROVER: _WORK | {Permission.DRAW_SAMPLES, Permission.READ_AUDIT, Permission.REVIEW_REPLIES},
    Role.AUDITOR: _READ | {Permission.READ_AUDIT},
    Role.ADMIN: frozenset({Permission.READ_REGISTRY, Permission.WRITE_REGISTRY, Permission.RULE_FINDINGS,
                           Permission.DRAW_SAMPLES, Permission.ADMINISTER}),
})  # fmt: skip
"""An administrator keeps registry, people and rules and takes no part in cases; an auditor only reads."""

PROVINCIAL = frozenset({Permission.REVIEW_REPLIES})
"""What only a role that holds everywhere opens (art. 34: 经省政府办公厅审核)."""

EVERYBODY = frozenset({Permission.PUBLIC, Permission.SIGNED_IN, Permission.LINK})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and where it holds. ``region`` are the leading digits of a division code, ``system`` the id of the site at
    the head of a vertical system (art. 4); both empty: everywhere.
    """

    role: Role
    region: str = ""
    system: str = ""

    @property
    def is_everywhere(self) -> bool:
        return not self.region and not self.system

    def covers(self, region: str, system: str) -> bool:
        """Whether it holds for a body of that region and system. What nobody could place is for everywhere only."""
        if self.system:
            return self.system == system
        return region.startswith(self.region)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now. ``person`` is the person's id: two accounts of one person are one. ``account`` is the login."""

    person: str
    name: str
    account: str = ""
    grants: tuple[Grant, ...] = ()

    def may(self, permission: Permission) -> bool:
        """Whether any of the roles, wherever it holds, opens that door; one of ``PROVINCIAL`` only a role that holds
        everywhere.
        """
        return permission in EVERYBODY or any(
            permission in PERMISSIONS[grant.role] and (permission not in PROVINCIAL or grant.is_everywhere)
            for grant in self.grants
        )

    def roles_for(self, region: str, system: str = "") -> frozenset[Role]:
        """The roles that hold for a body of that region and system."""
        return frozenset(grant.role for grant in self.grants if grant.covers(region, system))

    def sees(self, region: str, system: str = "") -> bool:
        """Whether a case of that region and system may be read."""
        return any(Permission.READ_CASES in PERMISSIONS[role] for role in self.roles_for(region, system))


MACHINE = Actor("", "zhenwang")
"""The actor of the steps that no person took."""
