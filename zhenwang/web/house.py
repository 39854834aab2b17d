"""What the console works with, opened once for the life of the process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import cast

from fastapi import FastAPI, Request

from zhenwang import runtime
from zhenwang.domain.legal_basis import LegalBasis, read_legal_basis
from zhenwang.domain.registry import Registry
from zhenwang.settings import Settings
from zhenwang.store.opening import Store
from zhenwang.web.sessions import COOKIE, Sessions, Visitor, installation_key

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, never bound to


@dataclass(frozen=True, slots=True)
class House:
    store: Store
    registry: Registry
    legal: Mapping[str, LegalBasis]
    sessions: Sessions


def lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Opens store and registry when the server starts and closes them when it ends."""

    @asynccontextmanager
    async def open_house(app: FastAPI) -> AsyncIterator[None]:
        with runtime.opened_store(settings) as store:
            sessions = Sessions(installation_key(settings.var))
            app.state.house = House(store, runtime.load_registry(settings), _legal(settings), sessions)
            yield

    return open_house


def house_of(request: Request) -> House:
    return cast(House, request.app.state.house)


def visitor_of(request: Request) -> Visitor:
    """Who sends this request; the same answer throughout one request."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = house_of(request).sessions.read(request.cookies.get(COOKIE, ""))
    return cast(Visitor, request.state.visitor)


def host_names(own: str, settings: Settings) -> list[str]:
    """The names under which this process may be called: this machine's own, and those of the settings."""
    return [*LOOPBACK, *([own] if own not in _ANYWHERE else []), *settings.host_names]


def _legal(settings: Settings) -> Mapping[str, LegalBasis]:
    with (settings.seeds / "legal_basis.csv").open(encoding="utf-8-sig", newline="", errors="replace") as lines:
        return read_legal_basis(lines, "legal_basis.csv")[0]
