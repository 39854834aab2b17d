"""An invented official home page as bytes, for tests of baselines, and that of other bodies on the same platform."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

HOST = "www.qingliu.gov.cn"
NAME = "青柳市人民政府"

_NEWS = (
    "青柳市召开柳编产业链推进会，市长林远舟出席并讲话",
    "青柳河生态修复工程二期开工，沿河十二个村湾将新建滨水步道",
    "市长信箱本月办理群众来信一百二十六件，按期办结率百分之百",
    "柳岸大道东延线正式通车，城东片区居民出行时间缩短二十分钟",
    "青柳市秋季学校新生入学报名工作顺利结束",
    "柳编小镇电商直播基地揭牌，首批三十家企业入驻",
)
_COLUMNS = ("走进青柳", "青柳要闻", "政府信息公开", "互动交流", "政务服务", "青柳数据", "专题专栏", "领导之窗")


def home_page(name: str = NAME, *, news: tuple[str, ...] = _NEWS, more: str = "", code: str = "4299990001") -> bytes:
    """A home page with header, columns, news with the paths of a content system, and a footer."""
    columns = "".join(f'<li class="nav-item"><a href="/col/col{n}/">{text}</a></li>' for n, text in enumerate(_COLUMNS))
    items = "".join(
        f'<li class="news{n}"><span class="dot"></span>'
        f'<a href="/art/2026/11/{n + 1}/art_12_{4000 + n}.html"><b>{text}</b></a><em class="date">11-0{n + 1}</em></li>'
        for n, text in enumerate(news)
    )
    assets = "".join(
        f'<link rel="stylesheet" href="/css/part{n}.css"><script src="/js/p{n}.js"></script>' for n in range(4)
    )
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}门户网站</title>{assets}
<meta name="SiteIDCode" content="{code}"><link rel="icon" href="/favicon.ico">
<script>var webid = "31";</script>
<script src="https://hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef"></script></head>
<body><div id="header" class="header"><div class="w1200">
<div class="logo"><img src="/images/logo.png" alt="{name}"></div>
<form class="search" action="/s"><input name="q"><button>搜索</button></form></div></div>
<div class="nav"><ul class="nav-list">{columns}</ul></div>
<div class="main"><div class="focus"><div class="slide"><p>今日关注</p></div></div>
<div class="tabs"><h2 class="tab-title">要闻</h2><ul class="news-list">{items}</ul></div>{more}
<table class="leaders"><tr><td class="post">市长</td><td class="who">林远舟</td></tr></table></div>
<div class="footer"><div class="about"><p>主办单位：{name}办公室</p><p>地址：柳岸大道18号 电话：0713-8600000</p>
<span class="code">网站标识码：{code}</span><span class="icp">鄂ICP备05099999号-1</span></div></div></body></html>"""
    return page.encode()


def drawn(kind: int = 0, form: str = "PNG") -> bytes:
    """A picture with a shape to recognise."""
    image = Image.new("RGB", (64, 64), "white")
    draw = ImageDraw.Draw(image)
    if kind == 0:
        draw.ellipse((4, 4, 48, 48), fill="red")
        draw.rectangle((24, 32, 60, 56), fill="gold")
    else:
        draw.polygon([(0, 64), (32, 0), (64, 64)], fill="navy")
        draw.line((0, 0, 64, 64), fill="green", width=9)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()
