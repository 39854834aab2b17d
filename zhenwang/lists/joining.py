"""Rows that speak of one host become one site, and a host has one owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from zhenwang.domain.body import Contact
from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.lists.site_row import Report

MAX_ALIASES = 200
MAX_VALUE = 300

_ONE_VALUE = (
    "level", "region_code", "region", "english_name", "kind", "sponsor", "operator", "platform", "parent", "supervisor",
    "status", "contact",
)  # fmt: skip
"""Fields of which a site has one: where two rows differ, the first stands."""

Placed = dict[str, tuple[int, str, OfficialSite]]
"""Sites by id, each with the number and, for people, the place of its first row."""


def admit(sites: Placed, site: OfficialSite, number: int, place: str, report: Report) -> bool:
    """Take a row's site in. A host that stands there already gets the further names; they are reported.

    False when the host has too many names already, and the row was not joined to it.
    """
    if site.id not in sites:
        sites[site.id] = (number, place, site)
        return True
    number, place, first = sites[site.id]
    if len(first.aliases) >= MAX_ALIASES:
        report("name", site.name, f"{site.id} has {MAX_ALIASES} further names already: this row was not joined to it")
        return False
    if site.name not in (first.name, *first.aliases):
        already = f"{site.id} already stands in {place} as '{first.name}'"
        report("name", site.name, f"{already}: '{site.name}' becomes an alias")
    for field in _ONE_VALUE:
        ours, theirs = getattr(first, field), getattr(site, field)
        if theirs not in ("", ours, Contact()) and ours not in ("", Contact()):
            told = f"'{theirs}' is not taken" if isinstance(theirs, str) else "another is not taken"
            report(field, str(theirs)[:MAX_VALUE], f"{site.id} already stands in {place} with its {field}: {told}")
    sites[site.id] = (number, place, joined(first, site))
    return True


def joined(first: OfficialSite, further: OfficialSite) -> OfficialSite:
    """One site of two rows: the first row speaks where both do, and neither loses anything."""
    names = (*first.aliases, further.name, *further.aliases)
    known = {first.name, *first.short_names}
    return replace(
        first,
        hosts=_each(first.hosts + further.hosts),
        aliases=_each(name for name in names if name not in known),
        protected=first.protected or further.protected,
        level=first.level or further.level,
        region_code=first.region_code or further.region_code,
        region=first.region or further.region,
        marks=Marks.of((*first.marks.all(), *further.marks.all())),
        sources=" + ".join(_each(part for part in (first.sources, further.sources) if part)),
        note="; ".join(_each(part for part in (first.note, further.note) if part)),
        short_names=_each(first.short_names + further.short_names),
        former_names=tuple(dict.fromkeys(first.former_names + further.former_names)),
        english_name=first.english_name or further.english_name,
        kind=first.kind or further.kind,
        sponsor=first.sponsor or further.sponsor,
        operator=first.operator or further.operator,
        platform=first.platform or further.platform,
        parent=first.parent or further.parent,
        supervisor=first.supervisor or further.supervisor,
        contact=first.contact if first.contact != Contact() else further.contact,
        conflicts=tuple(dict.fromkeys(first.conflicts + further.conflicts)),
    )


def settle_other_hosts(sites: Placed, lost: Callable[[int, OfficialSite, str, str], None]) -> Iterator[OfficialSite]:
    """The sites with the hosts that are theirs: a host belongs to the site it is primary for, else to the first.

    ``lost`` is told the number of the row, the site, the host it does not get and the reason.
    """
    owner = {host: host for host in sites}
    for number, _, site in sites.values():
        kept: list[str] = []
        for host in site.hosts:
            if owner.setdefault(host, site.id) == site.id:
                kept.append(host)
            else:
                reason = f"{host} already belongs to {owner[host]}, so it was not given to {site.id} as well"
                lost(number, site, host, reason)
        yield site if len(kept) == len(site.hosts) else replace(site, hosts=tuple(kept))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
