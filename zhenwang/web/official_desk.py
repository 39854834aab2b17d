"""The registry for those who ask the public intake about a host: loaded beside the requests, never while one waits.

A revision made in the console counts within ``EVERY`` seconds. While the database does not answer, the last edition
does. Nothing is kept of what was asked, nor by whom.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from typing import cast

from fastapi import Request

from zhenwang import registry_in_use
from zhenwang.domain.registry import Registry
from zhenwang.matching.absent_registry import lands_of
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import services_of
from zhenwang.registry.asked_host import Unreadable
from zhenwang.registry.official_answer import OfficialAnswer, answer
from zhenwang.registry.source_dates import SourceDates
from zhenwang.settings import Settings
from zhenwang.store.opening import Store
from zhenwang.web.editions import Edition, RegistryInUse

EVERY = 5.0
_USUAL, _TURN = 0.005, 0.0005
"""Seconds after which the interpreter lets another thread go on: its own, and while the registry is prepared. A report
waits for its turn several times, and 5 ms each would add up to a tenth of a second and more.
"""
_log = logging.getLogger("zhenwang")


@dataclass(frozen=True, slots=True)
class Holdings:
    """An edition with what answers are made from. ``revision`` is its number, ``revised_at`` when it was made (0 and
    None as shipped); ``matcher`` is None until the name engine is ready.
    """

    registry: Registry
    revision: int
    revised_at: datetime | None
    dates: SourceDates
    matcher: Matcher | None = None

    @property
    def as_of(self) -> str:
        """The day of the last revision, else the date of the newest list; empty when neither is known."""
        return self.revised_at.date().isoformat() if self.revised_at else self.dates.newest

    def answer(self, text: str, now: datetime) -> OfficialAnswer | Unreadable:
        return answer(self.registry, text, now, self.matcher)


class OfficialDesk:
    """``holdings`` is None until the registry is loaded for the first time. Reading it takes no lock."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._ends = Event()
        self._thread = Thread(target=self._keep, name="official-desk", daemon=True)
        self.holdings: Holdings | None = None

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ask it to end. It is not waited for long: building an index cannot be broken off."""
        self._ends.set()
        if self._thread.is_alive():
            self._thread.join(1.0)
        gc.unfreeze()

    def wait(self, seconds: float) -> bool:
        """Whether everything is ready before so many seconds are over; for tests and measurements."""
        until = time.monotonic() + seconds
        while not (self.holdings and self.holdings.matcher) and time.monotonic() < until:
            time.sleep(0.02)
        return bool(self.holdings and self.holdings.matcher)

    def _keep(self) -> None:
        in_use: RegistryInUse | None = None
        dates = SourceDates()
        while not self._ends.is_set():
            try:
                with _giving_way():
                    if in_use is None:
                        dates = SourceDates.read(registry_in_use.load_pack(self._settings).lines("sources.csv"))
                        in_use = RegistryInUse(self._settings, self._store, with_pages=False)
                    in_use.refresh()
                    self._take(in_use.edition, dates)
            except Exception as fault:  # noqa: BLE001  # the thread must not end: the next round tries again
                if not self._ends.is_set():  # else the store was closed under it, as it should be
                    _log.warning("the registry could not be read for look-ups: %s", type(fault).__name__)
            self._ends.wait(EVERY)

    def _take(self, edition: Edition, dates: SourceDates) -> None:
        registry, held = edition.registry, self.holdings
        if held and held.matcher and held.registry is registry:
            return
        at = edition.latest[0].revision.at if edition.latest else None
        # The hosts first: whether one is listed must not wait for the names that others resemble.
        self.holdings = Holdings(registry, edition.number, at, dates, held.matcher if held else None)
        suffixes = registry.jurisdiction.suffixes if registry.jurisdiction else ()
        services = services_of(lands_of(registry))
        matcher = Matcher.of(registry.sites.values(), suffixes, services, registry.retired.values())
        self.holdings = Holdings(registry, edition.number, at, dates, matcher)
        _settle()


def _settle() -> None:
    """Leave what was loaded to itself: looking through it for garbage would stop every request for 0.3 s, again and
    again. What an earlier edition left is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def _giving_way() -> Iterator[None]:
    """Seconds of work in this thread while others answer: they get their turn ten times as often."""
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL)  # not what was found: that may be another desk's


def desk_of(request: Request) -> OfficialDesk:
    return cast(OfficialDesk, request.app.state.official)
