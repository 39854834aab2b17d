"""Nothing is lost between a file and its report: every line is a row with a standing, or is named in a notice."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.lists.made_lists import fill, part, repacked, saved, workbook
from zhenwang.lists.list_file import ReadList, RowStanding, read_list

HEAD = ("序号", "网站名称", "网站地址", "主办单位", "网站标识码")
TIERS = [("序号", "网站信息", None, "网站标识码", "主办单位"), (None, "网站名称", "网站地址", None, None)]


def told(read: ReadList) -> str:
    return "\n".join([*read.notices, *(str(remark) for row in read.rows for remark in row.remarks)])


def named_lines(read: ReadList) -> set[int]:
    """Lines that a notice names as no rows of the list."""
    found = [re.match(r"(?:sheet '[^']*': )?line ([0-9, ]+): ", notice) for notice in read.notices]
    return {int(line) for match in found if match for line in match[1].split(",")}


rows = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["", "1", "合计", "注：本表"]),
            st.sampled_from(["", "甲局", "乙网（已关停）", "合计", "a.gov.cn"]),
            st.sampled_from(["", "a.gov.cn", "http：//b.gov.cn/x", "无", "10.1.2.3", "c", "=A1", "d.gov.cn e.gov.cn"]),
            st.sampled_from(["", "甲局", "共计3个", "=1+1"]),
            st.sampled_from(["", "4200000001", "4.2E+09", "bm05000001"]),
        ),
        st.sampled_from(
            [HEAD, ("市州部分", "", "", "", ""), ("", "", "", "小计：3", ""), ("编码", "单位", "域名", "", "")]
        ),
    ),
    max_size=15,
)  # fmt: skip


@settings(max_examples=150)
@given(rows)
def test_every_line_below_the_headings_is_a_row_or_is_named(lines: list[tuple[str, ...]]) -> None:
    table = [("附件1", "", "", "", ""), HEAD, *lines]
    for body in (
        workbook([[cell or None for cell in line] for line in table]),
        "\n".join('"' + '","'.join(line) + '"' for line in table).encode("gb18030"),
    ):
        read = read_list(body, "x")
        filled = {number for number, line in enumerate(table, 1) if number > 2 and any(line)}
        standing = [row.place.line for row in read.rows]
        assert len(standing) == len(set(standing))
        assert set(standing) | named_lines(read) == filled
        assert set(standing).isdisjoint(named_lines(read))
        assert sum(map(read.count, RowStanding)) == len(standing)


def test_rows_of_a_sheet_without_headings_are_rejected_one_by_one() -> None:
    book = Workbook()
    fill(book.worksheets[0], [HEAD, (1, "A", "a.gov.cn", "甲", None)])
    fill(book.create_sheet("续表"), [("表二",), (2, "B", "http://b.gov.cn/", "乙"), (3, "C", None, "丙")])
    read = read_list(saved(book), "x.xlsx")
    assert [(row.place.sheet, row.place.line, row.standing.value) for row in read.rows] == [
        ("Sheet", 2, "accepted"), ("续表", 2, "rejected"),
    ]  # fmt: skip
    assert "no headings above it" in told(read)
    assert "b.gov.cn" in read.rows[1].text


def test_rows_above_the_headings_are_rejected_where_they_name_a_host() -> None:
    read = read_list("来源,https://www.gov.cn/\n甲,乙\n网站名称,域名\nA,a.gov.cn\n".encode(), "x.csv")
    assert [(row.place.line, row.standing.value) for row in read.rows] == [(1, "rejected"), (4, "accepted")]


def test_headings_in_two_tiers_stand_again_on_the_next_page() -> None:
    page = [(1, "A", "a.gov.cn", "4200000001", "甲局")]
    read = read_list(workbook([*TIERS, *page, *TIERS, (2, "B", "b.gov.cn", "4200000002", "乙局")]), "x.xlsx")
    assert [(site.marks.site_codes, site.sponsor, site.note) for site in read.sites] == [
        (("4200000001",), "甲局", ""), (("4200000002",), "乙局", ""),
    ]  # fmt: skip
    assert "line 4, 5: the headings again" in told(read)
    assert [row.standing.value for row in read.rows] == ["accepted", "accepted"]


def test_what_a_second_row_says_otherwise_of_one_site_is_told() -> None:
    table = "网站名称,域名,主办单位,网站状态\nA,a.gov.cn,甲局,正常\nA,a.gov.cn,乙局,已关停\nA,a.gov.cn,甲局,正常\n"
    read = read_list(table.encode(), "x.csv")
    assert (read.sites[0].sponsor, read.sites[0].status.value) == ("甲局", "active")
    assert [row.standing.value for row in read.rows] == ["accepted", "corrected", "accepted"]
    assert {(remark.column, remark.value, remark.became) for remark in read.rows[1].remarks} == {
        ("sponsor", "乙局", ""), ("status", "retired", ""),
    }  # fmt: skip


def test_a_day_that_a_spreadsheet_keeps_as_a_number_is_a_day() -> None:
    table = [("注销域名", "单位名称", "注销时间"), ("a.gov.cn", "甲", date(2020, 1, 2)), ("b.gov.cn", "乙", 20200102)]
    read = read_list(workbook([*table, ("c.gov.cn", "丙", datetime(2018, 11, 2, 9, 30))]), "x.xlsx")
    assert [past.retired_on for past in read.retired] == [date(2020, 1, 2), None, date(2018, 11, 2)]
    assert read.retired[1].note == "retired_on=20200102"
    # A number in a text file is not known to count days.
    read = read_list("注销域名,单位名称,注销时间\na.gov.cn,甲,43832\n".encode(), "x.csv")
    assert (read.retired[0].retired_on, read.retired[0].note) == (None, "retired_on=43832")


def test_a_workbook_that_counts_days_from_1904_gives_no_wrong_day() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    fill(book.worksheets[0], [("注销域名", "单位名称", "注销时间"), ("a.gov.cn", "甲", date(2020, 1, 2))])
    read = read_list(saved(book), "x.xlsx")
    assert (read.retired[0].retired_on, read.retired[0].note) == (None, "retired_on=42370")
    assert "1904" in told(read)


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook([("网站名称", "网站地址", "网站标识码"), ("湖北省财政厅", "http://czt.hubei.gov.cn/", "4200000093")])


def strict(body: bytes) -> bytes:
    changes = {name: part(body, name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET)}
    for old, new in STRICT:
        changes = {name: text.replace(old, new) for name, text in changes.items()}
    return repacked(body, dict(changes))


def cells(*texts: str) -> bytes:
    """The book with a second row of these cells, as their XML."""
    made = "".join(texts).encode()
    return repacked(BOOK, {SHEET: re.sub(rb'(<row r="2"[^>]*>).*?(</row>)', rb"\1" + made + rb"\2", part(BOOK, SHEET))})


@pytest.mark.parametrize(
    "body",
    [
        strict(BOOK),
        cells(
            '<c r="A2" t="inlineStr"><is><r><t>湖北省</t></r><r><rPr><b/></rPr><t xml:space="preserve">财政厅 </t></r>'
            '<rPh sb="0" eb="1"><t>hubei</t></rPh><phoneticPr fontId="1"/></is></c>',
            '<c r="B2" t="str"><v> czt.hubei.gov.cn\n</v></c><c r="C2"><v>4.200000093E9</v></c>',
        ),
        cells(
            '<c t="inlineStr"><is><t>湖北省_x000D_\n财政厅</t></is></c>',
            '<c t="inlineStr"><is><t>czt.hubei.gov.cn/index.shtml</t></is></c><c t="d"><v>4200000093</v></c>',
        ),
        repacked(BOOK, {SHEET: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", part(BOOK, SHEET)).replace(b"xmlns=", b"xmlns:x=")}),
    ],
    ids=["strict", "rich text, phonetic run, float", "no cell names, escaped line end", "prefixed"],
)  # fmt: skip
def test_every_dialect_of_a_workbook_says_the_same(body: bytes) -> None:
    (site,) = read_list(body, "x.xlsx").sites
    assert (site.name, site.id, site.marks.site_codes) == ("湖北省财政厅", "czt.hubei.gov.cn", ("4200000093",))


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_with_a_separator_line_mixed_line_ends_and_empty_columns_is_read(charset: str) -> None:
    text = 'sep=;\r\n网站名称;网站地址;备注\n甲\U00020000局;www.a.gov.cn;x;;\r乙局;"www.b.gov.cn";"多\n行"\r\n;;;;;\n'
    read = read_list(text.encode(charset), "x.csv")
    assert [(site.name, site.id, site.note) for site in read.sites] == [
        ("甲\U00020000局", "www.a.gov.cn", "x"), ("乙局", "www.b.gov.cn", "多 行"),
    ]  # fmt: skip


def test_a_line_of_a_megabyte_costs_itself() -> None:
    read = read_list(f"网站名称,域名\nA,a.gov.cn\n{'x' * 1_000_000},b.gov.cn\nC,c.gov.cn\n".encode(), "x.csv")
    assert [row.standing.value for row in read.rows] == ["accepted", "rejected", "accepted"]
    assert len(read.rows[1].text) < 400
