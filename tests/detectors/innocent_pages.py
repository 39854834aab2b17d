"""Small pages of the innocent that speak of offices: news, warnings, works of reference, public services."""

# ruff: noqa: E501 -- a line of markup is told whole

from __future__ import annotations

from collections.abc import Iterator

from tests.detectors.innocent_markup import ARTICLE, BORROWED, CODE, ICP, OFFICE, PLACES, PSB, WARNING, Innocent, html


def speaking(official: str) -> Iterator[Innocent]:
    """``official`` is the whole official page of the registry, as HTML."""
    yield from _news()
    yield from _warnings()
    yield from _works()
    yield from _services(official)


def _news() -> Iterator[Innocent]:
    paper = "荆湖日报社版权所有 鄂ICP备11000011号"
    for number, line in enumerate(
        ("来源：青柳市人民政府网", "稿源：新华社", "（来源：青柳发布）", "转载自：青柳市人民政府")
    ):
        text = f"<p>{ARTICLE}</p><p>2026-09-01 10:00 {line} 编辑：方一</p>"
        yield Innocent(f"repost-{number}", "www.jinghu-news.cn", html("青柳市召开推进会_荆湖网", text, paper, "荆湖网"))
    yield Innocent(
        "repost-with-the-officials-own-footer-in-it",
        "news.local77.com",
        html(
            "青柳市柳编产业规划全文_本地资讯",
            f"<p>{ARTICLE}</p><p>来源：青柳市人民政府网</p><p>主办：{OFFICE}办公室 {CODE}</p>",
            "本地资讯 © 2026 鄂ICP备22000022号",
            "本地资讯",
        ),
        "watch",
    )
    yield Innocent(
        "content-farm-titled-like-a-policy",
        "www.zc88.top",
        html("青柳市人民政府关于印发柳编产业规划的通知", f"<p>各县区人民政府：{ARTICLE}</p>" * 5, "Copyright 2026"),
    )
    yield Innocent(
        "profile-of-an-office",
        "www.qyml.com",
        html(
            "青柳市人民政府简介、电话、地址_企业名录",
            f"<p>{OFFICE}位于柳岸大道18号，电话0713-8600000。</p>",
            "企业名录网",
        ),
    )
    yield Innocent(
        "court-story",
        "www.fazhi.example",
        html("青柳市人民政府被诉案一审宣判", f"<p>原告诉{OFFICE}信息公开案宣判。记者李四</p>", "法治周刊社"),
    )


def _warnings() -> Iterator[Innocent]:
    paper = "荆湖日报社版权所有 鄂ICP备11000011号"
    yield Innocent(
        "newspaper-quotes-a-fake",
        "www.jinghu-news.cn",
        html("警惕！有人假冒政府网站", f"<p>{WARNING}</p>", paper, "荆湖网"),
    )
    footer = f"<blockquote>主办单位：{OFFICE}办公室<br>{CODE}<br>{PSB}<br>{ICP}</blockquote>"
    yield Innocent(
        "newspaper-prints-the-fakes-whole-footer",
        "www.jinghu-news.cn",
        html(
            "揭秘假冒政府网站的套路",
            f"<p>{WARNING}</p><p>记者在该假冒网站底部看到：</p>{footer}<p>网信部门已将该假冒网站关停。</p>",
            paper,
            "荆湖网",
        ),
    )
    yield Innocent(
        "fake-quoted-by-a-paper-without-a-footer", "m.jinghu-news.cn", f"<title>假冒网站曝光</title><p>{WARNING}</p>"
    )
    yield Innocent(
        "police-warning",
        "fanzha.jiangcheng.cn",
        html(
            "反诈提醒：这些政府网站是假的",
            f"<p>{WARNING}</p><p>不要在假冒网页填写身份证号、银行卡号、短信验证码。</p>",
            "江城反诈中心",
        ),
    )
    yield Innocent(
        "list-of-fakes",
        "www.safe-net.cn",
        html(
            "2026年假冒政府网站名单通报",
            "<table>"
            + "".join(
                f"<tr><td>{place}-gov.top</td><td>假冒{place}市人民政府网站</td><td>已处置</td></tr>"
                for place in PLACES[:40]
            )
            + f"<tr><td>{CODE}</td></tr></table><p>请警惕假冒网站，发现请举报。</p>",
            "网络安全协会",
        ),
    )
    yield Innocent(
        "bank-warns",
        "www.qlbank.com.cn",
        html(
            "关于谨防假冒政府网站的风险提示",
            f"<p>{WARNING}</p><p>我行提醒客户切勿在假冒网站登录网银。</p>",
            "版权所有：青柳农村商业银行",
        ),
    )
    yield Innocent(
        "security-blog",
        "blog.sec77.com",
        html(
            "一个假冒政务网站的分析",
            f"<p>{WARNING}</p><pre>&lt;script sitecode=&quot;4299990001&quot;&gt;</pre><p>该钓鱼网站仿冒官网页面。</p>",
        ),
    )
    yield Innocent(
        "rumour-rebutted",
        "www.jinghu-news.cn",
        html(
            "辟谣：我市从未开设“补贴申领”网站",
            "<p>近日有虚假网站冒用青柳市人民政府名义发放补贴，系假冒网站，请勿轻信，注意举报。</p>",
            paper,
        ),
    )


def _works() -> Iterator[Innocent]:
    rules = "".join(
        f"<li>{place}市人民政府关于印发管理办法的通知（{place}政发〔20{n % 26:02d}〕{n + 1}号） 发布部门：{place}市人民政府 时效性：现行有效</li>"
        for n, place in enumerate(PLACES * 8)
        if n < 500
    )
    yield Innocent(
        "law-database-500",
        "www.fagui-ku.cn",
        html("法律法规库 - 地方规范性文件", f"<ul>{rules}</ul>", "法规库 京ICP备1号"),
    )
    articles = "".join(f"<p>第{n}条 各级政府应当……效力级别、发布部门、实施日期、时效性。</p>" for n in range(1, 45))
    yield Innocent(
        "one-regulation",
        "www.falvku.net",
        html(
            "青柳市网站管理办法_法律图书馆",
            f"<p>发文字号：青政发〔2018〕10号 效力级别：地方规范性文件 {OFFICE}</p>{articles}",
        ),
    )
    entry = (
        f"<h1>青柳市</h1><p>中文名 青柳市 外文名 Qingliu 行政区类别 县级市 所属地区 云岭 政府驻地 柳岸大道 电话区号 0713 邮政编码 438999 车牌代码 鄂Z</p>"
        f"<p>官方网站 www.qingliu.gov.cn {CODE}</p><p>目录 历史沿革 行政区划 地理位置 著名景点 参考资料</p><p>{OFFICE}是青柳市的行政机关。</p>"
    )
    yield Innocent("encyclopaedia-of-a-county", "baike.zhishu.cn", html("青柳市_知书百科", entry, "知书百科"), "watch")
    yield Innocent(
        "encyclopaedia-of-an-office", "baike.zhishu.cn", html("青柳市人民政府_知书百科", entry, "知书百科"), "watch"
    )
    yield Innocent(
        "baike", "baike.baidu.com", html("青柳市人民政府_百度百科", entry, "百度"), url="https://baike.baidu.com/item/x"
    )
    yield Innocent(
        "shared-document",
        "www.doc-share.cn",
        html(
            "青柳市政府网站工作年度报表(2025年度)",
            f"<p>填报单位：{OFFICE}办公室 网站名称：青柳市人民政府门户网站 {CODE} {ICP} {PSB}</p>",
        ),
    )
    yield Innocent(
        "thesis",
        "www.lunwen.net",
        html(
            "县级政府网站建设研究——以青柳市为例",
            f"<p>以{OFFICE}门户网站（{CODE}）为例。</p>" + "<p>本文分析县级政府网站的栏目设置与互动效果。</p>" * 60,
            "论文网 京ICP备12000012号",
        ),
        "watch",
    )


def _services(official: str) -> Iterator[Innocent]:
    gates = (
        ("big5.xinhuanet.com", "http://big5.xinhuanet.com/gate/big5/www.qingliu.gov.cn/"),
        (
            "translate.baiducontent.com",
            "http://translate.baiducontent.com/transpage?query=http%3A%2F%2Fwww.qingliu.gov.cn%2F",
        ),
        ("www-qingliu-gov-cn.translate.goog", "https://www-qingliu-gov-cn.translate.goog/?_x_tr_sl=zh"),
        ("web.archive.org", "https://web.archive.org/web/2026/http://www.qingliu.gov.cn/"),
        ("archive.is", "https://archive.is/2026/http://www.qingliu.gov.cn/"),
        ("snapshot.sogoucdn.com", "https://snapshot.sogoucdn.com/websnapshot?url=http%3A%2F%2Fwww.qingliu.gov.cn%2F"),
        ("r.jina.ai", "https://r.jina.ai/https://www.qingliu.gov.cn/"),
        ("wza.qingliu.gov.cn", "https://wza.qingliu.gov.cn/proxy?u=http://www.qingliu.gov.cn/"),
        ("big5.qingliu.gov.cn", "http://big5.qingliu.gov.cn/gate/big5/www.qingliu.gov.cn/"),
    )
    for host, url in gates:
        yield Innocent(f"gateway-{host}", host, official, url=url)
    yield Innocent(
        "search-results",
        "www.baidu.com",
        html("青柳市人民政府_百度搜索", f"<p>青柳市人民政府门户网站 官方</p><p>欢迎访问{OFFICE}门户网站 {CODE}</p>"),
        "watch",
    )
    yield Innocent("archive-of-a-fake", "archive.ph", html("青柳市人民政府门户网站", OFFICE, BORROWED), "review")
    run = f"主办：{OFFICE} 承办：荆楚网 技术支持：湖北日报网"
    yield Innocent("media-run-service", "qlwz.cnhubei.com", html("青柳市网络问政平台", "<p>我要留言</p>", run))
    yield Innocent(
        "media-run-service-with-marks",
        "qlwz.cnhubei.com",
        html("青柳市网络问政平台", "<p>留言</p>", run + CODE + PSB),
        "review",
    )
