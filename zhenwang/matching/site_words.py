"""Which words of services go with a site's name: those of its own language, then English ones."""

from __future__ import annotations

import re

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.index import country
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


def language_of(site: OfficialSite) -> str:
    """A site's language (ISO 639-1), by the script of its names, else by its country; empty when neither tells."""
    names = " ".join(site.names)
    if _KANA.search(names):
        return "ja"
    if _HAN.search(names):
        return "zh"
    code = country(site.id)
    return _LANGUAGES.get(code, code)


def words_for(site: OfficialSite) -> tuple[str, ...]:
    """The service words to combine with a site's names, its own language first; each once, in the table's order."""
    spoken = language_of(site)
    known = tuple(service_words().values())
    chosen = (word for language in (spoken, ENGLISH) for word in known if word.language.partition("-")[0] == language)
    return tuple(dict.fromkeys(word.word for word in chosen))
