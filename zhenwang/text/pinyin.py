"""Readings written beside Han characters: 網(wǎng)站, 网wǎng站, 政府(zheng fu), as copies insert them against machines.

All patterns are for text whose characters are folded already (``folds``): lower case, one form of every bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from zhenwang.text.characters import BOPOMOFO, CLOSING, HAN, LETTERS, OPENING, TONED, noise
from zhenwang.text.edits import Rule
from zhenwang.text.folds import BLANK, SYMBOL, folds

MAX_SYLLABLES = 8
"""Characters that one reading may spell. Nothing further away is ever asked."""

_TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")  # grave, acute, macron, caron; the two dots of ü stay
_LONGEST_SYLLABLE = 6  # zhuang
_TONE_DIGIT = "(?:[1-5](?![0-9]))?"
_WORD = rf"[{LETTERS}][{LETTERS}'’]{{0,31}}{_TONE_DIGIT}"
_WRITTEN = rf"(?:[{LETTERS}][{LETTERS}1-5:'’ -]{{0,39}}|[{BOPOMOFO}][{BOPOMOFO}ˇˊˋ˙]{{0,5}})"
_BRACKET = rf"[{OPENING}]{{1,3}} ?{_WRITTEN}[{CLOSING}]{{1,3}}"
_INSIDE = re.compile(rf"([{OPENING}]{{1,3}}) ?({_WRITTEN})([{CLOSING}]{{1,3}})")
_BARE = re.compile(
    rf"[{LETTERS}](?<![{LETTERS}0-9'’].)[{LETTERS}'’]{{0,31}}{_TONE_DIGIT}(?:[ -]{_WORD}){{0,7}}(?![{LETTERS}])"
)
_HAN = re.compile(f"[{HAN}]")
_HAN_AT_END = re.compile(f"[{HAN}]+\\Z")
_BOPOMOFO = re.compile(rf"[{BOPOMOFO}](?<=[{HAN}].)[{BOPOMOFO}ˇˊˋ˙]{{0,5}}")
_HAN_AT_START = re.compile(f"[{HAN}]+")
_CLAUSE_END = re.compile(r"[^ \n。、,;:!]*[。、,;:!]*\Z")
_CLAUSE_START = re.compile(r"[^ \n。、,;:!]*")
_TONED = re.compile(f"[{TONED}]")
_NOT_LETTERS = re.compile(rf"[^{LETTERS}]")
# Macron and caron stand over few vowels but those of pinyin; é and à are words of their own in brackets elsewhere.
_ONLY_PINYIN = re.compile("[āǎēěīǐōǒūǔǖǘǚǜ]")
_SYLLABLE = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:a(?:i|n|ng|o)?|e(?:i|n|ng|r)?|i(?:a|an|ang|ao|e|n|ng|ong|u)?|o(?:ng|u)?|u(?:a|ai|an|ang|e|i|n|o)?|ü(?:e|an|n)?)"
    "|h?m|h?ng?|ê"
)


@cache
def bracketed() -> Rule:
    """Takes the readings in brackets behind one character, and behind each other."""
    return Rule(re.compile(rf"{_BRACKET}(?:[{noise()} ]*+{_BRACKET})*"), _without_readings)


def bare() -> Rule:
    """Takes readings without brackets: toned ones beside what they spell, bare syllables behind their character."""
    return Rule(_BARE, _without_phrase)


def bopomofo() -> Rule:
    """Takes bopomofo without brackets behind a Han character: 网ㄨㄤˇ站."""
    return Rule(_BOPOMOFO, "")


def is_reading(written: str, before: str = "", after: str = "", repeated: bool = False) -> bool:
    """Whether ``written``, in brackets between two texts, is a reading beside a character and no word of its own.

    A tone mark on a legal syllable is a certain sign beside a Han character, and so is the same syllable in several
    brackets. Letters without tones count only if the characters beside them can be read so: 政(zheng) and 政府(zhengfu)
    go, 智能(ai) stays. ``before`` and ``after`` end and begin with the nearest characters that are no noise.
    """
    letters, plain, syllable = _parsed(written)
    toned = plain != letters
    if not plain or (syllable and toned and _HAN_AT_END.search(before[-1:])):  # bopomofo is nothing but readings
        return True
    spelt, following = _HAN_AT_END.search(before), _HAN_AT_START.match(after)
    if spelt and spells(spelt[0], plain):
        return True
    beside_han = bool(_HAN.search(before) or _HAN.search(after) or before.endswith("?"))
    if not syllable:
        return bool(toned and following and spells(following[0], plain, forward=True))
    if toned:
        return beside_han or before[-1:].isdigit() or bool(_ONLY_PINYIN.search(letters))
    return repeated and beside_han


def spells(han: str, letters: str, forward: bool = False) -> bool:
    """Whether toneless ``letters`` are readings of the last characters of ``han``, or of the first ones."""
    left = {letters}
    for char in han if forward else reversed(han):
        ways = readings(char)
        if forward:
            left = {rest[len(way) :] for rest in left for way in ways if rest.startswith(way)}
        else:
            left = {rest[: -len(way)] for rest in left for way in ways if rest.endswith(way)}
        if "" in left or not left:
            return bool(left)
    return False


@lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[str]:
    """The toneless readings of one character and of all that are compared as it; empty for what is no Han."""
    forms = character + folds().sources.get(character, "")
    entries = (_table().get(ord(form), "") for form in forms)
    return frozenset(_toneless(way) for entry in entries if entry for way in entry.split(","))


def _without_readings(found: re.Match[str]) -> str:
    if _is_plain_reading(found):
        return ""
    before, after = _beside(found)
    written = Counter(_parsed(inside)[0] for _, inside, _ in _INSIDE.findall(found[0]))

    def left(bracket: re.Match[str]) -> str:
        opened, inside, closed = bracket.groups()
        if not is_reading(inside, before, after, repeated=written[_parsed(inside)[0]] > 1):
            return bracket[0]
        pairs = min(len(opened), len(closed))  # a bracket that was opened earlier stays: 县(市、区(qū))
        return opened[pairs:] + closed[pairs:]

    return _INSIDE.sub(left, found[0])


def _is_plain_reading(found: re.Match[str]) -> bool:
    """The common case at a third of the cost: one syllable in one pair of brackets right behind its character."""
    alone = _INSIDE.fullmatch(found[0])
    if not alone or not found.start() or len(alone[1]) != len(alone[3]):
        return False
    letters, plain, syllable = _parsed(alone[2])
    character = found.string[found.start() - 1]
    toned_beside_han = letters != plain and bool(_HAN.match(character))
    return syllable and (toned_beside_han or plain in readings(character))


def _without_phrase(found: re.Match[str]) -> str:
    phrase = found[0]
    toned = _TONED.search(phrase)
    _, plain, syllable = _parsed(phrase)
    if not toned and not syllable:
        return phrase
    before, after = _beside(found)
    spelt, following = _HAN_AT_END.search(before), _HAN_AT_START.match(after)
    if not toned:
        beside_letters = after[:1].isalnum() and not following
        return "" if spelt and len(plain) > 1 and not beside_letters and plain in readings(before[-1]) else phrase
    if any(word.isascii() and len(word) > _LONGEST_SYLLABLE for word in re.split("[ -]", phrase)):
        return phrase
    alone = not before[-1:].isalnum() or bool(spelt)
    if (spelt and spells(spelt[0], plain)) or (alone and following and spells(following[0], plain, forward=True)):
        return "".join(filter(str.isdigit, phrase))  # marked with a tone already, it is no tone: 年nián3月
    return phrase


def _beside(found: re.Match[str]) -> tuple[str, str]:
    """The nearest characters before and behind a match that are no noise, at most eight of each.

    Neither reaches across a space or stop, but for stops just before the match: 政府,(dòu)2018.
    """
    text, kinds = found.string, folds().kinds
    start, end = found.span()
    while start and kinds[ord(text[start - 1])] & (BLANK | SYMBOL):
        start -= 1
    while end < len(text) and kinds[ord(text[end])] & (BLANK | SYMBOL):
        end += 1
    before = _CLAUSE_END.search(text[max(0, start - MAX_SYLLABLES) : start])
    after = _CLAUSE_START.match(text, end, end + MAX_SYLLABLES)
    return (before[0] if before else ""), (after[0] if after else "")


@lru_cache(maxsize=8192)
def _parsed(written: str) -> tuple[str, str, bool]:
    """The letters of a reading, the same without tones, and whether they are one legal syllable."""
    letters = _NOT_LETTERS.sub("", written.replace("u:", "ü").replace("v", "ü"))
    plain = _toneless(letters)
    return letters, plain, bool(_SYLLABLE.fullmatch(plain))


def _toneless(syllable: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_TONES))


@cache
def _table() -> dict[int, str]:
    # Imported when the first reading turns up: it costs a quarter of a second and most pages have none.
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)
