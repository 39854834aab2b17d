"""How far a mark on a page is the page's own, and how far it stands there as something the page speaks of.

Newspapers, police warnings, lists of fakes, inspection reports, forum posts and manuals print the marks of others. A
page's own marks stand in its footer, its metadata and its scripts; in running text they are told.
"""

from __future__ import annotations

import re

from detectors._stand_ins import head_stands_in
from zhenwang.domain.look import Page
from zhenwang.pages.marks import META, SCRIPT, FoundMark
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION

OWN, DOUBTFUL, TOLD = 1.0, 0.5, 0.0

_OWN_PLACES = frozenset({HEADER, NAVIGATION, META, SCRIPT})
_REACH = 150
_STAND_IN = 1_000  # where a page has no footer, the reader gives the end of its text instead
_LINE = 400
_MOST_CODES = 2  # of one page; more of them are a list
_DIGITS = re.compile(r"\d+")
_WARNING = re.compile(
    r"假网站|假冒|仿冒|冒充|冒用|假借|山寨|钓鱼|诈骗|骗子|谨防|警惕|抄写|盗用|曝光|举报|辟谣|伪造|假網站|偽造|詐騙"
    r"|警惕|冒牌"
)
_TELLING = re.compile(
    r"显示|标注|标有|标着|印有|写着|写有|写的|标明|载明|注明为|查询到|经查|核查|网友|记者|民警|警方|示例|样例|格式"
    r"|形如|例如|比如|参数|返回"
    r"|字段|接口|请问|是真的|是不是|是否|怎么|为什么|涉案|当事人|该网站|该站|上述|此网站|对方|页面底部|网页底部"
    r"|页脚有|页脚的|网站底部"
)
_LISTING = re.compile(
    r"年度报表|年度报告|工作报告|抽查|检查情况|普查|名单|汇总|统计|一览|清单|附件|通报|接口文档|开发文档|使用说明"
)
_STOPS = re.compile(r"[，。；！？]")
_QUOTED = re.compile(r"[“‘「『《\"'][^”’」』》\"'\n]{0,30}\Z")
_RECORD = re.compile(r"(?:ICP|公网安)", re.IGNORECASE)


def own_share(mark: FoundMark, page: Page, codes: int) -> float:
    """``OWN``, ``DOUBTFUL`` or ``TOLD``. ``codes`` is how many different site codes the page prints."""
    told = mark.zone == BODY or (mark.zone == HEADER and head_stands_in(page))
    if not told and (mark.zone in _OWN_PLACES or (mark.zone == FOOTER and not _stands_in(page))):
        return OWN
    if not told and mark.zone != FOOTER:
        return DOUBTFUL
    line, around, before = _context(mark, page.text)
    if _WARNING.search(around) or _TELLING.search(line) or _QUOTED.search(before):
        return TOLD
    if codes > _MOST_CODES or _WARNING.search(page.title) or _LISTING.search(page.title):
        return TOLD
    if told and len(_STOPS.findall(line)) > 1:
        return TOLD
    # Beside a footer of its own that shows other numbers, what the text prints is rather its subject.
    return DOUBTFUL if told and _RECORD.search(page.footer) and not _stands_in(page) else OWN


def _stands_in(page: Page) -> bool:
    """Whether the end of the text stands in for a footer that the page does not have, or is as long as if it did."""
    return page.text.endswith(page.footer) and (len(page.footer) >= _STAND_IN or page.footer == page.text)


def _context(mark: FoundMark, text: str) -> tuple[str, str, str]:
    """The line of a mark, what stands about it in its own and the neighbouring lines, and what goes before it."""
    number = max(_DIGITS.findall(mark.value), key=len, default=mark.value)
    place = text.find(number)
    if place < 0:
        place = text.find(mark.snippet[:20])
    if place < 0:
        return mark.snippet, mark.snippet, ""
    start = max(text.rfind("\n", 0, place) + 1, place - _LINE)
    end = text.find("\n", place)
    line = text[start : min(len(text) if end < 0 else end, place + _LINE)]
    return line, text[max(0, place - _REACH) : place + _REACH], text[max(start, place - 40) : place]
