"""What the console works with, opened once for the life of the process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from fastapi import FastAPI, Request

from zhenwang import registry_in_use, runtime
from zhenwang.access.passwords import USUAL, Cost
from zhenwang.access.sealing import Seal, opened_or_shut
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.registry import Registry
from zhenwang.domain.site import StatusPeriod
from zhenwang.lists.seed_lists import read_status
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.registry.divisions import read_divisions
from zhenwang.registry.hostless import Hostless, read_hostless
from zhenwang.registry_in_use import Pack
from zhenwang.settings import Settings
from zhenwang.store.opening import Store
from zhenwang.store.sessions import Limits
from zhenwang.web.editions import RegistryInUse
from zhenwang.web.entrance import Entrance, opened_entrance
from zhenwang.web.sessions import Sessions, Visitor, cookie_name, installation_key
from zhenwang.web.warming import warm_in_background

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, never bound to


@dataclass(frozen=True, slots=True)
class FurtherSeeds:
    """``divisions`` are names by code, ``hostless`` bodies that were seen with marks on hosts that nobody knows,
    ``periods`` the status of sites over time.
    """

    divisions: Mapping[str, str]
    hostless: Hostless
    periods: tuple[StatusPeriod, ...]


@dataclass(frozen=True, slots=True)
class House:
    store: Store
    registry_in_use: RegistryInUse
    pack: Pack
    legal: Mapping[str, LegalBasis]
    seeds: FurtherSeeds
    sessions: Sessions
    entrance: Entrance
    plan: str
    seal: Seal
    picture_reader: PictureReader

    @property
    def registry(self) -> Registry:
        """The registry as it stands now: a request that asks twice may see two of them."""
        return self.registry_in_use.edition.registry


def lifespan(settings: Settings, cost: Cost = USUAL) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Opens store, registry and door when the server starts and closes them when it ends.

    ``cost`` is what comparing a password costs; tests pay less.
    """

    @asynccontextmanager
    async def open_house(app: FastAPI) -> AsyncIterator[None]:
        opened = registry_in_use.opened_store(settings)
        with opened as store, opened_entrance(settings, cost) as entrance, PictureReader() as reader:
            sessions = _sessions(settings, store)
            in_use, pack = RegistryInUse(settings, store), registry_in_use.load_pack(settings)
            warm_in_background(in_use.edition.registry)
            app.state.house = House(
                store, in_use, pack, pack.legal_basis(), _further_seeds(pack), sessions, entrance, settings.plan,
                opened_or_shut(settings.reporter_key), reader,
            )  # fmt: skip
            yield

    return open_house


def house_of(request: Request) -> House:
    return cast(House, request.app.state.house)


def with_newest_registry(request: Request) -> None:
    """For pages that judge by the registry: what an import or a colleague changed meanwhile counts."""
    house_of(request).registry_in_use.refresh()


def visitor_of(request: Request) -> Visitor:
    """Who sends this request; the same answer throughout one request."""
    if not hasattr(request.state, "visitor"):
        cookie = request.cookies.get(cookie_name(is_secure(request)), "")
        request.state.visitor = house_of(request).sessions.read(cookie, runtime.now())
    return cast(Visitor, request.state.visitor)


def is_secure(request: Request) -> bool:
    """Whether the browser that sends this speaks https, to us or to the gateway."""
    return request.url.scheme == "https" or house_of(request).entrance.behind_https


def host_names(own: str, url: str, settings: Settings) -> list[str]:
    """The names under which this process may be called: this machine's own, that of its address for browsers (empty
    without one), and those of the settings.
    """
    public = urlsplit(url).hostname
    return [*LOOPBACK, *([own] if own not in _ANYWHERE else []), *([public] if public else []), *settings.host_names]


def _sessions(settings: Settings, store: Store) -> Sessions:
    limits = Limits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))
    return Sessions(installation_key(settings.var), store, limits, timedelta(minutes=settings.fresh_minutes))


def _further_seeds(pack: Pack) -> FurtherSeeds:
    divisions, _ = read_divisions(pack.lines("division_codes.csv"), "division_codes.csv")
    bearers, _ = read_hostless(pack.lines("marks_without_host.csv"), "marks_without_host.csv")
    periods, _ = read_status(pack.lines("site_status.csv"), "site_status.csv")
    return FurtherSeeds(divisions, Hostless.index(bearers), periods)
