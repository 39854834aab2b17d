"""The composition root: settings in, opened resources out. Only shells (flows, command line, web) call it."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from models.scoring import Model, parse_model
from zhenwang import registry_in_use
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.network import NetworkTransport
from zhenwang.collectors.patience import PatientTransport
from zhenwang.collectors.replay import ReplayTransport
from zhenwang.collectors.saved_pages import host_named, saved_look, saved_pages
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.report import Report
from zhenwang.line import Source, Stations
from zhenwang.matching.absent_registry import lands_of, matcher_of
from zhenwang.matching.public_services import services_of
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.pictures.opening import MAX_BYTES
from zhenwang.reading.child import ChildReader
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.report_sources import Inbox, counter_of
from zhenwang.settings import Settings
from zhenwang.sources.ct import CtFiles
from zhenwang.sources.ct_follow import FollowedLog
from zhenwang.sources.forwarded import Forwarded
from zhenwang.sources.host_list import HostList
from zhenwang.sources.log_http import log_client
from zhenwang.sources.log_list import read_log_list, taking
from zhenwang.sources.retired_hosts import RetiredHosts
from zhenwang.store import baselines, cursors, exemptions, registry_versions, reports, revisions, runs
from zhenwang.store.opening import Store

_log = logging.getLogger("zhenwang")

BEIJING = ZoneInfo("Asia/Shanghai")
RECORDED_DAY = date(2026, 11, 20)


def now() -> datetime:
    """The present, in the time zone the offices work in. Shells call it once and hand it down."""
    return datetime.now(BEIJING)


def today(settings: Settings) -> date:
    """The date where the jurisdiction's offices are."""
    return now().astimezone(ZoneInfo(registry_in_use.load_pack(settings).jurisdiction.timezone)).date()


def default_day(settings: Settings) -> date:
    """Today; for the recorded day its own date, so that running it again finds its work done."""
    return RECORDED_DAY if settings.plan == "recorded" else today(settings)


def worker_name() -> str:
    """Who holds a lease: host and process, so that a stuck lease can be traced."""
    return f"{socket.gethostname()}:{os.getpid()}"


def worker_is_gone(worker: str) -> bool:
    """Whether a lease's holder was a process of this machine that runs no more. In doubt it is not gone."""
    host, _, process = worker.rpartition(":")
    # On Windows, signal 0 is Ctrl-C and not a question.
    if host != socket.gethostname() or not process.isdecimal() or os.name == "nt":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def load_baselines(folder: Path, captured_at: datetime | None = None) -> Iterator[Baseline]:
    """Official pages saved as ``<host>.html``, with logo pictures ``<host>*.png`` beside them, as baselines.

    Without ``captured_at`` a page counts as captured when its file was written.
    """
    for path in saved_pages(folder) if folder.is_dir() else ():
        look = saved_look(path, host_named(path), captured_at or written_at(path))
        if look.page is not None:
            yield fingerprint(look.host, look, perceptual_hash, look.at)


def written_at(path: Path) -> datetime:
    """When a file was last written, in Beijing's time."""
    return datetime.fromtimestamp(path.stat().st_mtime, BEIJING)


def load_registry(settings: Settings) -> Registry:
    """The registry in use: what is shipped with every revision since, and official pages. Creates no store."""
    with registry_in_use.found_store(settings) as store:
        return load_registry_with(settings, store)


def load_registry_with(settings: Settings, store: Store | None) -> Registry:
    """As ``load_registry``, with a store that is open."""
    return registry_in_use.load(settings, store, load_pages(settings, store))


def load_pages(settings: Settings, store: Store | None) -> Iterator[Baseline]:
    """Official pages saved under ``var/baselines``, the recorded day's own, and the latest that the store holds.

    The oldest first: of each site the registry keeps the last, which is the newest.
    """
    pages = list(load_baselines(settings.var / "baselines"))
    if settings.plan == "recorded":
        pages += load_baselines(settings.recorded_day / "official", datetime.combine(RECORDED_DAY, time(), BEIJING))
    pages += baselines.latest(store) if store else ()
    yield from sorted(pages, key=lambda page: page.captured_at)


def official_pictures(settings: Settings, store: Store, site: OfficialSite) -> tuple[bytes, ...]:
    """The pictures of a site's official page, to compare a suspect's with: the store's, else those saved beside pages.

    As served, at most ``baselines.MOST_PICTURES``; whoever shows them draws them anew.
    """
    kept = baselines.pictures_of(store, site.id)
    folders = [
        settings.var / "baselines",
        *([settings.recorded_day / "official"] if settings.plan == "recorded" else []),
    ]
    return kept or tuple(islice(_saved_pictures(folders, site.granted), baselines.MOST_PICTURES))


def _saved_pictures(folders: Sequence[Path], hosts: Sequence[str]) -> Iterator[bytes]:
    for path in (folder / f"{host}.png" for folder in folders for host in hosts):
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            yield path.read_bytes()


def load_model() -> Model:
    """The released weights."""
    return parse_model(resources.files("models").joinpath("weights.json").read_text(encoding="utf-8"))


def open_client(settings: Settings, pause: float = 0.0) -> GuardedClient:
    """The one client for everything that touches a suspect: replaying for the recorded day, else the network.

    ``pause`` are seconds between two requests to the same holder's servers.
    """
    if settings.plan == "recorded":
        return GuardedClient(ReplayTransport(settings.recorded_day))
    network = NetworkTransport()
    return GuardedClient(PatientTransport(network, pause) if pause else network)


@contextmanager
def stations(settings: Settings) -> Iterator[Stations]:
    """Everything the line needs, opened; closed on leaving. What is not as it should be is logged as a warning."""
    shipped = registry_in_use.load_shipped(settings)
    if bad := shipped.bad:
        _log.warning("%s rows of the registry could not be taken as they stand; the first: %s", len(bad), bad[0])
    with registry_in_use.opened_store(settings) as store, ChildReader() as read:
        if store.notice:
            _log.warning(store.notice)
        read.start()  # it gets ready while the registry is completed
        made, ruled = revisions.all_revisions(store), exemptions.rulings(store)
        registry = registry_in_use.with_revisions(shipped, made, ruled, load_pages(settings, store))
        registry_versions.remember(store, registry, now())
        read.check()
        yield Stations(
            registry,
            matcher_of(registry, services_of(lands_of(registry))),
            load_model(),
            open_client(settings),
            store,
            read,
            look_budget=settings.look_budget,
            sample=settings.unmatched_sample,
            compiled=None if settings.jit else False,
        )


class RunSummary(Protocol):
    """A run in numbers. ``failures`` are sentences; a run with none is done."""

    @property
    def failures(self) -> tuple[str, ...]: ...

    def counts(self) -> dict[str, int]: ...


class EndRun(Protocol):
    """Ends a booked run. ``remarks`` are sentences for a person to read that do not make it a failure."""

    def __call__(self, summary: RunSummary, remarks: Sequence[str] = ()) -> None: ...


@contextmanager
def booked_run(store: Store, flow: str, day: date) -> Iterator[EndRun]:
    """Book a run from begin to end. Call what it yields with the summary; a run that stops before that has failed."""
    run = runs.begin(store, flow, day, now())
    ended = False

    def end(summary: RunSummary, remarks: Sequence[str] = ()) -> None:
        nonlocal ended
        state = "failed" if summary.failures else "done"
        runs.finish(store, run, state, summary.counts(), now(), (*summary.failures, *remarks))
        ended = True

    try:
        yield end
    finally:
        if not ended:
            runs.finish(store, run, "failed", {}, now(), ("the run was stopped before its end",))


def sources(settings: Settings, store: Store, registry: Registry | None = None) -> tuple[Source, ...]:
    """Forwarded messages and public reports, the sources that the plan names, and (not on the recorded day) the retired
    hosts. What is forwarded goes before the inbox, which has it then.
    """
    inbox = (*([Forwarded(settings.mail, counter_of(settings, store))] if settings.mail else ()), Inbox(store))
    if settings.plan == "recorded":
        receive_recorded_reports(settings, store)
        return (*inbox, *_planned(settings, store))
    watched = (RetiredHosts(tuple(registry.retired)),) if registry and registry.retired else ()
    return (*inbox, *watched, *_planned(settings, store))


def _planned(settings: Settings, store: Store) -> Iterator[Source]:
    if settings.plan == "recorded":
        yield CtFiles((settings.recorded_day / "log",))
        yield HostList(settings.recorded_day / "hosts.txt")
        return
    if settings.plan == "live":
        yield from _followed_logs(settings, store)
    # A plan of files that names none is an empty source, and so a failure: no day may be quiet by mistake.
    if settings.ct or (settings.plan == "files" and not settings.hosts):
        yield CtFiles(settings.ct)
    if settings.hosts:
        yield HostList(settings.hosts)


def _followed_logs(settings: Settings, store: Store) -> Iterator[Source]:
    text = (settings.seeds / "ct_logs.json").read_text(encoding="utf-8")
    logs, _ = read_log_list(text)
    client = log_client(settings.contact)
    for log in taking(logs, now()):
        yield FollowedLog(log, client, cursors.get(store, log.name), partial(cursors.put, store))


def receive_recorded_reports(settings: Settings, store: Store) -> None:
    """Put the recorded day's reports into the inbox, each once however often this is called."""
    for report in TypeAdapter(list[Report]).validate_json((settings.recorded_day / "reports.json").read_bytes()):
        reports.accept(store, report, f"recorded-{report.receipt}", now())
