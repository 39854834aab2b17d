"""Public documents are taken out before pages are compared; what is a page's own stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.pages.public_documents import without_documents

LAW = (
    "柳编产业促进办法",
    "第一章总则",
    "第一条为了促进柳编产业发展,根据有关法律、法规,结合本市实际,制定本办法。",
    "第二条本市行政区域内柳编产业的规划、扶持和管理,适用本办法。",
    "县级以上人民政府应当把柳编产业纳入国民经济和社会发展规划。",
    "第三条柳编产业发展坚持政府引导、市场主导、企业主体的原则。",
    "(一)统筹规划;",
    "(二)因地制宜。",
    "第四条本办法自2026年1月1日起施行。",
)
NOTICE = (
    "青柳市人民政府关于印发柳编小镇建设方案的通知",
    "青政发〔2026〕18号",
    "各县(市、区)人民政府,市政府各部门:",
    "现将《柳编小镇建设方案》印发给你们,请认真贯彻执行。",
    "一、总体要求",
    "以柳编小镇建设为抓手。",
    "2026年5月6日",
)
HOME = ("首页", "走进青柳", "市长林远舟主持市政府全面工作", "网站地图", "联系我们")


def test_the_articles_of_a_law_and_what_stands_between_them_are_taken_out() -> None:
    assert without_documents([*HOME, *LAW, *HOME]) == [*HOME, LAW[0], *HOME]


def test_a_notice_goes_from_its_number_to_its_date() -> None:
    assert without_documents([*HOME, *NOTICE, *HOME]) == [*HOME, NOTICE[0], *HOME]


def test_a_law_on_one_line_leaves_what_stands_around_it() -> None:
    law = "第一条为了促进产业,制定本办法。第二条适用本办法。第三条本办法自公布之日起施行。"
    line = f"青柳市人民政府 {law}主办:青柳市人民政府办公室"
    assert without_documents([line]) == ["青柳市人民政府 主办:青柳市人民政府办公室"]


def test_a_line_that_only_cites_a_document_is_nobodys() -> None:
    cited = (
        "国务院办公厅关于印发政府网站发展指引的通知(国办发〔2017〕47号)",
        "鄂政发(2024)3号",
        "国务院令第711号",
        "2024年第5号公告",
    )
    assert without_documents([*cited, *HOME]) == list(HOME)


def test_a_foot_behind_the_last_article_is_kept() -> None:
    foot = "主办单位:青柳市人民政府办公室 承办单位:青柳市大数据中心 网站标识码:4299990001"
    assert without_documents([*LAW, foot]) == [LAW[0], foot]


def test_what_only_sounds_like_a_law_stays() -> None:
    lines = [
        "第一书记驻村记",
        "第三条公交线路今日开通",
        "柳岸大道18号",
        "第12号台风",
        "今日第5条新闻",
        "共青团第1号门店开业",
    ]
    assert without_documents(lines) == lines


@given(st.lists(st.sampled_from([*LAW, *NOTICE, *HOME, "", "第九条"]), max_size=30))
def test_what_is_left_was_there_and_is_left_again(lines: list[str]) -> None:
    left = without_documents(lines)
    assert len(left) <= len(lines)
    assert set(left) <= set(lines)
