"""Every excuse that a page can put into its own words, on an impostor's page with every hard claim: none helps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest

import detectors
import models
from models.scoring import parse_model, score
from tests.detectors.innocent_markup import BORROWED, CODE, CONAC, JIUCUO, OFFICE, PLACES, PSB, html
from zhenwang.domain.look import Hop
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.pages.page import read_page
from zhenwang.registry_in_use import load_pack
from zhenwang.settings import Settings

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
HARD = {
    "site code in the footer": ("", CODE),
    "site code in the metadata": ('<meta name="SiteIDCode" content="4299990001">', ""),
    "error-report link": ("", JIUCUO),
    "CONAC link": ("", CONAC),
    "everything": ("", BORROWED),
}


@dataclass(frozen=True)
class Excuse:
    title: str = ""
    body: str = ""
    footer: str = ""


EXCUSES = {
    "source line": Excuse(body="<p>2026-09-01 来源：青柳市人民政府网 责任编辑：方一</p>"),
    "demonstration in the title": Excuse(title="演示模板 demo"),
    "disclaimer": Excuse(body="<p>本站为非官方网站，与青柳市人民政府无任何隶属关系</p>"),
    "disclaimer in one pixel": Excuse(body='<p style="font-size:1px;color:#fff">本站不是政府网站，为个人网站</p>'),
    "small print": Excuse(footer="免责声明：本网站并非官方网站，内容仅供参考"),
    "encyclopaedia": Excuse(body="<p>中文名 外文名 行政区类别 所属地区 政府驻地 电话区号 车牌代码 参考资料 词条</p>"),
    "laws": Excuse(body="".join(f"<p>青政发〔2020〕{n}号 效力级别 时效性 发布部门 实施日期</p>" for n in range(1, 30))),
    "directory": Excuse(
        title="政府网站大全导航",
        body="".join(f'<a href="http://www.p{n}.gov.cn">{p}市</a>' for n, p in enumerate(PLACES)),
    ),
    "forum": Excuse(body="<p>楼主 沙发 回帖 版块 发表于 积分 2楼</p>"),
    "courses": Excuse(body="<p>备考 真题 题库 网课 培训班 行测</p>"),
    "warning of fakes": Excuse(
        body="<p>谨防假冒网站，请认准本网站。</p><p>近日有人仿冒官网域名设立虚假网站，请勿轻信，如发现请举报。</p>"
    ),
    "institution": Excuse(footer="版权所有：青柳职业技术学院"),
    "run by a paper": Excuse(footer="承办：荆楚网 技术支持：青柳日报社"),
    "a name and number of its own": Excuse(title="荆湖资讯", footer="荆湖资讯 京ICP备12345670号"),
    "nothing": Excuse(),
}


def all_of_them() -> Excuse:
    given = EXCUSES.values()
    return Excuse(*("".join(getattr(one, part) for one in given) for part in ("title", "body", "footer")))


@pytest.fixture(scope="module")
def known(registry) -> Registry:
    return Registry.of(registry.sites.values(), jurisdiction=load_pack(Settings()).jurisdiction)


@pytest.fixture(scope="module")
def judge(known, look):
    def judged(head: str, mark: str, excuse: Excuse, host: str = "www.x1.top", url: str = "", more: str = ""):
        body = "<p>便民服务 通知公告 办事指南</p>" * 20 + excuse.body + more
        markup = html(f"便民服务 {excuse.title}", body, f"{mark}<br>{excuse.footer}", "<h1>便民服务</h1>", head)
        page, _ = read_page(markup.encode())
        seen = look(host, page, body=markup.encode(), **({"url": url} if url else {}))
        return score(detectors.run(seen, known), known.version, MODEL)

    return judged


@pytest.mark.parametrize(("claim", "excuse"), list(product(HARD, [*EXCUSES, "all of them"])))
def test_words_of_its_own_change_no_band_of_a_page_with_a_hard_claim(judge, claim, excuse):
    bare = judge(*HARD[claim], Excuse())
    dressed = judge(*HARD[claim], EXCUSES.get(excuse) or all_of_them())
    assert bare.band is (Band.REVIEW if claim == "CONAC link" else Band.CONFIRMABLE)
    assert dressed.band is bare.band
    assert dressed.probability >= bare.probability


@pytest.mark.parametrize("excuse", EXCUSES)
def test_a_name_with_an_excuse_still_reaches_people_unless_it_calls_itself_a_demonstration(judge, excuse):
    for head, footer in (("", f"主办单位：{OFFICE}"), (f'<meta name="SiteName" content="{OFFICE}门户网站">', "")):
        reached = Band.WATCH if excuse == "demonstration in the title" else Band.REVIEW
        assert judge(head, footer, EXCUSES[excuse]).band is reached


HOSTED = {
    "code hosting": ("gov.github.io", ""),
    "test name": ("demo.vendor-x.com", ""),
    "vendor": ("case.hanweb.com", ""),
    "bare port": ("198.51.100.7", "http://198.51.100.7:8080/"),
}


@pytest.mark.parametrize(("claim", "place"), list(product(HARD, HOSTED)))
def test_a_host_for_trying_out_holds_back_and_people_see_it(judge, claim, place):
    host, url = HOSTED[place]
    assert judge(*HARD[claim], Excuse(), host, url).band is Band.REVIEW


@pytest.mark.parametrize("place", HOSTED)
def test_a_phishing_page_on_a_host_for_trying_out_may_be_proposed(judge, place):
    host, url = HOSTED[place]
    asks = "<form method=post>身份证号<input name=idcard placeholder=身份证号> 银行卡号<input name=bankcard></form>"
    result = judge("", BORROWED + f"主办单位：{OFFICE}", all_of_them(), host, url, asks)
    assert result.band is Band.CONFIRMABLE


@pytest.mark.parametrize("host", ["www-qingliu-gov-cn.github.io", "www.qingliu.gov.cn.test.x1.top"])
def test_a_host_that_imitates_is_no_demonstration(judge, host):
    assert judge("", BORROWED, all_of_them(), host).band is Band.CONFIRMABLE


@pytest.mark.parametrize("claim", [claim for claim in HARD if claim != "site code in the metadata"])
def test_marks_in_an_unmarked_foot_of_a_page_are_its_own_for_all_the_warnings_above(known, look, claim):
    """No <footer>, and words about fakes over the numbers: the last lines of a page are its foot all the same."""
    warning = EXCUSES["warning of fakes"].body + "<p>便民服务 办事指南</p>" * 200
    page, _ = read_page(f"<title>便民服务</title>{warning}<div>{HARD[claim][1]}</div>".encode())
    result = score(detectors.run(look("www.x1.top", page), known), known.version, MODEL)
    assert result.band is (Band.REVIEW if claim == "CONAC link" else Band.CONFIRMABLE)


def test_an_excused_address_needs_both_sides(known, look, official):
    """Without an address nobody says that a name leads onto the official server."""
    seen = look("www.x1.top", replace(official), hops=(Hop("https://www.x1.top/", 200, "203.0.113.9"),))
    assert "resolves_onto_official" not in {signal.name for signal in detectors.run(seen, known)}
    assert PSB in official.text
