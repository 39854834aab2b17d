"""How places are really read and spelt where the dictionary of pinyin is wrong: 闵行 is Minhang, 漯河 Luohe.

``heteronyms.tsv`` holds, for a name as it stands in names of bodies, its syllables, further spellings that are in
official use and are not pinyin (``ordos``, ``tibet``), and what shows it: an official host, or the reason. Its rows are
proposed and counted by ``corpora/heteronyms.py`` and reviewed by hand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhenwang.matching.tables import rows


@dataclass(frozen=True, slots=True)
class Heteronym:
    """``syllables`` are one per character, without tones, ü as ``v``; ``also`` further spellings of the whole name.

    ``evidence`` is an official host that shows the reading, or the reason.
    """

    name: str
    syllables: tuple[str, ...]
    also: tuple[str, ...]
    evidence: str


def pieces(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text in order, cut where a known name stands: ``(piece, syllables)``, no syllables for what lies between.

    Of names that begin at one place the longest counts, so 长白朝鲜族 is cut after 长白 and 长子 is not 长 and 子.
    """
    end = 0
    for found in _names().finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ()
        yield found.group(), heteronyms()[found.group()].syllables
        end = found.end()
    if end < len(text):
        yield text[end:], ()


def also_spelt(place: str) -> tuple[str, ...]:
    """Official spellings of a place, named without its division (内蒙古), that are not its pinyin."""
    known = heteronyms().get(place)
    return known.also if known else ()


@functools.cache
def heteronyms() -> Mapping[str, Heteronym]:
    return {
        name: Heteronym(name, tuple(reading.split()), tuple(also.split()), evidence)
        for name, reading, also, evidence in rows("heteronyms.tsv")
    }


@functools.cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(heteronyms(), key=len, reverse=True))))
