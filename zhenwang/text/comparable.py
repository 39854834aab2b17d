"""Comparable text: what is left of a text when everything that only fools machines is taken away.

Two texts that a person reads as the same come out the same: entities, compatibility forms (NFKC, UAX #15), invisible
characters, Traditional script (OpenCC t2s), inserted pinyin, symbols and spaces between Han characters, letter case.
The result is for comparing, never for showing. Linear in the length of the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

import opencc

from zhenwang.text.characters import CJK_MARKS, HAN, invisible, loose_marks, noise
from zhenwang.text.pinyin import BRACKETED, insertion, is_pinyin

_ENTITY_DEPTH = 4  # entities built out of entities deeper than this are left as they are
_NESTED_AMPERSAND = re.compile(r"&(?:amp;|#38;|#x26;)+", re.IGNORECASE)
_SETTLE = 4
_BLANK = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?\n ?")
_RUN = re.compile(r"[ \n]+")
_BESIDE_CJK = re.compile(rf"(?<=[{HAN}{CJK_MARKS}]) | (?=[{HAN}{CJK_MARKS}])")
_STOPS = f"{CJK_MARKS},:;!?()\"'“”‘’"
_HAN = re.compile(f"[{HAN}]")
_CLOSED = re.compile(rf"[{HAN}{_STOPS}\n]|\Z")


def comparable(text: str) -> str:
    """The text as one comparable line. Idempotent; never raises, lone surrogates and NULs included.

    No ampersand survives, so that the result holds no entities. White space survives only between characters that are
    neither Han nor CJK punctuation, as one space.
    """
    return _settled(_RUN.sub(" ", _plain(text)))


def comparable_lines(text: str) -> list[str]:
    """The same, line by line: item *i* is the comparable form of line *i* of ``text.split("\\n")``."""
    lines = _settled(_plain(text)).split("\n")
    raw = text.split("\n")
    # An entity may decode to a line break: then the lines are read one by one, so that they stay in step.
    return lines if len(lines) == len(raw) else [comparable(line) for line in raw]


def _plain(text: str) -> str:
    """Entities, compatibility forms, case and invisible characters; white space folded to spaces and line breaks."""
    unseen = invisible()
    for _ in range(_ENTITY_DEPTH):
        if "&" not in text:
            break
        text = html.unescape(_NESTED_AMPERSAND.sub("&", text))
    text = unicodedata.normalize("NFKC", unseen.sub("", text)).lower().replace("&", " ")
    text = loose_marks().sub("", unseen.sub("", text))
    return _BREAK.sub("\n", _BLANK.sub(" ", unicodedata.normalize("NFKC", text)))


def _settled(text: str) -> str:
    """Script and insertions, until neither changes the other's work: removing a symbol may complete a phrase."""
    simplify = _converter().convert
    text = simplify(text)
    for _ in range(_SETTLE):
        joined = _leading_noise().sub("", insertion().sub(_without_insertion, text))
        joined = _BESIDE_CJK.sub("", joined).strip(" ")
        text = simplify(joined)
        if text == joined:
            break
    return text


def _without_insertion(found: re.Match[str]) -> str:
    han, behind = found.groups()
    written = BRACKETED.findall(behind)
    kept = 0

    def bare(bracket: re.Match[str]) -> str:
        nonlocal kept
        if is_pinyin(han, bracket[1], repeated=written.count(bracket[1]) > 1):
            return ""
        kept += 1
        return bracket[0]

    left = BRACKETED.sub(bare, behind)
    noise_only = not kept and _HAN.match(han) and _CLOSED.match(found.string, found.end())
    return han if noise_only else han + left


@cache
def _leading_noise() -> re.Pattern[str]:
    """Bullets and the like before the first Han character of a line or clause."""
    return re.compile(rf"(?:^|(?<=[{_STOPS}]))[{noise()} ]++(?=[{HAN}])", re.MULTILINE)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
