"""Which article binds a site: the Hubei measures inside the province, State Council documents in the whole country.

Keys are those of ``seeds/legal_basis.csv``. Only wording that is held word for word is cited: where the national
wording is not held, the finding is a fact without an article, or is not made at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

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


_NATION: Mapping[Rule, str] = {
    Rule.ONE_SITE: "national-2017-47-one",
    Rule.NO_COUNTY_SITE: "national-2017-47-county",
    Rule.NO_TOWNSHIP_SITE: "national-2017-47-township",
    Rule.SUFFIX: "national-2018-55-suffix",
    Rule.PORTAL_STRUCTURE: "national-2018-55-portal",
    Rule.DEPARTMENT_STRUCTURE: "national-2018-55-department",
    Rule.CHINESE_NAME: "national-2018-55-chinese",
    Rule.ONE_DOMAIN: "national-2018-55-one",
    Rule.KEEP_DOMAIN: "national-2018-55-keep",
}
_HUBEI: Mapping[Rule, str] = {
    **_NATION,
    Rule.ONE_SITE: "hubei-2018-6",
    Rule.NO_COUNTY_SITE: "hubei-2018-6",
    Rule.NO_TOWNSHIP_SITE: "hubei-2018-6",
    Rule.NAME: "hubei-2018-9",
    Rule.HEADER: "hubei-2018-9-header",
    Rule.SUFFIX: "hubei-2018-10",
    Rule.PORTAL_STRUCTURE: "hubei-2018-11-portal",
    Rule.DEPARTMENT_STRUCTURE: "hubei-2018-11-department",
    Rule.CHINESE_NAME: "hubei-2018-10-chinese",
    Rule.REPORT_CHANGES: "hubei-2018-13",
    Rule.MIGRATION_NOTICE: "hubei-2018-13-notice",
    Rule.APPROVAL: "hubei-2018-12",
    Rule.OFFLINE: "hubei-2018-14",
    Rule.OFFLINE_NOTICE: "hubei-2018-14-notice",
    Rule.FOOTER: "hubei-2018-15",
    Rule.HOSTING: "hubei-2018-28",
    Rule.SECURITY: "hubei-2018-29",
    Rule.OPENING: "hubei-2018-35",
}
CITED = frozenset(_HUBEI.values()) | frozenset(_NATION.values())
"""Every key that a finding can name."""


def article(site: OfficialSite, rule: Rule) -> str:
    """The key of the article that lays this rule on a site; empty when none is held that does."""
    if in_hubei(site):
        return _HUBEI.get(rule, "")
    return _NATION.get(rule, "") if in_mainland(site) else ""


def article_for_host(host: str, rule: Rule) -> str:
    """The same for a host that no site lists: its name alone says where it belongs."""
    if host.endswith(".hubei.gov.cn") or host == "hubei.gov.cn":
        return _HUBEI.get(rule, "")
    return _NATION.get(rule, "") if host.endswith((".cn", *GOVERNMENT_SUFFIXES)) else ""


def in_hubei(site: OfficialSite) -> bool:
    """Art. 2: within the province. Central bodies are not, wherever they stand."""
    if site.level == "central":
        return False
    if site.region_code or site.region:
        return site.region_code.startswith("42") or site.region.startswith("湖北")
    return site.name.startswith("湖北") or site.id.endswith(".hubei.gov.cn") or site.id == "hubei.gov.cn"


def in_mainland(site: OfficialSite) -> bool:
    """Whether the rules of the State Council concern a site: lists of other countries and regions are read as well."""
    if site.id.endswith(GOVERNMENT_SUFFIXES) or (site.id.endswith(INSTITUTION_SUFFIXES) and _HAN.search(site.name)):
        return True
    return bool(_MAINLAND.match(site.region_code))


def is_government_host(host: str) -> bool:
    """Whether a host stands under a suffix that is kept for governments. It says nothing about who uses it."""
    return host.endswith(GOVERNMENT_SUFFIXES)
