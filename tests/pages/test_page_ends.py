from zhenwang.domain.look import Page
from zhenwang.pages.page_ends import PageEnds

MARKS = "网站标识码：4299990001 鄂ICP备05099999号"
POST = f"论坛\n楼主：看看这个\n{MARKS}\n二楼 某某：这是真的吗我不信\n论坛 © 2026 粤ICP备2020000000号"


def ends(text: str, header: str = "", footer: str = "") -> PageEnds:
    return PageEnds(Page("utf-8", "", (), header, "", footer, text))


def test_what_a_page_goes_on_behind_before_its_own_record_is_quoted() -> None:
    asked = ends(POST, POST, POST)
    assert asked.before_anothers_end("网站标识码：4299990001")
    assert not asked.before_anothers_end("论坛 © 2026")
    assert not asked.before_anothers_end("不在页面上")
    assert not asked.before_anothers_end("  ")


def test_lines_of_one_footer_belong_together() -> None:
    footer = "主办：青柳市人民政府\n地址：柳岸大道18号\n网站地图\n网站标识码：4299990001\n粤ICP备2020000000号"
    assert not ends(f"正文\n{footer}").before_anothers_end("主办：青柳市人民政府")


def test_ends_that_stand_in_are_told_from_those_a_page_has() -> None:
    assert ends(POST, POST, POST).header_stands_in
    assert ends(POST, POST, POST).footer_stands_in
    long = "文\n" * 3_000
    own = ends(f"青柳市人民政府\n{long}版权所有", "青柳市人民政府", "版权所有")
    assert not own.header_stands_in
    assert not own.footer_stands_in
    assert ends(long, long[:300], long[-1500:]).footer_stands_in
