"""Ordinary names as certificate logs are full of them: shops, mail hosts, clusters, companies, a few genuine sites.

All stand on reserved names (RFC 2606) but for the genuine government hosts, which the registry knows.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpora.day_cast import table

Named = tuple[tuple[str, ...], str]


def ordinary(count: int, seed: str) -> Iterator[Named]:
    """``count`` certificates as ``(names, kind)``: every third a final certificate, the others precertificates."""
    draw = random.Random(f"ordinary {seed}")
    fixed = _share(seed)
    for number in range(count):
        kind = "x509" if number % 3 == 0 else "precert"
        names = fixed[number] if number < len(fixed) else _PATTERNS[int(draw.random() * len(_PATTERNS))](draw)
        yield names, kind


def _share(seed: str) -> list[tuple[str, ...]]:
    """Each file of the log carries its own part of the fixed names."""
    genuine, innocent = _fixed("genuine"), _fixed("innocent")
    if seed == "entries":
        return [genuine[0], innocent[-1]]
    odd = seed == "names"
    return [*genuine[1 + odd :: 2], *innocent[odd:-1:2]]


def _fixed(name: str) -> list[tuple[str, ...]]:
    return [tuple(names) for names in _words()[name]]


def _company(draw: random.Random) -> tuple[str, ...]:
    name = _word(draw, "company") + _word(draw, "company") + _word(draw, "trade")
    return f"{name}.example", f"www.{name}.example"


def _short_company(draw: random.Random) -> tuple[str, ...]:
    letters = "".join("bcdfghjklmnpqrstwxyz"[int(draw.random() * 20)] for _ in range(4 + int(draw.random() * 3)))
    return (f"{letters}{_number(draw, 89) + 10}.example",)


def _shop(draw: random.Random) -> tuple[str, ...]:
    name = f"{_word(draw, 'english')}-{_word(draw, 'goods')}"
    return f"{name}.test", f"shop.{name}.test", f"cdn.{name}.test"


def _mail(draw: random.Random) -> tuple[str, ...]:
    name = f"{_word(draw, 'english')}{_word(draw, 'english')}.example"
    return tuple(f"{part}.{name}" for part in ("mail", "autodiscover", "imap", "smtp"))


def _cluster(draw: random.Random) -> tuple[str, ...]:
    zone = f"{_word(draw, 'english')}-{_number(draw, 40)}"
    return (f"ingress-nginx.{_pick(draw, ('prod', 'staging', 'dev'))}.{zone}.k8s.example.net",)


def _preview(draw: random.Random) -> tuple[str, ...]:
    return (f"pr-{_number(draw, 9000)}-{_word(draw, 'english')}.preview.example.com",)


def _wildcard(draw: random.Random) -> tuple[str, ...]:
    name = f"{_word(draw, 'english')}{_word(draw, 'goods')}.example"
    return f"*.{name}", name


def _panel(draw: random.Random) -> tuple[str, ...]:
    name = f"{_word(draw, 'company')}{_word(draw, 'trade')}{_number(draw, 900)}.example"
    return (name, *(f"{part}.{name}" for part in ("cpanel", "webmail", "webdisk", "www")))


def _device(draw: random.Random) -> tuple[str, ...]:
    return (f"{int(draw.random() * 2**48):012x}.cam.{_word(draw, 'english')}.example.net",)


def _api(draw: random.Random) -> tuple[str, ...]:
    return (f"api.{_word(draw, 'trade')}.{_word(draw, 'company')}{_word(draw, 'company')}.example.com",)


_PATTERNS: tuple[Callable[[random.Random], tuple[str, ...]], ...] = (
    _company,
    _company,
    _short_company,
    _shop,
    _mail,
    _cluster,
    _preview,
    _wildcard,
    _panel,
    _device,
    _api,
)


@functools.cache
def _words() -> dict[str, Any]:
    return table("words.toml")


def _word(draw: random.Random, kind: str) -> str:
    return str(_pick(draw, _words()[kind]))


def _pick(draw: random.Random, words: Sequence[str]) -> str:
    return words[int(draw.random() * len(words))]


def _number(draw: random.Random, below: int) -> int:
    return int(draw.random() * below)
