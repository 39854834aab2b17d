"""A small registry of invented bodies under real suffixes, and looks at pages made in code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.registry.fingerprints import fingerprint

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

HEADER = "青柳市人民政府 青柳市人民政府办公室主办 今天是2026年11月22日 无障碍 长者助手 智能问答 繁體版"
NAVIGATION = "首页 走进青柳 青柳要闻 政府信息公开 互动交流 政务服务 青柳数据 专题专栏"
FOOTER = (
    "主办单位：青柳市人民政府办公室 承办单位：青柳市大数据中心 联系电话：0713-8600000 "
    "地址：青柳市柳岸大道18号 邮编：438999 网站标识码：4299990001 鄂ICP备05099999号-1 "
    "鄂公网安备42990002000001号 网站地图"
)
BODY = (
    "青柳市召开柳编产业链推进会，市长林远舟出席并讲话。会议指出，要以柳编小镇建设为抓手，推动传统手艺与电商直播融合发展。"
    "青柳河生态修复工程二期开工，沿河十二个村湾将新建滨水步道和湿地公园。市长信箱本月办理群众来信一百二十六件，按期办结率百分之百。"
    "青柳市2026年秋季学校新生入学报名工作顺利结束。柳岸大道东延线正式通车，城东片区居民出行时间缩短二十分钟。"
    "市政府领导 市长 林远舟 主持市政府全面工作。副市长 苏见川 分管农业农村、水利和乡村振兴。"
    "副市长 顾晚晴 分管教育、卫生和民政。"
)


def page(**parts: Any) -> Page:
    kept = {"charset": "utf-8", "title": "", "meta": (), "header": "", "navigation": "", "footer": "", "text": ""}
    kept |= parts
    if "text" not in parts:
        kept["text"] = "\n".join(str(kept[zone]) for zone in ("header", "navigation", "footer") if kept[zone])
    return Page(**kept)


def official_page() -> Page:
    text = "\n".join((HEADER, NAVIGATION, BODY, FOOTER))
    return page(title="青柳市人民政府门户网站", header=HEADER, navigation=NAVIGATION, footer=FOOTER, text=text)


def look_at(host: str, seen: Page | None = None, **parts: Any) -> Look:
    return Look(**{"host": host, "url": f"https://{host}/", "at": NOW, "status": 200, "page": seen} | parts)


QINGLIU = OfficialSite(
    "www.qingliu.gov.cn",
    "青柳市人民政府",
    ("www.qingliu.gov.cn",),
    aliases=("青柳市人民政府门户网站",),
    region="青柳市",
    marks=Marks(
        site_codes=("4299990001",),
        icp=("鄂ICP备05099999号-1", "鄂ICP备05099999号"),
        psb=("鄂公网安备42990002000001号",),
        conac=("08E61FB166710F06E053012819AC1E62",),
    ),
)
# Two departments on one platform: they share the platform's record numbers.
WATER = OfficialSite(
    "slj.yunling.gov.cn",
    "云岭市水利局",
    ("slj.yunling.gov.cn",),
    marks=Marks(site_codes=("4288880002",), icp=("鄂ICP备06088888号",), psb=("鄂公网安备42880002000008号",)),
)
MARKET = OfficialSite(
    "scjg.yunling.gov.cn",
    "云岭市市场监督管理局",
    ("scjg.yunling.gov.cn",),
    marks=Marks(site_codes=("4288880003",), icp=("鄂ICP备06088888号",), psb=("鄂公网安备42880002000008号",)),
)
EAST = OfficialSite("www.chaoyang-dong.gov.cn", "朝阳区人民政府", ("www.chaoyang-dong.gov.cn",), region="东省")
WEST = OfficialSite("www.chaoyang-xi.gov.cn", "朝阳区人民政府", ("www.chaoyang-xi.gov.cn",), region="西省")
COURT = OfficialSite("www.qingliufy.cn", "青柳市人民法院", ("www.qingliufy.cn",), protected=False)


def make_registry() -> Registry:
    baseline = fingerprint(QINGLIU.id, look_at(QINGLIU.id, official_page()), lambda _: None, NOW)
    return Registry.of((QINGLIU, WATER, MARKET, EAST, WEST, COURT), (baseline,))


@pytest.fixture(scope="session")
def registry() -> Registry:
    return make_registry()


@pytest.fixture(scope="session")
def official() -> Page:
    return official_page()


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Page]:
    return page


@pytest.fixture(scope="session")
def look() -> Callable[..., Look]:
    return look_at


@pytest.fixture(scope="session")
def mirror(official: Page) -> Look:
    """The official page, whole, on a host that has nothing to do with it."""
    return look_at("news.example-cdn77.top", replace(official))
