"""Which words of services go with a site's name: those of its own language, then English ones."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from itertools import zip_longest

from zhenwang.domain.hosts import country
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.background import token_bits
from zhenwang.matching.service_words import service_words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
# Where the code of the country is not the code of its language (ISO 639-1).
_LANGUAGES = {
    "at": "de", "ch": "de", "li": "de", "be": "fr", "lu": "fr", "ci": "fr", "sn": "fr", "br": "pt", "ao": "pt",
    "mx": "es", "ar": "es", "cl": "es", "co": "es", "pe": "es", "ec": "es", "uy": "es", "py": "es", "bo": "es",
    "ve": "es", "cr": "es", "gt": "es", "hn": "es", "ni": "es", "pa": "es", "sv": "es", "do": "es", "cu": "es",
    "cn": "zh", "tw": "zh", "hk": "zh", "mo": "zh", "jp": "ja", "kr": "ko", "dk": "da", "se": "sv", "cz": "cs",
    "gr": "el", "ua": "uk", "vn": "vi", "my": "ms", "us": "en", "uk": "en", "au": "en", "nz": "en", "ie": "en",
}  # fmt: skip
ENGLISH = "en"
MOST_OWN, MOST_ENGLISH = 100, 60
LONGEST_ABBREVIATION = 3  # cx, gjj: pinyin initials


def language_of(site: OfficialSite) -> str:
    """A site's language (ISO 639-1), by the script of its names, else by its country; empty when neither tells."""
    names, code = " ".join(site.names), country(site.id)
    if _KANA.search(names) or (code == "jp" and _HAN.search(names)):
        return "ja"
    if _HAN.search(names):
        return "zh"
    return _LANGUAGES.get(code, code)


def words_for(site: OfficialSite) -> tuple[str, ...]:
    """The service words to combine with a site's names: of its own language, then English ones; each once."""
    spoken = _foremost(language_of(site))[:MOST_OWN]
    return tuple(dict.fromkeys((*spoken, *_foremost(ENGLISH)[:MOST_ENGLISH])))


@functools.cache
def _foremost(language: str) -> tuple[str, ...]:
    """Thousands are known: of each kind in turn, abbreviations and whole words, the one that most host names hold."""
    groups: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for word in service_words().values():
        if word.language == language:
            groups[word.kind, len(word.word) > LONGEST_ABBREVIATION].append(word.word)
    turns = zip_longest(*(sorted(words, key=lambda word: (token_bits(word), word)) for words in groups.values()))
    return tuple(word for turn in turns for word in turn if word)
