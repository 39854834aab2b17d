"""Words that turn the name of a body into the name of its site: 门户网站, 网上办事大厅, 证书查询系统.

A tail is any of the words for what a government site offers, and at its end a word for a site. 采购 and 招聘 are none
of them: 市政府采购网 and 教育招聘网 are sites of others.
"""

from __future__ import annotations

import re

SITE_WORDS = "(?:官方门户网站|官方网站|政府门户网站|门户网站|政府网站|政务网站|官网|网站)"

_OFFERED = (
    "网上|互联网|在线|线上|电子|数字|智慧|智能|统一|一体化|一网通办|一站式|一件事|综合|公共|对外|官方|政府|政务"
    "|政民|便民|惠民|利民|便企|惠企"
    "|企业|个人|市民|公众|群众|法人|服务|办事|办公|办理|业务|事项|行政|审批|许可|监管|管理|信用|诚信|证书|证件|执照"
    "|资格|职业|技能|等级|特种作业"
    "|操作证|合格证|继续教育|培训|考核|考试|成绩|查询|核验|查验|核查|验证|认证|鉴定|登录|登陆|注册|报名|缴费|缴款"
    "|支付|收费|申报|申请|申领|预约"
    "|受理|投诉|举报|信访|信箱|互动|交流|咨询|评价|反馈|信息|资讯|公开|公示|发布|数据|大数据|开放|共享|资源|采集"
    "|上报|直报|报送|备案|登记|年检"
    "|年报|审核|移动|掌上|手机|身份|用户|社保|社会保险|医保|公积金|养老|就业|补贴|补助|津贴|退税|领取|防伪|溯源"
    "|安全生产|从业人员|专业技术人员|人员"
    "|唯一|指定|全国|的|和|与|及|[·・.+:-]"
)
_SITE = (
    rf"{SITE_WORDS}|门户|政务网|信息网|服务网|网厅|平台|系统|大厅|服务厅|(?:移动端|客户端|手机端|app|安卓版?"
    rf"|手机版)下载|窗口|首页|主页|主站|子站|信息港|客户端"
    "|logo|标志|徽标|图标|app|网"
)
_AFTER = (
    "首页|主页|网站|官网|官方|欢迎[您你]?|为人民服务|权威发布|便民服务|便民利民|高效便民|公平公正|logo|标志|徽标|图标"
    "|手机版|电脑版|移动版|触屏版|繁体版|简体版|无障碍版?|关怀版"
    "|长者版|老年版|中文版|新版|旧版"
    "|测试版|试运行|登录页?|注册页?|[!。_ ]"
)
# What may follow a name or a tail without making it another name.
BOUNDARY = (
    "版权|主办|承办|协办|主管|运维|维护|建设|管理|开发|制作|设计|技术|地址|地点|位于|电话|联系|传真|邮[编箱政]|网址"
    "|域名|备案|标识码|政府网站|未经"
    "|建议|保留|所有|欢迎|[您你]|关于|隐私|免责|浏览|访问|是|由"
    "|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘青宁新](?:icp|公网)"
)
# Any service may stand before a plain word for a site (学籍管理系统), but nothing that a headline says.
HEADLINE = (
    "上线|推出|开通|启用|启动|升级|打造|建成|发布|举办|召开|开发|推动|推进|部署|要求|提醒|通报|公布|印发|出台|组织"
    "|举行|将|已|新|首个"
    "|约谈|关停|查处|整治|下架|处罚|叫停|曝光|打击|检查|采购|招标|招聘|关于|公告|通知|论坛|新闻|幼儿园|学校|机关"
    "|分局|支队|大队|总队|考试院|研究院|委员会|办公室|厂|店|馆|学院|协会|学会|研究"
    "|公司|集团|银行|大学|中学"
    "|小学|医院|附近|对面|门前|旗下|下属|所属|直属|指导|批准|认证的|授权|推荐|等|在|被|向|为|对|让|把"
)
_ANY_SERVICE = rf"(?:(?!{HEADLINE})[\u4e00-\u9fffa-z0-9]){{1,12}}?"
_PLAIN_SITE = "(?:平台|系统|大厅|服务网|网站|门户网|专区|窗口|通道|服务中心网)"
_HERE = rf"(?=\Z|[^\u3400-\u9fff]|{BOUNDARY})"

SITE_TAIL = re.compile(rf"(?:(?:{_OFFERED}){{0,12}}?(?:{_SITE})|{_ANY_SERVICE}{_PLAIN_SITE})(?:{_AFTER}){{0,6}}{_HERE}")
"""From the end of a name on: what makes it the name of a site, as far as that name goes."""

WHOLE_TAIL = re.compile(rf"(?:(?:{_OFFERED}){{0,12}}?(?:{_SITE})|{_ANY_SERVICE}{_PLAIN_SITE})?(?:{_AFTER}){{0,6}}\Z")
"""The same to the end of the line, or nothing."""

SITE_NAMED = re.compile(rf"(?:{_OFFERED}){{0,12}}?(?:{_SITE})|{_ANY_SERVICE}{_PLAIN_SITE}")
"""Whether there is a word for a site at all."""

ENDS = re.compile(rf"\Z|[^\u3400-\u9fff]|{BOUNDARY}|[\u4e00-\u9fff]{{2,7}}[省市县区州盟旗]")
"""Whether a name really ends where it was found to end: at the end, a stop, a label, or the place of the next one."""
