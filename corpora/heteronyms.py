"""Where do official hosts show another pinyin than the dictionary? Proposes rows for zhenwang/matching/heteronyms.tsv.

usage: python corpora/heteronyms.py seeds/division_codes.csv seeds/official_sites.csv

The first list has code, name and full_name, the others name, domain and region_code. A host label that holds the
name of its division under one reading of the characters is evidence for that reading. Printed are the divisions that
are still read otherwise, as rows to review, and on standard error how many there were before and after heteronyms.tsv.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as pinyin_of

from zhenwang.matching.heteronyms import heteronyms
from zhenwang.matching.spelling import pinyin, stem_of

SHORTEST = 4  # letters of a label that say which reading it is
MOST_READINGS = 200
_SUFFIX = {"县": "xian", "区": "qu", "市": "shi", "旗": "qi"}
_PORTAL = re.compile(r"人民政府$|政府$")


@dataclass(frozen=True, slots=True)
class Division:
    code: str
    name: str
    full_name: str

    @property
    def stem(self) -> str:
        return stem_of(self.name)

    @property
    def contexts(self) -> tuple[str, ...]:
        """The name as it stands in names of bodies: alone, below its superiors, before an office."""
        return self.name, self.full_name, f"{self.name}人民政府", f"{self.name}公安局", f"{self.full_name}人民法院"


def main() -> None:
    divisions = [Division(row["code"], row["name"], row["full_name"]) for row in _rows(sys.argv[1])]
    hosts = _portals(sys.argv[2:])
    shown = {division: reading for division in divisions if (reading := evidence(division, hosts[division.code]))}
    before = {division for division in shown if _wrong(division, shown[division][0], dictionary)}
    after = {division for division in shown if _wrong(division, shown[division][0], pinyin)}
    reread = {division for division in divisions if dictionary(division.name) != pinyin(division.name)}
    for division in sorted(after, key=lambda division: division.code):
        syllables, host = shown[division]
        print(division.stem, " ".join(syllables), "", host, sep="\t")
    print(f"{len(divisions)} divisions; hosts show the reading of {len(shown)}", file=sys.stderr)
    print(f"read otherwise: {len(before)} by the dictionary, {len(after)} with heteronyms.tsv", file=sys.stderr)
    print(f"{len(heteronyms())} rows; by them {len(reread)} divisions are read otherwise", file=sys.stderr)


def evidence(division: Division, hosts: set[str]) -> tuple[tuple[str, ...], str] | None:
    """The reading that a host's label holds and the host, the dictionary's own reading first; None without one."""
    labels = [(label, host) for host in sorted(hosts) for label in host.split(".")[:-2]]
    own = dictionary(division.stem)
    for syllables in (own, *_readings(division.stem)):
        for label, host in labels:
            if any(text in label and len(text) >= SHORTEST for text in _written(syllables, division)):
                return syllables, host
    return None


def dictionary(text: str) -> tuple[str, ...]:
    """What pypinyin reads."""
    return tuple(syllable.replace("ve", "ue") for syllable in lazy_pinyin(text))


def _written(syllables: tuple[str, ...], division: Division) -> tuple[str, ...]:
    text = "".join(syllables)
    if len(division.stem) == 1:
        return (text + _SUFFIX.get(division.name[-1], ""),)
    return (text, text.replace("lv", "lu").replace("nv", "nu"))


def _readings(text: str) -> Iterator[tuple[str, ...]]:
    # One by one: of a word the dictionary gives one reading only.
    found = product(*(pinyin_of(character, style=Style.NORMAL, heteronym=True)[0] for character in text))
    yield from (reading for _, reading in zip(range(MOST_READINGS), found, strict=False))


def _wrong(division: Division, shown: tuple[str, ...], read: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether the division is read otherwise than its host shows in any context that a name puts it in."""
    for context in division.contexts:
        start = context.rfind(division.name)
        syllables = read(context)
        if start >= 0 and len(syllables) == len(context) and syllables[start : start + len(division.stem)] != shown:
            return True
    return False


def _portals(files: list[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for row in _rows(file):
            if _PORTAL.search(row["name"]):
                found[row["region_code"]].add(row["domain"])
    return found


def _rows(file: str) -> Iterator[dict[str, str]]:
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    main()
