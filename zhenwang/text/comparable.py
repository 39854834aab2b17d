"""Comparable text: what is left of a text when everything that only fools machines is taken away.

Two texts that a person reads as the same come out the same: entities, compatibility forms (NFKC, UAX #15), invisible
characters, Traditional and variant characters, inserted readings, symbols and spaces between Han characters, letter
case. The result is for comparing, never for showing. Linear in the length of the text. See docs/text.md.
"""

from __future__ import annotations

import html
import re
from functools import cache

from zhenwang.text import variants
from zhenwang.text.characters import CJK_MARKS, HAN, MEANT, STOPS, noise
from zhenwang.text.edits import Apply, Drop, Rule, Step, Strip, at_once
from zhenwang.text.folds import BLANK, BY_PHRASE, DROPPED, LETTER, LOOKALIKE, MANY, MARK, SYMBOL, folds, joined
from zhenwang.text.line_memo import LONGEST, lines_read
from zhenwang.text.pinyin import bare, bopomofo, bracketed

_ENTITY_DEPTH = 4  # entities built out of entities deeper than this are left as they are
_SETTLE = 16  # readings in brackets in brackets deeper than this are left as they are

_NESTED_AMPERSAND = Rule(re.compile(r"&(?:amp;|#38;|#x26;)+", re.IGNORECASE), "&")
_ENTITY = re.compile(r"&(?:#(?P<hex>[xX]?)(?P<digits>[0-9a-fA-F]+);?|[^\t\n\f <&#;]{1,32};?)")  # as html.unescape
_MOST_DIGITS = 9

_LINE_ENDS = Rule(re.compile(r" \n ?|\n "), "\n")
_BLANKS = Rule(re.compile("  ++"), " ")
_BESIDE_CJK = Rule(re.compile(rf" (?:(?<=[{HAN}{CJK_MARKS}] )|(?=[{HAN}{CJK_MARKS}]))"), "")

_LASTING = "".join(MEANT)
_LOOKALIKES = str.maketrans(variants.pairs(variants.LOOKALIKES))
_WORD = re.compile("[0-9a-z\u00b5-\u058f]+")
_LATIN = re.compile("[0-9a-z]")
_FIGURES = "〇零一二三四五六七八九十"
_NOUGHTS = Rule(
    re.compile(rf"[○◯](?<=[{_FIGURES}].)[○◯]*+(?=[{_FIGURES}年])"),
    lambda found: "〇" * len(found[0]),
)
_PHRASES = Rule(
    re.compile("|".join(f"{char}{where}" for char, (_, where) in variants.BY_PHRASE.items())),
    lambda found: variants.BY_PHRASE[found[0]][0],
)
_DIGITS = str.maketrans("oil", "011")
# A letter for a digit: 2o18, 4200l000.
_LETTER_DIGITS = Rule(
    re.compile("[oil](?<=[0-9].)[oil]*+(?=[0-9])|o(?<=[0-9].)(?![a-z])"),
    lambda found: found[0].translate(_DIGITS),
)
# Letters and digits one by one, three or more: 2|0|1|8, g·o·v.
_SPELT_OUT = Rule(
    re.compile("[0-9a-z](?<![0-9a-z]{2})(?:[|*^·•_]++[0-9a-z](?![0-9a-z])){2,}"),
    lambda found: re.sub("[^0-9a-z]", "", found[0]),
)
# Han characters one by one between the same stops; fewer than eight may be an enumeration.
_STOPPED = Rule(
    re.compile(rf"([,.、;:!?'\"])(?<=[{HAN}].)(?<![{HAN}]{{2}}.)(?:[{HAN}]\1){{6,}}(?=[{HAN}](?![{HAN}]))"),
    lambda found: found[0].replace(found[1], ""),
)


def comparable(text: str) -> str:
    """The text as one comparable line. Idempotent; never raises, lone surrogates and NULs included.

    No ampersand survives, so that the result holds no entities. White space survives only between characters that are
    neither Han nor CJK punctuation, as one space.
    """
    if "\n" in text or len(text) > LONGEST:
        return made_comparable(text, at_once)
    memo = lines_read()
    known = memo.get(text)
    return memo.keep(text, made_comparable(text, at_once)) if known is None else known


def comparable_lines(text: str) -> list[str]:
    """The same, line by line: item *i* is the comparable form of line *i* of ``text.split("\\n")``."""
    lines, memo = text.split("\n"), lines_read()
    found = {line: memo.get(line) for line in lines}
    new = [line for line, known in found.items() if known is None]
    if new:
        found.update((line, memo.keep(line, own)) for line, own in zip(new, _read(new), strict=True))
    return [found[line] or "" for line in lines]


def _read(lines: list[str]) -> list[str]:
    read = made_comparable("\n".join(lines), at_once, by_line=True).split("\n")
    # An entity may decode to a line break: then the lines are read one by one, so that they stay in step.
    return read if len(read) == len(lines) else [made_comparable(line, at_once) for line in lines]


def made_comparable(text: str, apply: Apply, by_line: bool = False) -> str:
    """The one way in which text is made comparable, each step taken by ``apply``; line breaks stay if ``by_line``."""
    text = _folded(_decoded(text, apply), apply)
    if not by_line:
        text = text.replace("\n", " ")
    kinds = folds().kinds_in(text)
    text = _taken(_tidying(kinds, by_line), text, apply)
    for _ in range(_SETTLE):
        before, text = text, _taken(_rewriting(kinds), text, apply)
        if text == before:
            break
        text = _taken(_tidying(kinds, by_line), text, apply)
    return text


def _taken(steps: tuple[Step, ...], text: str, apply: Apply) -> str:
    for step in steps:
        text = apply(step, text)
    return text


def _decoded(text: str, apply: Apply) -> str:
    for _ in range(_ENTITY_DEPTH):
        before = text
        if "&" in text:
            text = apply(_ENTITIES, apply(_NESTED_AMPERSAND, text))
        if text == before:
            break
    return text


def _folded(text: str, apply: Apply) -> str:
    """Every character as it is compared; white space of every kind is a space or a line break."""
    table = folds()
    kinds = table.kinds_in(text)
    if kinds & DROPPED:
        text = apply(Drop(table.kept), text)
    if kinds & MARK:
        text = apply(Rule(table.marked, lambda found: joined(found[0])), text)
    if kinds & MANY:
        text = apply(Rule(table.several, lambda found: table.many[found[0]]), text)
    return table.folded(text)


@cache
def _tidying(kinds: int, by_line: bool) -> tuple[Step, ...]:
    """Spaces and symbols that mean nothing where they stand. Done once, there is nothing more of it to do."""
    return (
        *((_BLANKS, *((_LINE_ENDS,) if by_line else ()), Strip(), _BESIDE_CJK) if kinds & BLANK else ()),
        *((_NOUGHTS, _beside_han(), _among_han()) if kinds & SYMBOL else ()),
        *((Strip(),) if kinds & BLANK else ()),
    )


@cache
def _rewriting(kinds: int) -> tuple[Step, ...]:
    """What may bring new neighbours together: readings and disguised letters."""
    return (
        *((Rule(_WORD, _without_lookalikes),) if kinds & LOOKALIKE else ()),
        *((_LETTER_DIGITS, bracketed(), bare(), bopomofo()) if kinds & (LETTER | LOOKALIKE) else ()),
        *((_SPELT_OUT,) if kinds & SYMBOL else ()),
        *((_PHRASES,) if kinds & BY_PHRASE else ()),
        _STOPPED,
    )


def _entity(found: re.Match[str]) -> str:
    if not found["digits"]:
        return html.unescape(found[0])
    digits = found["digits"].lstrip("0") or "0"
    return html.unescape(f"&#{found['hex']}{digits[:_MOST_DIGITS]};")


_ENTITIES = Rule(_ENTITY, _entity)


def _without_lookalikes(found: re.Match[str]) -> str:
    """A word of Latin letters and such as look Latin, in Latin. A word of any other letters is left alone."""
    word = found[0].translate(_LOOKALIKES)
    return word if word.isascii() and _LATIN.search(found[0]) else found[0]


@cache
def _among_han() -> Rule:
    """Symbols behind a Han character, before another or a stop; bullets before the first of a line or clause."""
    gap = f"[{noise()} ]"
    behind = rf"(?<=[{HAN}].){gap}*+(?=[{HAN}{STOPS}\n]|\Z)"
    before = rf"(?<![^{STOPS}\n].){gap}*+(?=[{HAN}])"
    return Rule(re.compile(f"{gap}(?:{behind}|{before})"), "")


@cache
def _beside_han() -> Rule:
    """Symbols between a Han character and a letter or digit, but for those that have a meaning there.

    号-1 is the first of several sites, 为-5 a temperature, 5年~10年 a span, 1. the first item, 100+ at least so many,
    3#楼 a building, 政务.cn a domain.
    """
    behind, before = (f"[{noise(kept + _LASTING)}]" for kept in ("+-.~", "+.#"))
    to_letter, to_han = rf"(?<=[{HAN}].){behind}*+ ?(?=[0-9a-z])", rf"(?<=[0-9a-z].){before}*+(?=[{HAN}])"
    to_digit = rf"[.~-](?<=[{HAN}].)(?<![0-9][{HAN}].)(?<![为是到至温约].)(?=[0-9])"
    return Rule(re.compile(rf"{behind}{to_letter}|{before}{to_han}|{to_digit}"), "")
