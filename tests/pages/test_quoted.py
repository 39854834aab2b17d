from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zhenwang.domain.look import Field, Form, Image, Link, Look, Page
from zhenwang.pages.quoted import quoted

PAGE = Page(
    "utf-8", "青柳市人民政府", (("keywords", "青柳政务"),), "", "", "版权所有 青柳市人民政府办公室",
    "歡迎訪問青柳市 人民政府門戶網站\n网站标识码：4299990001",
    (Link("https://pay.example/in?a=1", "缴费", "body"),), (Image("/logo.png", "青柳徽标", "header"),), (),
    (Form("/take", "post", (Field("sfz", "text", "身份证号"),)),),
)  # fmt: skip
LOOK = Look("xn--fiqs8s.example", "http://xn--fiqs8s.example/", datetime(2026, 11, 20, tzinfo=UTC), page=PAGE)


@pytest.mark.parametrize(
    "quote",
    [
        "青柳市人民政府门户网站", "青柳市★人民政府門戶網站", "…访问青柳市 人民政府…", "欢迎访问…标识码:4299990001",
        "青柳政务", "hxxps[:]//pay[.]example/in", "pay.example", "青柳徽标", "身份证号", "xn--fiqs8s[.]example",
        "中国.example", "网站标识码：\r\n4299990001", "keywords: 青柳政务",
    ],
)  # fmt: skip
def test_what_was_seen_can_be_quoted(quote: str) -> None:
    assert quoted(quote, LOOK)


@pytest.mark.parametrize("quote", ["", "…", "。", "[.]", "从未出现的话", "青柳市…从未出现的话", "青", "x" * 9000])
def test_what_was_not_seen_cannot(quote: str) -> None:
    assert not quoted(quote, LOOK)


def test_a_look_without_a_page_has_its_addresses_to_quote() -> None:
    blind = Look("a.example", "http://a.example/", LOOK.at)
    assert quoted("a[.]example", blind)
    assert not quoted("青柳市人民政府", blind)
