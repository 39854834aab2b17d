"""Capturing baselines: official pages from the network or from files, judged, compared with the last, and kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from detectors import injected_content
from zhenwang import line, runtime
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.saved_pages import host_named, saved_look, saved_pages
from zhenwang.domain.baseline import Baseline, Drift
from zhenwang.domain.candidate import Candidate
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.look import Gap, Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.reading import in_process
from zhenwang.registry.baseline_pages import drift, unfit
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.store import baselines
from zhenwang.store.opening import Store

KEPT = ("first", "kept")
"""Standings of captures that are compared with from now on."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What became of one official page.

    ``standing`` is ``first`` or ``kept``; ``held`` when it changed much; ``known`` when this very capture was there;
    ``refused`` when it cannot stand for the site, ``unseen`` when nothing was seen: ``reasons`` then say why.
    """

    site: str
    name: str
    standing: str
    url: str
    captured_at: datetime
    digest: str = ""
    drift: Drift | None = None
    reasons: tuple[Gap, ...] = ()

    def record(self) -> dict[str, object]:
        """As printed with ``--json``."""
        return asdict(self) | {"captured_at": self.captured_at.isoformat()}


def front_page(host: str, client: GuardedClient, now: datetime, read: line.Read = in_process.read) -> Look:
    """One look at a host's front page; ``read`` opens what came back."""
    parsed = parse_host(host)
    if isinstance(parsed, Host):
        return line.look(Candidate(parsed, f"https://{parsed.ascii}/", 1.0, (), None), client, read, now)
    gap = Gap("refused_url", f"{host} is not a host name: {parsed.reason}")
    return Look(host, f"https://{host}/", now, gaps=(gap,))


def pages_of(folder: Path, registry: Registry, site: OfficialSite | None) -> list[tuple[OfficialSite | str, Path]]:
    """Saved pages with the site each stands for: ``site`` when given, else whose host the file's name begins with; the
    name itself where nobody lists it. ``folder`` may be a single page.
    """
    paths = [folder] if folder.is_file() else saved_pages(folder)
    return [(site or _owner(registry, host_named(path)) or host_named(path), path) for path in paths]


def _owner(registry: Registry, host: str) -> OfficialSite | None:
    return registry.owner(host) or registry.owner(f"www.{host}")


def from_file(path: Path, site: OfficialSite) -> Look:
    """A saved page as a look at the site's host, dated when the file was written."""
    return saved_look(path, site.id, runtime.written_at(path))


def take(
    store: Store, registry: Registry, site: OfficialSite, look: Look, now: datetime, *, accept: bool = False
) -> Capture:
    """Judge a look at an official site, and keep it as its baseline if it may stand for it.

    A page that changed too much against the one in use is kept beside it, held, unless ``accept`` says that a person
    has seen that it is genuine.
    """
    capture = Capture(site.id, site.name, "refused", look.final_url or look.url, look.at)
    reasons = (*unfit(look, site, registry), *_injected(look, registry))
    if reasons or look.page is None:
        unseen = any(reason.kind == "unseen" for reason in reasons)
        return replace(capture, standing="unseen" if unseen else "refused", reasons=reasons)
    baseline = fingerprint(site.id, look, perceptual_hash, look.at)
    before = _in_use_before(store, baseline)
    moved = drift(before, baseline) if before else None
    held = moved is not None and moved.much and not accept
    new = baselines.keep(store, replace(baseline, held=held), look.body, now, _pictures(look))
    standing = "known" if not new else "held" if held else "kept" if before else "first"
    return replace(capture, standing=standing, digest=baseline.digest, drift=moved)


def _pictures(look: Look) -> tuple[bytes, ...]:
    """The logo first: what a look-alike shows is compared with it."""
    return tuple(picture.body for picture in sorted(look.pictures, key=lambda one: one.role != "logo"))


def _in_use_before(store: Store, baseline: Baseline) -> Baseline | None:
    history = baselines.of_site(store, baseline.site)
    return next((past for past in history if not past.held and past.captured_at < baseline.captured_at), None)


def _injected(look: Look, registry: Registry) -> tuple[Gap, ...]:
    return tuple(
        Gap("injected", f"{signal.because_en} {signal.snippet!r}") for signal in injected_content.detect(look, registry)
    )
