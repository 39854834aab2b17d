"""``zhenwang registry baseline``: look at official sites and keep their fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from zhenwang import registry_in_use, runtime
from zhenwang.cli.baseline_captures import KEPT, Capture, from_file, from_network, pages_of, take
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Gap
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import Status
from zhenwang.settings import Settings
from zhenwang.store import baselines
from zhenwang.store.opening import Store

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_Flag = Annotated[bool, Parameter(negative=())]
_Count = Annotated[int, Parameter(validator=Number(gte=1))]
_Pause = Annotated[float, Parameter(validator=Number(gte=0, lte=60))]
_NOT_RUNNING = (Status.PLANNED, Status.RETIRED)


def baseline_(
    *hosts: str,
    region: str = "",
    folder: Annotated[Path | None, Parameter(name="--from")] = None,
    site: str = "",
    limit: _Count = 200,
    older_than: int = 0,
    pause: _Pause = 1.0,
    accept: _Flag = False,
    live: _Flag = False,
    as_json: _Json = False,
) -> None:
    """Look at official sites and keep what their pages can be recognised by: text, structure, paths, icon, logos.

    A page that cannot stand for its site is reported and not kept: an error, a firewall's challenge, an empty shell, a
    parked or foreign page, one without the body's name, one with betting words. A page that changed too much against
    the last one is kept beside it, and used only after a person said so with --accept. Nothing is ever deleted.

    Parameters
    ----------
    hosts
        Official sites by host or URL. Default: all protected sites that run, those longest unseen first.
    region
        Only sites whose region code begins so: 42 is Hubei, 4201 Wuhan.
    folder
        Take saved pages instead of looking: a folder of HOST.html with logos HOST*.png and icon HOST.ico, or one page.
    site
        The official site that the saved pages belong to, when their names do not say it.
    limit
        Sites at most.
    older_than
        Only sites whose last capture is older than so many days, or that have none.
    pause
        Seconds between two requests to the same holder's servers.
    accept
        Use these pages even if they changed much: you have seen that they are genuine.
    live
        Look over the network, whatever ZHENWANG_PLAN says. As shipped, only the recorded day answers.
    as_json
        Print every capture with its drift and reasons as JSON.
    """
    if folder is not None and not folder.exists():
        fail(f"no such file or folder: {folder}", 2)
    if site and folder is None:
        fail("--site says whose the saved pages are: give --from as well", 2)
    settings = Settings() if not live else Settings(plan="live")
    with registry_in_use.opened_store(settings) as store:
        registry = registry_in_use.load(settings, store)
        if folder is not None:
            owner = _owner(registry, site) if site else None
            captures = _saved(store, registry, pages_of(folder, registry, owner)[:limit], accept=accept)
        else:
            chosen = _chosen(store, registry, hosts, region, older_than)[:limit]
            captures = _looked(store, registry, chosen, settings, pause, accept=accept)
        _show(list(captures), as_json=as_json)


def _owner(registry: Registry, text: str) -> OfficialSite:
    host = parse_host(host_of(text if "://" in text else f"//{text}"))
    if isinstance(host, NotAHost):
        fail(f"{text!r} is not a host name: {host.reason}", 2)
    return registry.owner(host.ascii) or fail(f"no entry lists {host.ascii}, so nothing can be its baseline", 2)


def _chosen(store: Store, registry: Registry, hosts: Sequence[str], region: str, older_than: int) -> list[OfficialSite]:
    seen = baselines.last_captures(store)
    if hosts:
        sites = [_owner(registry, host) for host in hosts]
    else:
        sites = [held for held in registry.sites.values() if held.protected and held.status not in _NOT_RUNNING]
    before = runtime.now() - timedelta(days=older_than)
    wanted = (
        held
        for held in sites
        if held.region_code.startswith(region) and (held.id not in seen or seen[held.id] <= before)
    )
    return sorted(wanted, key=lambda held: (seen[held.id].timestamp() if held.id in seen else 0.0, held.id))


def _looked(
    store: Store, registry: Registry, sites: Sequence[OfficialSite], settings: Settings, pause: float, *, accept: bool
) -> Iterator[Capture]:
    client = runtime.open_client(settings, pause)
    with _progress() as progress:
        bar = progress.add_task("look", total=len(sites))
        for site, look in from_network(sites, client, runtime.now):
            yield take(store, registry, site, look, runtime.now(), accept=accept)
            progress.update(bar, advance=1, description=f"look: {site.id}")


def _saved(
    store: Store, registry: Registry, pages: Sequence[tuple[OfficialSite | str, Path]], *, accept: bool
) -> Iterator[Capture]:
    with _progress() as progress:
        for site, path in progress.track(pages, description="read"):
            if isinstance(site, OfficialSite):
                yield take(store, registry, site, from_file(path, site), runtime.now(), accept=accept)
            else:
                yield _unlisted(site, path, runtime.now())


def _unlisted(named: str, path: Path, now: datetime) -> Capture:
    why = f"no entry lists {named!r}: name {path.name} after its host, or say --site HOST"
    return Capture("", named, "refused", path.name, now, reasons=(Gap("unlisted", why),))


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=err, transient=not err.is_terminal)


def _show(captures: Sequence[Capture], *, as_json: bool) -> None:
    counts = Counter(capture.standing for capture in captures)
    if as_json:
        print_json({"counts": dict(counts), "captures": [capture.record() for capture in captures]})
    else:
        for capture in captures:
            _print(capture)
        told = ", ".join(f"{number} {standing}" for standing, number in sorted(counts.items()))
        out.print(f"{len(captures)} official pages: {told}" if captures else "no site to look at", markup=False)
    if captures and not any(capture.standing in (*KEPT, "known") for capture in captures):
        raise SystemExit(1)


def _print(capture: Capture) -> None:
    moved = capture.drift
    told = (
        f"  {moved.text:.0%} of the text and {moved.structure:.0%} of the structure of {moved.days:g} days before"
        if moved
        else ""
    )
    out.print(f"{capture.standing:8} {capture.site or capture.url}  {capture.name}{told}", markup=False)
    if capture.standing == "held":
        out.print("         changed much: see that it is genuine, then take it with --accept", markup=False)
    for reason in capture.reasons:
        out.print(f"         {reason.kind}: {reason.detail}", markup=False)
