"""Ways in which copies of official texts are made to look different to machines. Deterministic, each text by text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import cycle

import opencc
from pypinyin import Style, lazy_pinyin

_HAN = re.compile(r"[一-鿿]")
_KANGXI = {unicodedata.normalize("NFKC", char): char for char in map(chr, range(0x2F00, 0x2FD6))}
_SYNONYMS = {
    "认真": "仔细", "切实": "确实", "工作": "事务", "开展": "进行", "组织": "安排", "加强": "强化", "推进": "促进",
    "群众": "大众", "单位": "机关", "问题": "难题", "要求": "需要", "依法": "照章", "及时": "按时", "材料": "资料",
    "全面": "整体", "重点": "要点",
}  # fmt: skip
_SUPPLEMENT = dict(zip("民西长门见贝车页风马龙", "⺠⻄⻓⻔⻅⻉⻋⻚⻛⻢⻰", strict=True))


def toned(text: str) -> str:
    return _read(text, lambda char, sound: f"{char}({sound})")


def toneless(text: str) -> str:
    return _read(text, lambda char, sound: f"{char}({sound})", Style.NORMAL)


def tone_digits(text: str) -> str:
    return _read(text, lambda char, sound: f"{char} ( {sound} )", Style.TONE3, every=2)


def doubled(text: str) -> str:
    return _read(text, lambda char, sound: f"{char}({sound})({sound})", every=3)


def other_brackets(text: str) -> str:
    pairs = cycle(("（）", "【】", "［］", "〔〕", "｛｝", "「」", "〈〉"))
    return _read(text, lambda char, sound: f"{sound}".join(next(pairs)).join((char, "")), every=2)


def ruby(text: str) -> str:
    return _read(text, lambda char, sound: char + sound)


def traditional(text: str) -> str:
    return _converted("s2t", text)


def regional(text: str) -> str:
    half = len(text) // 2
    return _converted("s2tw", text[:half]) + _converted("s2hk", text[half:])


def traditional_and_pinyin(text: str) -> str:
    simple = _read(text, lambda char, sound: f"{char}({sound})", every=4)
    return _converted("s2tw", simple)


def symbols(text: str) -> str:
    signs = cycle("★◆■|·_-.*~^😀●→※❤=#@/")
    return _HAN.sub(lambda found: found[0] + next(signs), text)


def unseen(text: str) -> str:
    hidden = cycle(
        (
            "\u200b",
            "\u200d",
            "\u202e\u202c",
            "\u2066\u2069",
            "\ufeff",
            "\u00ad",
            "\u2060",
            "\U000e0100",
            "\ufe00",
            "\u034f",
            "\ue123",
        )
    )
    return "".join(char + next(hidden) for char in text)


def vertical(text: str) -> str:
    return "\n".join(text.replace("\n", ""))


def spaced(text: str) -> str:
    gaps = cycle((" ", "\u3000", "\xa0", "  "))
    return "".join(char + next(gaps) for char in text)


def entities(text: str) -> str:
    forms = cycle(("&#{};", "&#x{:x};", "&amp;#{};", "&amp;amp;#x{:X};", "&#000{};"))
    return "".join(next(forms).format(ord(char)) if char != "\n" else char for char in text)


def compatible(text: str) -> str:
    """Full-width and mathematical letters, circled digits, Kangxi radicals."""
    digits = cycle("0𝟎０")

    def dressed(char: str) -> str:
        if char.isdigit():
            zero = next(digits)
            return chr(0x2460 + int(char) - 1) if zero == "0" and char != "0" else chr(ord(zero) + int(char))
        wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char
        return _KANGXI.get(char) or _SUPPLEMENT.get(char) or wide

    return "".join(map(dressed, text))


def struck_out(text: str) -> str:
    return "".join(f"{char}\u0336" if _HAN.match(char) else char for char in text)


def everything(text: str) -> str:
    """All of the mild ones at once."""
    return entities(unseen(symbols(traditional_and_pinyin(text))))


def mojibake(text: str) -> str:
    """Every hundredth character lost, half of them with the one behind, as a wrong charset leaves them; and pinyin."""
    lost = cycle(("?", "�", "?;", "锟斤拷"))
    kept = "".join(next(lost) if place % 100 == 60 else char for place, char in enumerate(text))
    return traditional_and_pinyin(kept)


def spun(text: str) -> str:
    """Words replaced by others of the same meaning, as rewriting programs do."""
    for word, other in _SYNONYMS.items():
        text = text.replace(word, other)
    return text


LOSSLESS: dict[str, Callable[[str], str]] = {
    way.__name__: way
    for way in (
        toned, toneless, tone_digits, doubled, other_brackets, ruby, traditional, regional, traditional_and_pinyin,
        symbols, unseen, vertical, spaced, entities, compatible, struck_out, everything,
    )
}  # fmt: skip


def _read(text: str, written: Callable[[str, str], str], style: Style = Style.TONE, every: int = 1) -> str:
    pieces: list[str] = []
    for run in re.split("([一-鿿]+)", text):
        if not _HAN.match(run):
            pieces.append(run)
            continue
        sounds = lazy_pinyin(run, style=style, v_to_u=True)
        pieces += (
            written(char, sound) if (len(pieces) + place) % every == 0 else char
            for place, (char, sound) in enumerate(zip(run, sounds, strict=True))
        )
    return "".join(pieces)


def _converted(way: str, text: str) -> str:
    converted: str = _converter(way).convert(text)
    return converted


@cache
def _converter(way: str) -> opencc.OpenCC:
    return opencc.OpenCC(way)
