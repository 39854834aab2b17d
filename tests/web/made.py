"""Cases for the console's tests, made through the store as the line makes them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from PIL import Image, ImageDraw

from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.case import Case
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.look import Field, Form, Gap, Hop, Link, Look, Page, Picture
from zhenwang.domain.look import Image as PageImage
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.store import cases, looks
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
OFFICIAL = "www.qingliu.gov.cn"
SITES = """name,domain,other_hosts,aliases,level,region_code,region,protected,site_code,icp,psb,conac,confidence,sources
青柳市人民政府,www.qingliu.gov.cn,,,city,420000,青柳市,yes,4299990001,鄂ICP备05099999号-1,,,high,test
白杨县人民政府,www.baiyang.gov.cn,,,county,420000,白杨县,yes,,,,,medium,test
"""
TEXT = "欢迎访问青柳市人民政府门户网站 请输入身份证号查询证书 网站标识码：4299990001 版权所有 青柳市人民政府办公室"


def a_page(text: str = TEXT, title: str = "青柳市人民政府门户网站") -> Page:
    forms = (Form("https://evil.example/take", "post", (Field("sfz", "text", "身份证号"),)),)
    links = (Link("http://evil.example/live", "点击领取", "body"),)
    images = (PageImage("/logo.png", "青柳", "header"),)
    return Page("utf-8", title, (), title, "首页 政务公开", "网站标识码：4299990001", text, links, images, (), forms)


def a_logo() -> bytes:
    drawn = Image.new("RGB", (60, 30), "white")
    ImageDraw.Draw(drawn).ellipse((5, 5, 25, 25), fill="red")
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()


def signals(
    because: str = "页面在标题自称“青柳市人民政府”。", snippet: str = "青柳市人民政府门户网站"
) -> tuple[Signal, ...]:
    return (
        Signal("claimed_name", Axis.CLAIM, Family.NAME, 1.0, because, "It calls itself so.", snippet,
               "hubei-2018-31a", OFFICIAL),
        Signal("foreign_site_code", Axis.CLAIM, Family.IDENTIFIER, 1.0, "标识码属于青柳市。", "Its code.",
               "4299990001", "hubei-2018-15", OFFICIAL),
        Signal("not_in_registry", Axis.MISMATCH, Family.HOST, 1.0, "域名不在其名录中。", "Not its host.",
               "", "", OFFICIAL),
        Signal("asks_identity", Axis.HARM, Family.FUNCTION, 1.0, "页面要求填写身份证号。", "Asks for an ID.",
               "身份证号"),
        Signal("new_detector", Axis.EXCULPATION, Family.CONTEXT, 0.5, "可能是转载。", "Perhaps a repost."),
    )  # fmt: skip


def a_score(
    band: Band = Band.CONFIRMABLE, probability: float = 0.97, held_back: str = "", severity: str = "S1"
) -> Score:
    weighed = (
        Contribution("foreign_site_code", 4.0, 1.0, 4.0),
        Contribution("claimed_name", 3.0, 1.0, 3.0),
        Contribution("not_in_registry", 1.5, 1.0, 1.5),
        Contribution("asks_identity", 1.5, 1.0, 1.5),
    )
    return Score(probability, band, OFFICIAL, "a", weighed, "test-model", "r1", held_back, severity)


def a_look(host: str, page: Page | None, logo: bytes | None = None) -> Look:
    url = f"https://{host}/"
    return Look(
        host,
        url,
        NOW,
        f"https://{host}/index.html",
        200,
        (("content-type", "text/html"),),
        b"<html>",
        (Hop(url, 200, "192.0.2.10"),),
        (Picture(f"https://{host}/logo.png", "logo", logo or a_logo()),),
        () if page else (Gap("dns", "域名无法解析"),),
        page,
    )


def open_case(
    store: Store,
    name: str = "qingliu-gov.example.com",
    page: Page | None = None,
    found: tuple[Signal, ...] | None = None,
    score: Score | None = None,
    logo: bytes | None = None,
    url: str = "",
) -> Case:
    host = parse_host(name)
    assert isinstance(host, Host)
    candidate = Candidate(host, url or f"https://{host}/", 0.5, (Sighting(name, "ct", "log#1", NOW),))
    judged, said = score or a_score(), found if found is not None else signals()
    digest = looks.save(store, a_look(host.ascii, page or a_page(), logo), said, judged, DAY, NOW)
    return cases.open_case(store, candidate, digest, said, judged, DAY, NOW)[0]
