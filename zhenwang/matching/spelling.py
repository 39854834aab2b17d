"""How a body's name is spelt when it has to fit into a host name: words, initials, pinyin."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

import opencc

MIN_WORD = 4
MIN_INITIALS = 3
MAX_PINYIN = 40
_WORD = re.compile(r"[A-Za-z]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_NATIVE = re.compile(r"[^\x00-\u02ff\u2000-\u206f\u3000-\u303f（）·]{2,}")
# What a place name ends with and a host name drops: 湖北省人民政府 stands at hubei.
_PLACE_ENDING = re.compile(r"(?:人民政府|政府网|政府)$")
_DIVISION = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|省|市|县|区|旗|州|盟)$")


def latin_words(name: str) -> tuple[str, ...]:
    """The words of a name in ASCII, as they stand: ``Pôle emploi`` gives ``Pole``, ``emploi``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return tuple(_WORD.findall(plain))


def latin_spellings(name: str) -> Iterator[tuple[str, str]]:
    """``(kind, text)`` of a Latin name: ``initials`` and ``word`` (single words, neighbours and all run together)."""
    words = latin_words(name)
    content = tuple(word for word in words if len(word) >= MIN_WORD or word[0].isupper())
    yield from (("initials", initials) for initials in _initials(words, content))
    for word in content:
        if len(word) >= MIN_WORD:
            yield "word", word.lower()
        elif len(word) >= MIN_INITIALS and word.isupper():
            yield "initials", word.lower()
    for first, second in pairwise(content):
        yield "word", (first + second).lower()
    if len(content) > 2:
        yield "word", "".join(content).lower()


def _initials(words: tuple[str, ...], content: tuple[str, ...]) -> set[str]:
    """With the small words and without, and with what is an abbreviation already kept whole (HM Revenue: ``hmr``)."""
    spelt = {"".join(word[0] for word in chosen) for chosen in (words, content)}
    spelt.add("".join(word if word.isupper() and len(word) < MIN_WORD else word[0] for word in content))
    return {initials.lower() for initials in spelt if len(initials) >= MIN_INITIALS}


def han_names(name: str) -> tuple[str, ...]:
    """The parts of a name written in its own script, in simplified characters: what an IDN label would show."""
    return tuple(simplified(part) for part in _NATIVE.findall(name))


def pinyin_spellings(name: str) -> Iterator[tuple[str, str]]:
    """``(kind, text)`` of a Chinese name: ``pinyin`` in full and ``initials``, of the whole name and of its place."""
    if _KANA_OR_HANGUL.search(name):
        return
    for part in _HAN.findall(name):
        place = _PLACE_ENDING.sub("", part)
        for form in dict.fromkeys((part, place, _DIVISION.sub("", place))):
            if not form:
                continue
            syllables = _pinyin(form)
            if len(full := "".join(syllables)) <= MAX_PINYIN:
                yield "pinyin", full
            yield "initials", "".join(syllable[0] for syllable in syllables)


@functools.lru_cache(maxsize=50_000)
def simplified(text: str) -> str:
    """Traditional characters as simplified ones, phrase by phrase (OpenCC ``t2s``)."""
    return text if text.isascii() else str(_converter().convert(text))


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _pinyin(text: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_syllables, _segment()(text))))


@functools.lru_cache(maxsize=50_000)
def _syllables(word: str) -> tuple[str, ...]:
    """Names share their words (人民政府, 管理局): by the word it is some ten times faster than by the name."""
    from pypinyin import lazy_pinyin

    return tuple(syllable.lower() for syllable in lazy_pinyin(word) if syllable.isascii() and syllable.isalpha())


@functools.cache
def _segment() -> Callable[[str], Iterable[str]]:
    """How pypinyin cuts a text into the words whose reading it knows (maximum matching)."""
    from pypinyin.seg import mmseg  # 0.1 s of dictionaries that a registry without Chinese names never needs

    segment: Callable[[str], Iterable[str]] = mmseg.seg.cut
    return segment
