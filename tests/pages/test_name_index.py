"""Names are looked for in all lines of a page at once."""

from __future__ import annotations

from zhenwang.pages.name_index import NameIndex


def test_all_lines_are_gone_through_at_once() -> None:
    index = NameIndex({"湖北省教育厅": ("a",), "湖北省教育厅考试院": ("b",)})
    lines = ["", "湖北省教育厅", "湖北省", "教育厅", "欢迎访问湖北省教育厅考试院和湖北省教育厅"]
    assert index.holding(lines) == [1, 2, 4]  # 湖北省 begins one
    assert NameIndex({}).holding(lines) == []
    assert NameIndex({"湖北": ("a",)}).holding(["湖南", "湖北"]) == [0, 1]
    assert index.holding([]) == []
