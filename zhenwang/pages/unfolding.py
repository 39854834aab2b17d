"""Scripts written so that nobody can read them, made readable: literals decoded in place, never executed.

The known ways of hiding an address: escapes, percent-encoding, base64, character codes, joined and reversed pieces, and
the packer of Dean Edwards (``eval(function(p,a,c,k,e,d)``). Bounded in rounds and in size.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote

MAX_ROUNDS = 3
MAX_SCRIPT = 16_384

_QUOTED = r"(?:\"([^\"\n]{1,8192})\"|'([^'\n]{1,8192})')"
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}")
_PERCENT = re.compile(rf"(?:unescape|decodeURI(?:Component)?)\(\s{{0,9}}{_QUOTED}\s{{0,9}}\)")
_UNICODE_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})")
_BASE64 = re.compile(
    r"(?:atob|base64_?decode|Base64\.decode|\.decode64)\(\s{0,9}[\"']([A-Za-z0-9+/_=-]{8,8192})[\"']\s{0,9}\)", re.I
)
_CODES = re.compile(r"String\s{0,3}\.\s{0,3}fromCharCode\(([\s\dxa-fA-F,]{3,8000})\)")
_JOINED = re.compile(
    r"\[\s{0,9}([\"'][^\"'\n]{0,200}[\"'](?:\s{0,9},\s{0,9}[\"'][^\"'\n]{0,200}[\"']){1,400})\s{0,9}\]"
    r"\.join\(\s{0,9}[\"']{2}\s{0,9}\)"
)
_PIECE = re.compile(r"[\"']([^\"'\n]{0,200})[\"']")
_REVERSED = re.compile(rf"{_QUOTED}\.split\([\"']{{2}}\)\.reverse\(\)\.join\([\"']{{2}}\)")
_ADDED = re.compile(r"[\"']\s{0,9}\+\s{0,9}[\"']")
_MEMBER = re.compile(r"(?<=[\w$\])])\[\s{0,3}[\"']([A-Za-z_$][\w$]{0,40})[\"']\s{0,3}\]")
_PACKED_BASE = re.compile(r"',(\d{1,3}),\d{1,5}$")
_WORD = re.compile(r"\b\w{1,6}\b")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unfolded(script: str) -> str:
    """The script with what it hides decoded in place; the same text when it hides nothing. Never raises."""
    text = script[:MAX_SCRIPT]
    for _ in range(MAX_ROUNDS):
        before = text
        text = _unpacked(text)[:MAX_SCRIPT]
        for pattern, decode in _STEPS:
            text = pattern.sub(decode, text)[:MAX_SCRIPT]
        if text == before:
            break
    return text


def _escape(found: re.Match[str]) -> str:
    number = int(found[1] or found[2] or found[3], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else ""


def _percent(found: re.Match[str]) -> str:
    plain = _UNICODE_PERCENT.sub(lambda code: _character(int(code[1], 16)), found[1] or found[2] or "")
    return f'"{unquote(plain)}"'


def _base64(found: re.Match[str]) -> str:
    coded = found[1].replace("-", "+").replace("_", "/")
    try:
        plain = base64.b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return found[0]
    return f'"{plain}"'


def _codes(found: re.Match[str]) -> str:
    numbers = [part.strip() for part in found[1].split(",")][:4096]
    try:
        return '"' + "".join(_character(int(number, 0)) for number in numbers if number) + '"'
    except ValueError:
        return found[0]


def _joined(found: re.Match[str]) -> str:
    return '"' + "".join(_PIECE.findall(found[1])) + '"'


def _reversed(found: re.Match[str]) -> str:
    return '"' + (found[1] or found[2] or "")[::-1] + '"'


def _unpacked(text: str) -> str:
    """The script with its first packed part opened: a pattern, the base of its numbers, the words they mean."""
    start, end = text.find("}('"), text.find("'.split('|')")
    pattern, _, words = text[start + 3 : end].rpartition(",'") if 0 <= start < end else ("", "", "")
    found = _PACKED_BASE.search(pattern[-20:])
    if found is None or not 2 <= int(found[1]) <= len(_DIGITS):
        return text
    listed = words.split("|")
    plain = _WORD.sub(lambda word: _looked_up(word[0], int(found[1]), listed), pattern[: -len(found[0])])
    return f"{text[:start]}}};{plain};{text[end + 12 :]}"


def _looked_up(word: str, base: int, words: list[str]) -> str:
    number = 0
    for figure in word:
        place = _DIGITS.find(figure)
        if not 0 <= place < base:
            return word
        number = number * base + place
    return words[number][:100] if number < len(words) and words[number] else word


def _character(number: int) -> str:
    return chr(number) if 0 <= number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else ""


_STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ESCAPE, _escape),
    (_PERCENT, _percent),
    (_BASE64, _base64),
    (_CODES, _codes),
    (_JOINED, _joined),
    (_REVERSED, _reversed),
    (_ADDED, lambda _: ""),
    (_MEMBER, lambda found: f".{found[1]}"),
)
