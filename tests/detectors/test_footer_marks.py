"""A mark belongs to somebody; on a host that is not theirs it is a claim."""

import pytest

from detectors.footer_marks import detect
from zhenwang.domain.look import Link
from zhenwang.domain.signal import Axis, Family

ELSEWHERE = "www.hbzyw168.com"


def names(signals):
    return {signal.name for signal in signals}


@pytest.mark.parametrize(
    ("footer", "name"),
    [
        ("网站标识码：4299990001", "foreign_site_code"),
        ("网站标识码 4288880002", "foreign_site_code"),
        ("鄂公网安备 42990002000001号", "foreign_psb"),
        ("鄂ICP备05099999号-1", "foreign_icp"),
    ],
)
def test_a_mark_of_somebody_else_is_a_claim(registry, look, make_page, footer, name):
    (signal,) = detect(look(ELSEWHERE, make_page(footer=footer)), registry)
    assert (signal.name, signal.axis, signal.family, signal.value) == (name, Axis.CLAIM, Family.IDENTIFIER, 1.0)
    assert registry.sites[signal.site].name in signal.because
    assert signal.snippet


def test_the_jiucuo_link_names_its_victim_twice(registry, look, make_page):
    href = "http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4299990001&url=http%3A%2F%2Fwww.qingliu.gov.cn%2F"
    seen = make_page(footer="找错", links=(Link(href, "我为政府网站找错", "footer"),))
    signals = list(detect(look(ELSEWHERE, seen), registry))
    assert names(signals) == {"foreign_jiucuo"}
    assert {signal.site for signal in signals} == {"www.qingliu.gov.cn"}
    assert len(signals) == 2


def test_the_conac_link_names_its_owner(registry, look, make_page):
    href = "https://bszs.conac.cn/sitename?method=show&id=08E61FB166710F06E053012819AC1E62"
    seen = make_page(footer="党政机关", links=(Link(href, "", "footer"),))
    assert names(detect(look(ELSEWHERE, seen), registry)) == {"foreign_conac"}


def test_a_number_of_a_shared_platform_is_weak_and_names_nobody(registry, look, make_page):
    signals = list(detect(look(ELSEWHERE, make_page(footer="鄂ICP备06088888号 鄂公网安备42880002000008号")), registry))
    assert names(signals) == {"foreign_icp", "foreign_psb"}
    assert all(signal.value < 0.5 and signal.site == "" for signal in signals)


@pytest.mark.parametrize("host", ["slj.yunling.gov.cn", "scjg.yunling.gov.cn"])
def test_every_member_of_a_platform_may_show_its_numbers(registry, look, make_page, host):
    seen = make_page(footer="鄂ICP备06088888号 鄂公网安备42880002000008号")
    assert list(detect(look(host, seen), registry)) == []


def test_the_owner_may_show_its_own_marks(registry, look, official):
    assert list(detect(look("www.qingliu.gov.cn", official), registry)) == []


def test_a_code_that_nobody_owns_is_only_noted(registry, look, make_page):
    (signal,) = detect(look(ELSEWHERE, make_page(footer="网站标识码：4277770009")), registry)
    assert (signal.name, signal.site) == ("unowned_site_code", "")
    assert signal.value < 1


@pytest.mark.parametrize("code", ["1234567890", "3300000000", "bm00000000", "1111111111", "0123456789"])
def test_a_placeholder_is_nobodys_code(registry, look, make_page, code):
    assert list(detect(look(ELSEWHERE, make_page(footer=f"网站标识码：{code}")), registry)) == []


WARNING = "近日有网友反映，有假网站在页脚抄写“网站标识码：4299990001”，请谨防上当。"


def test_a_warning_that_quotes_a_code_claims_nothing(registry, look, make_page):
    own_footer = make_page(title="反诈提醒", text=WARNING + "版权所有：荆湖网", footer="版权所有：荆湖网")
    # Where a page has no footer of its own, the end of its text stands for one.
    none = make_page(title="反诈提醒", text="荆湖网讯" + WARNING * 30, footer=WARNING * 30)
    for seen in (own_footer, none):
        assert list(detect(look(ELSEWHERE, seen), registry)) == []


def test_a_fake_cannot_hide_its_footer_behind_a_warning(registry, look, make_page):
    seen = make_page(text=WARNING + "首页 网站标识码：4299990001", footer="谨防假冒 网站标识码：4299990001")
    assert names(detect(look(ELSEWHERE, seen), registry)) == {"foreign_site_code"}


@pytest.mark.parametrize(
    "footer", ["", "京ICP备12345678号-1", "联系电话 4299990001", "技术支持：某某公司 电话 027-86000000"]
)
def test_ordinary_footers_claim_nothing(registry, look, make_page, footer):
    assert list(detect(look(ELSEWHERE, make_page(footer=footer)), registry)) == []


def test_a_footer_of_ten_thousand_codes_is_bounded(registry, look, make_page):
    footer = " ".join(f"网站标识码：42{number:08d}" for number in range(10_000))
    assert len(list(detect(look(ELSEWHERE, make_page(footer=footer)), registry))) <= 20
