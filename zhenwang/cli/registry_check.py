"""``zhenwang registry check``: which official sites depart from the rules for official sites?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from zhenwang import registry_in_use, runtime
from zhenwang.cli.checked_list import checked_list
from zhenwang.cli.jurisdiction import chosen, is_other, shipped_of
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import StatusPeriod
from zhenwang.matching.absent_registry import own_suffixes_of
from zhenwang.matching.government import endings
from zhenwang.registry.divisions import read_divisions
from zhenwang.registry.standing import address_of
from zhenwang.rounds.weekly import periods
from zhenwang.rules.checking import check, covers
from zhenwang.rules.observations import MAX_BYTES, of_baselines, read_observations
from zhenwang.rules.reminder import KIND_WORDS, draft
from zhenwang.settings import Settings
from zhenwang.sources.host_list import HostList
from zhenwang.store import exemptions, revisions, sighted_hosts
from zhenwang.store import findings as queue

SHOWN = 50
_SIGHTED_DAYS = 7

_Switch = Annotated[bool, Parameter(negative=())]
_Json = Annotated[bool, Parameter(name="--json", negative=())]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is checked, and what was seen of it. ``bad`` are rows and values that were not taken as written."""

    name: str
    registry: Registry
    periods: tuple[StatusPeriod, ...]
    observations: tuple[Observation, ...]
    bad: tuple[BadRow, ...]


def check_(
    path: Path | None = None,
    /,
    *,
    registry: Path | None = None,
    jurisdiction: str = "",
    observed: Path | None = None,
    seen: Path | None = None,
    kind: FindingKind | None = None,
    site: str = "",
    region: str = "",
    letter: str = "",
    keep: _Switch = False,
    every: Annotated[bool, Parameter(name="--all", negative=())] = False,
    as_json: _Json = False,
) -> None:
    """List where official sites depart from the rules for official sites (官方不规范). These sites are genuine.

    Without a file the registry in use is checked, with the official pages that are kept and the hosts sighted in the
    last seven days. No network is used. The rules: docs/registry-rules.md. Exit code 0: everything could be read, with
    or without findings; 1: rows or values could not be taken as they stand; 2: a file cannot be used.

        zhenwang registry check --region 42

        zhenwang registry check --observed seen.csv --letter rst.hubei.gov.cn

    Parameters
    ----------
    path
        A list to check instead, CSV or xlsx. Every bad row is named by file, line and column.
    registry
        The same as a path.
    jurisdiction
        Jurisdiction pack whose list is checked when no file is given: an id, or a file ending in .toml.
    observed
        A CSV or JSON file of what was seen of official hosts from outside: host, addresses, country, final_host,
        expires_on, registrant, served_hosts, reachable.
    seen
        A list of hosts, one a line. Government hosts among them that nobody lists are findings.
    kind
        Show one kind only, as off-suffix.
    site
        Show one site only, by any of its hosts.
    region
        Show only sites whose region code begins so: 42 is Hubei, 4201 Wuhan.
    letter
        Print the draft of a reminder letter to this site, and nothing else.
    keep
        Take the findings over into the queue of the store; those that this check no longer makes are closed there.
    every
        Show every finding, not the first fifty.
    as_json
        Print counts, findings and row problems as JSON.
    """
    settings = Settings()
    path = path or registry
    for given in (path, observed, seen):
        if given and not given.is_file():
            fail(f"no such file: {given}", 2)
    if keep and (path or is_other(settings, jurisdiction)):
        fail("--keep takes over findings about the registry in use: leave the file out", 2)
    checked = _with_given(_asked(settings, path, jurisdiction), observed, seen)
    with err.status("checking against the rules", refresh_per_second=4):
        found = check(checked.registry, checked.observations, checked.periods, runtime.today(settings))
    if keep:
        _keep(settings, checked, found)
    if letter:
        _letter(settings, checked.registry, found, letter)
        return
    shown = _of_region(checked.registry, _chosen(checked.registry, found, kind, site), region)
    (_print_json if as_json else _print)(checked, shown, every)
    if checked.bad:
        raise SystemExit(1)


def _asked(settings: Settings, path: Path | None, jurisdiction: str) -> _Checked:
    if path:
        return _list(settings, path, chosen(settings, jurisdiction))
    if not is_other(settings, jurisdiction):
        return _in_use(settings)
    shipped = shipped_of(settings, (), jurisdiction)
    name = ", ".join(shipped.jurisdiction.registries)
    return _Checked(name, registry_in_use.with_revisions(shipped, (), ()), (), (), shipped.bad)


def _list(settings: Settings, path: Path, jurisdiction: Jurisdiction) -> _Checked:
    divisions, _ = read_divisions(registry_in_use.load_pack(settings).lines("division_codes.csv"), "division_codes.csv")
    sites, bad = checked_list(path, divisions)
    return _Checked(path.name, Registry.of(sites, jurisdiction=jurisdiction), (), (), bad)


def _in_use(settings: Settings) -> _Checked:
    given = registry_in_use.load_shipped(settings)
    # The recorded day's official pages are made up: they must say nothing of the real sites.
    real = settings.model_copy(update={"plan": "files"})
    since = runtime.today(settings) - timedelta(days=_SIGHTED_DAYS)
    with registry_in_use.found_store(settings) as store:
        pages = tuple(runtime.load_pages(real, store))
        made, ruled = (revisions.all_revisions(store), exemptions.rulings(store)) if store else ((), ())
        registry = registry_in_use.with_revisions(given, made, ruled, pages)
        suffixes = tuple(f".{suffix}" for suffix in own_suffixes_of(registry))
        sighted = sighted_hosts.under(store, suffixes, since) if store else []
    hosts = [Observation(host, runtime.now()) for host in sighted]
    dated, bad_periods = periods(settings)
    observations = (*of_baselines(pages), *hosts)
    return _Checked(f"registry {registry.version}", registry, dated, observations, (*given.bad, *bad_periods))


def _with_given(checked: _Checked, observed: Path | None, seen: Path | None) -> _Checked:
    now = runtime.now()
    found, bad = list(checked.observations), list(checked.bad)
    suffixes = own_suffixes_of(checked.registry)
    if observed:
        with observed.open("rb") as file:
            rows, faults = read_observations(file.read(MAX_BYTES + 1), observed.name, now)
        found += rows
        bad += faults
    for sighting in HostList(seen).sightings(now) if seen else ():
        if not isinstance(sighting, Sighting):
            bad.append(BadRow(seen.name if seen else "", _line_of(sighting.locator), "", "", _without_place(sighting)))
        elif suffixes.intersection(endings(sighting.name)):
            found.append(Observation(sighting.name, now))
    return _Checked(checked.name, checked.registry, checked.periods, tuple(found), tuple(bad))


def _line_of(locator: str) -> int:
    number = locator.rpartition(":")[2]
    return int(number) if number.isdecimal() else 1


def _without_place(bad: Malformed) -> str:
    """A row is printed with its file and line anyhow."""
    return bad.reason.removeprefix(f"{bad.locator}: ")


def _keep(settings: Settings, checked: _Checked, found: Sequence[Finding]) -> None:
    again = covers(checked.registry, checked.observations)
    with registry_in_use.opened_store(settings) as store:
        kept = queue.keep(store, found, runtime.now(), again)
    words = f"kept: {kept.fresh} new, {kept.again} seen again, {kept.returned} came back, {kept.gone} gone"
    err.print(words, markup=False)


def _chosen(registry: Registry, found: Sequence[Finding], kind: FindingKind | None, site: str) -> list[Finding]:
    wanted = _site_id(registry, site) if site else ""
    return [one for one in found if kind in (None, one.kind) and wanted in ("", one.site)]


def _of_region(registry: Registry, found: list[Finding], code: str) -> list[Finding]:
    """Findings about hosts that nobody lists belong to no region."""
    if not code:
        return found
    sites = registry.sites
    return [one for one in found if one.site in sites and sites[one.site].region_code.startswith(code)]


def _site_id(registry: Registry, text: str) -> str:
    named = host_of(text if "://" in text else f"//{text}")
    host = parse_host(named)
    if address := address_of(named):
        return address
    if not isinstance(host, Host):
        fail(f"{text!r} is not a host name: {host.reason}", 2)
    owner = registry.owner(host.ascii)
    return owner.id if owner else host.ascii


def _letter(settings: Settings, registry: Registry, found: Sequence[Finding], text: str) -> None:
    site_id = _site_id(registry, text)
    site = registry.sites.get(site_id) or OfficialSite(site_id, site_id, (site_id,))
    about = [finding for finding in found if finding.site == site_id]
    if not about:
        fail(f"no finding about {site_id}, so there is nothing to remind of{_unlisted(registry, site_id)}")
    print(draft(site, about, runtime.today(settings), registry_in_use.load_pack(settings).legal_basis()), end="")


def _unlisted(registry: Registry, site_id: str) -> str:
    return "" if site_id in registry.sites else ": no entry lists this host"


def _print_json(checked: _Checked, found: Sequence[Finding], _every: bool) -> None:
    print_json(
        {
            "file": checked.name,
            "sites": len(checked.registry.sites),
            "problems": [asdict(row) for row in checked.bad],
            "counts": dict(Counter(one.kind.value for one in found)),
            "findings": [asdict(one) for one in found],
        }
    )


def _print(checked: _Checked, found: Sequence[Finding], every: bool) -> None:
    for line in _lines(checked, found, every):
        out.print(line, markup=False)


def _lines(checked: _Checked, found: Sequence[Finding], every: bool) -> Iterator[str]:
    yield from (str(row) for row in checked.bad)
    yield f"{checked.name}: {len(checked.registry.sites)} sites, {len(checked.bad)} problems, {len(found)} findings"
    counted = Counter(one.kind for one in found)
    for kind in FindingKind:
        if counted[kind]:
            yield f"  {kind.value:18} {counted[kind]:6,}  {KIND_WORDS[kind]}"
    told = found if every else found[:SHOWN]
    for one in told:
        yield f"{one.kind.value} {one.site}: {one.because}" + (f" [{one.basis}]" if one.basis else "")
    if len(told) < len(found):
        yield f"… {len(found) - len(told)} more: --all shows them, --kind, --region and --site choose"
