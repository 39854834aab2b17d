"""How far a mark on a page is the page's own, and how far it stands there as something the page speaks of.

Newspapers, police warnings, lists of fakes, inspection reports, forum posts and manuals print the marks of others. A
page's own marks stand in its footer, its metadata and its scripts; in running text they are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zhenwang.domain.look import Page
from zhenwang.pages.marks import META, SCRIPT, FoundMark
from zhenwang.pages.page_ends import PageEnds
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION

OWN, DOUBTFUL, TOLD = 1.0, 0.5, 0.0

_OWN_PLACES = frozenset({META, SCRIPT})
_PRINTED = frozenset({"site_code", "icp", "psb"})
_REACH = 150
_LINE = 400
_FAR = 600  # characters before the end of a text, within which its last lines stand
_MOST = 2  # different numbers of one kind that one page calls its own; more of them are a list
_DIGITS = re.compile(r"\d+")
_WARNING = re.compile(
    r"假网站|假冒|仿冒|冒充|冒用|假借|山寨|钓鱼|诈骗|骗子|谨防|警惕|抄写|盗用|曝光|举报|辟谣|伪造|假網站|偽造|詐騙"
    r"|冒牌|是假的|反诈"
)
_TELLING = re.compile(
    r"显示|标注|标有|标着|印有|写着|写有|写的|标明|载明|注明为|查询到|经查|核查|网友|记者|民警|警方|示例|样例|格式"
    r"|形如|例如|比如|参数|返回"
    r"|字段|接口|请问|是真的|是不是|是否|怎么|为什么|涉案|当事人|该网站|该站|上述|此网站|对方|页面底部|网页底部"
    r"|页脚有|页脚的|网站底部"
)
_LISTING = re.compile(
    r"年度报表|年度报告|工作报告|抽查|检查情况|普查|名单|汇总|统计|一览|清单|附件|通报|接口文档|开发文档|使用说明"
    r"|查询结果|备案查询|数据下载"
)
_STOPS = re.compile(r"[，。；！？]")
_QUOTED = re.compile(r"[“‘「『《\"'][^”’」』》\"'\n]{0,30}\Z")


def own_shares(marks: Sequence[FoundMark], page: Page) -> dict[FoundMark, float]:
    """``OWN``, ``DOUBTFUL`` or ``TOLD`` for each mark."""
    ends = PageEnds(page)
    counts = Counter(mark.kind for mark in marks if mark.kind in _PRINTED and mark.zone not in _OWN_PLACES)
    return {mark: _share(mark, page, ends, counts) for mark in marks}


def _share(mark: FoundMark, page: Page, ends: PageEnds, counts: Counter[str]) -> float:
    real = (mark.zone == FOOTER and not ends.footer_stands_in) or (mark.zone == HEADER and not ends.header_stands_in)
    if mark.zone in _OWN_PLACES or real or mark.zone == NAVIGATION:
        return OWN
    if mark.zone not in (BODY, FOOTER, HEADER):
        return DOUBTFUL
    line, around, before, after = _context(mark, page.text)
    if _WARNING.search(around) or _TELLING.search(line) or _QUOTED.search(before):
        return TOLD
    if any(count > _MOST for count in counts.values()) or _WARNING.search(page.title) or _LISTING.search(page.title):
        return TOLD
    if len(_STOPS.findall(line)) > 1 or ends.before_anothers_end(mark.snippet[:20]):
        return TOLD
    # Outside a footer that the page has, and far from the end where it has none, a mark is rather its subject.
    return DOUBTFUL if mark.zone == BODY and (after > _FAR or not ends.footer_stands_in) else OWN


def _context(mark: FoundMark, text: str) -> tuple[str, str, str, int]:
    """The line of a mark, what stands about it in its own and the neighbouring lines, what goes before it, and how many
    characters of text follow it.
    """
    number = max(_DIGITS.findall(mark.value), key=len, default=mark.value)
    place = text.find(number)
    if place < 0:
        place = text.find(mark.snippet[:20])
    if place < 0:
        return mark.snippet, mark.snippet, "", 0
    start = max(text.rfind("\n", 0, place) + 1, place - _LINE)
    end = text.find("\n", place)
    line = text[start : min(len(text) if end < 0 else end, place + _LINE)]
    around = text[max(0, place - _REACH) : place + _REACH]
    return line, around, text[max(start, place - 40) : place], len(text) - place
