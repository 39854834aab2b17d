"""The words of the console and the intake: one catalogue of a file per room, Chinese first, English beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

LANGUAGES = ("zh", "en")


@cache
def catalogue() -> Mapping[str, list[str]]:
    """Key to words, in the order of ``LANGUAGES``. ValueError when two files hold one key."""
    found: dict[str, list[str]] = {}
    for room in sorted(resources.files("zhenwang.web").joinpath("words").iterdir(), key=lambda file: file.name):
        words_of_room = tomllib.loads(room.read_text(encoding="utf-8"))
        if twice := found.keys() & words_of_room.keys():
            raise ValueError(f"{room.name} repeats words of another room: {', '.join(sorted(twice))}")
        found |= words_of_room
    return MappingProxyType(found)


@cache
def words(language: str) -> Mapping[str, str]:
    """The catalogue in one language; Chinese for a language it does not hold."""
    place = LANGUAGES.index(language) if language in LANGUAGES else 0
    return MappingProxyType({key: both[place] for key, both in catalogue().items()})


def known_reason(language: str, sentence: str) -> str:
    """A machine's sentence in the reader's language where it is one of the fixed ones; empty where it is not.

    The longest of the catalogue's sentences that the reason holds; English readers have the reason itself.
    """
    if language == LANGUAGES[1]:
        return ""
    known = (both for key, both in catalogue().items() if key.startswith("reason_") and both[1] in sentence)
    return max(known, key=lambda both: len(both[1]), default=[""])[0]
