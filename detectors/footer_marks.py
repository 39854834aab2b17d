"""Finds marks of an official site (site code, ICP, 公安备案, CONAC, 找错) on a host that is not that site's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from detectors._claims import marks_on
from detectors._once import told_once
from detectors._quoting import DOUBTFUL, own_shares
from detectors._serving import clip, holder, is_restricted, readable, serving_host
from detectors._shown_marks import holders_of, registry_kind
from detectors._unlike import speaks_for_another
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite, Registry, icp_subject
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.marks import FoundMark

MOST = 20
"""Different marks judged on one page."""

_KINDS = {
    "site_code": ("foreign_site_code", "网站标识码", "site identification code"),
    "jiucuo_code": ("foreign_jiucuo", "“我为政府网站找错”标识码", "code of the 找错 link"),
    "jiucuo_host": ("foreign_jiucuo", "“我为政府网站找错”链接中的官方网址", "official address in the 找错 link"),
    "jiucuo_id": ("foreign_jiucuo", "“我为政府网站找错”链接编号", "id of the 找错 link"),
    "site_domain": (
        "foreign_site_domain",
        "网页标记（SiteDomain）中的官方域名",
        "official domain in the SiteDomain tag",
    ),
    "conac": ("foreign_conac", "党政机关网站标识（CONAC）", "CONAC mark"),
    "psb": ("foreign_psb", "公安备案号", "public-security record number"),
    "icp": ("foreign_icp", "ICP备案号", "ICP record number"),
}
# One ICP or 公安备案 number on many sites is normal on a shared platform: it names the platform, not the body.
_SHARED = 0.4
_SAME_SUBJECT = 0.6
_PLATFORM_KINDS = frozenset({"icp", "psb"})
# Under a suffix that only public bodies can register, a section shows the codes of its portal.
_RESTRICTED = 0.4
_UNLIKE = 0.5
_BEARER = {"site_code": 0.9, "conac": 0.9, "psb": 0.7, "icp": 0.3}
_PLACEHOLDER = re.compile(r"(?:bm)?(\d)\1{7,9}\Z|0?123456789\d?\Z|(?:bm)?\d{4,6}0000\Z")


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Each mark is looked up in the registry; the hard claim is that its owner's hosts do not include this one.

    A listed host claims nothing by a wrong number: official pages carry them, and ``zhenwang.rules`` tells their owner.
    """
    if look.page is None:
        return
    host = serving_host(look)
    if registry.owner(host):
        return
    marks = marks_on(look.page, registry)
    shares = own_shares(marks, look.page)
    for mark in marks[:MOST]:
        if share := shares[mark]:
            yield from _judge(mark, share, host, look.page, registry)


def _judge(mark: FoundMark, share: float, host: str, page: Page, registry: Registry) -> Iterator[Signal]:
    holders = holders_of(mark, registry)
    if any(registry.grants(host, site.id) or _on_one_platform(host, site, registry) for site in holders):
        return
    names_nobody = share <= DOUBTFUL
    if is_restricted(host, registry):
        share *= _RESTRICTED
    if holders:
        if mark.kind not in _PLATFORM_KINDS and speaks_for_another(page, holders, registry):
            share *= _UNLIKE
        said = _foreign(mark, holders, share, host, registry)
        yield replace(said, site="") if names_nobody else said
    elif bearers := _bearers(mark, registry):
        yield _hostless(mark, bearers, share, host)
    elif mark.kind == "site_code" and not _PLACEHOLDER.match(mark.value) and not _problem(mark, registry):
        yield _unowned(mark, share)


def _on_one_platform(host: str, site: OfficialSite, registry: Registry) -> bool:
    own = holder(host, registry)
    return own is not None and bool(own.platform) and own.platform == site.platform


def _foreign(mark: FoundMark, holders: tuple[OfficialSite, ...], share: float, host: str, registry: Registry) -> Signal:
    name, what, what_en = _KINDS.get(mark.kind) or _declared(mark.kind, registry)
    site = holders[0]
    shared = len(holders) > 1 and (mark.kind in _PLATFORM_KINDS or mark.kind not in _KINDS)
    others, others_en = (f"等 {len(holders)} 个网站共用", " and others") if shared else ("", "")
    same_subject = mark.kind == "icp" and not registry.holders("icp", mark.value)
    if same_subject:
        others, others_en = f"的备案主体{others}", f" (its subject){others_en}"
    return Signal(
        name,
        Axis.CLAIM,
        Family.IDENTIFIER,
        share * (_SHARED if shared else _SAME_SUBJECT if same_subject else 1.0),
        f"页面使用的{what} {clip(mark.value, 60)} 属于“{site.name}”{others}，而域名 {readable(host)} 不在其名录中。",
        f"The {what_en} {clip(mark.value, 60)} on the page belongs to {site.name}{others_en}; {host} is not its host.",
        snippet=clip(mark.snippet),
        # A number shared by a platform names no body, so it must not decide whom the page imitates.
        site="" if shared else site.id,
    )


def _declared(kind: str, registry: Registry) -> tuple[str, str, str]:
    """A kind that the jurisdiction declares says what a site code says: which one body's site this would be."""
    known = registry.jurisdiction.mark(kind) if registry.jurisdiction else None
    return "foreign_site_code", known.name if known else kind, known.name_en if known else kind


def _bearers(mark: FoundMark, registry: Registry) -> tuple[str, ...]:
    """Bodies that were seen with a mark on hosts that nobody knows."""
    known = registry.jurisdiction.bearers if registry.jurisdiction else {}
    kind = registry_kind(mark.kind)
    if kind == "icp":
        return known.get((kind, mark.value)) or known.get((kind, icp_subject(mark.value)), ())
    return known.get((kind, mark.value), ())


def _hostless(mark: FoundMark, bearers: tuple[str, ...], share: float, host: str) -> Signal:
    _, what, what_en = _KINDS[mark.kind]
    return Signal(
        "hostless_mark",
        Axis.CLAIM,
        Family.IDENTIFIER,
        share * _BEARER[registry_kind(mark.kind)],
        f"页面使用的{what} {clip(mark.value, 60)} 曾见于“{bearers[0]}”的页面；名录未载其域名，请核实 {readable(host)} "
        "是否为其所有。",
        f"The {what_en} {clip(mark.value, 60)} was seen on a page of {bearers[0]}, whose host is not in the registry.",
        snippet=clip(mark.snippet),
    )


def _problem(mark: FoundMark, registry: Registry) -> str:
    known = registry.jurisdiction.mark(mark.kind) if registry.jurisdiction else None
    return known.problem(mark.value) if known else ""


def _unowned(mark: FoundMark, share: float) -> Signal:
    return Signal(
        "unowned_site_code",
        Axis.CLAIM,
        Family.IDENTIFIER,
        share * 0.8,
        f"页面使用的网站标识码 {clip(mark.value, 60)} 在名录中查无归属。",
        f"Nobody in the registry owns the site identification code {clip(mark.value, 60)} on the page.",
        snippet=clip(mark.snippet),
    )
