"""The registry in use and the store, opened without the line: what a question to the registry needs, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost
from zhenwang.lists.seed_lists import assemble, read_contacts, read_retired, read_site_hosts, retired_hosts
from zhenwang.lists.site_list import read_registry
from zhenwang.registry.replay import in_use
from zhenwang.settings import Settings
from zhenwang.store import presence, revisions
from zhenwang.store.opening import Store, open_store


@dataclass(frozen=True, slots=True)
class Shipped:
    """The registry as the program brings it, before any revision; ``bad`` is what was not taken as written."""

    sites: tuple[OfficialSite, ...]
    retired: tuple[RetiredHost, ...]
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


def load_shipped(seeds: Path) -> Shipped:
    """The list as shipped, with the seeds beside it; only the list of sites must be there."""
    sites, bad = load_sites([seeds / "official_sites.csv"])
    hosts, bad_hosts = read_site_hosts(_lines(seeds / "site_hosts.csv"), "site_hosts.csv")
    contacts, bad_contacts = read_contacts(_lines(seeds / "contacts.csv"), "contacts.csv")
    retired, bad_retired = read_retired(_lines(seeds / "retired_hosts.csv"), "retired_hosts.csv")
    problems = (*bad, *bad_hosts, *bad_contacts, *bad_retired)
    return Shipped(assemble(sites, hosts, contacts), (*retired_hosts(sites, hosts), *retired), problems)


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as lines:
        return lines.readlines()


def load(settings: Settings, store: Store | None, pages: Iterable[Baseline] = ()) -> Registry:
    """The registry in use: what is shipped, with every revision since. ``pages`` are its baselines."""
    given = load_shipped(settings.seeds)
    return in_use(given.sites, given.retired, revisions.all_revisions(store) if store else (), pages)


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
