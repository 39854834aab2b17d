"""Everyday hosts without their public suffix: words, syllables, numbers and noise, some below a service.

Words are chained from ``zhenwang/matching/frequent_strings.tsv``, so that their letters follow each other as they do in
real hosts; Chinese ones from the syllables of division names, which makes them near misses of Chinese labels.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import chain

from bench.names.labels import division_names
from zhenwang.matching.spelling import pinyin

WORDS = 40_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
SERVICES = (
    "mail", "api", "m", "cpanel", "webmail", "autodiscover", "cpcontacts", "cpcalendars", "webdisk", "blog", "shop",
    "dev", "test", "staging", "cdn", "img", "static", "vpn", "ns1", "ftp", "admin", "app", "portal", "login", "sso",
    "git", "docs", "status", "mx1", "smtp", "remote", "wap", "h5", "beta", "files", "media", "assets",
)  # fmt: skip
KINDS = {"two": 42, "hyphen": 14, "one": 11, "chinese": 6, "letters": 8, "digits": 5, "mixed": 6, "three": 8}


def everyday(rng: random.Random) -> Iterator[str]:
    """Without end."""
    names = words(rng, WORDS)
    drawn = chain.from_iterable(iter(lambda: rng.choices(names, k=4096), None))
    syllables = sorted({syllable for name in division_names() for syllable in pinyin(name)})
    short = [word for word in names if len(word) < 6]
    for kind in chain.from_iterable(iter(lambda: rng.choices(tuple(KINDS), tuple(KINDS.values()), k=4096), None)):
        match kind:
            case "two":
                name = next(drawn) + next(drawn)
            case "hyphen":
                name = f"{next(drawn)}-{next(drawn)}"
            case "one":
                name = next(drawn) + rng.choice(("", "", rng.choice(DIGITS), str(rng.randrange(2030)), "app", "hub"))
            case "chinese":
                name = "".join(rng.choices(syllables, k=rng.randint(2, 4)))
            case "three":
                name = "".join(rng.choices(short, k=3))
            case _:
                name = _noise(rng, kind)
        yield _below(rng, name, names)


def words(rng: random.Random, size: int) -> list[str]:
    """Pieces that overlap by two letters, chained to a word: ``strea`` and ``eami`` are ``streami``."""
    pieces = _pieces()
    follow: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        follow[piece[:2]].append(piece[2:])
    found: dict[str, None] = {}
    while len(found) < size:
        word, length = rng.choice(pieces), rng.choice((4, 5, 5, 6, 6, 7, 8, 9))
        while len(word) < length and (after := follow.get(word[-2:])):
            word += rng.choice(after)
        found[word[: length + 2]] = None
    return list(found)


def _noise(rng: random.Random, kind: str) -> str:
    letters, longest = {"letters": (LETTERS, 12), "digits": (DIGITS, 8), "mixed": (LETTERS + DIGITS, 24)}[kind]
    return "".join(rng.choices(letters, k=rng.randint(3, longest)))


def _below(rng: random.Random, name: str, words: Sequence[str]) -> str:
    kind = rng.random()
    if kind < 0.5:
        return name
    if kind < 0.7:
        return f"www.{name}"
    if kind < 0.92:
        return f"{rng.choice(SERVICES)}.{name}"
    if kind < 0.97:
        return f"{rng.choice(words)}.{name}"
    return f"{rng.choice(SERVICES)}.{rng.choice(words)}.{name}"


def _pieces() -> list[str]:
    text = resources.files("zhenwang.matching").joinpath("frequent_strings.tsv").read_text("ascii")
    strings = (line.split("\t")[0].strip("^$") for line in text.splitlines() if not line.startswith("#"))
    return sorted({string for string in strings if len(string) >= 3 and string.isalpha()})
