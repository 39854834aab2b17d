"""Countries by the words that stand for them in host names: ``japan``, ``nippon`` and ``japanese`` are ``jp``.

``country_names.tsv`` holds the ISO 3166-1 codes with names and peoples. A word that names two countries, a state of
the USA, a given name or a plain thing (``georgia``, ``jersey``) is not in it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from zhenwang.matching.tables import rows


@functools.cache
def countries_by_name() -> Mapping[str, str]:
    """Alpha-2 code by every name of a country and of its people: single tokens of ``a`` to ``z``."""
    return {word: code for code, _, names, people in _rows() for word in (*names.split(), *people.split())}


def top_level(code: str) -> str:
    """The top level of a country by its alpha-2 code; all but one are the same."""
    return "uk" if code == "gb" else code


@functools.cache
def country_codes() -> frozenset[str]:
    """Every alpha-2 code, in lower case, with Kosovo's ``xk``, which is in use though not in the standard."""
    return frozenset(code for code, *_ in _rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for code, alpha3, names, *people in rows("country_names.tsv"):
        yield code, alpha3, names, "".join(people)
