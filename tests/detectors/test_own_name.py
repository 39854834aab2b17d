"""A site with a name and a record number of its own, and the foot of a page that marks none."""

import pytest

from detectors._stand_ins import foot_of, head_stands_in
from detectors.own_name import detect


@pytest.mark.parametrize(
    ("title", "foot", "value"),
    [
        ("青柳市人民政府电话_地址-城市黄页", "城市黄页 鲁ICP备2018292775号-4", 1.0),
        ("青柳市最新通知 - 青柳论坛", "© 2026 青柳论坛 京ICP备12345670号", 1.0),
        ("反诈提醒", "江城普法网 闽ICP备2023269988号-6", 0.6),
    ],
)
def test_a_name_beside_a_strangers_number(registry, look, make_page, title, foot, value):
    (signal,) = detect(
        look("x.cn", make_page(title=title, text=f"青柳市人民政府召开会议。\n{foot}", footer=foot)), registry
    )
    assert (signal.name, signal.value, signal.snippet) == ("speaks_as_another", value, foot)


@pytest.mark.parametrize(
    "foot",
    [
        "城市黄页",
        "鲁ICP备2018292775号-4",
        "版权所有 鲁ICP备2018292775号-4",
        "城市黄页 鄂ICP备05099999号-1",
        "青柳市便民政务中心 鲁ICP备2018292775号-4",
        "青柳市水利局 鲁ICP备2018292775号-4",
        "城市黄页 鲁ICP备2018292775号-4 网站标识码：4299990001",
        "主办单位：青柳市人民政府\n城市黄页 鲁ICP备2018292775号-4",
    ],
)
def test_no_name_an_offices_number_or_an_offices_words_are_nobodys_own(registry, look, make_page, foot):
    text = f"办事指南 通知公告。\n{foot}"
    assert list(detect(look("x.top", make_page(title="首页-城市黄页", text=text, footer=foot)), registry)) == []


def test_a_marked_footer_is_the_foot(make_page):
    assert foot_of(make_page(text="新闻\n主办：甲", footer="主办：甲")) == "主办：甲"


def test_of_a_page_without_a_footer_the_lowest_lines_that_read_like_one_are(make_page):
    def foot(*lines: str) -> str:
        text = "\n".join(lines)
        return foot_of(make_page(text=text, footer=text))

    assert foot("新闻一则。", "主办单位：甲", "地址：乙路 电话：1", "网站标识码：4299990001") == (
        "主办单位：甲\n地址：乙路 电话：1\n网站标识码：4299990001"
    )
    assert foot("网站标识码：4299990001", "2楼 顶", "论坛 京ICP备12345670号") == "论坛 京ICP备12345670号"
    assert foot("主办单位：甲", "网站标识码：4299990001", "棋牌 娱乐") == "主办单位：甲\n网站标识码：4299990001"
    assert foot("假网站写着“版权所有：甲”。", "民警提示：不点击陌生链接。") == ""


def test_the_beginning_of_the_text_is_no_header(make_page):
    text = "一" * 299 + "二" + "三" * 400
    assert head_stands_in(make_page(text=text, header=text[:300], footer=text))
    assert head_stands_in(make_page(text="短文\n主办：甲", header="短文", footer="主办：甲"))
    assert not head_stands_in(make_page(text="青柳市\n正文\n主办：甲", header="青柳市", footer="主办：甲"))
