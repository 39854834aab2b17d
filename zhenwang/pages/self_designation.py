"""Whether a page gives itself a name, or only speaks of the one who bears it.

Measures art. 9 and 15: a site shows its name in title and header and its 主办单位 in the footer. News, warnings and
exam courses name the same bodies without being them, so a bare mention is never a claim.
"""

from __future__ import annotations

import re
import unicodedata

from zhenwang.pages import english_designation as english
from zhenwang.pages import service_headings
from zhenwang.pages.name_index import Mention
from zhenwang.pages.site_words import ENDS, HEADLINE, SITE_NAMED, SITE_TAIL, SITE_WORDS, WHOLE_TAIL
from zhenwang.text.comparable import comparable

_WINDOW = 30
_PLACE = r"(?:[^\W\d_a-z省市州盟区县旗]{0,10}+[省市州盟区县旗]{1,2}){0,4}"
# The party's committee, whose name stands beside that of its government on letterheads and in footers.
_PARTY = r"(?:中共|中国共产党)[^\W\d_a-z]{1,14}?委(?:员会)?(?:办公[厅室]|宣传部|政法委|组织部)?[\s、·,./和与及|-]{0,3}"
_ORGAN = (
    r"[\s、·,./和与及|-]{0,2}(?:中共|中国共产党)?[^\W\d_a-z]{2,14}?"
    r"(?:委|委员会|人大常委会|人民代表大会常务委员会|人大|政协|人民政府|委办公[厅室]|政府办公[厅室])"
)
_BEFORE = re.compile(
    rf"(?:{_PARTY})?[【\[(「『《“\"·]{{0,2}}(?:欢迎(?:访问|来到|光临|进入)|您好,?|中华人民共和国|中国)?[·:,\s]?{_PLACE}[【\[(「『《“\"]{{0,2}}\Z"
)
_ORGANS = re.compile(rf"(?:{_ORGAN}){{1,3}}\Z")
_PARTY_ONLY = re.compile(rf"{_PARTY}\Z")
_GREETING = re.compile(
    r"(?<![“‘「『])(?:欢迎[您你]?(?:的?访问|光临|来到|登[录陆]|进入|使用|浏览)|[您你](?:现在|正在|当前)*(?:访问"
    r"|浏览)的是|这里是"
    rf"|本(?:网站|网|站|平台|系统)(?:是|为|系)){_PLACE}(?:中国)?[“《\"':\s]?{_PLACE}\Z"
)
_OWNED = re.compile(
    r"(?<![“‘「『\"'])(?:版权(?:所有|均?归属?于?)|著作权归?属?于?|网站主办(?:单位|方|者)?|copyright[^。;,]{0,20}"
    r"|©[^。;,]{0,12}"
    r"|\(c\)[^。;,]{0,12})[:\s]{0,2}"
    rf"(?:{_PARTY})?{_PLACE}\Z"
)
_RUN_BY = re.compile(
    r"(?:主办|承办|主管|开办|举办|运营|运行|建设|管理|运维|维护|责任|所属|发布|版权)(?:单位|部门|方|者|机构"
    r"|机关)?(?:名称)?[:\s]{0,2}"
    rf"(?:[^。;,!?:]{{2,20}}、)?(?:{_PARTY})?{_PLACE}\Z"
)
# Whoever supervises, registers or guides a guild is not the guild.
_ABOVE = re.compile(
    r"(?:业务|行业|行政)主管(?:单位|部门|机关|方|者|机构)?(?:名称)?[:\s]{0,2}[^:]{0,20}\Z|主管部门[:\s]{0,2}[^:]{0,20}\Z"
)
_OVER = re.compile(
    r"(?:主管|举办|指导|支持|协办|登记管理|监管)(?:单位|部门|机关|方|者|机构)?[:\s]{0,2}[^:。;,]{0,14}\Z"
)
_OWNED_AFTER = re.compile(
    r"(?:©|\(c\)|copyright)[\s\d.,-]{0,16}|[,.\s]{0,2}(?:版权所有(?!:\s?[\u4e00-\u9fff])|版权归|欢迎[您你]"
    r"|保留所有权利|all rights reserved)"
)
_RUN_BY_AFTER = re.compile(r"(?:网站)?(?:主办|承办|主管|开办)(?!的|单位|部门|方|者|机构|:)")
_LABELLED = re.compile(r"[^\s:;,|。]{2,8}(?:单位|部门|机构)[:\s]{1,2}\Z")
# What is organised is an event, and no site: 博览会主办单位.
_OF_AN_EVENT = re.compile(
    r"(?:会|会议|活动|赛|坛|展|节|讲座|培训|仪式|工程|项目|的|次|届)(?:主办|承办|举办|主管|建设|责任)(?:单位|部门"
    r"|方)?[:\s]{0,2}[^:]{0,20}\Z"
)
_IN_A_SENTENCE = re.compile(r"[\w“‘「『《\"']\Z")
_RUNS = re.compile("主办|建设|运营|开办|管理")
_OUR_OWN = re.compile(r"本(?:网站|网|站|平台|系统)由\Z")
_EVENT = re.compile(r"(?:由|经|受|与)\Z")
_POINTING = re.compile(
    r"转载|转自|来源|来自|稿源|摘自|援引|引自|(?<![数依])据[^,。;]{0,12}\Z|曝光|友情链接|相关链接|请登[录陆]"
    r"|可登[录陆]|前往|详见"
)
_WARNING = re.compile(
    r"谨防|警惕|假冒|冒充|仿冒|冒用|假借|山寨|虚假|诈骗|并非|不是|非官方|无关|不代表|伪造|打着|自称|号称|写着|写有"
    r"|标注|标称|显示|名为|印有|带有|假的?网站"
)
_WARNS = re.compile(r"假冒|仿冒|冒充|冒用|山寨|假网站|是假的|反诈|诈骗|谨防|警惕|骗局|骗子|曝光|辟谣|声明|提醒")
_SPOKEN_OF_AFTER = re.compile(
    r".{0,8}(?:消息|报道|通报|曝光|记者|发布了|提醒|被(?:假冒|仿冒|冒用)|上查询|无(?:任何)?关)|(?:的"
    r"|等).{0,8}(?:不法|骗局|诈骗)|[^。]{0,16}(?:实为|系假冒|是假冒|假冒|仿冒|冒充|骗)"
)
_CLAUSE = re.compile(r"[。!?;,|]")
_SEPARATOR = re.compile(r"\s*[-_|–—»>/,，｜~～]+\s*|\s+")
_SECTION = (
    "采购|招标|公示|人事|政务|政府|信息|新闻|通知|工作|政策|法规|办事|机构|领导|互动|证书|证件|网上|在线|专题|公共"
    "|便民|数据|资料|用户"
    "|个人|统一|意见|投诉|联系|走进"
    "|服务|申报|申请|申领|缴费|预约|认证|审批|备案|受理|业务|核验|验证|评价|咨询|监督|督查|公开|公告|要闻|动态|职能|之窗|交流|查询|办理|专栏|中心|登录|登陆|注册|征集|举报|我们|下载|指南|栏目|列表"
    "|正文|详情|文章|内容|搜索|大厅"
)
_ABOUT = re.compile(HEADLINE)
_OWN_CENTRE = re.compile(r"(?:新闻|新闻宣传|融媒体?|宣传|网络|政务|服务)中心\Z")
_SLOGAN = (
    r"(?:为民|务实|清廉|清正|廉洁|公正|公平|公开|阳光|高效|便民|利民|惠民|勤政|忠诚|担当|执法|司法|服务|创新|开放|求实"
    r"|规范|文明|诚信|和谐|奉献|人民|一切|至上|透明|快捷|优质|权威|严格|纪律|严明|热情|为了|实干|兴邦|依法|行政)"
)
_GENERIC_PART = re.compile(
    rf"(?:返回|菜单|关闭|更多|我的|首页|主页|网站首页|官网|官方网站|门户网站|欢迎[您你]?|欢迎访问|index|home|welcome|{SITE_WORDS}"
    rf"|(?:{_SLOGAN}){{2,6}}|\d{{4}}年?|(?:{_PARTY})|[^\W\d_a-z]{{2,14}}(?:人大常委会|人民代表大会常务委员会|人大|政协|纪委监委)"
    rf"|(?:{_SECTION}){{1,4}})\Z"
)
_ASKED = re.compile(r"入口|怎么|如何|在哪|是什么|招聘|招考|攻略|真题|备考|搜索结果|查询结果|吗\Z")
# Whoever ends a title with his own brand speaks of the name that stands before it.
_BRAND = re.compile(
    r"百科|导航|大全|[日晚晨早]报|头条|搜狐|新浪|网易|腾讯|凤凰|百度|知乎|豆瓣|贴吧|软件园|应用宝|下载站|应用市场"
    r"|论坛|博客|微博|文库|知道|黄页"
    r"|地图|企查查|天眼查|wiki|baidu"
    r"|公司|集团|什么|电话|地址|简介|介绍|维基|(?:[^政务事息户官][网吧]|资讯|新闻)\Z"
)


def warns(title: str) -> bool:
    """Whether a comparable title warns of counterfeits, so that the page prints what they say."""
    return bool(_WARNS.search(title))


def is_spoken_of(line: str, mention: Mention) -> bool:
    """Whether the words around a name say that somebody else is meant: a source line, a warning, a list of links."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    if mention.name.isascii():
        return english.is_spoken_of(before, line[mention.end : mention.end + _WINDOW])
    if _POINTING.search(before) or _WARNING.search(_CLAUSE.split(before)[-1]):
        return True
    return bool(_SPOKEN_OF_AFTER.match(line, mention.end, mention.end + _WINDOW))


def is_greeting_or_owner(line: str, mention: Mention) -> bool:
    """欢迎访问X, 您访问的是X, 本网站是X, 版权所有 X, X版权所有: plain anywhere on a page."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    if mention.name.isascii():
        return english.is_greeting_or_owner(before, line[mention.end : mention.end + _WINDOW])
    if _EVENT.search(before):
        return bool(_OUR_OWN.search(before) and _RUNS.match(line, mention.end))
    end = _tail_end(line, mention)
    if _OWNED_AFTER.match(line, end) and (_BEFORE.match(before) or not _IN_A_SENTENCE.search(before)):
        return True
    return _really_ends(line, end) and bool(_GREETING.search(before) or _OWNED.search(before))


def is_organiser(line: str, mention: Mention) -> bool:
    """主办单位:X, 承办 X, X主办: a claim in header or footer; in running text it may be an event that X organises."""
    before = line[max(mention.start - _WINDOW, 0) : mention.start]
    if mention.name.isascii():
        return english.is_organiser(before)
    if _EVENT.search(before):
        return False
    end = _tail_end(line, mention)
    if _RUN_BY.search(before):
        return not _ABOVE.search(before) and _really_ends(line, end) and not _OF_AN_EVENT.search(before)
    return bool(_RUN_BY_AFTER.match(line, end)) and not _LABELLED.search(before)


def is_site_name(line: str, mention: Mention) -> bool:
    """The line is the name with 官网, 门户网站, 网上办事大厅 or the like behind it, and nothing else."""
    if mention.name.isascii():
        return english.is_site_name(line, mention.start, mention.end)
    return _names_a_site(line, mention) and bool(SITE_NAMED.match(line, mention.end))


def is_whole_name(line: str, mention: Mention) -> bool:
    """The line is the name, alone or with such words behind it."""
    if mention.name.isascii():
        return english.is_whole_name(line, mention.start, mention.end)
    return is_site_name(line, mention) if mention.brief else _names_a_site(line, mention)


def title_parts(title: str) -> list[str]:
    """A title at its separators, each part comparable, behind the whole. One-letter parts are noise, not parts."""
    title = unicodedata.normalize("NFKC", title)
    parts = [comparable(part) for part in _SEPARATOR.split(title.strip()) if part]
    if len(parts) < 2 or any(len(part) < 2 for part in parts) or title.isascii():
        return [comparable(title)]
    return parts


def is_about(parts: list[str], place: int, mention: Mention) -> bool:
    """Whether a title that is not the body's own speaks of it: a headline, a question, somebody's brand beside it."""
    others = [other for number, other in enumerate(parts) if number != place]
    if any(not _GENERIC_PART.match(other) for other in others):
        return True
    rest = _OWN_CENTRE.sub("", parts[place].replace(mention.name, "", 1))
    return bool(_ABOUT.search(rest) or _ASKED.search(rest) or _BRAND.search(rest) or len(rest) > _WINDOW)


def is_titled(parts: list[str], place: int, mention: Mention) -> bool:
    """Whether the title says that the page is the site: the name stands alone, or last, or beside 首页 and the like.

    The site's own name comes last (文章_栏目_湖北省人民政府); somebody else's comes before it (湖北省人民政府_百科).
    Before other words it is the site's when it says so (湖北省教育厅官网 - 证书查询) and none of them is a brand.
    """
    part = parts[place]
    if mention.name.isascii():
        return english.is_titled(part, mention.start, mention.end)
    if not is_whole_name(part, mention):
        return is_greeting_or_owner(part, mention)
    others = [other for number, other in enumerate(parts) if number != place]
    if any(map(_ASKED.search, parts)):
        return False
    if place == len(parts) - 1 or all(_GENERIC_PART.match(other) for other in others):
        return True
    return is_site_name(part, mention) and not any(_BRAND.search(other) for other in others)


def _names_a_site(line: str, mention: Mention) -> bool:
    before = line[: mention.start]
    if len(before) > _WINDOW or not _BEFORE.match(before):
        return False
    end = mention.end
    while end < len(line) and line[end] in '】])」』》”"':
        end += 1
    return bool(WHOLE_TAIL.match(line, end) or _ORGANS.match(line, end))


def is_service(line: str, mention: Mention) -> bool:
    """The line is the name and one of the services of its body: 机动车驾驶人业务, 补贴申领."""
    return service_headings.is_service(line, mention, _BEFORE)


def is_over(line: str, mention: Mention) -> bool:
    """主管单位:X, 举办单位:X, 指导单位:X: who is over the body of the page, or helps it."""
    return bool(_OVER.search(line[max(mention.start - _WINDOW, 0) : mention.start]))


def is_label_over(line: str) -> bool:
    """The line is such a label, of a guild, and the name comes next."""
    return bool(_ABOVE.search(line))


def is_generic(part: str) -> bool:
    """Whether words are of any site: 首页, 政务公开, 为民服务."""
    return bool(_GENERIC_PART.match(part))


def _tail_end(line: str, mention: Mention) -> int:
    tail = SITE_TAIL.match(line, mention.end)
    return tail.end() if tail else mention.end


def _really_ends(line: str, end: int) -> bool:
    return bool(ENDS.match(line, end))
