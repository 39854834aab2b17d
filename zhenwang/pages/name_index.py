"""All names of a registry, found at once by one automaton over their comparable forms (Aho and Corasick 1975)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.derived_names import government_called, government_in_english, offices_written, without_upper_places
from zhenwang.pages.site_words import SITE_TAIL, SITE_WORDS
from zhenwang.text.characters import HAN
from zhenwang.text.comparable import comparable

__all__ = ["MAX_HOLDERS", "MIN_HAN", "SITE_WORDS", "Mention", "NameIndex", "index_of"]

MIN_HAN = 4
MAX_HOLDERS = 12  # a name that more sites share says nothing about any of them
_SHORTEST = 3  # Han characters of a name that must say by other words that it is the site's: 财政部
_MIN_LETTERS, _MIN_WORDS = 8, 2
_BEGINNING_BITS, _ODD = 20, np.uint32(0x9E3779B1)

_HAN = re.compile(f"[{HAN}]")
_NOT_HAN_BEFORE = re.compile(rf"[^{HAN}]|[省市州盟区县旗的由是和与及在向对至到入办位问有国委室]")
_BRACKETED_END = re.compile(r"\([^()]{1,60}\)\Z")
_SITE_END = re.compile(rf"{SITE_WORDS}\Z")
# Words for a kind of body or site without saying which one; "市中区" is a district all the same.
_GENERIC = re.compile(
    r"(?:(?:[省市县区州盟旗乡镇](?!中区|北区|南区))?(?:各级|地方)?(?:人民政府|政府)?(?:办公厅|办公室|门户网站|官方网站|网站|官网|网)?"
    r"|政务(?:服务|公开)网?|信息公开|[省市县区](?!中区|北区|南区).{2,12}[厅局委办])\Z"
)
_SHORT_COUNTY = re.compile(r".[县区市旗]")
# What follows a name and makes it the name of somebody else: the office of a committee is not the committee.
_OTHER_BODY = re.compile(
    "(?:研究室|研究会|参事室|督查室|信访|新闻办|法制办|外事|侨务|港澳|驻|国有资产|国资委|金融|扶贫|政务服务|政务管理|机关|信息中心|采购|发展研究"
    "|网站(?:管理|建设|运维|运营)|网管|网讯|门(?!户)|直属|考试|招生|教育考试|执法|稽查|总队|支队|大队|学院|学校|幼儿园|医院|培训"
    "|.{0,6}(?:分局|分中心|办事处))"
)
_OFFICE = re.compile(r"(?:党政|综合)?办公[厅室](?!主任|副|文件|印发|关于|发|秘书|负责)")
_HAS_OFFICE = re.compile(r"(?:政府|委员会)\Z")
_LATIN = re.compile(r"[a-z][^\u3400-\u9fff]{6,}[a-z]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``line[start:end]`` and the ids of all sites that bear it.

    ``end`` stands behind the office of a government where it is the one that is named (人民政府办公室), for that office
    runs the government's site. ``brief`` names (财政部, 荆州政府) are used of a site only beside words for a site.
    """

    name: str
    start: int
    end: int
    sites: tuple[str, ...]
    brief: bool = False


class NameIndex:
    """Finds registered names in comparable text. Build it once for a registry: ``index_of``."""

    __slots__ = ("_automaton", "_begun", "_latin")

    def __init__(self, holders: dict[str, tuple[str, ...]], brief: frozenset[str] = frozenset()) -> None:
        self._automaton = _automaton((name, (name, sites, name in brief)) for name, sites in holders.items())
        self._begun = np.full(1 << _BEGINNING_BITS, any(len(name) < _SHORTEST for name in holders))
        self._begun[_beginnings("".join(name[:_SHORTEST].ljust(_SHORTEST) for name in holders))[::_SHORTEST]] = True
        latin = {name: sites for name, sites in holders.items() if name.isascii()}
        self._latin: Any = _automaton((name, (name, sites, False)) for name, sites in latin.items())

    def holding(self, lines: Sequence[str]) -> list[int]:
        """The numbers of the lines in which a name may be mentioned, in order: lines that hold the beginning of one.

        All are gone through at once: through most pages the automaton would go in vain.
        """
        begun = self._begun[_beginnings("\n".join(lines))]
        ends = np.cumsum([len(line) + 1 for line in lines])
        numbers: list[int] = np.unique(np.searchsorted(ends, np.flatnonzero(begun), "right")).tolist()
        return numbers

    def mentions(self, line: str) -> Iterator[Mention]:
        """Longest names first to last, none inside another, none that goes on into the name of another body."""
        if not len(self._automaton):
            return
        for last, (name, sites, brief) in self._automaton.iter_long(line):
            start, end = last + 1 - len(name), last + 1
            if name.isascii():
                if not _stands_apart(line, start, end):
                    continue
            else:
                if _HAS_OFFICE.search(name) and (office := _OFFICE.match(line, end)):
                    end = office.end()
                if _goes_on(line, end) or not _begins(line, start, name, brief):
                    continue
            yield Mention(name, start, end, sites, brief)


@lru_cache(maxsize=4)
def index_of(registry: Registry) -> NameIndex:
    """The index of a registry's names, with what its bodies are called besides. Left out are names of fewer than three
    Han characters, or of one word in Latin letters: they find too much.
    """
    holders: dict[str, dict[str, None]] = {}
    derived: dict[str, dict[str, None]] = {}
    brief: set[str] = set()
    hardly: set[str] = set()
    english = registry.jurisdiction is None or "en" in registry.jurisdiction.languages
    for site in registry.sites.values():
        for name, short in _names(site, english):
            holders.setdefault(name, {})[site.id] = None
            if short:
                brief.add(name)
            shorter = without_upper_places(name, site.region)
            if len(shorter) >= MIN_HAN and not _GENERIC.match(shorter):
                # Registries leave out the names that several bear, impostors do not.
                holders.setdefault(shorter, {})[site.id] = None
        for name, short in _derived(site, english):
            derived.setdefault(name, {})[site.id] = None
            if short:
                hardly.add(name)
    # What a body calls itself goes before what another might be called.
    brief |= hardly - holders.keys()
    for name, sites in derived.items():
        holders.setdefault(name, sites)
    kept = {
        name: tuple(sites)[:MAX_HOLDERS]
        for name, sites in holders.items()
        if len(sites) <= MAX_HOLDERS or _is_one_body(name, [registry.sites[site] for site in sites])
    }
    return NameIndex(kept, frozenset(brief))


def _is_one_body(name: str, sites: list[OfficialSite]) -> bool:
    """Whether many sites are of one body, which the list gives the same name and place."""
    return bool(sites[0].region) and all(
        comparable(site.name) == name and site.region == sites[0].region for site in sites
    )


def _beginnings(text: str) -> NDArray[np.uint32]:
    """A hash of the three characters that begin at each place of a text."""
    points = np.frombuffer(f"{text}\n\n".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    mixed: NDArray[np.uint32] = (points[:-2] * _ODD + points[1:-1]) * _ODD + points[2:]
    return (mixed * _ODD) >> np.uint32(32 - _BEGINNING_BITS)


def _automaton(words: Iterable[tuple[str, Any]]) -> Any:
    automaton = ahocorasick.Automaton()
    for word, value in words:
        automaton.add_word(word, value)
    automaton.make_automaton()
    return automaton


def _names(site: OfficialSite, english: bool) -> Iterator[tuple[str, bool]]:
    for given in site.names:
        whole = comparable(given)
        for name in dict.fromkeys((whole, _BRACKETED_END.sub("", whole), _SITE_END.sub("", whole))):
            length = len(_HAN.findall(name))
            if length >= _SHORTEST and not _GENERIC.match(name):
                yield name, length < MIN_HAN
            elif not length and english and _is_latin_name(name):
                yield name, False


def _derived(site: OfficialSite, english: bool) -> Iterator[tuple[str, bool]]:
    for given in site.names:
        for name in offices_written(given):
            if len(name) >= MIN_HAN and not _GENERIC.match(name):
                yield name, False
        if called := government_called(given):
            yield called, True
    if english:
        yield from ((name, False) for name in government_in_english(site))


def _is_latin_name(name: str) -> bool:
    return name.isascii() and len(name.split()) >= _MIN_WORDS and sum(map(str.isalpha, name)) >= _MIN_LETTERS


def _begins(line: str, start: int, name: str, brief: bool) -> bool:
    """Whether the name really begins here: 南县人民政府 is no part of 商南县人民政府."""
    if start == 0 or not (brief or _SHORT_COUNTY.match(name)):
        return True
    return bool(_NOT_HAN_BEFORE.match(line[start - 1]))


def _goes_on(line: str, end: int) -> bool:
    return bool(_OTHER_BODY.match(line, end)) and not SITE_TAIL.match(line, end)


def _stands_apart(line: str, start: int, end: int) -> bool:
    return not (line[start - 1 : start].isalnum() or line[end : end + 1].isalnum())
