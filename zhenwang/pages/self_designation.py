"""Whether a page gives itself a name, or only speaks of the one who bears it.

Measures art. 9 and 15: a site shows its name in title and header and its 主办单位 in the footer. News, warnings and
exam courses name the same bodies without being them, so a bare mention is never a claim.
"""

from __future__ import annotations

import re

from zhenwang.pages.name_index import SITE_WORDS, Mention
from zhenwang.text.comparable import comparable

_WINDOW = 30
# Atomic by look-ahead: a group repeated possessively is broken before Python 3.11.5 (gh-106052).
_SITE_TAIL = re.compile(rf"(?=((?:{SITE_WORDS}|政务网|信息网|门户|首页|主页|欢迎[您你]|网)*))\1\Z")
_SITE_NAMED = re.compile(SITE_WORDS)
_GREETING = re.compile(
    r"(?:欢迎[您你]?(?:的?访问|光临|来到|登[录陆]|进入)|[您你](?:现在|正在|当前)*(?:访问|浏览)的是|这里是)(?:中国)?[:\s]?\Z"
)
_OWNED = re.compile(
    r"(?:版权(?:所有|归属?)|著作权归?|网站主办(?:单位)?|copyright[^。;,]{0,20}|©[^。;,]{0,12})[:\s]{0,2}\Z"
)
_RUN_BY = re.compile(r"(?:主办|承办|主管|建设|管理|运维|维护)(?:单位|部门|方)?[:\s]{0,2}(?:[^。;,!?:]{2,20}、)?\Z")
_OWNED_AFTER = re.compile(rf"{SITE_WORDS}?(?:版权所有|欢迎[您你])")
_RUN_BY_AFTER = re.compile(r"(?:网站)?(?:主办|承办|主管)(?!的)")
_EVENT = re.compile(r"(?:由|经|受|与)\Z")
_SPOKEN_OF_BEFORE = re.compile(
    r"转载|转自|来源|来自|稿源|摘自|援引|引自|(?<![数依])据[^,。;]{0,12}\Z|谨防|警惕|假冒|冒充|仿冒|冒用|山寨|虚假|曝光|诈骗|并非|不是|非官方|无关"
    r"|友情链接|相关链接|请登[录陆]|可登[录陆]|前往|详见"
)
_SPOKEN_OF_AFTER = re.compile(
    r".{0,8}(?:消息|报道|通报|曝光|记者|发布了|提醒|被(?:假冒|仿冒|冒用)|上查询|无(?:任何)?关)|(?:的|等).{0,8}(?:不法|骗局|诈骗)"
)
_SEPARATOR = re.compile(r"\s*[-_|–—»>/,，｜]+\s*|\s+")
_GENERIC_PART = re.compile(r"(?:首页|主页|网站首页|官网|官方网站|门户网站|欢迎[您你]?|欢迎访问|index|home|welcome)\Z")


def is_spoken_of(line: str, mention: Mention) -> bool:
    """Whether the words around a name say that somebody else is meant: a source line, a warning, a list of links."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    return bool(_SPOKEN_OF_BEFORE.search(before) or _SPOKEN_OF_AFTER.match(line, mention.end, mention.end + _WINDOW))


def is_greeting_or_owner(line: str, mention: Mention) -> bool:
    """欢迎访问X, 您访问的是X, 版权所有 X, X版权所有: plain anywhere on a page."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    if _EVENT.search(before):
        return False
    return bool(_GREETING.search(before) or _OWNED.search(before) or _OWNED_AFTER.match(line, mention.end))


def is_organiser(line: str, mention: Mention) -> bool:
    """主办单位:X, 承办 X, X主办: a claim in header or footer; in running text it may be an event that X organises."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    if _EVENT.search(before):
        return False
    return bool(_RUN_BY.search(before) or _RUN_BY_AFTER.match(line, mention.end))


def is_site_name(line: str, mention: Mention) -> bool:
    """The line is the name with 官网, 门户网站 or the like behind it, and nothing else."""
    return _names_a_site(line, mention) and bool(_SITE_NAMED.match(line, mention.end))


def is_whole_name(line: str, mention: Mention) -> bool:
    """The line is the name, alone or with such words behind it."""
    return _names_a_site(line, mention)


def title_parts(title: str) -> list[str]:
    """A title at its separators, each part comparable, behind the whole. One-letter parts are noise, not parts."""
    parts = [comparable(part) for part in _SEPARATOR.split(title.strip()) if part]
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [comparable(title)]
    return parts


def is_titled(parts: list[str], place: int, mention: Mention) -> bool:
    """Whether the title says that the page is the site: the name stands alone, or last, or beside 首页 and the like.

    The site's own name comes last (文章_栏目_湖北省人民政府); somebody else's comes before it (湖北省人民政府_百科).
    """
    part = parts[place]
    if not _names_a_site(part, mention):
        return is_greeting_or_owner(part, mention)
    others = [other for number, other in enumerate(parts) if number != place]
    return place == len(parts) - 1 or all(_GENERIC_PART.match(other) for other in others)


def _names_a_site(line: str, mention: Mention) -> bool:
    before = line[: mention.start]
    return (not before or before in ("中国", "欢迎访问")) and bool(_SITE_TAIL.match(line, mention.end))
