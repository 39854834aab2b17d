"""Remembered lines come out as they would be read anew, and no more of them are kept than a few pages have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.text.comparable import comparable, comparable_lines, made_comparable
from zhenwang.text.edits import at_once
from zhenwang.text.line_memo import LONGEST, LineMemo

PIECES = st.sampled_from(
    ("湖", "网(wǎng)站", "政", "&amp;lt;", "&#10;", " ", "\n", "a", "①", "\u200b", "é", "́", "2o18")
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_line_reads_the_same_for_the_second_time(text: str) -> None:
    anew = [made_comparable(line, at_once) for line in text.split("\n")]
    assert comparable_lines(text) == anew
    assert comparable_lines(text) == anew
    assert comparable(text) == made_comparable(text, at_once)


def test_what_is_kept_is_bounded() -> None:
    memo = LineMemo()
    assert memo.keep("長" * (LONGEST + 1), "长") == "长"
    assert memo.get("長" * (LONGEST + 1)) is None
    memo.keep("first", "first")
    for number in range(2_000):
        memo.keep(f"{number:0{LONGEST}}", "")
    assert memo.get("first") is None
    assert memo.get(f"{1_999:0{LONGEST}}") == ""
