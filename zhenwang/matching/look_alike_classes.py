"""The ways in which a registrable name is made to look like an official one, as ``zhenwang generate`` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LookAlikeClass(StrEnum):
    """In this order: a name that could be made in two ways is told by the first."""

    EMBEDDED = "embedded"
    FRONT = "front"
    GLUED = "glued"
    SUFFIX = "suffix"
    COUNTRY = "country"
    PLACE_OFFICE = "place_office"
    PINYIN = "pinyin"
    INITIALS = "initials"
    WORDS = "words"
    NATIVE = "native"
    SERVICE = "service"
    HOST_SERVICE = "host_service"
    FRONT_SERVICE = "front_service"
    HYPHENATION = "hyphenation"
    TRANSPOSITION = "transposition"
    OMISSION = "omission"
    REPETITION = "repetition"
    VOWEL = "vowel"
    PLURAL = "plural"
    HOMOGLYPH = "homoglyph"
    BITSQUAT = "bitsquat"
    KEYBOARD = "keyboard"
    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    IDN_HOMOGLYPH = "idn_homoglyph"


MEANING = {
    LookAlikeClass.EMBEDDED: ("the official host with hyphens for dots", "嵌入官方域名"),
    LookAlikeClass.FRONT: ("a registrable part that ends the official host", "冒充后缀的域名"),
    LookAlikeClass.GLUED: ("the official host, or label and government word, glued", "粘连后缀"),
    LookAlikeClass.SUFFIX: ("the official label under another suffix", "更换后缀"),
    LookAlikeClass.COUNTRY: ("the official label with the country", "附加国家代码"),
    LookAlikeClass.PLACE_OFFICE: ("place and office together", "地名加部门"),
    LookAlikeClass.PINYIN: ("the name in full pinyin", "全拼"),
    LookAlikeClass.INITIALS: ("the initials of the name", "首字母"),
    LookAlikeClass.WORDS: ("the words of a Latin name", "外文名称"),
    LookAlikeClass.NATIVE: ("the name in its own script, Simplified and Traditional", "中文域名（简繁）"),
    LookAlikeClass.SERVICE: ("with the word of a service", "附加业务词"),
    LookAlikeClass.HOST_SERVICE: ("the official host and the word of a service", "官方域名加业务词"),
    LookAlikeClass.FRONT_SERVICE: ("the same, the registrable part beginning inside the host", "冒充后缀加业务词"),
    LookAlikeClass.HYPHENATION: ("torn by a hyphen", "插入连字符"),
    LookAlikeClass.TRANSPOSITION: ("two letters changed over", "换位"),
    LookAlikeClass.OMISSION: ("a letter less", "漏字母"),
    LookAlikeClass.REPETITION: ("a letter twice", "重复字母"),
    LookAlikeClass.VOWEL: ("another vowel", "换元音"),
    LookAlikeClass.PLURAL: ("in the plural", "复数"),
    LookAlikeClass.HOMOGLYPH: ("ASCII that looks the same", "形近字符"),
    LookAlikeClass.BITSQUAT: ("one bit flipped", "比特翻转"),
    LookAlikeClass.KEYBOARD: ("a neighbouring key", "键盘邻键"),
    LookAlikeClass.SUBSTITUTION: ("another letter", "换字母"),
    LookAlikeClass.INSERTION: ("a letter more", "多字母"),
    LookAlikeClass.IDN_HOMOGLYPH: ("letters beyond ASCII that look the same", "国际化形近字符"),
}
"""What each class is, in English and in Chinese."""


@dataclass(frozen=True, slots=True)
class Variation:
    """``text`` is what stands before the buyable suffix, in Unicode; with dots only for the two ``front`` classes."""

    kind: LookAlikeClass
    text: str
