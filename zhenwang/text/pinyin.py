"""Pinyin written behind a character in brackets, 網(wǎng)站, as copies insert it to look different to machines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from zhenwang.text.characters import HAN, noise

_TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")  # grave, acute, macron, caron; the two dots of ü stay
_SYLLABLE = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿɡ"
_MAX_SYLLABLE = 7  # zhuǎng and a tone digit
_WRITTEN = rf"[{_SYLLABLE}:]{{1,{_MAX_SYLLABLE}}}[1-5]?"
_OPEN, _CLOSE = r"[(\[{【〔]", r"[)\]}】〕]"
BRACKETED = re.compile(f"{_OPEN} ?({_WRITTEN}) ?{_CLOSE}")


@cache
def insertion() -> re.Pattern[str]:
    """A character (Han, or what mojibake left of one) and all symbols and bracketed syllables behind it."""
    # Not possessive as a whole: groups repeated possessively lose characters before Python 3.11.5 (gh-106052). The two
    # alternatives begin with different characters, so there is nothing to go back to.
    return re.compile(f"([{HAN}?\ufffd])((?:[{noise()} ]++|{_OPEN} ?{_WRITTEN} ?{_CLOSE})+)")


def is_pinyin(character: str, written: str, repeated: bool) -> bool:
    """Whether the lower-case ``written`` in brackets behind ``character`` is its pinyin and no word of its own.

    A tone mark on a legal syllable is a certain sign, and so is the same syllable in several brackets. A bare syllable
    counts only if the character can be read so: 政(zheng) goes, 智能(ai) stays.
    """
    syllable = written.rstrip("12345").replace("u:", "ü").replace("v", "ü").replace("ɡ", "g")
    plain = _toneless(syllable)
    if plain not in _syllables():
        return False
    return plain != syllable or repeated or plain in readings(character)


@cache
def _syllables() -> frozenset[str]:
    """Every syllable of standard Mandarin without tone, some 420, as the Unihan readings in pypinyin have them."""
    return frozenset().union(*(_read(entry) for entry in _table().values()))


def readings(character: str) -> frozenset[str]:
    """The toneless readings of one character; empty for what is not a Han character."""
    entry = _table().get(ord(character), "")
    return _read(entry) if entry else frozenset()


def _read(entry: str) -> frozenset[str]:
    return frozenset(_toneless(reading) for reading in entry.split(","))


def _toneless(syllable: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_TONES))


@cache
def _table() -> dict[int, str]:
    # Imported when the first bracket turns up: it costs a quarter of a second and most pages have none.
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)
