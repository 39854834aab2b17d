"""Whether a page may stand as the baseline of an official site, and how far it moved from the one before.

Whoever takes a baseline from a broken, parked or hijacked site teaches the program that the fake is the original. So a
page is refused for every reason here, with one sentence each; a person looks, and tries again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.baseline import Baseline, Drift
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Gap, Look, Page
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.pages.marks import find_marks
from zhenwang.pages.name_index import SITE_WORDS
from zhenwang.pages.structure import LEAST_PATHS
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import held_in

LEAST_TEXT = 120
"""Comparable characters of visible text that a home page has; below them it is built by scripts."""
CHANGED_MUCH = 0.35
"""Share of the former capture's text or structure below which a page like it would not be recognised any more."""

_CUT = frozenset({"too_large", "truncated", "timeout", "connection_reset", "bad_encoding"})
_SHORT = 600  # longer pages may speak of such things without being them
_CHALLENGE = re.compile(
    r"(?:安全|人机|访问|滑动)验证|正在(?:进行)?(?:安全)?(?:检查|检测|验证)|浏览器(?:安全)?检查|应用防火墙|云防护|云盾"
    r"|(?:请|需要?)(?:开启|启用|打开)javascript|(?:访问|请求)(?:已)?被?(?:拦截|阻断|拒绝|禁止)"
    r"|enable javascript|checking your browser|just a moment|access denied"
)
_OUT_OF_ORDER = re.compile(
    r"\b(?:404|403|50[0234])\b|not found|forbidden|internal server error|bad gateway|service unavailable"
    r"|页面(?:不存在|未找到|找不到|无法访问|走丢)|(?:网站|系统|站点|页面)(?:正在|已|暂时?)(?:维护|升级|建设|改版|关闭|停|无法)"
    r"|站点创建成功|未备案|(?:本|此|该)域名|域名(?:已|正在)?(?:出售|转让|过期|停放|到期)"
    r"|domain (?:name )?(?:is|may be) for sale|parked"
    r"|welcome to (?:nginx|openresty|tengine)|iis windows|it works!|apache tomcat|default (?:web )?page"
)
_LATIN = re.compile(r"[a-z]")
_SITE_END = re.compile(rf"{SITE_WORDS}\Z")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The page with its comparable text."""

    look: Look
    page: Page
    text: str


def unfit(look: Look, site: OfficialSite, registry: Registry) -> tuple[Gap, ...]:
    """Every reason why this look cannot be the site's baseline; empty when it can.

    Kinds: ``unseen`` (nothing answered, or no page), ``status``, ``elsewhere`` (the page came from a host that is not
    the site's), ``cut`` (part of it is missing), ``challenge`` (a firewall's), ``out_of_order`` (an error, parked or
    default page), ``shell`` (built by scripts), ``nameless`` (none of the body's names), ``foreign_code`` (the site
    code of another site).
    """
    if look.page is None:
        why = look.gaps[-1].detail if look.gaps else "the answer holds no page"
        return (Gap("unseen", f"no page was seen at {look.url}: {why}"),)
    shown = _Shown(look, look.page, comparable(look.page.text[: 20 * _SHORT]))
    return (*_answer(shown, site, registry), *_words(shown), *_identity(shown, site, registry))


def drift(before: Baseline, after: Baseline) -> Drift:
    """How much of the former capture's text and structure is still there."""
    text = held_in(before.traces.text, after.traces.text)
    laid_out = before.traces.structure.size >= LEAST_PATHS
    structure = held_in(before.traces.structure, after.traces.structure) if laid_out else text
    days = (after.captured_at - before.captured_at).total_seconds() / 86_400
    return Drift(round(text, 4), round(structure, 4), round(days, 2), min(text, structure) < CHANGED_MUCH)


def _answer(shown: _Shown, site: OfficialSite, registry: Registry) -> Iterator[Gap]:
    look = shown.look
    if look.status in (412, 521):
        yield Gap("challenge", f"{look.final_url} answered {look.status}: a firewall's challenge, not the page")
    elif look.status != 200:
        yield Gap("status", f"{look.final_url} answered {look.status}, not 200")
    host = host_of(look.final_url)
    owner = registry.owner(host)
    if (owner and owner.id != site.id) or not registry.grants(host, site.id):
        whose = f"which is {owner.name}'s" if owner else "which nobody lists as its host"
        yield Gap("elsewhere", f"the page came from {host or look.final_url}, {whose}")
    cut = next((gap for gap in look.gaps if gap.kind in _CUT), None)
    if cut:
        yield Gap("cut", f"part of the page is missing: {cut.detail}")


def _words(shown: _Shown) -> Iterator[Gap]:
    title = comparable(shown.page.title)
    told = title if len(shown.text) >= _SHORT else f"{title} {shown.text}"
    if found := _CHALLENGE.search(told):
        yield Gap("challenge", f"the page is a firewall's challenge: it says {found[0]!r}")
    elif found := _OUT_OF_ORDER.search(told):
        yield Gap("out_of_order", f"the page is out of order, parked or a server's own: it says {found[0]!r}")
    if len(shown.text) < LEAST_TEXT:
        yield Gap("shell", f"only {len(shown.text)} characters of text: the page is empty, or built by scripts")


def _identity(shown: _Shown, site: OfficialSite, registry: Registry) -> Iterator[Gap]:
    place = "\n".join(_places_of_names(shown.page))
    if not any(name in place for name in _names(site)):
        yield Gap("nameless", f"title, header and footer hold none of the names of {site.name}")
    codes = {mark.value for mark in find_marks(shown.page) if mark.kind in ("site_code", "jiucuo_code")}
    others = {code: holders for code in codes if (holders := registry.holders("site_code", code))}
    strange = {code for code, holders in others.items() if site.id not in {holder.id for holder in holders}}
    if strange and strange == others.keys():
        code = min(strange)
        yield Gap("foreign_code", f"the page shows the site code {code} of {others[code][0].name}, and none of its own")


def _places_of_names(page: Page) -> Iterator[str]:
    yield comparable(page.title)
    yield from (comparable(value) for _, value in page.meta)
    yield comparable(page.header)
    yield comparable(page.footer)
    yield from (comparable(image.alt) for image in page.images if image.alt)


def _names(site: OfficialSite) -> Iterator[str]:
    for given in (*site.names, site.sponsor):
        name = _SITE_END.sub("", comparable(given))
        if len(name) >= (6 if _LATIN.match(name) else 4):
            yield name
