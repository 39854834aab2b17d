"""``zhenwang registry baseline``: look at official sites and keep their fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from zhenwang import runtime
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Gap
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.rounds import weekly
from zhenwang.rounds.captures import KEPT, Capture, from_file, pages_of, take
from zhenwang.rounds.weekly import Seen, Target, Watch, due, running
from zhenwang.settings import Settings
from zhenwang.store import baselines

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_Flag = Annotated[bool, Parameter(negative=())]
_Count = Annotated[int, Parameter(validator=Number(gte=1))]
_Pause = Annotated[float, Parameter(validator=Number(gte=0, lte=60))]


def baseline_(
    *hosts: str,
    region: str = "",
    folder: Annotated[Path | None, Parameter(name="--from")] = None,
    site: str = "",
    limit: _Count = 200,
    older_than: int = 0,
    pause: _Pause = 1.0,
    accept: _Flag = False,
    keep: _Flag = False,
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
    keep
        As the weekly flow does: look at retired hosts too, check what was seen against the rules, take the findings
        over into their queue, and book the run.
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
    if keep and (hosts or folder is not None or settings.plan == "recorded"):
        fail("--keep is the weekly round over the network: give --live with it, and neither hosts nor --from", 2)
    if folder is None and settings.plan == "recorded":
        err.print(
            "the recorded day answers with its own pages, not the sites themselves: --live looks over the network"
        )
    with weekly.opened(settings, pause) as watch:
        if keep:
            captures = _week(watch, region, limit, older_than)
        elif folder is not None:
            owner = _owner(watch.registry, site) if site else None
            captures = list(_saved(watch, pages_of(folder, watch.registry, owner)[:limit], accept=accept))
        else:
            chosen = _chosen(watch, hosts, region, older_than)[:limit]
            captures = [seen.capture for seen in _looked(watch, chosen, accept=accept) if seen.capture]
    _show(captures, as_json=as_json)


def _owner(registry: Registry, text: str) -> OfficialSite:
    host = parse_host(host_of(text if "://" in text else f"//{text}"))
    if isinstance(host, NotAHost):
        fail(f"{text!r} is not a host name: {host.reason}", 2)
    return registry.owner(host.ascii) or fail(f"no entry lists {host.ascii}, so nothing can be its baseline", 2)


def _chosen(watch: Watch, hosts: Sequence[str], region: str, older_than: int) -> list[OfficialSite]:
    sites = [_owner(watch.registry, host) for host in hosts] if hosts else running(watch.registry)
    return due(sites, baselines.last_captures(watch.store), runtime.now(), region, older_than)


def _week(watch: Watch, region: str, limit: int, older_than: int) -> list[Capture]:
    with runtime.booked_run(watch.store, "baseline", runtime.today(watch.settings)) as end:
        targets = weekly.targets(watch, runtime.now(), region, limit, older_than)
        done = weekly.conclude(watch, list(_looked(watch, targets)), runtime.now())
        end(done, done.remarks)
    for sentence in (*done.failures, done.in_one_line()):
        err.print(sentence, markup=False)
    return list(done.captures)


def _looked(watch: Watch, targets: Sequence[Target], *, accept: bool = False) -> Iterator[Seen]:
    with _progress() as progress:
        bar = progress.add_task("look", total=len(targets))
        for target in targets:
            yield weekly.look_at(watch, target, runtime.now, accept=accept)
            named = target.id if isinstance(target, OfficialSite) else target.host
            progress.update(bar, advance=1, description=f"look: {named}")


def _saved(watch: Watch, pages: Sequence[tuple[OfficialSite | str, Path]], *, accept: bool) -> Iterator[Capture]:
    with _progress() as progress:
        for site, path in progress.track(pages, description="read"):
            if isinstance(site, OfficialSite):
                yield take(watch.store, watch.registry, site, from_file(path, site), runtime.now(), accept=accept)
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
