"""Countries by the words that stand for them in host names: ``japan``, ``nippon`` and ``japanese`` are ``jp``.

``country_names.tsv`` holds the ISO 3166-1 codes with names and peoples. A word that names two countries, a state of
the USA, a given name or a plain thing (``georgia``, ``jersey``) is not in it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from importlib import resources


@functools.cache
def countries_by_name() -> Mapping[str, str]:
    """Alpha-2 code by every name of a country and of its people: single tokens of ``a`` to ``z``."""
    return {word: code for code, _, names, people in _rows() for word in (*names.split(), *people.split())}


@functools.cache
def country_codes() -> frozenset[str]:
    """Every alpha-2 code, in lower case, with Kosovo's ``xk``, which is in use though not in the standard."""
    return frozenset(code for code, *_ in _rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    text = resources.files("zhenwang.matching").joinpath("country_names.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, alpha3, names, *people = line.split("\t")
            yield code, alpha3, names, "".join(people)
