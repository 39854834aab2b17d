"""How a body's name is spelt when it has to fit into a host name: words, initials, pinyin."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

import opencc

from zhenwang.matching.heteronyms import also_spelt, pieces

MIN_WORD = 4
MIN_INITIALS = 3
MAX_PINYIN = 40
_WORD = re.compile(r"[A-Za-z]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_NATIVE = re.compile(r"[^\x00-\u02ff\u2000-\u206f\u3000-\u303f（）·]{2,}")
# What a place name ends with and a host name drops: 湖北省人民政府 stands at hubei.
_PLACE_ENDING = re.compile(r"(?:人民政府|政府网|政府)$")
_DIVISION = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|旗|州|盟)$")
# Peoples in the names of autonomous divisions; 鄂温克族自治旗 is named after one alone, so two characters stay.
_PEOPLES = re.compile(
    r"(?<=..)(?:土家族|苗族|回族|藏族|羌族|彝族|壮族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族"
    r"|蒙古族?|哈萨克族?|柯尔克孜|满族|瑶族|黎族|畲族|水族|仡佬族|仫佬族|毛南族|纳西族|拉祜族|佤族|独龙族"
    r"|怒族|普米族|布朗族|东乡族|撒拉族|保安族|裕固族|土族|达斡尔族|锡伯|塔吉克|维吾尔|各族|联合)+$"
)
_UMLAUT = re.compile(r"(?<=[ln])v")


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


def stem_of(place: str) -> str:
    """A place without the kind of its division and its peoples: 恩施 of 恩施土家族苗族自治州."""
    stem = _DIVISION.sub("", place)
    return stem if stem == place else _PEOPLES.sub("", stem)


def pinyin_spellings(name: str) -> Iterator[tuple[str, str]]:
    """``(kind, text)`` of a Chinese name: ``pinyin`` in full and ``initials``, of the whole name and of its place."""
    if _KANA_OR_HANGUL.search(name):
        return
    for part in _HAN.findall(name):
        place = _PLACE_ENDING.sub("", part)
        for form in dict.fromkeys((part, place, stem_of(place))):
            if not form:
                continue
            syllables = pinyin(form)
            if len(full := "".join(syllables)) <= MAX_PINYIN:
                yield from (("pinyin", written) for written in (full, *_umlauts(full), *also_spelt(form)))
            yield "initials", "".join(syllable[0] for syllable in syllables)


@functools.lru_cache(maxsize=50_000)
def simplified(text: str) -> str:
    """Traditional characters as simplified ones, phrase by phrase (OpenCC ``t2s``)."""
    return text if text.isascii() else str(_converter().convert(text))


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def pinyin(text: str) -> tuple[str, ...]:
    """The syllables of a Chinese text in lower case, ü as ``v``; places are read as ``heteronyms.tsv`` says.

    Other characters and signs have no syllable.
    """
    return tuple(chain.from_iterable(known or _dictionary_pinyin(piece) for piece, known in pieces(text)))


def _dictionary_pinyin(text: str) -> Iterable[str]:
    return chain.from_iterable(map(_syllables, _segment()(text)))


def _umlauts(full: str) -> tuple[str, ...]:
    """Other ways to write ü in ASCII: 绿园 stands at ``luyuan``, passports write ``lyu``."""
    return (_UMLAUT.sub("u", full), _UMLAUT.sub("yu", full)) if _UMLAUT.search(full) else ()


@functools.lru_cache(maxsize=50_000)
def _syllables(word: str) -> tuple[str, ...]:
    """Names share their words (人民政府, 管理局): by the word it is some ten times faster than by the name."""
    from pypinyin import lazy_pinyin

    read = (syllable.lower() for syllable in lazy_pinyin(word) if syllable.isascii() and syllable.isalpha())
    return tuple(syllable.replace("ve", "ue") for syllable in read)  # lüe and nüe: nobody writes 略阳 as lveyang


@functools.cache
def _segment() -> Callable[[str], Iterable[str]]:
    """How pypinyin cuts a text into the words whose reading it knows (maximum matching)."""
    from pypinyin.seg import mmseg  # 0.1 s of dictionaries that a registry without Chinese names never needs

    segment: Callable[[str], Iterable[str]] = mmseg.seg.cut
    return segment
