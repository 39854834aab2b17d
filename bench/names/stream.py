"""A made stream of certificate names: everyday hosts, and two in a hundred that look like a label."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bench.names.everyday import everyday
from bench.names.labels import made_labels
from bench.names.look_alikes import look_alikes

PLANTED = 0.02
TARGETS = 15_000  # what is planted looks like one of the first so many labels, however many are looked for
LOGS = 2
LAG = 1_000  # names until the other log has the same certificate
SUFFIXES = {
    "com": 40, "net": 6, "org": 5, "cn": 5, "com.cn": 3, "de": 4, "co.uk": 3, "ru": 3, "top": 4, "xyz": 3, "shop": 3,
    "online": 2, "info": 2, "io": 2, "app": 2, "site": 2, "vip": 2, "cc": 2, "com.br": 2, "nl": 1, "fr": 1, "click": 1,
    "store": 1, "club": 1, "icu": 1, "dev": 1, "co.jp": 1, "in": 1, "eu": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stream:
    """``names`` as certificates have them; ``bodies`` are what a sieve reads: without public suffix and ``www.``;
    ``planted`` are the positions of what was made to look like a label.
    """

    names: list[str]
    bodies: list[bytes]
    planted: list[int]

    def __len__(self) -> int:
        return len(self.names)

    def take(self, positions: Sequence[int]) -> Stream:
        kept = set(self.planted)
        return Stream(
            [self.names[at] for at in positions],
            [self.bodies[at] for at in positions],
            [new for new, at in enumerate(positions) if at in kept],
        )

    def sample(self, size: int, planted: float = PLANTED) -> Stream:
        """``size`` spread over the stream, of which a share of ``planted`` are look-alikes."""
        kept = set(self.planted)
        looking = _spread(self.planted, round(size * planted))
        return self.take([*_spread([at for at in range(len(self)) if at not in kept], size - len(looking)), *looking])


def made_stream(size: int, seed: int = 22) -> Stream:
    """``size`` distinct names, always the same."""
    rng = random.Random(seed)
    benign, planted = everyday(rng), look_alikes(rng, made_labels(TARGETS))
    suffixes = chain.from_iterable(iter(lambda: rng.choices(tuple(SUFFIXES), tuple(SUFFIXES.values()), k=4096), None))
    found: dict[str, bytes] = {}
    looking: list[int] = []
    while len(found) < size:
        look_alike = rng.random() < PLANTED
        at, before = len(found), next(planted if look_alike else benign)
        found.setdefault(f"{before}.{next(suffixes)}", before.removeprefix("www.").encode("ascii"))
        if look_alike and len(found) > at:
            looking.append(at)
    return Stream(list(found), list(found.values()), looking)


def as_logged(stream: Stream) -> Stream:
    """Each name four times: as precertificate and certificate, in two logs, the second a thousand names behind."""
    order: list[int] = []
    for first in range(0, len(stream) + LAG, LAG):
        for log in range(LOGS):
            start = first - log * LAG
            order += [at for at in range(max(start, 0), min(start + LAG, len(stream))) for _ in range(2)]
    return stream.take(order)


def _spread(positions: Sequence[int], size: int) -> Sequence[int]:
    """``size`` of them, evenly."""
    return positions[:: max(1, len(positions) // size)][:size] if size else ()
