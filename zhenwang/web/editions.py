"""The registry as this process uses it: reloaded when somebody changed it, here or in another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import TypeVar

from zhenwang import registry_in_use, runtime
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.domain.site import RetiredHost
from zhenwang.registry.exempting import standing
from zhenwang.registry.replay import day_of, replay, replay_all
from zhenwang.settings import Settings
from zhenwang.store import exemptions, revisions
from zhenwang.store.opening import Store
from zhenwang.store.revisions import Stale

REMEMBERED = 8
_ATTEMPTS = 3

Refusal = TypeVar("Refusal")


@dataclass(frozen=True, slots=True)
class Told:
    """A revision without its changes: how many of each kind, and the sites of the first ones."""

    revision: Revision
    kinds: tuple[tuple[ChangeKind, int], ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The registry with everything up to revision ``number`` and ruling ``ruled`` on exemptions (0: as shipped).
    ``latest`` are the newest revisions, the newest first; ``sites`` and ``retired`` what the next one is replayed onto.
    """

    registry: Registry
    number: int
    sites: tuple[OfficialSite, ...] = field(repr=False)
    retired: tuple[RetiredHost, ...] = field(repr=False)
    latest: tuple[Told, ...] = ()
    ruled: int = 0

    def revised(self, revision: Revision) -> Edition:
        """The edition after one more revision."""
        sites, retired = replay(self.sites, self.retired, revision.changes, day_of(revision.at), revision.source)
        registry = Registry.of(
            sites,
            self.registry.baselines.values(),
            retired,
            jurisdiction=self.registry.jurisdiction,
            exemptions=self.registry.exemptions.values(),
        )
        latest = (told(revision), *self.latest)[:REMEMBERED]
        return Edition(registry, revision.number, sites, retired, latest, self.ruled)


class RegistryInUse:
    """Holds the current edition. Reading it takes no lock; one thread at a time makes the next.

    ``with_pages=False`` leaves the official pages out, for who asks about hosts only.
    """

    def __init__(self, settings: Settings, store: Store, *, with_pages: bool = True) -> None:
        self._store = store
        self._settings = settings
        self._lock = Lock()
        self._shipped = registry_in_use.load_shipped(settings)
        self._edition = self._load(tuple(runtime.load_pages(settings, store)) if with_pages else ())

    @property
    def edition(self) -> Edition:
        return self._edition

    def pictures(self, site: OfficialSite) -> tuple[bytes, ...]:
        """The pictures of a site's official page as served; empty when none was kept."""
        return runtime.official_pictures(self._settings, self._store, site)

    def refresh(self) -> None:
        """Take over what other processes wrote since; two queries when that is nothing.

        Whoever comes while another thread is loading goes on with the present edition.
        """
        if not self._is_behind() or not self._lock.acquire(blocking=False):
            return
        try:
            self._catch_up()
        finally:
            self._lock.release()

    def revise(
        self, choose: Callable[[Registry], Sequence[Change] | Refusal], who: str, why: str, now: datetime
    ) -> Revision | Refusal | Stale:
        """Write the changes that ``choose`` makes of the newest registry, as one revision under a name with a reason.

        ``choose`` is asked again when another process was faster; ``Stale`` when that happens over and over.
        """
        with self._lock:
            for _ in range(_ATTEMPTS):
                self._catch_up()
                held, chosen = self._edition, choose(self._edition.registry)
                if not isinstance(chosen, Sequence):
                    return chosen
                planned = Revision(held.number + 1, now, who, why, "", "", held.registry.version, "", tuple(chosen))
                after = held.revised(planned)
                version = after.registry.version
                written = revisions.append(
                    self._store, planned.changes, who, why, "", "", planned.before, version, now, seen=held.number
                )
                if isinstance(written, Revision):
                    self._edition = replace(after, latest=(told(written), *held.latest)[:REMEMBERED])
                    return written
        return written

    def _catch_up(self) -> None:
        if self._is_behind():
            self._edition = self._load(self._edition.registry.baselines.values())

    def _is_behind(self) -> bool:
        newest = revisions.newest(self._store), exemptions.newest(self._store)
        return newest != (self._edition.number, self._edition.ruled)

    def _load(self, pages: Iterable[Baseline]) -> Edition:
        made, ruled = revisions.all_revisions(self._store), exemptions.rulings(self._store)
        sites, retired = replay_all(self._shipped.sites, self._shipped.retired, made)
        number = made[-1].number if made else 0
        latest = tuple(told(revision) for revision in reversed(made[-REMEMBERED:]))
        exempt = standing(self._shipped.exemptions, ruled)
        registry = Registry.of(sites, pages, retired, jurisdiction=self._shipped.jurisdiction, exemptions=exempt)
        return Edition(registry, number, sites, retired, latest, ruled[-1].number if ruled else 0)


def told(revision: Revision) -> Told:
    kinds = Counter(change.kind for change in revision.changes)
    sites = tuple(change.site for change in revision.changes[:3])
    return Told(replace(revision, changes=()), tuple(sorted(kinds.items())), sites)
