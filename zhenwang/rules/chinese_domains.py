"""Art. 10-11: a Chinese domain is the body's full name or standard short name under ``.政务``.

Documents print the dot as an interpunct: 湖北省人民政府门户网站·政务 is xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d under
xn--zfr164b. ``domain.hosts`` reads it so.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article

_SUFFIXES = (".政务", ".政务.cn")  # the second is from before .政务 was a top level
_SITE_WORDS = ("", "门户网站", "网站", "网", "官网", "官方网站")


def findings(registry: Registry) -> Iterator[Finding]:
    for site in registry.sites.values():
        if standing.is_active(site) and standing.is_subject(site):
            for host in site.granted:
                if "xn--" in host:
                    yield from _judged(site, host)


def names_body(label: str, site: OfficialSite) -> bool:
    """Whether the label before ``.政务`` is a full or short name of the body, or of its site as art. 11 prints one."""
    wanted = standing.plain(label)
    names = standing.own_names(site) | {standing.body_name(site)}
    return any(wanted == name + word for name in names for word in _SITE_WORDS)


def _judged(site: OfficialSite, host: str) -> Iterator[Finding]:
    parsed = parse_host(host)
    if not isinstance(parsed, Host) or parsed.unicode == parsed.ascii:
        return
    shown = parsed.unicode.removeprefix("www.")
    suffix = next((known for known in _SUFFIXES if shown.endswith(known)), "")
    if not suffix:
        yield from _elsewhere(site, host, shown)
    elif not names_body(shown.removesuffix(suffix), site):
        yield from _not_its_name(site, host, shown)


def _elsewhere(site: OfficialSite, host: str, shown: str) -> Iterator[Finding]:
    basis = article(site, Rule.SUFFIX)
    if basis and not standing.reads_as_institution(site):
        yield Finding(
            FindingKind.OFF_SUFFIX,
            site.id,
            host,
            f"{site.name}登记的中文域名{shown}不在“.政务”后缀下；请核实该域名是否由主办单位持有，或安排更换。",
            f"The Chinese domain {shown} of {site.name} is not under .政务: please see whether the sponsor holds it, "
            "or plan a change.",
            basis,
            shown,
        )


def _not_its_name(site: OfficialSite, host: str, shown: str) -> Iterator[Finding]:
    basis = article(site, Rule.CHINESE_NAME)
    if basis:
        yield Finding(
            FindingKind.NAMING,
            site.id,
            host,
            f"中文域名{shown}与{site.name}的全称、规范简称不一致；请核实主管机关批准的名称，或在名录中补充该简称。",
            f"The Chinese domain {shown} is neither the full nor a known short name of {site.name}: please see which "
            "name was approved, or add that short name to the registry.",
            basis,
            shown,
        )
