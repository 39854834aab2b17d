"""Names that somebody chose because they look like a label."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bench.names.everyday import LETTERS, words

SHORTEST_MISSPELT = 5
BESIDE = ("login", "pay", "cx", "fuwu", "online", "bm", "zs", "web", "app", "info")
LOOK_ALIKES = (("o", "0"), ("l", "1"), ("i", "1"), ("e", "3"), ("s", "5"), ("m", "rn"), ("w", "vv"), ("i", "l"))


def look_alikes(rng: random.Random, labels: Sequence[str]) -> Iterator[str]:
    """Without end: edits, doubled letters, look-alike characters, company of government words, hosts inside hosts."""
    long = [label for label in labels if len(label) >= SHORTEST_MISSPELT]
    beside = words(rng, 2_000)
    ways: tuple[Callable[[random.Random, str], str], ...] = (misspelt, _doubled, _alike, _beside_service)
    while True:
        kind = rng.random()
        if kind < 0.6:
            yield rng.choice(ways)(rng, rng.choice(long))
        elif kind < 0.85:
            yield _beside_government(rng, rng.choice(labels))
        else:
            yield f"{rng.choice(('www', 'rst', 'gjj'))}.{rng.choice(long)}.gov.cn.{rng.choice(beside)}"


def misspelt(rng: random.Random, label: str) -> str:
    """One edit: a letter left out, put in, replaced, or exchanged with the next."""
    at = rng.randrange(len(label) - 1)
    return rng.choice(
        (
            label[:at] + label[at + 1 :],
            label[:at] + rng.choice(LETTERS) + label[at:],
            label[:at] + rng.choice(LETTERS) + label[at + 1 :],
            label[:at] + label[at + 1] + label[at] + label[at + 2 :],
        )
    )


def _doubled(rng: random.Random, label: str) -> str:
    at = rng.randrange(len(label))
    return label[:at] + label[at] + label[at:]


def _alike(rng: random.Random, label: str) -> str:
    fitting = [pair for pair in LOOK_ALIKES if pair[0] in label] or [("", "")]
    return label.replace(*rng.choice(fitting), 1)


def _beside_government(rng: random.Random, label: str) -> str:
    ways = (f"{label}-gov", f"gov-{label}", f"{label}gov", f"{label}-gov-cn", f"www-{label}-gov-cn", f"{label}.gov-x")
    return rng.choice(ways)


def _beside_service(rng: random.Random, label: str) -> str:
    word = rng.choice(BESIDE)
    return rng.choice((f"{label}{word}", f"{word}-{label}", f"{label}.{word}", label))


def planted_beside(labels: Sequence[str], size: int, seed: int = 3) -> list[bytes]:
    """Rows of which nearly every one looks like one of the labels."""
    return [name.encode("ascii") for name in islice(look_alikes(random.Random(seed), labels), size)]
