"""Entity-masked text: places, bodies, people and numbers as one sign each, for copies in which only names were swapped.

A text that was carried from one county to another differs in its names and figures and in nothing else. Without them
the two compare as one; two texts on different matters stay as different as their words. Names are told by how they are
written (…县, …局, 局长…) and by how often they come back; names of a registry can be given besides. What is masked too
much is masked alike in both texts, and costs little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import ahocorasick

from zhenwang.text.characters import HAN
from zhenwang.text.entity_words import (
    AFTER_BODY,
    AFTER_DIVISION,
    BODIES,
    COMPOUND_SURNAMES,
    DIVISIONS,
    LINKS,
    NO_BODY,
    NO_DIVISION,
    PEOPLES,
    SURNAMES,
    TITLES,
    VERBS,
)

PLACE, BODY, PERSON, NUMBER = "⌂", "⚑", "☻", "⌗"
SIGNS = (PLACE, BODY, PERSON, NUMBER)
"""Comparable text holds no pictures, so that a sign is always a mask."""

MOST_NAMES = 300
"""Names of each kind that are learned from one text."""
_LONGEST_STEM = 4

_FIGURES = "〇零一二三四五六七八九十百千万亿两"
_NUMBERS = re.compile(
    rf"[0-9]+(?:[.,:/-][0-9]+)*|百分之[{_FIGURES}]+|[{_FIGURES}]{{2,}}|[{_FIGURES}](?=[年月日时](?![间期]))"
)
_DATES = re.compile(f"{NUMBER}年(?:{NUMBER}月(?:{NUMBER}日)?)?|{NUMBER}月{NUMBER}日")
_LINKS, _VERBS = "".join(LINKS), "".join(LINKS | VERBS)
_DIVISION = re.compile(f"(?:(?:{'|'.join(PEOPLES)})族?)*自治[区州县旗]|{'|'.join(DIVISIONS)}")
_STEM = re.compile(rf"(?:(?![{_LINKS}省市县区州])[{HAN}])+\Z")
_HEAD = re.compile(f"长(?![{HAN}]{{1,2}}[县区乡镇])")  # 市长, but 云溪市长埠县
_PLACES = re.compile(f"{PLACE}{{2,}}")
_BODY = f"(?:{'|'.join(BODIES)})"
_OF_PLACE = re.compile(rf"{PLACE}([{HAN}]{{0,10}}?{_BODY})")
_ALONE = re.compile(rf"[{HAN}](?<![{_LINKS}])(?:(?![{_LINKS}])[{HAN}]){{1,7}}?{_BODY}")
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|(?![{_LINKS}])[{SURNAMES}])"
_NAME = rf"{_SURNAME}[{HAN}](?:(?![{_VERBS}])[{HAN}])?"
_TITLE = f"(?:{'|'.join(TITLES)})"
_BEHIND_TITLE = re.compile(f"{_TITLE}:?({_NAME})")
_BEFORE_TITLE = re.compile(f"(?<![{HAN}])({_NAME})(?={_TITLE})")
_BEFORE_DETAILS = re.compile(f"(?<![{HAN}])({_NAME})(?=,(?:男|女|(?:联系)?电话))")
_LISTED = re.compile(rf"{PERSON}(?:[、,]{_NAME}(?=[、,。;)等]|\Z))+|{PERSON}(?:[、,]?{PERSON})+")


def masked(comparable_text: str, names: Iterable[str] = ()) -> str:
    """The text with each place as ``⌂``, body as ``⚑``, person as ``☻``, number or date as ``⌗``.

    ``names`` are names in comparable form that shall be masked wherever they stand. Idempotent: a text with a sign in
    it is masked already. Linear in the length of the text; never raises. Make it a frozenset to mask many texts.
    """
    text = comparable_text
    if any(sign in text for sign in SIGNS):
        return text
    text = _DATES.sub(NUMBER, _NUMBERS.sub(NUMBER, text))
    text = _replaced(text, _automaton(names if isinstance(names, frozenset) else frozenset(names)))
    text = _PLACES.sub(PLACE, _with(text, dict.fromkeys(_places(text), PLACE)))
    text = _without_bodies(text)
    return _LISTED.sub(PERSON, _with(text, dict.fromkeys(_people(text), PERSON)))


def _places(text: str) -> set[str]:
    """Names of divisions in the text, and their stems where they come back and are sure to begin and end there."""
    runs = list(_division_runs(text))
    counts = Counter(
        (run[-size:], end) for run, end in runs for size in range(2, _LONGEST_STEM + 1) if size <= len(run)
    )
    names: Counter[str] = Counter()
    for run, end in runs:
        stem = _stem(run, end, counts)
        if run[-1] + end in NO_DIVISION and counts[stem, end] < 2:
            continue
        if len(stem) > 1 or (run == stem and end[-1] in "县区" and end != "区"):
            names[stem + end] += 1
        if run == stem and counts[stem, end] > 1:
            names[stem] += 1
    return {name for name, _ in names.most_common(MOST_NAMES)}


def _division_runs(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the ending of a division, at most five characters of one clause; and the ending."""
    for found in _DIVISION.finditer(text):
        after = text[found.end() : found.end() + 1]
        run = _STEM.search(text[max(0, found.start() - _LONGEST_STEM - 1) : found.start()])
        other_word = after and after in AFTER_DIVISION.get(found[0], "")
        if run and not other_word and not _HEAD.match(text, found.end()):
            yield run[0], found[0]


def _stem(run: str, end: str, counts: Mapping[tuple[str, str], int]) -> str:
    """The part of a run of characters before an ending that is the name: what comes back as a whole, or is short."""
    size = min(2, len(run))
    while size < min(len(run), _LONGEST_STEM):
        longer = counts[run[-size - 1 :], end]
        whole = size + 1 == len(run) <= 3
        if longer < counts[run[-size:], end] or (longer == 1 and not whole):
            break
        size += 1
    return run[-size:]


def _without_bodies(text: str) -> str:
    """Bodies behind a place, the same bodies elsewhere, and others that a clause begins with."""
    learned: dict[str, str] = {}

    def of_place(found: re.Match[str]) -> str:
        if not _is_body(found):
            return found[0]
        if len(found[1]) > 2:
            learned[found[1]] = BODY
        return PLACE + BODY

    text = _OF_PLACE.sub(of_place, text)
    text = _with(text, dict(list(learned.items())[:MOST_NAMES]))
    return _ALONE.sub(lambda found: BODY if _is_body(found) else found[0], text)


def _is_body(found: re.Match[str]) -> bool:
    after = found.string[found.end() : found.end() + 1]
    return found[0][-2:] not in NO_BODY and not (after and after in AFTER_BODY.get(found[0][-1], ""))


def _people(text: str) -> set[str]:
    """Names beside titles. Whether a third character belongs to one is told by how often the first two stand alone."""
    names = Counter(
        found[1] for pattern in (_BEHIND_TITLE, _BEFORE_TITLE, _BEFORE_DETAILS) for found in pattern.finditer(text)
    )
    people = set()
    for name, _ in names.most_common(MOST_NAMES):
        short = name[:2]
        people.add(short if len(name) == 3 and text.count(short) > text.count(name) else name)
    return people


def _with(text: str, signs: Mapping[str, str]) -> str:
    if not signs:
        return text
    automaton: Any = ahocorasick.Automaton()
    for name, sign in signs.items():
        automaton.add_word(name, (len(name), sign))
    automaton.make_automaton()
    return _replaced(text, automaton)


def _replaced(text: str, automaton: Any) -> str:
    """The text with the longest names, from left to right, replaced by their signs."""
    if not len(automaton):
        return text
    pieces: list[str] = []
    place = 0
    for last, (length, sign) in automaton.iter_long(text):
        pieces += (text[place : last + 1 - length], sign)
        place = last + 1
    pieces.append(text[place:])
    return "".join(pieces)


@lru_cache(maxsize=4)
def _automaton(names: frozenset[str]) -> Any:
    automaton: Any = ahocorasick.Automaton()
    for name in names:
        if len(name) > 1:
            automaton.add_word(name, (len(name), _sign(name)))
    automaton.make_automaton()
    return automaton


def _sign(name: str) -> str:
    """A division, a body, or a body named by its division, as the rules would have masked it."""
    division = _DIVISION.search(name, 2)
    body = any(name.endswith(end) for end in BODIES)
    if not body:
        return PLACE if len(name) <= _LONGEST_STEM or (division and division.end() == len(name)) else BODY
    return PLACE + BODY if division else BODY
