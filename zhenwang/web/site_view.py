"""Everything the page of one official site shows, gathered before any template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import pairwise

from zhenwang.domain.access import Actor
from zhenwang.domain.baseline import Baseline, Drift
from zhenwang.domain.case import Case
from zhenwang.domain.finding import KeptFinding
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision
from zhenwang.domain.site import RetiredHost, SiteHost
from zhenwang.domain.site_status import Stay, stays
from zhenwang.matching.latin import latin_names
from zhenwang.registry.baseline_pages import drift
from zhenwang.registry.bodies import bodies, body_of
from zhenwang.registry.fields import FIELDS, SEVERAL, value
from zhenwang.registry.look_alikes import LookAlike, look_alikes_of
from zhenwang.registry.naming import COMPOSED
from zhenwang.registry.provenance import provenance
from zhenwang.store import baselines, cases, findings, revisions
from zhenwang.web.conflict_view import Open, opened
from zhenwang.web.house import House
from zhenwang.web.revision_words import FieldChange, field_changes

SHOWN_SITES = 40
SHOWN_CAPTURES = 12
SHOWN_CASES = 20
LATIN_FORMS = 16


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark, the other sites that may show it too, and those of the same ICP subject under another number."""

    kind: str
    value: str
    others: tuple[OfficialSite, ...]
    same_subject: tuple[OfficialSite, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A body named in the entry, with its own site where the registry knows one."""

    word: str
    name: str
    site: OfficialSite | None


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of the entry; ``fields`` are what it changed."""

    revision: Revision
    change: Change
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    site: OfficialSite
    hosts: tuple[SiteHost, ...]
    retired: tuple[RetiredHost, ...]
    relations: tuple[Relation, ...]
    siblings: tuple[OfficialSite, ...]
    marks: tuple[MarkLine, ...]
    latin: tuple[tuple[str, tuple[str, ...]], ...]
    stays: tuple[Stay, ...]
    conflicts: tuple[Open, ...]
    composed: bool
    given: tuple[tuple[str, str], ...]
    history: tuple[Step, ...]
    captures: tuple[tuple[Baseline, Drift | None], ...]
    alike: tuple[tuple[LookAlike, OfficialSite], ...]
    findings: tuple[KeptFinding, ...]
    cases: tuple[Case, ...]


def view(house: House, registry: Registry, site: OfficialSite, actor: Actor | None) -> SiteView:
    """An entry with everything the registry, the store and the seeds can say of it."""
    made = revisions.of_site(house.store, site.id)
    periods = (period for period in house.seeds.periods if period.site == site.id)
    body = body_of(registry, site)
    return SiteView(
        site=site,
        hosts=tuple(role for host in site.granted if (role := site.role(host))),
        retired=tuple(past for past in registry.retired.values() if past.last_site == site.id),
        relations=tuple(_relations(registry, site)),
        siblings=tuple(registry.sites[other] for other in body.sites if other != site.id)[:SHOWN_SITES],
        marks=tuple(_marks(registry, site)),
        latin=tuple((sort, forms[:LATIN_FORMS]) for sort, forms in asdict(latin_names(site)).items() if forms),
        stays=stays(periods),
        conflicts=tuple(_conflicts(house, registry, site, made)),
        composed=COMPOSED in site.note,
        given=_given(site, made),
        history=history(made),
        captures=tuple(_captures(house, registry, site)),
        alike=tuple((near, registry.sites[near.other]) for near in _alike(registry, site.id)),
        findings=tuple(kept for known in registry.ids(site) for kept in reversed(findings.of_site(house.store, known))),
        cases=_cases(house, site, actor) if actor else (),
    )


def history(made: Sequence[tuple[Revision, Change]]) -> tuple[Step, ...]:
    """Revisions of an entry, the latest first."""
    return tuple(Step(revision, change, field_changes(change)) for revision, change in reversed(made))


def _relations(registry: Registry, site: OfficialSite) -> Iterator[Relation]:
    own, known = body_of(registry, site), bodies(registry)
    above = [(word, known[body]) for word, body in (("parent", own.parent), ("supervisor", own.supervisor)) if body]
    named = [(word, name) for word in ("sponsor", "operator", "platform") if (name := value(site, word))]
    for word, name, sites in (
        *((word, body.name, body.sites) for word, body in above),
        *((word, name, known[name].sites if name in known else ()) for word, name in named),
    ):
        # A portal is often sponsored by an office, and still the place to look for the body that it is named after.
        places = (*sites, *_named(registry).get(name, ()))
        other = next((place for place in places if place != site.id), "")
        yield Relation(word, name, registry.sites.get(other))


@lru_cache(maxsize=2)
def _named(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """Sites by their own canonical name."""
    found: dict[str, list[str]] = {}
    for site in registry.sites.values():
        found.setdefault(site.name, []).append(site.id)
    return {name: tuple(sites) for name, sites in found.items()}


def _marks(registry: Registry, site: OfficialSite) -> Iterator[MarkLine]:
    for kind, text in site.marks.all():
        others = tuple(other for other in registry.holders(kind, text) if other.id != site.id)
        subject = registry.subject_holders(text) if kind == "icp" else ()
        further = tuple(other for other in subject if other.id != site.id and other not in others)
        yield MarkLine(kind, text, others, further)


def _conflicts(
    house: House, registry: Registry, site: OfficialSite, made: Sequence[tuple[Revision, Change]]
) -> Iterator[Open]:
    for conflict in site.conflicts:
        since = (revision for revision, change in made if change.after and conflict in change.after.conflicts)
        yield opened(registry, house.seeds.divisions, site, conflict, next(since, None))


def _given(site: OfficialSite, made: Sequence[tuple[Revision, Change]]) -> tuple[tuple[str, str], ...]:
    """Fields whose value an imported list gave, with that list; everything else is from the entry's own sources."""
    past = provenance(replace(revision, changes=(change,)) for revision, change in made)
    fields = (field for field in FIELDS if field not in SEVERAL and field not in ("id", "sources", "confidence"))
    return tuple((field, given) for field in fields if (given := past.given.get((site.id, field))))


def _captures(house: House, registry: Registry, site: OfficialSite) -> Iterator[tuple[Baseline, Drift | None]]:
    every = (one for known in registry.ids(site) for one in baselines.of_site(house.store, known))
    kept = sorted(every, key=lambda one: one.captured_at, reverse=True)[: SHOWN_CAPTURES + 1]
    held = registry.baselines.get(site.id)
    if held and all(one.digest != held.digest for one in kept):
        kept = sorted((*kept, held), key=lambda one: one.captured_at, reverse=True)
    for later, earlier in pairwise(kept):
        yield later, drift(earlier, later)
    if kept:
        yield kept[-1], None


def _cases(house: House, site: OfficialSite, actor: Actor) -> tuple[Case, ...]:
    """Those that the actor may see: an administrator keeps the registry and sees none."""
    meant = house.registry.ids(site)
    found = cases.queue(house.store, text=site.id, limit=10 * SHOWN_CASES, imitates=meant, actor=actor)
    return tuple(case for case in found if case.imitates in meant)[:SHOWN_CASES]


@lru_cache(maxsize=512)
def _alike(registry: Registry, site: str) -> tuple[LookAlike, ...]:
    return look_alikes_of(registry.sites[site], registry.sites.values())
