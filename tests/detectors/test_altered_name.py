"""A name altered on purpose is a claim; a registered name, and one of a body that nobody listed, is not altered."""

import pytest

from detectors.altered_name import detect
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.pages.likeness import like_names

ELSEWHERE = "www.a1ylhsk.cn"
BODIES = (
    *("湖北省人民政府", "荆州市人民政府", "荆州市人力资源和社会保障局", "荆州市教育局", "荆州市市场监督管理局"),
    *("黄冈市人民政府", "黄冈市教育局", "襄阳市人民政府", "湖北省体育局"),
)


@pytest.fixture(scope="module")
def known() -> Registry:
    regions = {"湖北": "湖北省", "荆州": "湖北省/荆州市", "黄冈": "湖北省/黄冈市", "襄阳": "湖北省/襄阳市"}
    return Registry.of(
        OfficialSite(f"w{number}.gov.cn", name, (f"w{number}.gov.cn",), region=regions[name[:2]])
        for number, name in enumerate(BODIES)
    )


def said(known, look, make_page, name, footer=""):
    return list(detect(look(ELSEWHERE, make_page(title=f"{name}门户网站", footer=footer)), known))


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("湖北省人民攻府", "湖北省人民政府"),
        ("湖北省人民政fu府", "湖北省人民政府"),
        ("荆州市人力资源合社会保障局", "荆州市人力资源和社会保障局"),
        ("荆州市人力资源和社会保瘴局", "荆州市人力资源和社会保障局"),
        ("荆州市市场监督管埋局", "荆州市市场监督管理局"),
        ("荆洲市人民政府", "荆州市人民政府"),
        ("黄岗市教育局", "黄冈市教育局"),
        ("荆州市教肓局", "荆州市教育局"),
    ],
)
def test_a_letter_changed_or_put_in_names_the_body(known, look, make_page, shown, meant):
    (signal,) = said(known, look, make_page, shown)
    assert (signal.name, signal.axis, signal.family) == ("altered_name", Axis.CLAIM, Family.NAME)
    assert known.sites[signal.site].name == meant
    assert shown in signal.snippet


@pytest.mark.parametrize(
    "shown", ["必赢体育人民政府办公厅", "XX彩票市人力资源和社会保障局", "乐鱼人民政府", "金沙娱乐市场监督管理局"]
)
def test_a_brand_in_the_place_of_a_place_names_nobody_and_is_weaker(known, look, make_page, shown):
    (signal,) = said(known, look, make_page, shown)
    assert (signal.name, signal.site) == ("swapped_name", "")


@pytest.mark.parametrize(
    "shown",
    [
        *(
            "襄樊市人民政府",
            "荆州区水利局",
            "荆州市体育局",
            "荆州市人力资源社会保障局",
            "湖北省政府采购网",
            "人民政府研究会",
        ),
        *("荆州市市场监督管理所", "荆州市中心医院", "湖北政府网讯", "各级人民政府", "某某市人民政府", "岳口镇人民政府"),
        *(
            "香港特别行政区政府",
            "中央人民政府",
            "陕甘宁边区人民政府",
            "荆州市教育考试院",
            "湖北人民出版社",
            "荆州市文化旅游局",
        ),
        *("必赢体育", "中国体育彩票管理中心", "荆州大学", "孝感市人民政府", "荆州高新技术产业开发区管理委员会"),
    ],
)
def test_an_honest_neighbour_is_not_altered(known, look, make_page, shown):
    assert said(known, look, make_page, shown, footer=f"版权所有：{shown}") == []


@pytest.mark.parametrize("name", BODIES)
def test_no_registered_name_is_an_alteration_of_another(known, name):
    without = Registry.of(site for site in known.sites.values() if site.name != name)
    assert like_names(known).altered(name) is None
    assert like_names(without).altered(name) is None


@pytest.mark.parametrize(
    "title", ["谨防假冒：湖北省人民攻府", "湖北省人民攻府发布公告_新闻网", "网友发现“湖北省人民攻府”网站"]
)
def test_who_speaks_of_an_altered_name_does_not_bear_it(known, look, make_page, title):
    assert list(detect(look(ELSEWHERE, make_page(title=title)), known)) == []


def test_beside_the_true_name_the_altered_one_says_nothing_more(known, look, make_page):
    assert said(known, look, make_page, "湖北省人民攻府", footer="版权所有：湖北省人民政府") == []


def test_the_body_itself_may_misspell_its_name(known, look, make_page):
    assert list(detect(look("w0.gov.cn", make_page(title="湖北省人民攻府")), known)) == []


def test_M5_a_page_that_was_not_seen_says_nothing(known, look):
    assert list(detect(look(ELSEWHERE), known)) == []
