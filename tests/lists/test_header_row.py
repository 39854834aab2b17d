"""The headings are found wherever they stand, and rows that are no data are told apart from rows that lack a host."""

import pytest

from zhenwang.lists.header_row import aside, best_header, find_header, is_header_again
from zhenwang.lists.headings import Layout
from zhenwang.lists.tables import CellKind, TableRow

LAYOUT = Layout.of(("序号", "网站名称", "网站地址", "备注"))


def rows(*cells: tuple[str, ...]) -> list[TableRow]:
    return [TableRow(line, row) for line, row in enumerate(cells, 1)]


def test_the_header_is_the_first_row_that_gives_names_and_hosts() -> None:
    header = find_header(rows(("附件1",), ("网站名称",), ("序号", "网站名称", "域名"), ("网站名称", "网址")))
    assert header is not None
    assert header.index == 2
    assert header.layout.fields == ("", "name", "domain")


def test_without_a_header_the_row_that_was_meant_as_one_is_known() -> None:
    table = rows(("表一",), ("编码", "单位", "负责人"), ("1", "A", "B"))
    assert find_header(table) is None
    meant = best_header(table)
    assert meant is not None
    assert meant.index == 1
    assert best_header([]) is None


def test_a_row_of_formulas_is_no_header() -> None:
    assert find_header([TableRow(1, ("name", "domain"), {0: CellKind.FORMULA})]) is None


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("合计", "", "12", ""), "a total"),
        (("", "合　计：", "", "3"), "a total"),
        (("总计", "", "", "9"), "a total"),
        (("注：以上均已核实",), "a note"),
        (("填表人：某",), "a note"),
        (("", "", "", "一" * 60), "a note"),
        (("一、市州政府",), "a line that divides the table"),
        (("宜昌市", "宜昌市", "宜昌市", "宜昌市"), "a merged line"),
        (("1", "湖北省教育厅", "", ""), ""),
        (("", "湖北省教育厅"), ""),
        (("1", "合计网", "www.heji.gov.cn", ""), ""),
        (("", "", "暂无", ""), ""),
    ],
)
def test_rows_that_are_no_data_are_named(cells: tuple[str, ...], told: str) -> None:
    assert aside(LAYOUT, TableRow(9, cells)) == told


def test_a_header_is_known_again_and_a_row_of_data_is_not_one() -> None:
    assert is_header_again(TableRow(5, ("序号", "网站名称", "网站地址")))
    assert not is_header_again(TableRow(5, ("1", "网站名称", "a.gov.cn")))
    assert not is_header_again(TableRow(5, ("单位", "名称")))
