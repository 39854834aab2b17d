from __future__ import annotations

from tests.web.made import a_page
from zhenwang.web.passages import GRAM, grams, in_context, shared


def test_a_snippet_is_found_in_the_zone_that_the_finding_names() -> None:
    page = a_page(title="青柳市人民政府门户网站")
    assert in_context("青柳市人民政府", page, "页面在页头自称").zone == "header"
    assert in_context("青柳市人民政府", page, "页面在标题自称").zone == "title"


def test_surroundings_are_the_pages_own_words() -> None:
    found = in_context("请输入身份证号", a_page())
    assert found.zone == "text"
    assert found.before.endswith("门户网站")
    assert found.after.startswith("查询证书")


def test_white_space_does_not_hide_a_snippet() -> None:
    assert in_context("标识码：4299990001", a_page(text="网站标识码：\n 4299990001")).zone == "footer"


def test_a_snippet_that_is_nowhere_stands_alone() -> None:
    assert in_context("evil.example", a_page()).hit == "evil.example"
    assert in_context("x" * 5000, None).zone == ""


def test_shared_passages_are_found_through_traditional_script_symbols_and_readings() -> None:
    official = grams(["湖北省人民政府今天召开会议研究部署工作"])
    found = shared("看！湖北省★人民政府(zhèngfǔ)今天召開會議研究部署工作。其他内容不同", official)
    assert [piece.text for piece in found if piece.kind] == ["湖北省★人民政府(zhèngfǔ)今天召開會議研究部署工作"]
    assert (
        "".join(piece.text for piece in found) == "看！湖北省★人民政府(zhèngfǔ)今天召開會議研究部署工作。其他内容不同"
    )


def test_what_is_shorter_than_a_passage_is_not_shared() -> None:
    assert not any(piece.kind for piece in shared("甲乙丙" * 2, grams(["甲乙丙" * 2])))
    assert len("甲乙丙" * 2) < GRAM
    assert shared("", frozenset()) == []
