"""A body and one of its services as the heading of a page: 荆州市公安局机动车驾驶人业务, 省人社厅补贴申领.

Such a page calls itself by nothing else, so the heading says who offers the service. What is written about a body ends
with what it did or wants, and stands among the marks of an article, a shop or a forum.
"""

from __future__ import annotations

import re

from zhenwang.domain.look import Page
from zhenwang.pages.name_index import Mention
from zhenwang.pages.site_words import HEADLINE

_LONGEST = 16  # characters of a service
_LEAST_LINE = 4
_READ = 60_000
_SENTENCES, _MANY_SENTENCES = 6, 16
_SERVICE = re.compile(
    rf"(?:在线|网上|线上)?(?:(?!{HEADLINE}|开展|破获|召开|发放|公布|通知|案例|代办|招考|培训|课程|举办|宣传|如何|怎么|哪"
    r"|完成|推行|推广|暂停|恢复|取消|调整|停止|全面|实行|实施|优化|规范|加强|加快|做好|提供|延长|接受|收到"
    r"|进行|开始|开放|助力|落实|积极|成功|不再|的|了|与|获|称|说|拟)[\u4e00-\u9fffa-z0-9·+“”\"()-])"
    r"{0,14}?(?:缴纳|清查|自查|信息公开|政务公开|互动交流|咨询|业务|申领|领取|查询|查验|核验|验证|认证|年审|预约|挂号|缴费|缴款|登记|立案|审核|复核|审批|受理|申报|申请"
    r"|登录|登陆|注册|激活|激活码|备案|办理|报名|摇号|补办|换证|补换领|换领|签注|转移接续|参保|退税|汇算清缴|年检"
    r"|补贴|补助|服务|大厅)(?:专区|专栏|页面?|表单?|窗口|须知|中心页)?[!。]?\Z"
)
# Words of whoever writes about a body, deals with it, or lists it.
_WRITTEN_ABOUT = re.compile(
    r"楼主|发表于|点赞|弹幕|阅读[量数全\s:：(（]*\d|浏览(?:量|次数)|原创|责任编辑|责编|记者|本报|本网讯|来源[:：]|作者[:：]|小编"
    r"|编辑[:：]|下载量|评分|点评|收藏|最佳答案|采纳|[¥￥]\s?\d|元/|客服微信|加微信|代办公司|授课|讲师|学费|开课|律师解答|题库|真题|备考"
    r"|薪资|月薪|五险一金|招标|中标|投标|友商|发布者|开发者|附近|驾车|酒店"
)
_ABOUT_ANOTHER = re.compile(
    r"公司|集团|协会|学会|商会|联合会|报社|传媒|代办|代理|辅导|培训|攻略|范文|问答|博客|教育\Z|[日晚晨早]报|事务所|论坛|社区|百科|市场|医院|学校|学院|大学"
)


def is_service(line: str, mention: Mention, before: re.Pattern[str]) -> bool:
    """Whether a comparable line is the name and one service, and nothing else; ``before`` is what may lead."""
    rest = line[mention.end :]
    if mention.name.isascii() or mention.brief or not 2 <= len(rest) <= _LONGEST:
        return False
    return bool(before.match(line[: mention.start]) and _SERVICE.match(rest))


def is_article(page: Page) -> bool:
    """Whether the page tells in sentences; whoever offers a service asks for something and says little."""
    sentences = page.text[:_READ].count("。")
    return sentences > (_MANY_SENTENCES if page.forms else _SENTENCES)


def is_written_about(page: Page) -> bool:
    """Whether somebody else speaks on the page: an article, a thread, a shop, a firm that signs it."""
    text = page.text[:_READ]
    if _WRITTEN_ABOUT.search(text) or _ABOUT_ANOTHER.search(page.title):
        return True
    return any(_ABOUT_ANOTHER.search(line) for line in page.footer[-_READ:].split("\n")[-4:] if len(line) > _LEAST_LINE)
