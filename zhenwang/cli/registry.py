"""``zhenwang registry`` and ``zhenwang check``: questions to the registry, answered offline."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from zhenwang import runtime
from zhenwang.cli.output import fail, out, print_json
from zhenwang.domain.hosts import Host, NotAHost, host_of, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.settings import Settings
from zhenwang.store import cases

_Json = Annotated[bool, Parameter(name="--json", negative=())]


def _asked(text: str) -> Host:
    host = parse_host(host_of(text if "://" in text else f"//{text}"))
    if isinstance(host, NotAHost):
        fail(f"{text!r} is not a host name: {host.reason}", 2)
    return host


def _sites_only(settings: Settings) -> Registry:
    sites, _ = runtime.load_sites([settings.seeds / "official_sites.csv"])
    return Registry.of(sites)


def check_host(host: str, /, *, as_json: _Json = False) -> None:
    """Say whether a host is official, a neighbour, a known case, or unknown. No network is used.

    Parameters
    ----------
    host
        A host name or URL.
    as_json
        Print the answer as JSON.
    """
    settings, asked = Settings(), _asked(host)
    registry = _sites_only(settings)
    site = registry.owner(asked.ascii)
    holder = registry.registrant(asked.ascii)
    shown = site or holder
    with runtime.opened_store(settings) as store:
        known = cases.of_host(store, asked.ascii)
    if site:
        standing = "official" if site.protected else "neighbour"
    elif known:
        standing = "case"
    else:
        standing = "same_registrant" if holder else "unknown"
    answer = {
        "host": asked.ascii,
        "standing": standing,
        "site": asdict(shown) if shown else None,
        "case": known.id if known else None,
        "registry": registry.version,
    }
    if as_json:
        print_json(answer)
        return
    words = {
        "official": "official: in the registry of protected sites",
        "neighbour": "neighbour: a genuine site that is not a subject of art. 31",
        "case": f"known case {known.id if known else ''}",
        "same_registrant": "not listed itself, but stands under an official registrable name",
        "unknown": "unknown: not in the registry, which does not make it a fake",
    }
    out.print(f"{asked.unicode}: {words[standing]}", markup=False)
    if shown:
        _print(shown)


def show(host: str, /, *, as_json: _Json = False) -> None:
    """Show the registry entry that lists a host.

    Parameters
    ----------
    host
        A host name or URL of an official site.
    as_json
        Print the entry as JSON.
    """
    asked = _asked(host)
    site = _sites_only(Settings()).owner(asked.ascii)
    if site is None:
        fail(f"no entry lists {asked.ascii}")
    print_json(asdict(site)) if as_json else _print(site)


def _print(site: OfficialSite) -> None:
    rows = {
        "name": site.name,
        "hosts": "  ".join(site.hosts),
        "aliases": "、".join(site.aliases),
        "region": f"{site.region} {site.region_code}".strip(),
        "level": site.level,
        "marks": "  ".join(value for _, value in site.marks.all()),
        "confidence": site.confidence,
        "sources": site.sources,
        "note": site.note,
    }
    for key, value in rows.items():
        if value:
            out.print(f"  {key:11} {value}", markup=False)
