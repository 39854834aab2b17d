from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.text.personal import hidden, hides


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("我的身份证 420106199001011234。", "我的身份证 4201＊＊＊＊＊＊＊＊＊＊＊＊34。"),
        ("42010619900101123X", "4201＊＊＊＊＊＊＊＊＊＊＊＊3X"),
        ("电话13812345678", "电话138＊＊＊＊5678"),
        ("138 1234 5678", "138＊＊＊＊5678"),
        ("１３８１２３４５６７８", "138＊＊＊＊5678"),
        ("+86 13812345678", "+86 138＊＊＊＊5678"),
        ("027-87654321", "＊＊＊＊＊＊＊＊321"),
        ("6222 0212 3456 7890 123", "＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊0123"),
        ("zhang.san@qq.com", "z＊＊＊@qq.com"),
    ],
)
def test_R14_a_personal_number_keeps_only_its_ends(written: str, shown: str) -> None:
    assert hidden(written) == shown
    assert hides(written)


@pytest.mark.parametrize(
    "plain",
    ["", "拨打 400-123-4567 或 12345", "网站标识码4299990001", "鄂ICP备05099999号-1", "2026-11-20 08:25", "１２３"],
)
def test_what_belongs_to_an_office_stays(plain: str) -> None:
    assert not hides(plain)


@given(st.text(alphabet="0123456789Xx -.@a＊身", max_size=60))
def test_hidden_text_stays_as_it_is(text: str) -> None:
    once = hidden(text)
    assert len(once) <= len(text) + 3 * text.count("@")
    assert not any(number in once for number in ("13812345678", "420106199001011234"))
