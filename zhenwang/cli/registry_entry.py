"""One registry entry as people and machines read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zhenwang.cli.output import out
from zhenwang.domain.body import Body
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision

if TYPE_CHECKING:
    from zhenwang.matching.latin import LatinNames
    from zhenwang.registry.look_alikes import LookAlike

SHARERS = 5  # others named beside a mark
FORMS = 8  # Latin forms of one sort

_OFFICES = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Entry:
    """A site with what can be derived of it: ``sharers`` are ids of other sites by mark, ``history`` its revisions."""

    site: OfficialSite
    body: Body | None = None
    sharers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    latin: LatinNames | None = None
    alike: tuple[tuple[LookAlike, str], ...] = ()  # with the other's name
    history: tuple[tuple[Revision, Change], ...] = ()

    def as_json(self) -> dict[str, object]:
        """The site's own fields, and beside them ``roles``, ``body``, ``shared_marks``, ``latin``, ``look_alikes``,
        ``revisions``.
        """
        site = self.site
        return {
            **asdict(site),
            "roles": [asdict(role) for host in site.granted if (role := site.role(host))],
            "body": asdict(self.body) if self.body else None,
            "shared_marks": dict(self.sharers),
            "latin": asdict(self.latin) if self.latin else None,
            "look_alikes": [{**asdict(near), "name": name} for near, name in self.alike],
            "revisions": [_revision(revision, change) for revision, change in self.history],
        }


def entry_of(registry: Registry, site: OfficialSite, history: Iterable[tuple[Revision, Change]] = ()) -> Entry:
    """Everything the registry can say of one of its sites."""
    from zhenwang.matching.latin import latin_names  # what ``zhenwang check`` need not wait for
    from zhenwang.registry.bodies import body_of
    from zhenwang.registry.look_alikes import look_alikes_of

    sharers = ((value, registry.holders(kind, value)) for kind, value in site.marks.all())
    alike = look_alikes_of(site, registry.sites.values())
    return Entry(
        site,
        body_of(registry, site),
        tuple((value, tuple(other.id for other in holders if other is not site)) for value, holders in sharers),
        latin_names(site),
        tuple((near, registry.sites[near.other].name) for near in alike),
        tuple(history),
    )


def print_line(site: OfficialSite, how: str) -> None:
    """One entry on one line, for a list to choose from."""
    out.print(f"{site.id:32} {site.name}  {site.region}  ({how.replace('_', ' ')})", markup=False)


def print_entry(entry: Entry) -> None:
    """An entry, one fact a line; what is unknown is left out."""
    for key, value in (*_facts(entry.site), *_derived(entry)):
        if value.strip():
            out.print(f"  {key:12} {value}", markup=False)


def _facts(site: OfficialSite) -> Iterator[tuple[str, str]]:
    yield "name", site.name
    yield "short names", "、".join(site.short_names)
    yield (
        "former names",
        "、".join(f"{past.name}（至 {past.until}）" if past.until else past.name for past in site.former_names),
    )
    yield "aliases", "、".join(site.aliases)
    yield "English", site.english_name
    yield "kind", f"{site.kind.value.replace('_', ' ')}{'' if site.protected else ' (neighbour, not protected)'}"
    yield "region", f"{site.region} {site.region_code}"
    yield "level", site.level
    yield "status", site.status.value
    for host in site.granted:
        if role := site.role(host):
            since = f" since {role.valid_from}" if role.valid_from else ""
            yield "host", f"{_readable(host)}  ({role.role.value.replace('_', ' ')}{since}) {role.note}".rstrip()
    for key in ("sponsor", "supervisor", "parent", "operator", "platform"):
        yield key, getattr(site, key)
    contact = site.contact
    yield "contact", "  ".join(filter(None, (*contact.phones, contact.address, contact.postcode, contact.email)))
    for conflict in site.conflicts:
        values = " | ".join(f"{value} <{source}>" for value, source in conflict.values)
        yield "CONFLICT", f"{conflict.field}: {values}: nobody has settled it yet"
    yield "confidence", site.confidence
    yield "sources", site.sources
    yield "note", site.note


def _readable(host: str) -> str:
    parsed = parse_host(host) if "xn--" in host else None
    return f"{parsed.unicode}  {host}" if isinstance(parsed, Host) else host


def _derived(entry: Entry) -> Iterator[tuple[str, str]]:
    sharers = dict(entry.sharers)
    for _, value in entry.site.marks.all():
        others = sharers.get(value, ())
        more = f" and {len(others) - SHARERS} more" if len(others) > SHARERS else ""
        yield "mark", value + (f"  (shared with {', '.join(others[:SHARERS])}{more})" if others else "")
    if entry.latin:
        for sort, forms in asdict(entry.latin).items():
            yield sort, "  ".join(forms[:FORMS])
    if entry.body and len(entry.body.sites) > 1:
        yield "sites", "  ".join(entry.body.sites)
    for near, name in entry.alike:
        why = ", ".join(reason.value.replace("_", " ") for reason in near.why)
        yield "look-alike", f"{near.other} {name} ({why}) {near.apart}"
    for revision, change in entry.history:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        made = f"{revision.number} {revision.at.astimezone(_OFFICES):%Y-%m-%d %H:%M} {change.kind.value}{fields}"
        yield "revision", f"{made} by {revision.who}: {revision.why}"


def _revision(revision: Revision, change: Change) -> dict[str, object]:
    return {
        "number": revision.number,
        "at": revision.at,
        "who": revision.who,
        "why": revision.why,
        "source": revision.source,
        "kind": change.kind,
        "fields": change.fields,
    }
