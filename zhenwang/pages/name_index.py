"""All names of a registry, found at once by one automaton over their comparable forms (Aho and Corasick 1975)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.text.characters import HAN
from zhenwang.text.comparable import comparable

MIN_HAN = 4
MAX_HOLDERS = 12  # a name that more sites share says nothing about any of them

_HAN = re.compile(f"[{HAN}]")
_NOT_HAN_BEFORE = re.compile(rf"[^{HAN}]|[省市州盟区县旗的由是和与及在向对至到入办位问]")
_BRACKETED_END = re.compile(r"\([^()]{1,60}\)\Z")
SITE_WORDS = "(?:官方门户网站|官方网站|政府门户网站|门户网站|政府网站|政务网站|官网|网站)"
_SITE_END = re.compile(rf"{SITE_WORDS}\Z")
# Words for a kind of body or site without saying which one; "市中区" is a district all the same.
_GENERIC = re.compile(
    r"(?:(?:[省市县区州盟旗乡镇](?!中区|北区|南区))?(?:各级|地方)?(?:人民政府|政府)?(?:办公厅|办公室|门户网站|官方网站|网站|官网|网)?"
    r"|政务(?:服务|公开)网?|信息公开|[省市县区](?!中区|北区|南区).{2,12}[厅局委办])\Z"
)
_SHORT_COUNTY = re.compile(r".[县区市旗]")
# What follows a name and makes it the name of somebody else: the office of a government is not the government.
_OTHER_BODY = re.compile(
    "(?:办公厅|办公室|研究室|参事室|督查室|信访|新闻办|法制办|外事|侨务|港澳|驻|国有资产|国资委|金融|扶贫|政务服务|政务管理|机关|信息中心"
    "|网站(?:管理|建设|运维|运营)|网管|门(?!户)|直属|考试|招生|教育考试|执法|稽查|总队|支队|大队|学院|学校|幼儿园|医院|培训|.{0,6}(?:分局|分中心|办事处))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``line[start:end]`` and the ids of all sites that bear it."""

    name: str
    start: int
    end: int
    sites: tuple[str, ...]


class NameIndex:
    """Finds registered names in comparable text. Build it once for a registry: ``index_of``."""

    __slots__ = ("_automaton",)

    def __init__(self, holders: dict[str, tuple[str, ...]]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        for name, sites in holders.items():
            self._automaton.add_word(name, (name, sites))
        self._automaton.make_automaton()

    def mentions(self, line: str) -> Iterator[Mention]:
        """Longest names first to last, none inside another, none that goes on into the name of another body."""
        if not len(self._automaton):
            return
        for last, (name, sites) in self._automaton.iter_long(line):
            start, end = last + 1 - len(name), last + 1
            if _OTHER_BODY.match(line, end) or not _begins(line, start, name):
                continue
            yield Mention(name, start, end, sites)


@lru_cache(maxsize=4)
def index_of(registry: Registry) -> NameIndex:
    """The index of a registry's names and aliases. Names of fewer than four Han characters find too much: left out."""
    holders: dict[str, dict[str, None]] = {}
    for site in registry.sites.values():
        for name in _names(site):
            holders.setdefault(name, {})[site.id] = None
    return NameIndex({name: tuple(sites) for name, sites in holders.items() if len(sites) <= MAX_HOLDERS})


def _names(site: OfficialSite) -> Iterator[str]:
    for given in site.names:
        whole = comparable(given)
        for name in (whole, _BRACKETED_END.sub("", whole), _SITE_END.sub("", whole)):
            if len(_HAN.findall(name)) >= MIN_HAN and not _GENERIC.match(name):
                yield name


def _begins(line: str, start: int, name: str) -> bool:
    """Whether the name really begins here: 南县人民政府 is no part of 商南县人民政府."""
    if start == 0 or not _SHORT_COUNTY.match(name):
        return True
    return bool(_NOT_HAN_BEFORE.match(line[start - 1]))
