"""Made labels by the hundred thousand: places and offices, written as their hosts write them.

Every division of ``seeds/division_codes.csv`` gives its pinyin, its initials, and both run together with every label of
``zhenwang/matching/offices.tsv``. A shorter list is the beginning of a longer one, so that growth means growth alone.
"""

from __future__ import annotations

import csv
import functools
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.offices import OfficeLabel, labels_of_office, office_names
from zhenwang.matching.spelling import pinyin, stem_of
from zhenwang.sieve.lexicon import LONGEST_MISSPELT, SHORTEST, Lexicon

DIVISIONS = Path(__file__).parents[2] / "seeds" / "division_codes.csv"
GOVERNMENT = ("egov", "gob", "gouv", "gov", "govt", "gub")
ONE_EDIT_FROM, TWO_EDITS_FROM = 5, 9
LONGEST = 40
# As registries have them: mostly an office of a place. Places run out before a hundred thousand, their offices do not.
SHAPES = {"place": 16, "whole name": 4, "initials": 6, "place and office": 46, "initials and office": 28}


@functools.cache
def made_labels(size: int, seed: int = 15) -> tuple[str, ...]:
    """``size`` distinct labels, always the same; at most some 700,000 can be had."""
    return tuple(islice(_labels(seed), size))


def edits_of(label: str) -> int:
    """How many edits still mean this label: none of a short one, where every edit is another word."""
    return 0 if len(label) > LONGEST_MISSPELT else (len(label) >= ONE_EDIT_FROM) + (len(label) >= TWO_EDITS_FROM)


def lexicon_of(labels: tuple[str, ...]) -> Lexicon:
    return Lexicon.of(((label, edits_of(label)) for label in labels), GOVERNMENT, GOVERNMENT)


def made_sites(size: int) -> list[OfficialSite]:
    """The portal of each division, then offices of each, as long as ``size`` lasts."""
    rng = random.Random(size)
    offices = sorted(_office_labels(), key=lambda office: -office.hosts)[:60]
    names = [(name, "".join(pinyin(stem_of(name)))) for name in division_names()]
    found = {f"www.{place}.gov.cn": f"{name}人民政府" for name, place in names if len(place) > 1}
    while len(found) < size:
        (name, place), office = rng.choice(names), rng.choice(offices)
        found.setdefault(f"{office.label}.{place}.gov.cn", name + office.office)
    return [OfficialSite(host, name, (host,)) for host, name in islice(found.items(), size)]


def _labels(seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    seen: set[str] = set()
    every = _shapes()
    shapes = {shape: rng.sample(labels, len(labels)) for shape, labels in every.items()}
    while shapes:
        for shape in rng.choices(tuple(shapes), [SHAPES[shape] for shape in shapes], k=1000):
            left = shapes.get(shape)
            while left:
                label = left.pop()
                if label not in seen:
                    seen.add(label)
                    yield label
                    break
        shapes = {shape: left for shape, left in shapes.items() if left}


@functools.cache
def _shapes() -> dict[str, list[str]]:
    offices = sorted({office.label for office in _office_labels()})
    names = division_names()
    places = sorted({"".join(pinyin(stem_of(name))) for name in names})
    initials = sorted({"".join(part[0] for part in pinyin(form)) for name in names for form in (name, stem_of(name))})
    shapes = {
        "place": places,
        "whole name": sorted({"".join(pinyin(name)) for name in names}),
        "initials": initials,
        "place and office": [place + office for place in places for office in offices],
        "initials and office": [letters + office for letters in initials for office in offices],
    }
    return {shape: [label for label in labels if SHORTEST <= len(label) <= LONGEST] for shape, labels in shapes.items()}


@functools.cache
def division_names() -> tuple[str, ...]:
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        return tuple(dict.fromkeys(row["name"] for row in csv.DictReader(file)))


def _office_labels() -> Iterator[OfficeLabel]:
    for office in dict.fromkeys(office_names().values()):
        yield from labels_of_office(office)
