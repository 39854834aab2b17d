"""A person settles what two sources disagree on: one value is right, or it is and the others are too.

The result are changes like those of an import, so that they are kept, replayed and read in the same way. A host that a
ruling takes away becomes a retired host by replaying, and is watched for ever.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from zhenwang.domain.body import BodyKind
from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.domain.site import Conflict, Status
from zhenwang.registry.contradictions import LEVELS, as_text
from zhenwang.registry.fields import SINGLE, differing, plain, with_value
from zhenwang.registry.naming import COMPOSED
from zhenwang.registry.printed_marks import read_mark

MAX_VALUE = 400
TOGETHER = frozenset({"domain", "name", "site_code"})
"""Fields whose values can all be right: a site has several hosts, and a body several names."""


class Why(StrEnum):
    """Why a ruling was not taken."""

    NO_CONFLICT = "no_conflict"
    EMPTY = "empty"
    UNREADABLE = "unreadable"  # no host, no site code, or none of the field's words
    NOT_OFFERED = "not_offered"  # of a claim to a host, only what the sources say can be chosen
    HELD = "held"  # another site holds that host
    PRIMARY = "primary"  # the host is another site's only address, which cannot be taken away from it here


@dataclass(frozen=True, slots=True)
class NotSettled:
    """Nothing changes. ``given`` is the value it is about, ``holder`` the id of the site that stands in the way."""

    why: Why
    given: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    registry: Registry
    site: OfficialSite
    conflict: Conflict
    right: str
    others_too: bool

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(text for text, _ in self.conflict.values if plain(text) != plain(self.right))


def settle(
    registry: Registry, site: str, field: str, right: str, *, others_too: bool = False
) -> tuple[Change, ...] | NotSettled:
    """The changes that make ``right`` the value of a site's contested ``field``; it need not be one of the sources'.

    ``others_too`` keeps the other values beside it where the field can hold several (``TOGETHER``). A host that is
    claimed by two sites moves to the one that is named, which changes both.
    """
    held = registry.sites.get(site)
    conflict = next((one for one in held.conflicts if one.field == field), None) if held else None
    if held is None or conflict is None:
        return NotSettled(Why.NO_CONFLICT, field)
    text = _one_line(right)
    if not text:
        return NotSettled(Why.EMPTY)
    asked = _Asked(registry, held, conflict, text, others_too and field in TOGETHER)
    return _RULES.get(field, _single)(asked)


def _domain(asked: _Asked) -> tuple[Change, ...] | NotSettled:
    right = _host(asked.right)
    others = tuple(filter(None, map(_host, asked.others)))
    if not right:
        return NotSettled(Why.UNREADABLE, asked.right)
    for host in (right, *(others if asked.others_too else ())):
        if (owner := asked.registry.owner(host)) and owner.id != asked.site.id:
            return NotSettled(Why.HELD, host, owner.id)
    site = asked.site
    wrong = set() if asked.others_too else set(others)
    kept = (host for host in (*site.hosts, *(others if asked.others_too else ())) if host not in wrong)
    after = replace(
        site,
        id=right,
        hosts=tuple(dict.fromkeys((right, *kept))),
        further_hosts=tuple(
            replace(other, site=right)
            for other in site.further_hosts
            if other.host not in wrong and (other.host != right or right == site.id)
        ),
    )
    return _settled(asked, after)


def _name(asked: _Asked) -> tuple[Change, ...] | NotSettled:
    site, right = asked.site, asked.right
    wrong = set() if asked.others_too else set(map(plain, asked.others))
    known = {plain(right), *wrong, *(plain(past.name) for past in site.former_names)}
    further: list[str] = []
    for name in (site.name, *site.aliases, *asked.others):
        if plain(name) not in known:
            known.add(plain(name))
            further.append(name)
    short = tuple(name for name in site.short_names if plain(name) not in wrong)
    note = "; ".join(part for part in site.note.split("; ") if COMPOSED not in part)
    return _settled(asked, replace(site, name=right, short_names=short, aliases=tuple(further), note=note))


def _site_code(asked: _Asked) -> tuple[Change, ...] | NotSettled:
    right = _codes(asked.right)
    if not right:
        return NotSettled(Why.UNREADABLE, asked.right)
    others = tuple(code for text in asked.others for code in _codes(text) if code not in right)
    uncontested = (code for code in asked.site.marks.site_codes if code not in others)
    codes = tuple(dict.fromkeys((*right, *uncontested, *(others if asked.others_too else ()))))
    return _settled(asked, with_value(asked.site, "site_code", codes))


def _other_hosts(asked: _Asked) -> tuple[Change, ...] | NotSettled:
    """Values read ``host holder``, or ``host retired``; several hosts can be contested at once, and one is settled."""
    if asked.right not in {text for text, _ in asked.conflict.values}:
        return NotSettled(Why.NOT_OFFERED, asked.right)
    host, _, holder = asked.right.partition(" ")
    owner = asked.registry.owner(host)
    moves = owner is not None and holder != owner.id
    if moves and owner is not None and host == owner.id:
        return NotSettled(Why.PRIMARY, host, owner.id)
    left = tuple(pair for pair in asked.conflict.values if pair[0].partition(" ")[0] != host)
    sites = {asked.site.id: asked.site}
    if moves and owner is not None:
        sites[owner.id] = _without(owner, host)
    if holder in asked.registry.sites and (moves or owner is None):
        site = sites.get(holder) or asked.registry.sites[holder]
        sites[holder] = replace(site, hosts=tuple(dict.fromkeys((*site.hosts, host))))
    own, *others = sites.values()
    changed = (_change(asked.registry.sites[site.id], site) for site in others)
    return (*_settled(asked, own, left), *(change for change in changed if change.fields))


def _without(site: OfficialSite, host: str) -> OfficialSite:
    further = tuple(other for other in site.further_hosts if other.host != host)
    return replace(site, hosts=tuple(other for other in site.hosts if other != host), further_hosts=further)


def _single(asked: _Asked) -> tuple[Change, ...] | NotSettled:
    reads = _WORDS.get(asked.conflict.field, _any_text)
    held = reads(asked.right) if asked.conflict.field in SINGLE else None
    if held is None:
        return NotSettled(Why.UNREADABLE, asked.right)
    if held is Status.RETIRED:  # a closed site is no entry any more: its hosts are watched as retired ones
        return (Change(ChangeKind.SETTLED, asked.site.id, asked.site, None),)
    return _settled(asked, with_value(asked.site, asked.conflict.field, held))


def _settled(asked: _Asked, after: OfficialSite, left: tuple[tuple[str, str], ...] = ()) -> tuple[Change, ...]:
    """The site without this conflict, or with what is ``left`` of it; nothing contested is doubtful no more."""
    kept = tuple(one for one in after.conflicts if one.field != asked.conflict.field)
    if len(left) > 1:
        kept += (replace(asked.conflict, values=left),)
    doubt = after.confidence if kept or after.confidence != "low" else "medium"
    return (_change(asked.site, replace(after, conflicts=kept, confidence=doubt)),)


def _change(before: OfficialSite, after: OfficialSite) -> Change:
    return Change(ChangeKind.SETTLED, after.id, before, after, differing(before, after))


def _one_line(text: str) -> str:
    seen = "".join(char if unicodedata.category(char)[0] not in "C" else " " for char in text[: 2 * MAX_VALUE])
    return " ".join(seen.split())[:MAX_VALUE]


def _host(text: str) -> str:
    """A host, or the host of a URL, in A-labels; empty for anything else."""
    parsed = parse_host(host_of(text if "://" in text else f"//{text}"))
    return parsed.ascii if isinstance(parsed, Host) else ""


def _codes(text: str) -> tuple[str, ...]:
    """The site codes of a text in which they stand alone; nothing when one of them is no code."""
    read = [read_mark(part) for part in text.replace("；", ";").split(";") if part.strip()]
    codes = [mark[1] for mark in read if mark and mark[0] == "site_code"]
    return tuple(dict.fromkeys(codes)) if len(codes) == len(read) else ()


def _any_text(text: str) -> str | None:
    return text


def _one_of(values: Iterable[Any]) -> Callable[[str], Any]:
    known = {as_text(value): value for value in values}
    return lambda text: known.get(text.casefold())


_WORDS: Mapping[str, Callable[[str], Any]] = MappingProxyType({
    "protected": _one_of((True, False)),
    "kind": _one_of(kind for kind in BodyKind if kind),
    "status": _one_of(Status),
    "level": _one_of(LEVELS),
    "region_code": lambda text: text if len(text) == 6 and text.isascii() and text.isdigit() else None,
})  # fmt: skip

_RULES: Mapping[str, Callable[[_Asked], tuple[Change, ...] | NotSettled]] = MappingProxyType({
    "domain": _domain, "name": _name, "site_code": _site_code, "other_hosts": _other_hosts,
})  # fmt: skip
