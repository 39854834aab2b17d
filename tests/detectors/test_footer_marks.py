"""A mark belongs to somebody; on a host that is not theirs it is a claim."""

from dataclasses import replace

import pytest

from detectors.footer_marks import detect
from zhenwang.domain.jurisdiction import MarkKind
from zhenwang.domain.look import Link, Script
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.registry_in_use import load_pack
from zhenwang.settings import Settings

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


@pytest.mark.parametrize(
    "words",
    [
        "网友称页面底部写着网站标识码：4299990001，不知真假。",
        "接口参数示例：网站标识码 4299990001，返回网站名称。",
        "经核查，该网站页脚的网站标识码：4299990001 属于他人。",
        "问：网站标识码：4299990001 是真的吗？答：请向主办单位核实。",
        "“网站标识码：4299990001”",
    ],
)
def test_running_text_that_tells_of_a_code_claims_nothing(registry, look, make_page, words):
    filler = "柳编小镇今日开市，客商云集。" * 120
    text = f"{filler}\n{words}\n荆湖论坛 京ICP备12345678号"
    for seen in (
        make_page(title="荆湖论坛", text=text, footer="荆湖论坛 京ICP备12345678号"),
        make_page(title="荆湖论坛", text=text, footer=text[-1500:]),
    ):
        assert list(detect(look(ELSEWHERE, seen), registry)) == []


def test_a_post_that_copies_a_footer_is_no_footer(registry, look, make_page):
    post = "楼主\n主办：青柳市人民政府\n网站标识码：4299990001\n二楼 某某：早该有人管一管了"
    text = f"荆湖论坛\n{post}\n荆湖论坛 京ICP备12345678号"
    seen = make_page(title="大家看看 - 荆湖论坛", header=text, text=text, footer=text)
    assert list(detect(look("bbs.jinghu.example", seen), registry)) == []


def test_a_table_of_codes_is_a_list(registry, look, make_page):
    rows = "\n".join(f"网站标识码：{code}" for code in ("4299990001", "4288880002", "4288880003"))
    assert list(detect(look(ELSEWHERE, make_page(title="标识码对照表", text=rows, footer=rows)), registry)) == []


def test_outside_a_footer_that_the_page_has_a_code_names_nobody(registry, look, make_page):
    seen = make_page(text="简介\n网站标识码：4299990001\n论文网 京ICP备12345678号", footer="论文网 京ICP备12345678号")
    (signal,) = detect(look(ELSEWHERE, seen), registry)
    assert (signal.name, signal.value, signal.site) == ("foreign_site_code", 0.5, "")


def test_a_code_left_from_a_template_on_a_page_of_somebody_else_is_weaker(registry, look, make_page):
    seen = make_page(title="白庄村", footer="主办单位：白庄村民委员会 网站标识码：4299990001")
    (signal,) = detect(look(ELSEWHERE, seen), registry)
    assert signal.value == 0.5
    swapped = make_page(title="青柳便民", footer="主办单位：必赢体育委员会 网站标识码：4299990001")
    assert next(detect(look(ELSEWHERE, swapped), registry)).value == 1.0


def test_another_number_of_the_same_subject_is_the_subjects(registry, look, make_page):
    (signal,) = detect(look(ELSEWHERE, make_page(footer="鄂ICP备05099999号-17")), registry)
    assert (signal.name, signal.site) == ("foreign_icp", "www.qingliu.gov.cn")
    assert signal.value < 1
    assert list(detect(look("www.qingliu.gov.cn", make_page(footer="鄂ICP备05099999号-17")), registry)) == []


def test_an_official_page_with_a_wrong_code_claims_nothing(registry, look, make_page):
    seen = make_page(footer="网站标识码：4288880002 鄂公网安备42880002000008号")
    assert list(detect(look("www.qingliu.gov.cn", seen), registry)) == []


def test_an_unlisted_host_under_a_restricted_suffix_says_less(registry, look, make_page):
    (signal,) = detect(look("jyj.unlisted.gov.cn", make_page(footer="网站标识码：4299990001")), registry)
    assert signal.value < 0.5


def test_the_domain_of_a_tag_names_its_victim(registry, look, make_page):
    seen = make_page(meta=(("SiteDomain", "www.qingliu.gov.cn"),))
    (signal,) = detect(look(ELSEWHERE, seen), registry)
    assert (signal.name, signal.site) == ("foreign_site_domain", "www.qingliu.gov.cn")
    assert list(detect(look("www.qingliu.gov.cn", seen), registry)) == []


def test_what_a_captured_page_shows_is_its_sites_though_the_registry_has_it_not(registry, look, make_page):
    path = "https://dcs.conac.cn/js/14/000/0000/40445163/CA140000000404451630001.js"
    official = make_page(title="青柳市人民政府", text="柳编" * 200, scripts=(Script(path, (), ""),))
    seen = look("www.qingliu.gov.cn", official)
    captured = Registry.of(registry.sites.values(), (fingerprint("www.qingliu.gov.cn", seen, lambda _: None, seen.at),))
    (signal,) = detect(look(ELSEWHERE, make_page(scripts=(Script(path, (), ""),))), captured)
    assert (signal.name, signal.site) == ("foreign_conac", "www.qingliu.gov.cn")


@pytest.fixture
def with_bearers(registry):
    kinds = [("site_code", "[0-9]{10}"), ("icp", ".+"), ("psb", ".+"), ("conac", ".+")]
    marks = tuple(MarkKind(kind, kind, kind, pattern) for kind, pattern in kinds)
    bearers = {("site_code", "6108000013"): ("榆林市农业农村局",), ("icp", "陕ICP备20005710号"): ("榆林市农业农村局",)}
    pack = replace(load_pack(Settings()).jurisdiction, marks=marks, bearers=bearers)
    return Registry.of(registry.sites.values(), jurisdiction=pack)


def test_a_mark_of_a_body_whose_host_nobody_knows_is_a_weak_claim(with_bearers, look, make_page):
    seen = make_page(footer="网站标识码：6108000013 陕ICP备20005710号-3")
    signals = list(detect(look(ELSEWHERE, seen), with_bearers))
    assert names(signals) == {"hostless_mark"}
    assert all("榆林市农业农村局" in signal.because and signal.site == "" for signal in signals)
    assert max(signal.value for signal in signals) < 1
