"""Pack, registry in use and store, opened without the line: what a question to the registry needs, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from zhenwang.domain.authorities import Offices, read_authorities
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.exemption import Exemption, ExemptionRuling
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.legal_basis import LegalBasis, read_grounds, read_legal_basis
from zhenwang.domain.mark_look import MarkLook, read_mark_looks
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Revision
from zhenwang.domain.service import read_services
from zhenwang.domain.site import RetiredHost
from zhenwang.lists.exemption_rows import read_exemptions
from zhenwang.lists.seed_lists import assemble, read_contacts, read_retired, read_site_hosts, retired_hosts
from zhenwang.lists.site_list import read_registry
from zhenwang.registry.exempting import standing
from zhenwang.registry.hostless import Hostless, read_hostless
from zhenwang.registry.jurisdictions import JurisdictionError, read_jurisdiction
from zhenwang.registry.replay import in_use
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import exemptions, presence, revisions
from zhenwang.store.opening import Store, open_store

_PACKS = "jurisdictions"


@dataclass(frozen=True, slots=True)
class Pack:
    """A jurisdiction, and where its files are: beside the pack, in ``folder``, else among the ``seeds``.

    A file that it names must be there; only under a pack that ships, seeds of one's own may be the list of sites alone.
    Every method raises ``JurisdictionError`` when the file is missing.
    """

    jurisdiction: Jurisdiction
    folder: Path
    seeds: Path

    def registries(self) -> list[Path]:
        """The lists of official sites; at least one."""
        known = self.jurisdiction
        if not known.registries:
            raise JurisdictionError(
                f"the pack {known.id} brings no list of official sites: give one with --registry, or name it under"
                " `registries`"
            )
        return [path for name in known.registries if (path := self._path(name, needed=True))]

    def lines(self, name: str) -> list[str]:
        """One of the further lists, as ``site_hosts.csv``; empty when the pack has none."""
        further = (given for given in self.jurisdiction.further_lists if given.rpartition("/")[2] == name)
        return self._lines(next(further, ""))

    def legal_basis(self) -> Mapping[str, LegalBasis]:
        """The articles by their keys."""
        return read_legal_basis(self._lines(self.jurisdiction.legal_basis), self.jurisdiction.legal_basis)[0]

    def offices(self) -> Offices:
        """Who acts on a case, by which articles, and in which time zone."""
        acting, _ = read_authorities(self._lines(self.jurisdiction.authorities), self.jurisdiction.authorities)
        known = self.jurisdiction
        return Offices(acting, self.legal_basis(), ZoneInfo(known.timezone), known.limbs)

    def _lines(self, name: str) -> list[str]:
        path = self._path(name, needed=self.folder != find_seeds() / _PACKS) if name else None
        if path is None:
            return []
        with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as lines:
            return lines.readlines()

    def _path(self, name: str, *, needed: bool) -> Path | None:
        found = next((path for folder in (self.folder, self.seeds) if (path := folder / name).is_file()), None)
        if found is None and needed:
            raise JurisdictionError(
                f"the pack {self.jurisdiction.id} names {name}, which is neither beside it ({self.folder}) nor among"
                f" the seeds ({self.seeds}): put it there"
            )
        return found


def load_pack(settings: Settings) -> Pack:
    """The pack of the settings, an id or a file. Raises ``JurisdictionError`` when there is none or it is bad."""
    asked = settings.jurisdiction
    # Seeds of one's own need not repeat the packs that ship.
    folders = [folder / _PACKS for folder in (settings.seeds, find_seeds())]
    places = [Path(asked)] if asked.endswith(".toml") else [folder / f"{asked}.toml" for folder in folders]
    path = next((path for path in places if path.is_file()), None)
    if path is None:
        known = ", ".join(sorted({found.stem for folder in folders for found in folder.glob("*.toml")}))
        raise JurisdictionError(f"no such jurisdiction: {asked!r}; there are {known}, or name a file ending in .toml")
    text = path.read_text(encoding="utf-8", errors="replace")
    bare = Pack(read_jurisdiction(text, path.name), path.parent, settings.seeds)
    grounds, bad = read_grounds(bare.lines("signal_basis.csv"), "signal_basis.csv")
    services, unread = read_services(bare.lines("services.csv"), "services.csv")
    looks, dim = read_mark_looks(bare.lines("mark_looks.csv"), "mark_looks.csv")
    if bad or unread or dim:
        raise JurisdictionError("; ".join(map(str, (*bad, *unread, *dim))))
    bearers, _ = read_hostless(bare.lines("marks_without_host.csv"), "marks_without_host.csv")
    seen = Hostless.index(bearers).names()
    shown = _shown_in(bare.jurisdiction, looks)
    whole = replace(bare.jurisdiction, grounds=grounds, services=services, bearers=seen, looks=shown)
    return replace(bare, jurisdiction=whole)


def _shown_in(jurisdiction: Jurisdiction, looks: Sequence[MarkLook]) -> tuple[MarkLook, ...]:
    """The looks of the jurisdiction's own country, the first part of its id."""
    return tuple(look for look in looks if look.jurisdiction == jurisdiction.id.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Shipped:
    """The registry as the pack brings it, before any revision; ``bad`` is what was not taken as written."""

    jurisdiction: Jurisdiction
    sites: tuple[OfficialSite, ...]
    retired: tuple[RetiredHost, ...]
    exemptions: tuple[Exemption, ...]
    bad: tuple[BadRow, ...]


def load_sites(paths: Sequence[Path]) -> tuple[tuple[OfficialSite, ...], tuple[BadRow, ...]]:
    """Official sites from CSV files, later files adding to earlier ones, with every bad row named."""
    sites: list[OfficialSite] = []
    bad: list[BadRow] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as lines:
            good, rows = read_registry(lines, path.name)
        sites += good
        bad += rows
    return tuple(sites), tuple(bad)


def load_shipped(settings: Settings) -> Shipped:
    """The pack's lists of sites with its further lists. Raises ``JurisdictionError`` when they are not there."""
    pack = load_pack(settings)
    sites, bad = load_sites(pack.registries())
    hosts, bad_hosts = read_site_hosts(pack.lines("site_hosts.csv"), "site_hosts.csv")
    contacts, bad_contacts = read_contacts(pack.lines("contacts.csv"), "contacts.csv")
    retired, bad_retired = read_retired(pack.lines("retired_hosts.csv"), "retired_hosts.csv")
    exempt, bad_exempt = read_exemptions(pack.lines("exemptions.csv"), "exemptions.csv")
    problems = (*bad, *bad_hosts, *bad_contacts, *bad_retired, *bad_exempt)
    gone = (*retired_hosts(sites, hosts), *retired)
    return Shipped(pack.jurisdiction, assemble(sites, hosts, contacts), gone, exempt, problems)


def load(settings: Settings, store: Store | None, pages: Iterable[Baseline] = ()) -> Registry:
    """The registry in use: what is shipped, with every revision since. ``pages`` are its baselines."""
    made, ruled = (revisions.all_revisions(store), exemptions.rulings(store)) if store else ((), ())
    return with_revisions(load_shipped(settings), made, ruled, pages)


def with_revisions(
    shipped: Shipped, made: Iterable[Revision], ruled: Iterable[ExemptionRuling], pages: Iterable[Baseline] = ()
) -> Registry:
    """What the pack brings, with these revisions and these rulings on exemptions, oldest first."""
    exempt = standing(shipped.exemptions, ruled)
    return in_use(shipped.sites, shipped.retired, made, pages, shipped.jurisdiction, exempt)


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The case store, migrated; closed on leaving."""
    settings.var.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.store_url, settings.blobs)
    try:
        yield store
    finally:
        store.close()


def found_store(settings: Settings) -> AbstractContextManager[Store | None]:
    """The case store if there is one. A question to the registry creates none."""
    return opened_store(settings) if presence.exists(settings.store_url) else nullcontext()
