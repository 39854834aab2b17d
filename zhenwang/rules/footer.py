"""Art. 15: the seven items at the foot of an official page, present, and the same as in the registry.

The page is an official site's home page. What it lacks is a finding about its upkeep; the same lack on a stranger's
page would say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.look import Page
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry, icp_subject
from zhenwang.pages.marks import FoundMark, find_marks
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article

_LEAST_TEXT = 200
_SPONSOR = re.compile(r"主\s{0,3}[办辦]|版权所有|版權所有")
_CONTACT = re.compile(r"[联聯]系|[电電][话話]|地\s{0,3}址|[邮郵][编編箱]|[传傳]真|\d{3,4}-\d{7,8}")
_SITE_MAP = re.compile(r"[网網]站地[图圖]|站[点點]地[图圖]|sitemap", re.IGNORECASE)
_FAULT_BOX = re.compile(r"找[错錯]|纠错|糾錯")
_DEAD_CONAC = re.compile(r"conac\.cn/image/red_error", re.IGNORECASE)
_CONAC = re.compile(r"conac\.(?:cn|org\.cn)", re.IGNORECASE)

_CODES = ("site_code", "jiucuo_code")
_LABELS = {
    "site_code": "网站标识码",
    "icp": "ICP备案编号",
    "psb": "公安机关备案标识",
    "jiucuo_code": "找错入口中的标识码",
}


def findings(site: OfficialSite, observed: Observation, registry: Registry) -> Iterator[Finding]:
    """What is missing (one finding), and each number that contradicts the registry. A page of hardly any text is not
    judged: a shell that scripts fill has not been seen.
    """
    page = observed.page
    if page is None or not standing.is_subject(site) or len(page.text) < _LEAST_TEXT:
        return
    marks = find_marks(page, registry.jurisdiction)
    missing = tuple(item for item, has in _ITEMS.items() if not has(page, marks))
    basis = article(site, Rule.FOOTER)
    if missing and basis:
        yield _missing(site, missing, observed.host, page, basis)
    yield from _contradictions(site, marks, observed.host, registry, basis)
    yield from _dead_mark(site, page, observed.host, basis)


def _has(kind: str) -> Callable[[Page, tuple[FoundMark, ...]], bool]:
    return lambda _page, marks: any(mark.kind == kind for mark in marks)


def _has_conac(page: Page, marks: tuple[FoundMark, ...]) -> bool:
    return _has("conac")(page, marks) or any(_CONAC.search(address) for address in _addresses(page))


def _has_fault_box(page: Page, marks: tuple[FoundMark, ...]) -> bool:
    if any(mark.kind.startswith("jiucuo") for mark in marks):
        return True
    named = (word for image in page.images for word in (image.alt, image.src))
    return bool(_FAULT_BOX.search(page.text)) or any(
        "jiucuo" in word.lower() or _FAULT_BOX.search(word) for word in named
    )


def _has_sponsor(page: Page, _marks: tuple[FoundMark, ...]) -> bool:
    return bool(_SPONSOR.search(page.text)) and bool(_CONTACT.search(page.text))


def _has_site_map(page: Page, _marks: tuple[FoundMark, ...]) -> bool:
    return bool(_SITE_MAP.search(page.text)) or any(_SITE_MAP.search(link.href) for link in page.links)


_ITEMS: Mapping[str, Callable[[Page, tuple[FoundMark, ...]], bool]] = {
    "党政机关网站标识": _has_conac,
    "“我为政府网站找错”入口": _has_fault_box,
    "网站标识码": _has("site_code"),
    "ICP备案编号": _has("icp"),
    "公安机关备案标识": _has("psb"),
    "网站主办单位及联系方式": _has_sponsor,
    "站点地图": _has_site_map,
}


def _addresses(page: Page) -> Iterator[str]:
    yield from (link.href for link in page.links)
    yield from (image.src for image in page.images)
    for script in page.scripts:
        yield script.src
        yield script.text[:20_000]


def _missing(site: OfficialSite, missing: tuple[str, ...], host: str, page: Page, basis: str) -> Finding:
    return Finding(
        FindingKind.FOOTER_MARKS,
        site.id,
        "missing",
        f"网站{host}首页未见{'、'.join(missing)}；底部功能区需列明七项内容，请补充，如由脚本或图片显示请忽略并注明。",
        f"The home page of {host} does not show {len(missing)} of the seven items of its footer "
        f"({'、'.join(missing)}): please add them, or note that scripts or pictures show them.",
        basis,
        " ".join((page.footer.strip() or page.text.strip())[-80:].split()),
        host,
    )


def _contradictions(
    site: OfficialSite, marks: tuple[FoundMark, ...], host: str, registry: Registry, basis: str
) -> Iterator[Finding]:
    for kind, known, form in (
        ("site_code", site.marks.site_codes, str),
        ("jiucuo_code", site.marks.site_codes, str),
        ("icp", site.marks.icp, icp_subject),
        ("psb", site.marks.psb, str),
    ):
        shown = [mark for mark in marks if mark.kind == kind]
        wanted = {form(value) for value in known}
        # A page may show the number of its platform beside its own: only where its own is nowhere is there a finding.
        if wanted and shown and not wanted & {form(mark.value) for mark in shown}:
            yield _contradiction(site, kind, shown[0], known[0], host, registry, basis)
        elif not wanted and kind in _CODES and shown and _is_anothers(shown[0], host, registry):
            yield _contradiction(site, kind, shown[0], "", host, registry, basis)
    yield from _other_host(site, marks, host, basis)


def _is_anothers(shown: FoundMark, host: str, registry: Registry) -> bool:
    """Whether a code is held by somebody else. A section of a portal may show the portal's."""
    holders = registry.holders("site_code", shown.value)
    return bool(holders) and registry.registrant(host) not in holders


def _contradiction(
    site: OfficialSite, kind: str, shown: FoundMark, known: str, host: str, registry: Registry, basis: str
) -> Finding:
    holders = registry.holders("site_code" if kind in _CODES else kind, shown.value)
    whose = f"（名录中为{holders[0].name}的编号）" if holders else ""
    label = _LABELS[kind]
    return Finding(
        FindingKind.FOOTER_MARKS,
        site.id,
        f"{kind}:{shown.value}",
        f"网站{host}首页的{label}为{shown.value}{whose}，名录{f'登记为{known}' if known else '未登记本网站的标识码'}；"
        "请核实并更正其中一处。",
        f"The home page of {host} shows {shown.value}"
        f"{f', held by {holders[0].name},' if holders else ''} where the registry has {known or 'none'}: please mend "
        "one of them.",
        basis,
        shown.snippet,
        host,
    )


def _other_host(site: OfficialSite, marks: tuple[FoundMark, ...], host: str, basis: str) -> Iterator[Finding]:
    named = [mark for mark in marks if mark.kind == "jiucuo_host"]
    own = {known.removeprefix("www.") for known in (*site.granted, host)}
    if named and not own & {mark.value.removeprefix("www.") for mark in named}:
        shown = named[0]
        yield Finding(
            FindingKind.FOOTER_MARKS,
            site.id,
            f"jiucuo_host:{shown.value}"[:500],
            f"网站{host}首页“找错”入口指向{shown.value}，与本网站不一致；网民留言可能转到其他网站，请更正链接。",
            f"The fault box on the home page of {host} names {shown.value}: what people report may reach another site. "
            "Please mend the link.",
            basis,
            shown.snippet,
            host,
        )


def _dead_mark(site: OfficialSite, page: Page, host: str, basis: str) -> Iterator[Finding]:
    dead = next((address for address in _addresses(page) if _DEAD_CONAC.search(address)), "")
    if dead:
        yield Finding(
            FindingKind.FOOTER_MARKS,
            site.id,
            "conac:red_error",
            f"网站{host}首页的党政机关网站标识显示为异常状态（red_error）；请向标识管理部门核实是否需要复核或重新挂标。",
            f"The mark of party and government sites on {host} shows its error state: please ask its registrar whether "
            "it needs to be renewed.",
            basis,
            dead.strip()[:80],
            host,
        )
