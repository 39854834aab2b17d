"""Where forwarded messages are handed in: sealed with the installation's key, kept by the store, without the line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from zhenwang.access.sealing import open_seal
from zhenwang.domain.report import Submission
from zhenwang.settings import Settings
from zhenwang.sources.forwarded import Counter
from zhenwang.store import reports
from zhenwang.store.opening import Store
from zhenwang.store.reports import Accepted


def counter_of(settings: Settings, store: Store) -> Callable[[], Counter]:
    """Opens the counter of this installation. What it opens raises SealError when there is no key to seal with."""

    def open_counter() -> Counter:
        seal = open_seal(settings.reporter_key)
        return Counter(seal.seal, seal.reporter, _known(store), _keep(store))

    return open_counter


def trial_counter(store: Store | None) -> Counter:
    """A counter that keeps nothing, to see what would be kept. It knows what a store holds, if there is one."""

    def known(channel: str, keys: Sequence[str]) -> Collection[str]:
        return _known(store)(channel, keys) if store else ()

    return Counter(lambda _receipt, _text: "", lambda _text: "", known, lambda given, _now: [True] * len(given))


def _known(store: Store) -> Callable[[str, Sequence[str]], Collection[str]]:
    return lambda channel, keys: reports.known_keys(store, keys, channel)


def _keep(store: Store) -> Callable[[Sequence[Submission], datetime], Sequence[bool]]:
    def keep(given: Sequence[Submission], now: datetime) -> Sequence[bool]:
        # Refused is a key that came with other words: the first reading of the message stands.
        kept = reports.accept_all(store, given, now)
        return [isinstance(one, Accepted) and not one.repeated for one in kept]

    return keep
