"""What two sources disagree on, with what the registry itself can say to each value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Revision
from zhenwang.domain.site import Conflict
from zhenwang.matching.absent_registry import suffixes_of
from zhenwang.registry.codes import judge_code
from zhenwang.registry.contradictions import as_text
from zhenwang.registry.fields import FIELDS, plain, value
from zhenwang.registry.settling import TOGETHER
from zhenwang.registry.standing import standing
from zhenwang.web.registry_search import in_order

MOST_SITES = 3  # that bear one name


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known of a value. ``word`` is a key of the catalogue; ``site`` is whom it is about."""

    word: str
    text: str = ""
    site: OfficialSite | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One value and who says so. ``current`` is what the registry goes by meanwhile."""

    value: str
    source: str
    current: bool
    evidence: tuple[Evidence, ...]

    @property
    def host(self) -> str:
        """The host that the value is, or that a claim begins with; empty for anything else."""
        first = self.value.partition(" ")[0]
        return first if isinstance(parse_host(first), Host) else ""


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict that waits for a person. ``together`` says that all values can be right, ``free`` that another one
    can be typed; ``seen`` binds a ruling to the entry as it was read; ``since`` is the import it came with.
    """

    site: OfficialSite
    field: str
    sides: tuple[Side, ...]
    together: bool
    free: bool
    seen: str
    since: Revision | None = None


def every(registry: Registry) -> Iterator[tuple[OfficialSite, Conflict]]:
    """All conflicts in the order in which people take them."""
    return ((site, conflict) for site in in_order(registry) for conflict in site.conflicts)


def opened(
    registry: Registry,
    divisions: Mapping[str, str],
    site: OfficialSite,
    conflict: Conflict,
    since: Revision | None = None,
) -> Open:
    """A conflict with its evidence."""
    sides = tuple(
        Side(
            text,
            source,
            _is_current(site, conflict.field, text),
            tuple(_known(registry, divisions, site, conflict.field, text)),
        )
        for text, source in conflict.values
    )
    free = conflict.field != "other_hosts"
    return Open(site, conflict.field, sides, conflict.field in TOGETHER, free, seen(site), since)


def seen(site: OfficialSite) -> str:
    """A few digits that stand for an entry as it is."""
    return hashlib.sha256(repr(site).encode(errors="replace")).hexdigest()[:16]


def _is_current(site: OfficialSite, field: str, text: str) -> bool:
    if field == "domain":
        return text == site.id
    if field == "other_hosts":
        return False
    if field == "site_code":
        return set(text.split(";")) <= set(site.marks.site_codes)
    return field in FIELDS and plain(as_text(value(site, field))) == plain(text)


def _known(
    registry: Registry, divisions: Mapping[str, str], site: OfficialSite, field: str, text: str
) -> Iterator[Evidence]:
    if field in ("domain", "other_hosts"):
        host, _, holder = text.partition(" ")
        yield from _of_host(registry, site, host)
        if holder in registry.sites:
            yield Evidence("evidence_belongs", site=registry.sites[holder])
        elif holder:
            yield Evidence("evidence_closed")
    elif field == "name":
        bearers = [other for other in _bearers(registry).get(plain(text), ()) if other != site.id][:MOST_SITES]
        yield from (Evidence("evidence_same_name", site=registry.sites[other]) for other in bearers)
        if not bearers:
            yield Evidence("evidence_no_bearer")
    elif field == "site_code":
        for code in text.split(";"):
            yield from _of_code(registry, divisions, site, code)


def _of_code(registry: Registry, divisions: Mapping[str, str], site: OfficialSite, code: str) -> Iterator[Evidence]:
    others = [other for other in registry.holders("site_code", code) if other.id != site.id]
    yield from (Evidence("evidence_holder", site=other) for other in others)
    if region := divisions.get(code[:6]):
        yield Evidence("evidence_code_region", region)
    elif code not in site.marks.site_codes:  # of its own codes, the judgement would only say that they are its own
        yield Evidence("evidence_code", judge_code(code, registry, divisions).reason)


def _of_host(registry: Registry, site: OfficialSite, name: str) -> Iterator[Evidence]:
    parsed = parse_host(name)
    if not isinstance(parsed, Host):
        yield Evidence("evidence_no_host")
        return
    host = parsed.ascii
    yield Evidence("evidence_government" if suffixes_of(registry).holds(parsed) else "evidence_not_government")
    found = standing(registry, host)
    if found.word == "retired" and found.retired:
        yield Evidence("evidence_retired", found.retired.name)
    elif found.site is None:
        yield Evidence("evidence_unlisted")
    elif found.word == "same_registrant":
        yield Evidence("evidence_under", site=found.site)
    elif found.site.id != site.id:
        yield Evidence("evidence_held", site=found.site)
    else:
        yield Evidence("evidence_primary" if host == site.id else "evidence_granted")
    page = registry.baselines.get(site.id)
    if page and page.url.partition("://")[2].partition("/")[0].partition(":")[0] == host:
        yield Evidence("evidence_seen", page.captured_at.date().isoformat())


@lru_cache(maxsize=2)
def _bearers(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """Sites by every name of theirs, for the names that are contested."""
    wanted = {plain(text) for _, conflict in every(registry) if conflict.field == "name" for text, _ in conflict.values}
    found: dict[str, dict[str, None]] = {}
    for site in in_order(registry):
        for name in site.names:
            if (form := plain(name)) in wanted:
                found.setdefault(form, {})[site.id] = None
    return {form: tuple(sites) for form, sites in found.items()}
