"""What a list would change in the registry: added, changed, conflicting, vanished. Pure; applying it is ``replay``.

Comparing what was applied with the same list again gives nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.domain.site import RetiredHost, Status
from zhenwang.registry.contradictions import JOINER, Told, claimed, contested, told
from zhenwang.registry.fields import differing
from zhenwang.registry.provenance import Provenance
from zhenwang.registry.scope import covered, named_in
from zhenwang.registry.twins import Twins


@dataclass(frozen=True, slots=True)
class Difference:
    """``scope`` is how many sites the list should name, and ``missing`` how many of them it does not: the other ones
    that vanish it closes in a row of its own. ``unread`` are ids of sites that it may name in a row that could not be
    read: they stay. ``meant`` are the ids of all sites of the registry that it speaks of.
    """

    changes: tuple[Change, ...]
    scope: int
    missing: int = 0
    unread: tuple[str, ...] = ()
    meant: frozenset[str] = frozenset()

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind is kind)


def compare(
    current: Registry, incoming: Sequence[OfficialSite], source: str, covers: str = "", past: Provenance | None = None
) -> tuple[Change, ...]:
    """The changes that a list called ``source`` makes to the registry in use, in its order, vanished sites last."""
    return difference(current, incoming, source, covers, past).changes


def difference(
    current: Registry,
    incoming: Sequence[OfficialSite],
    source: str,
    covers: str = "",
    past: Provenance | None = None,
    unread: Sequence[str] = (),
) -> Difference:
    """As ``compare``, with what the guard against cut-off lists asks for.

    ``covers`` is a region code or suffix for which the list is complete (``scope.covered``); without it only sites that
    an earlier list of this ``source`` brought can vanish. ``unread`` are the texts of rows that could not be read.
    """
    current = _running(current)
    reading = _Reading(current, _closed_apart(incoming), source, past or Provenance())
    changes = [change for change in reading.changes() if change]
    scope = {site.id: site for site in covered(current, covers)}
    scope |= {id_: current.sites[id_] for id_ in reading.past.brought_by(source) if id_ in current.sites}
    missing = [site for id_, site in scope.items() if id_ not in reading.meant]
    doubtful = named_in(unread)
    kept = tuple(site.id for site in missing if not doubtful.isdisjoint(site.hosts))
    gone = [Change(ChangeKind.VANISHED, site.id, site, None) for site in missing if site.id not in kept]
    ended = {change.site for change in gone}
    lasting = (change for change in changes if not (change.before and change.before.id in ended))
    return Difference((*lasting, *gone), len(scope), len(gone), kept, frozenset(reading.meant))


def _running(registry: Registry) -> Registry:
    """The registry without closed sites: a list that names one as running adds it, and none closes it again."""
    running = {id_: site for id_, site in registry.sites.items() if not site.closed}
    return registry if len(running) == len(registry.sites) else replace(registry, sites=running)


def closed(past: RetiredHost) -> OfficialSite:
    """A host of a list of retired domains, as the row that closes it."""
    return OfficialSite(past.host, past.name, (past.host,), sources=past.sources, note=past.note, status=Status.RETIRED)


@dataclass(slots=True)
class _Reading:
    """One list held against the registry. ``meant`` collects the present sites that it speaks of."""

    current: Registry
    incoming: Sequence[OfficialSite]
    source: str
    past: Provenance
    meant: set[str] = field(default_factory=set)
    _going_on: set[str] = field(default_factory=set)
    _planned: dict[str, str] = field(default_factory=dict)

    def changes(self) -> Iterator[Change | None]:
        rows: dict[str, list[OfficialSite]] = defaultdict(list)
        strangers: dict[str, list[OfficialSite]] = defaultdict(list)
        new: dict[str, OfficialSite] = {}
        for row in self.incoming:
            owners = {owner.id for host in row.hosts if (owner := self.current.owner(host))}
            if not owners and (alike := self._but_for_www(row)):
                owners = {alike.id}
            if row.status is not Status.RETIRED:
                self._going_on |= owners
            # Who closes a further host of a site says nothing of the site.
            self.meant |= owners if row.status is not Status.RETIRED else owners & {row.id}
        self._planned = {row.id: row.id for row in self.incoming}
        twins = Twins(self.current, self.meant)
        for row in self.incoming:
            if present := self._present(row):
                rows[present.id].append(row)
                self._planned[row.id] = present.id
            elif (twin := twins.of(row)) and row.status is not Status.RETIRED:
                strangers[twin.id].append(row)
            else:
                new.setdefault(row.id, row)
        for id_, elsewhere in strangers.items():
            if self._tells(self.current.sites[id_]).brought and len(elsewhere) > 1:
                new |= {row.id: row for row in elsewhere}  # it cannot have moved to two places
        yield from (self._told(self.current.sites[id_], offers) for id_, offers in rows.items())
        yield from (self._elsewhere(self.current.sites[id_], strange) for id_, strange in strangers.items())
        yield from map(self._new, new.values())

    def _present(self, row: OfficialSite) -> OfficialSite | None:
        """The site that holds the row's host; else one that holds it with or without www, or another host of it, and
        has no row of its own.
        """
        if owner := self.current.owner(row.id):
            return owner
        others = (self.current.owner(host) for host in row.hosts[1:] if host not in self._planned)
        owners = (self._but_for_www(row), *others)
        return next((owner for owner in owners if owner and self._planned.keys().isdisjoint(owner.hosts)), None)

    def _but_for_www(self, row: OfficialSite) -> OfficialSite | None:
        """The site whose primary host is the row's with or without www: one address, as people write it."""
        alike = row.id.removeprefix("www.") if row.id.startswith("www.") else f"www.{row.id}"
        return self.current.sites.get(alike) if row.status is not Status.RETIRED else None

    def _holder(self, host: str) -> str:
        owner = self.current.owner(host)
        return owner.id if owner else self._planned.get(host, "")

    def _sources(self, site: str) -> str:
        return self.current.sites[site].sources if site in self.current.sites else self.source

    def _tells(self, present: OfficialSite) -> Told:
        return Told(self.source, present, self.past, self._holder, self._sources)

    def _told(self, present: OfficialSite, offers: list[OfficialSite]) -> Change | None:
        tells = self._tells(present)
        if present.id not in self._going_on and present.id in {row.id for row in offers} and tells.brought:
            return Change(ChangeKind.VANISHED, present.id, present, None)
        self._plan(present.id, [row for row in offers if row.status is not Status.RETIRED])
        return _change(present, told(present, offers, tells))

    def _elsewhere(self, present: OfficialSite, offers: list[OfficialSite]) -> Change | None:
        """A site that the list has under another host: it moved if the list is its own, else nobody knows."""
        tells = self._tells(present)
        if tells.brought:
            if len(offers) > 1:
                return None
            self.meant.add(present.id)
            self._planned[offers[0].id] = present.id
            self._plan(present.id, offers)
            return _change(present, told(_moved(present, offers[0].id), offers, tells))
        self.meant.add(present.id)
        after = present
        for row in offers:
            after = contested(after, "domain", row.id, tells)
        return _change(present, after)

    def _new(self, row: OfficialSite) -> Change | None:
        if row.status is Status.RETIRED:
            known = row.id in self.current.retired or self._holder(row.id) not in {"", row.id}
            return None if known else Change(ChangeKind.VANISHED, row.id, row, None)
        self._plan(row.id, [row])
        sources = JOINER.join(dict.fromkeys(filter(None, (self.source, row.sources))))
        after = replace(row, hosts=tuple(host for host in row.hosts if self._holder(host) == row.id), sources=sources)
        for host in row.hosts:
            if host not in after.hosts:
                after = claimed(after, host, self._tells(after))
        return Change(ChangeKind.ADDED, row.id, None, after)

    def _plan(self, site: str, offers: list[OfficialSite]) -> None:
        for row in offers:
            for host in row.hosts:
                self._planned.setdefault(host, site)


def _closed_apart(rows: Sequence[OfficialSite]) -> list[OfficialSite]:
    """The rows, those that close a site host by host: each may be held by another site, or by nobody. What the list
    names as running in another row is not closed.
    """
    running = [row for row in rows if row.status is not Status.RETIRED]
    named = {host for row in running for host in row.hosts}
    closing = {host: row for row in rows if row.status is Status.RETIRED for host in row.hosts if host not in named}
    return [*running, *(replace(row, id=host, hosts=(host,)) for host, row in closing.items())]


def _change(before: OfficialSite, after: OfficialSite) -> Change | None:
    fields = differing(before, after)
    if not fields:
        return None
    kind = ChangeKind.CONFLICTING if set(after.conflicts) - set(before.conflicts) else ChangeKind.CHANGED
    return Change(kind, after.id, before, after, fields)


def _moved(site: OfficialSite, host: str) -> OfficialSite:
    """The site under its new host; the host it leaves is no longer its own, and will be watched as a retired one."""
    others = tuple(other for other in site.hosts if other not in {site.id, host})
    further = tuple(other for other in site.further_hosts if other.host != site.id)
    return replace(site, id=host, hosts=(host, *others), further_hosts=further)
