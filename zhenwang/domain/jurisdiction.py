"""Jurisdictions: what differs from country to country, as data. The code is the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhenwang.domain.legal_basis import Ground
from zhenwang.domain.mark_look import MarkLook
from zhenwang.domain.service import Service

OWN_MARK = re.compile(r"(?!jiucuo)[a-z][a-z0-9_]{1,29}")
"""What a kind of mark may be called; some names are taken by what pages show of other kinds."""


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A value of the right shape that is refused all the same: where ``unless`` matches the whole, ``says`` why."""

    unless: str
    says: str


@dataclass(frozen=True, slots=True)
class MarkKind:
    """A mark that only one body's sites may show. ``kind`` as in ``Marks.all``; ``pattern`` matches a whole value."""

    kind: str
    name: str
    name_en: str
    pattern: str
    rules: tuple[MarkRule, ...] = ()

    def problem(self, value: str) -> str:
        """What is wrong with a value in its printed form without spaces; empty when nothing is."""
        if not re.fullmatch(self.pattern, value):
            return f"不符合{self.name}的格式"
        return next((rule.says for rule in self.rules if re.fullmatch(rule.unless, value)), "")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """One pack. ``registries``, ``authorities``, ``legal_basis`` and ``further_lists`` are files beside the pack, or
    among the seeds. The last part of a further list's name says what it holds, as ``site_hosts.csv`` does.

    ``suffixes`` are suffixes that only public bodies can register, as A-labels; those that the public suffix list and
    the registry itself show are found without being named. ``languages`` are BCP 47 tags, ``timezone`` an IANA name,
    ``calendar`` the id of the working-day calendar, ``region_codes`` the system of the region codes. What a
    jurisdiction does not have is empty. ``limbs`` name the article of each limb (``a`` uses the name, ``b`` marks,
    content or function), ``grounds`` the one that each signal rests on. ``services`` are public services by host,
    ``looks`` the emblems, marks and headers that its official sites show.
    ``bearers`` are the names of bodies that were seen with a mark, by its kind and value, on hosts that nobody knows.
    """

    id: str
    name: str
    name_en: str
    registries: tuple[str, ...]
    suffixes: tuple[str, ...]
    languages: tuple[str, ...]
    marks: tuple[MarkKind, ...]
    authorities: str
    legal_basis: str
    calendar: str
    timezone: str
    region_codes: str
    further_lists: tuple[str, ...] = ()
    limbs: Mapping[str, str] = field(default_factory=dict, compare=False)
    grounds: Mapping[str, Ground] = field(default_factory=dict, compare=False, repr=False)
    bearers: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    services: Mapping[str, Service] = field(default_factory=dict, compare=False, repr=False)
    looks: tuple[MarkLook, ...] = field(default=(), compare=False, repr=False)

    def mark(self, kind: str) -> MarkKind | None:
        """The kind of mark, if this jurisdiction has it."""
        return next((known for known in self.marks if known.kind == kind), None)
