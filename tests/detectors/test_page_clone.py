"""A mirror contains the official page, however it is dressed up; a repost and a colleague do not."""

from dataclasses import replace

import pytest

from detectors.page_clone import detect
from tests.detectors.conftest import NOW, QINGLIU, WATER
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.text.comparable import comparable

ELSEWHERE = "www.statesmanwelt.com"


def only(signals):
    (signal,) = signals
    return signal


def test_a_whole_mirror_is_a_clone_at_full_strength(registry, mirror):
    signal = only(detect(mirror, registry))
    assert (signal.name, signal.axis, signal.family) == ("page_clone", Axis.CLAIM, Family.CONTENT)
    assert (signal.site, signal.value) == ("www.qingliu.gov.cn", 1.0)
    assert "青柳市人民政府" in signal.because
    assert signal.snippet in mirror.page.text
    assert 10 <= len(signal.snippet) <= 60


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.replace("市", "市(shì)").replace("要", "要(yào)"),
        lambda text: text.replace("产", "產").replace("业", "業").replace("设", "設").replace("开", "開"),
        lambda text: text.replace("，", "★").replace("。", "◆"),
        lambda text: "必赢体育 澳门新葡京 老虎机 " * 30 + text + " 真人娱乐 百家乐 " * 30,
    ],
    ids=["pinyin", "traditional", "symbols", "betting"],
)
def test_M4_a_dressed_up_mirror_is_still_a_clone(registry, look, make_page, official, dress):
    seen = make_page(title="首页", text=dress(official.text))
    signal = only(detect(look(ELSEWHERE, seen), registry))
    assert signal.value > 0.8
    assert comparable(signal.snippet) in comparable(official.text)


def test_the_frame_alone_is_a_weaker_clone(registry, look, make_page, official):
    frame = "\n".join((official.header, official.navigation, official.footer))
    signal = only(detect(look(ELSEWHERE, make_page(text=frame + "特种作业操作证查询" * 40)), registry))
    assert 0.3 <= signal.value <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "首页 政务公开 政务服务 互动交流 专题专栏 网站地图 联系我们 主办单位 承办单位 网站标识码",
        "本报讯 青柳市召开柳编产业链推进会，市长林远舟出席并讲话。来源：青柳日报 " + "其他地方的新闻也很多。" * 50,
        "湖北省政府网站管理办法 第一条 为规范全省政府网站管理，根据有关规定，结合本省实际，制定本办法。" * 5,
    ],
    ids=["empty", "words of every navigation", "repost of one item", "public law"],
)
def test_what_is_meant_to_be_shared_is_no_clone(registry, look, make_page, text):
    assert list(detect(look(ELSEWHERE, make_page(text=text)), registry)) == []


def test_the_site_itself_is_no_clone_of_itself(registry, look, official):
    assert list(detect(look("m.qingliu.gov.cn", official), registry)) == []


def test_a_neighbour_on_the_same_template_is_no_clone(registry, look, make_page, official):
    """Same platform, same words of navigation, other place, other people, other news."""
    header = official.header.replace("青柳", "云岭")
    navigation = official.navigation.replace("青柳", "云岭")
    body = (
        "云岭市召开茶叶丰收节新闻发布会，介绍今年春茶产量和品牌建设情况。高铁云岭站年底开通运营，每日停靠列车三十二趟。"
        * 2
    )
    footer = "主办单位：云岭市人民政府办公室 联系电话：0717-3300000 地址：云岭市茶山路6号 网站标识码：4288880001"
    seen = make_page(
        header=header, navigation=navigation, footer=footer, text=" ".join((header, navigation, body, footer))
    )
    assert list(detect(look("www.yunling.gov.cn", seen), registry)) == []


def test_what_three_sites_of_a_platform_share_is_nobodys_page(registry, look, official):
    baseline = registry.baselines["www.qingliu.gov.cn"]
    sites = ("www.qingliu.gov.cn", "slj.yunling.gov.cn", "scjg.yunling.gov.cn")
    shared = Registry.of(registry.sites.values(), [replace(baseline, site=site) for site in sites])
    assert list(detect(look(ELSEWHERE, official), shared)) == []
    two = Registry.of(registry.sites.values(), [replace(baseline, site=site) for site in sites[:2]])
    assert only(detect(look(ELSEWHERE, official), two)).site in sites[:2]


def test_a_baseline_of_a_site_that_is_not_listed_is_not_compared(registry, look, official):
    baseline = registry.baselines["www.qingliu.gov.cn"]
    unlisted = Registry.of(registry.sites.values(), [replace(baseline, site="www.gone.gov.cn")])
    assert list(detect(look(ELSEWHERE, official), unlisted)) == []


def test_a_page_without_end_is_bounded(registry, look, official):
    seen = replace(official, text="青柳" * 2_000_000)
    assert list(detect(look(ELSEWHERE, seen), registry)) == []


LAW = "\n".join(
    f"第{n}条 青柳市柳编产业促进办法规定，第{n * 7}类企业应当在{n % 12 + 1}月报送第{n * 13}号报表并公开结果。"
    for n in range(1, 40)
)


def test_a_law_that_is_reposted_is_no_copy_of_the_site_that_published_it(look, make_page, official):
    held = fingerprint(
        QINGLIU.id, look(QINGLIU.id, replace(official, text=official.text + "\n" + LAW)), lambda _: None, NOW
    )
    known = Registry.of((QINGLIU, WATER), (held,))
    database = make_page(
        text="法规库 首页 检索 收藏\n" + LAW + "\n版权所有 法规库", title="青柳市柳编产业促进办法_法规库"
    )
    assert list(detect(look(ELSEWHERE, database), known)) == []
    whole = make_page(text=official.text + "\n" + LAW)
    assert only(detect(look(ELSEWHERE, whole), known)).value == 1.0


def test_part_of_the_page_and_nothing_else_is_a_weaker_copy(registry, look, make_page, official):
    part = official.text[: len(official.text) * 3 // 10]
    signal = only(detect(look(ELSEWHERE, make_page(text=part)), registry))
    assert 0.3 <= signal.value < 0.8
    assert (
        list(detect(look(ELSEWHERE, make_page(text=part + "其他内容很多，与本市没有关系。" + WORDS)), registry)) == []
    )


WORDS = "".join(f"第{n}届马拉松比赛报名人数为{n * 37}人，路线经过{n}座桥。" for n in range(60))


def test_M4_what_is_put_before_a_copy_does_not_hide_it(registry, look, make_page, official):
    padding = "\n".join(f"無關緊要的第{n}行文字" for n in range(30_000))
    assert only(detect(look(ELSEWHERE, make_page(text=f"{padding}\n{official.text}")), registry)).value == 1.0


PEOPLE = ("林远舟", "苏见川", "顾晚晴", "秦知远", "沈默言", "陆小曼", "江明月", "方知行", "叶青禾", "宋听雨")
DEEDS = (
    *(("防汛抢险", "要求守住底线"), ("秋季招生", "强调公开透明"), ("河道修复", "希望早日完工")),
    *(("电商助农", "鼓励青年返乡"), ("信访办理", "叮嘱事事回音"), ("消防检查", "提醒举一反三")),
    *(("文明创建", "号召人人参与"), ("医保服务", "推动就近可办"), ("旧城改造", "听取住户意见")),
    ("就业帮扶", "送去岗位信息"),
)


def county_page(county: str, people: tuple[str, ...], first: int) -> str:
    """Ten short items with a name or a number every few characters."""
    return "\n".join(
        f"{county}县县长{person}调研{deed}{words}，{first + 7 * n}名干部参加，{county}县财政局安排{first * 3 + n}万元"
        for n, (person, (deed, words)) in enumerate(zip(people, DEEDS, strict=True))
    )


def test_a_copy_with_its_names_swapped_is_worth_less_and_names_the_victim(look, make_page):
    genuine = make_page(text=county_page("青柳", PEOPLE, 11))
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, genuine), lambda _: None, NOW)
    known = Registry.of((QINGLIU, WATER), (held,))
    swapped = make_page(text=county_page("松岭", tuple(f"{one}大伟" for one in "王李张刘陈杨赵黄周吴"), 43))
    whole, masked = (only(detect(look(ELSEWHERE, page), known)) for page in (genuine, swapped))
    assert masked.site == whole.site == QINGLIU.id
    assert 0.3 <= masked.value < 0.7 < whole.value == 1.0
    assert "不计地名" in masked.because
    assert list(detect(look(ELSEWHERE, make_page(text="松岭县县长王大伟出席会议。" + WORDS)), known)) == []
