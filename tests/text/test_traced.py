"""The map from comparable text back to the page's own characters."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.text.comparable import comparable
from zhenwang.text.traced import trace

PIECES = (
    *"政府网站管理著著覆。，\n ★-·|()《》“”?&;lio01か\u0301\u3099\u200b",
    *("(zhèng)", "(ai)", "wàng", "zhèng fǔ ", "1|2|3", "оо1", "&#25919;", "&amp;", "ﬁ", "℃", "①", "\ud800", "\x00"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)


@settings(max_examples=300)
@given(TEXTS)
def test_the_text_is_the_comparable_text_and_the_map_ascends(text: str) -> None:
    traced = trace(text)
    assert traced.text == comparable(text)
    assert len(traced.starts) == len(traced.ends) == len(traced.text)
    for first, second in pairwise(zip(traced.starts, traced.ends, strict=True)):
        assert first[0] <= second[0]
        assert first[1] <= second[1]
    assert all(0 <= start < end <= len(text) for start, end in zip(traced.starts, traced.ends, strict=True))


@given(TEXTS)
def test_runs_tell_the_whole_map(text: str) -> None:
    traced = trace(text)
    covered = 0
    for start, end, raw_start, raw_end in traced.runs():
        assert start == covered < end
        assert end - start == 1 or raw_end - raw_start == end - start
        assert traced.original(start, end) == (raw_start, raw_end)
        covered = end
    assert covered == len(traced.text)


@pytest.mark.parametrize(
    ("raw", "found", "own"),
    [
        ("歡迎訪問湖(hú)北★省政府網(wǎng)站!", "湖北省政府网站", "湖(hú)北★省政府網(wǎng)站"),
        ("a&#25919;&amp;#24220;b", "政府", "&#25919;&amp;#24220;"),
        ("政\n府\n网\n站", "府网", "府\n网"),
        ("ｘ\u200b\u202eﬁ省", "fi", "ﬁ"),
        ("一e\u0301二", "é", "e\u0301"),
        ("县(市、区(qū))三级", "区)三", "区(qū))三"),
    ],
)
def test_the_pages_own_characters_are_found_again(raw: str, found: str, own: str) -> None:
    traced = trace(raw)
    start = traced.text.index(found)
    first, behind = traced.original(start, start + len(found))
    assert raw[first:behind] == own
    assert own.replace("\n", " ") in traced.snippet(start, start + len(found))


def test_places_outside_are_moved_to_the_ends() -> None:
    traced = trace(" 政府 ")
    assert traced.original(-5, 99) == (1, 3)
    assert traced.original(7, 9) == (4, 4)
    assert traced.original(1, 1) == (2, 2)
    assert trace("").original(0, 1) == (0, 0)


def test_a_snippet_is_one_line_of_eighty_characters() -> None:
    traced = trace("首页\n" + "网(wǎng)站★" * 40 + "\n页脚")
    assert len(traced.snippet(30, 34)) <= 80
    assert "首页" not in traced.snippet(2, 6)


@pytest.mark.parametrize("piece", ["政(zheng)", "政 ", "&#25919;", "a\u0301", "★政", "ﬁ", "著看", "1|"])
def test_P9_tracing_takes_linear_time(piece: str) -> None:
    def cost(length: int) -> float:
        costs = []
        for _ in range(2):
            started = time.process_time()
            trace(piece * (length // len(piece)))
            costs.append(time.process_time() - started)
        return min(costs)

    assert cost(40_000) < 12 * max(cost(10_000), 0.01)
