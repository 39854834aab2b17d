"""Which article binds a site: a place's own measures inside it, State Council documents in the whole country.

Which these are stands in ``articles.toml``, under the keys of ``seeds/legal_basis.csv``. Only wording that is held word
for word is cited: where the national wording is not held, the finding is a fact without an article, or is not made at
all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources

from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.registry import OfficialSite
from zhenwang.text.characters import HAN

GOVERNMENT_SUFFIXES = (".gov.cn", ".xn--zfr164b")
"""``.gov.cn`` and ``.政务``."""
INSTITUTION_SUFFIXES = (".cn", ".xn--55qw42g")
"""``.cn`` and ``.公益``, where an institution belongs."""

# The first two digits of a division code (GB/T 2260): 11-15, 21-23, 31-37, 41-46, 50-54, 61-65.
_MAINLAND = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}\Z")

_HAN = re.compile(f"[{HAN}]")


class Rule(Enum):
    """A rule that official sites keep, whoever wrote it down."""

    ONE_SITE = auto()
    NO_COUNTY_SITE = auto()
    NO_TOWNSHIP_SITE = auto()
    NAME = auto()
    HEADER = auto()
    SUFFIX = auto()
    PORTAL_STRUCTURE = auto()
    DEPARTMENT_STRUCTURE = auto()
    CHINESE_NAME = auto()
    ONE_DOMAIN = auto()
    KEEP_DOMAIN = auto()
    REPORT_CHANGES = auto()
    MIGRATION_NOTICE = auto()
    APPROVAL = auto()
    OFFLINE = auto()
    OFFLINE_NOTICE = auto()
    FOOTER = auto()
    HOSTING = auto()
    SECURITY = auto()
    OPENING = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """A place with measures of its own. Region codes and names begin as given; hosts stand at ``host`` or under it."""

    id: str
    region_codes: str
    name: str
    host: str
    articles: Mapping[Rule, str]

    def holds(self, site: OfficialSite) -> bool:
        """Whether a site lies within. Central bodies do not, wherever they stand."""
        if site.level == "central":
            return False
        if site.region_code or site.region:
            return site.region_code.startswith(self.region_codes) or site.region.startswith(self.name)
        return site.name.startswith(self.name) or self.holds_host(site.id)

    def holds_host(self, host: str) -> bool:
        return host == self.host or host.endswith(f".{self.host}")


@dataclass(frozen=True, slots=True)
class Measures:
    """The rules of the country, and of the places that have their own. What a place is silent on, the country rules."""

    country: Mapping[Rule, str]
    places: tuple[Place, ...]


@cache
def measures() -> Measures:
    """What ``articles.toml`` says."""
    given = tomllib.loads(resources.files("zhenwang.rules").joinpath("articles.toml").read_text(encoding="utf-8"))
    country = _articles(given["country"])
    places = (Place(**{**place, "articles": country | _articles(place["articles"])}) for place in given["place"])
    return Measures(country, tuple(places))


def _articles(given: Mapping[str, str]) -> dict[Rule, str]:
    return {Rule[rule.upper()]: key for rule, key in given.items()}


def cited() -> frozenset[str]:
    """Every key that a finding can name."""
    held = measures()
    return frozenset(held.country.values()).union(*(place.articles.values() for place in held.places))


def article(site: OfficialSite, rule: Rule) -> str:
    """The key of the article that lays this rule on a site; empty when none is held that does."""
    for place in measures().places:
        if place.holds(site):
            return place.articles.get(rule, "")
    return measures().country.get(rule, "") if in_mainland(site) else ""


def article_for_host(host: str, rule: Rule) -> str:
    """The same for a host that no site lists: its name alone says where it belongs."""
    for place in measures().places:
        if place.holds_host(host):
            return place.articles.get(rule, "")
    return measures().country.get(rule, "") if host.endswith((".cn", *GOVERNMENT_SUFFIXES)) else ""


def at_home(site: OfficialSite, jurisdiction: Jurisdiction | None) -> bool:
    """Whether a site lies in the place that the pack in use calls home: its entries come first where many are shown."""
    home = jurisdiction.id if jurisdiction else ""
    return any(place.holds(site) for place in measures().places if place.id == home)


def in_mainland(site: OfficialSite) -> bool:
    """Whether the rules of the State Council concern a site: lists of other countries and regions are read as well."""
    if site.id.endswith(GOVERNMENT_SUFFIXES) or (site.id.endswith(INSTITUTION_SUFFIXES) and _HAN.search(site.name)):
        return True
    return bool(_MAINLAND.match(site.region_code))


def is_government_host(host: str) -> bool:
    """Whether a host stands under a suffix that is kept for governments. It says nothing about who uses it."""
    return host.endswith(GOVERNMENT_SUFFIXES)
