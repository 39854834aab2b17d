"""Self-designation is a claim; a mention is not."""

import pytest

from detectors.claimed_name import detect
from zhenwang.domain.signal import Axis, Family

ELSEWHERE = "www.a1ylhsk.cn"


@pytest.mark.parametrize(
    ("zones", "value"),
    [
        ({"title": "青柳市人民政府门户网站"}, 1.0),
        ({"title": "欢迎访问青柳市人民政府官方网站"}, 1.0),
        ({"title": "首页", "footer": "版权所有：青柳市人民政府"}, 0.9),
        ({"title": "首页", "footer": "主办单位：青柳市人民政府 承办：青柳市大数据中心"}, 0.9),
        ({"title": "青柳市(shì)人民政府(fǔ)門(mén)戶網(wǎng)站"}, 1.0),
        ({"title": "青★柳◆市人民政府-官方网站"}, 1.0),
    ],
)
def test_a_page_that_calls_itself_by_the_name_claims_it(registry, look, make_page, zones, value):
    (signal,) = detect(look(ELSEWHERE, make_page(**zones)), registry)
    assert (signal.name, signal.axis, signal.family) == ("claimed_name", Axis.CLAIM, Family.NAME)
    assert (signal.site, signal.value) == ("www.qingliu.gov.cn", value)
    assert "青柳市人民政府" in signal.because
    assert signal.snippet in zones.get("title", "") + zones.get("footer", "")


@pytest.mark.parametrize(
    "zones",
    [
        {"title": "青柳市人民政府召开柳编产业推进会_新闻频道", "text": "青柳市人民政府召开会议。"},
        {"title": "2026年青柳市人民政府公开招聘公告-公考资讯网", "footer": "版权所有：公考资讯网"},
        {"title": "青柳市人民政府_百科", "text": "青柳市人民政府是青柳市的行政机关。"},
        {"title": "警惕假冒青柳市人民政府的网站", "text": "近日有网站冒充“青柳市人民政府官方网站”，请勿上当。"},
        {"title": "某某科技", "footer": "友情链接：青柳市人民政府 云岭市水利局 技术支持：某某科技有限公司"},
        {"title": "荆湖网", "footer": "主办：荆湖日报社"},
        {"title": "", "text": ""},
    ],
)
def test_a_mention_is_not_a_claim(registry, look, make_page, zones):
    assert list(detect(look(ELSEWHERE, make_page(**zones)), registry)) == []


@pytest.mark.parametrize("host", ["www.qingliu.gov.cn", "jyj.qingliu.gov.cn"])
def test_the_body_itself_claims_nothing_foreign(registry, look, official, host):
    assert list(detect(look(host, official), registry)) == []


@pytest.mark.parametrize("host", ["www.chaoyang-dong.gov.cn", "www.chaoyang-xi.gov.cn"])
def test_a_name_that_several_bear_is_granted_to_each_of_them(registry, look, make_page, host):
    assert list(detect(look(host, make_page(title="朝阳区人民政府门户网站")), registry)) == []


def test_a_shared_name_elsewhere_is_a_weaker_claim(registry, look, make_page):
    (signal,) = detect(look(ELSEWHERE, make_page(title="朝阳区人民政府门户网站")), registry)
    assert 0 < signal.value < 1
    assert "多个单位" in signal.because


def test_what_a_redirect_led_to_counts_not_where_it_began(registry, look, official):
    redirected = look("qingliu-gov.top", official, final_url="https://www.qingliu.gov.cn/")
    assert list(detect(redirected, registry)) == []


def test_M5_a_page_that_was_not_seen_says_nothing(registry, look):
    assert list(detect(look(ELSEWHERE), registry)) == []
