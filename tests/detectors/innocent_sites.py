"""Small pages of the innocent that are sites of their own: institutions, demonstrations, talk, lists, the genuine."""

# ruff: noqa: E501 -- a line of markup is told whole

from __future__ import annotations

from collections.abc import Iterator

from tests.detectors.innocent_markup import BORROWED, CODE, ICP, OFFICE, PLACES, PSB, Innocent, html


def standing(official: str) -> Iterator[Innocent]:
    """``official`` is the whole official page of the registry, as HTML."""
    yield from _institutions()
    yield from _demonstrations(official)
    yield from _talk()
    yield from _lists()
    yield from _genuine(official)


def _institutions() -> Iterator[Innocent]:
    own = (
        ("hospital", "www.qlzxyy.cn", "青柳市中心医院", "预约挂号 专家介绍 就诊须知 门诊排班"),
        ("university", "www.qlxy.edu.cn", "青柳职业技术学院", "招生信息 院系设置 教务系统"),
        ("school", "www.qlyz.cn", "青柳市第一中学", "学校概况 校园新闻"),
        ("library", "www.qllib.org.cn", "青柳市图书馆", "馆藏检索 读者服务"),
        ("waterworks", "www.qlsw.com.cn", "青柳市水务集团有限公司", "水费缴纳 停水公告"),
        ("chamber", "www.qlsh.org.cn", "青柳市工商业联合会", "会员之家"),
        ("newspaper", "www.qlrb.cn", "青柳日报社", "今日要闻"),
        ("blood-bank", "www.qlxz.cn", "青柳市中心血站", "献血预约"),
    )
    for name, host, body, text in own:
        footer = f"版权所有：{body} 鄂ICP备13000013号 鄂公网安备42990002000077号"
        page = html(
            body, f"<p>{text}</p><p>青柳市人民政府网 青柳市卫生健康委员会 友情链接</p>", footer, f"<h1>{body}</h1>"
        )
        yield Innocent(f"institution-{name}", host, page)
    shared = html("青柳市中心医院", "<p>预约挂号</p>", f"版权所有：青柳市中心医院 {ICP}")
    yield Innocent("institution-on-the-governments-icp-number", "www.qlyy.cn", shared)
    yield Innocent(
        "law-firm-with-an-emblem",
        "www.qllawyer.cn",
        html("青柳律师事务所", '<img src="guohui.png" alt="国徽">', "青柳律师事务所"),
    )


def _demonstrations(official: str) -> Iterator[Innocent]:
    demo = html("政府网站模板演示", f"<h1>{OFFICE}</h1>" + '<a href="#">栏目</a>' * 12, BORROWED)
    live = html("XX市人民政府门户网站", '<a href="/a.html">栏目</a>' * 12, BORROWED)
    yield Innocent("vendor-demo-with-borrowed-marks", "demo.vendor-cms.com", demo, "review")
    yield Innocent("vendor-demo-with-live-links", "gov-demo.vendor-cms.com", live, "review")
    yield Innocent("vendor-demo-on-its-known-host", "case.hanweb.com", live, "review")
    yield Innocent(
        "template-shop",
        "www.mobanwang.com",
        html("政府网站模板下载_模板王", "<p>青柳市人民政府网站模板 立即下载</p>", "模板王"),
    )
    yield Innocent(
        "template-shop-preview", "www.cssmoban.com", official, "review", url="https://www.cssmoban.com/preview/1/"
    )
    yield Innocent("hollow-template-on-a-host-of-its-own", "www.sucai-x.com", demo, "review")
    yield Innocent("student-on-github", "student.github.io", official, "review", url="https://student.github.io/gov/")
    yield Innocent("student-on-gitee", "a.gitee.io", html("毕业设计：青柳市人民政府网站", OFFICE, CODE), "review")
    yield Innocent("student-on-vercel", "qlproject.vercel.app", html(f"{OFFICE}门户网站", OFFICE), "watch")
    yield Innocent("preview-on-netlify", "x1.netlify.app", live, "review")
    yield Innocent("staging-of-the-vendor", "test.jiyuehua.cn", official, "review")
    yield Innocent("port-of-an-address", "198.51.100.7", live, "review", url="http://198.51.100.7:8080/")
    yield Innocent("intranet", "oa.local", live, "review", url="http://oa.local/")
    yield Innocent("tunnel", "abc.natappfree.cc", live, "review")


def _talk() -> Iterator[Innocent]:
    posts = "<p>楼主 发表于 2026-9-1 沙发 2楼 回帖 版块 积分</p>"
    yield Innocent(
        "forum",
        "bbs.qingliu-life.com",
        html("青柳市人民政府在哪里_青柳论坛", f"{posts}<p>网友：{OFFICE}网站的{CODE}是真的吗？</p>"),
        "clear",
    )
    yield Innocent(
        "forum-named-after-the-city",
        "www.qingliu520.com",
        html("青柳论坛 - 青柳人自己的社区", f"{posts}<p>大家觉得{OFFICE}办事怎么样？</p>"),
    )
    yield Innocent(
        "courses",
        "www.gongkao-t.com",
        html(
            "2026青柳市人民政府办公室招聘公告_公考培训",
            f"<p>{OFFICE}招聘 备考 真题 题库 网课 培训班 行测 申论</p><form><input name=mobile><input name=password type=password></form>",
            "某教育科技有限公司",
        ),
    )
    yield Innocent(
        "jobs", "www.job-x.com", html("青柳市人民政府办公室招聘5人", f"<p>{OFFICE} 职位表 简历 求职 薪资 招聘会</p>")
    )
    yield Innocent(
        "disclaimer",
        "www.qingliu-life.com",
        html("青柳生活网", f"<p>{OFFICE}动态</p><p>本站为民间网站，与青柳市人民政府无任何隶属关系</p>"),
    )
    yield Innocent("question", "www.zhihu.com", html("青柳市人民政府网站怎么样？ - 知乎", f"<p>{OFFICE}</p>"))
    yield Innocent(
        "agency-that-files-papers",
        "www.daiban.cn",
        html("青柳市营业执照代办", f"<p>代办{OFFICE}各项业务，非政府机构</p>"),
    )


def _lists() -> Iterator[Innocent]:
    links = "".join(f'<a href="http://www.p{n}.gov.cn/">{place}市人民政府</a>' for n, place in enumerate(PLACES))
    listed = (
        links * 5
        + '<a href="http://www.qingliu.gov.cn/">青柳市人民政府</a><a href="http://slj.yunling.gov.cn/">云岭市水利局</a>'
    )
    yield Innocent("directory-of-300", "www.zf-daohang.com", html("政府网站大全_网址导航", listed, "网址导航"))
    rows = (
        f"<tr><td>青柳市人民政府</td><td>{CODE}</td></tr><tr><td>云岭市水利局</td><td>网站标识码：4288880002</td></tr>"
        "<tr><td>云岭市市场监督管理局</td><td>网站标识码：4288880003</td></tr>"
    )
    yield Innocent(
        "inspection-of-codes",
        "www.xxgk-x.com",
        html("2025年第四季度政府网站抽查情况汇总", f"<table>{rows}</table>"),
        "watch",
    )
    yield Innocent("links-page", "www.hao-x.com", html("实用网址", listed * 2, "© hao"))


def _genuine(official: str) -> Iterator[Innocent]:
    wrong = html("云岭市水利局", "<p>水利动态</p>", f"主办单位：云岭市水利局 {CODE} {PSB}")
    yield Innocent("own-site-with-a-wrong-code", "slj.yunling.gov.cn", wrong)
    yield Innocent(
        "section-of-a-portal-with-the-portals-code", "jyj.qingliu.gov.cn", html("青柳市教育局", "<p>教育</p>", BORROWED)
    )
    yield Innocent("unlisted-government-host", "www.newqingliu.gov.cn", official, "review")
    yield Innocent("neighbour", "www.qingliufy.cn", html("青柳市人民法院", "<p>开庭公告</p>", f"青柳市人民法院 {ICP}"))
    yield Innocent(
        "namesake", "www.chaoyang-xi.gov.cn", html("朝阳区人民政府门户网站", "<p>朝阳</p>", "主办：朝阳区人民政府")
    )
    yield Innocent("new-site-that-the-old-one-links-to", "www.qingliu-new.cn", official, "review")
