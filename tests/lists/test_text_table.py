"""CSV of any office: encoding and delimiter are found out and said."""

import codecs
from io import StringIO

import pytest

from zhenwang.domain.csv_rows import records
from zhenwang.lists.list_file import read_list
from zhenwang.lists.text_table import decoded, text_table

LIST = "网站名称,网站地址\n湖北省教育厅,http://jyt.hubei.gov.cn/\n湖北省财政厅,czt.hubei.gov.cn\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (LIST.encode(), "UTF-8"),
        (LIST.encode("utf-8-sig"), "UTF-8"),
        (LIST.encode("gbk"), "GB18030 (GBK)"),
        (LIST.replace("教", "㐀").encode("gb18030"), "GB18030 (GBK)"),
        (LIST.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"), "UTF-16"),
        (LIST.encode("utf-16-le"), "UTF-16"),
        (LIST.encode("utf-16-be"), "UTF-16"),
    ],
    ids=["utf8", "bom", "gbk", "gb18030", "utf16", "utf16be", "utf16-unmarked", "utf16be-unmarked"],
)
def test_the_encoding_is_found_by_decoding_strictly_and_said(body: bytes, told: str) -> None:
    read = read_list(body, "x.csv")
    assert [site.id for site in read.sites] == ["jyt.hubei.gov.cn", "czt.hubei.gov.cn"]
    assert read.sites[1].name == "湖北省财政厅"
    assert f"read as {told}, cells separated by commas" in read.notices


@pytest.mark.parametrize(("delimiter", "told"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars"), (",", "commas")])
def test_the_delimiter_is_the_one_that_finds_the_headings(delimiter: str, told: str) -> None:
    title = "表一，共2个；详见附件\n"
    read = read_list((title + LIST.replace(",", delimiter)).encode(), "x.csv")
    assert len(read.sites) == 2
    assert told in read.notices[0]


def test_a_damaged_byte_costs_its_row_in_whatever_encoding_the_rest_is() -> None:
    for charset in ("utf-8", "gb18030"):
        lines = LIST.encode(charset).splitlines(keepends=True)
        lines[1] = b"\xff\xff" + lines[1]
        read = read_list(b"".join(lines * 1 + lines[2:] * 3), "x.csv")
        assert read.rows[0].standing == "rejected", charset
        assert "does not know" in read.rows[0].remarks[0].reason
        assert [site.name for site in read.sites] == ["湖北省财政厅"]


def test_lines_end_as_any_system_ends_them_and_a_quoted_cell_may_hold_some() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = f'name,domain,note{end}A,a.gov.cn,"1{end}2"{end}B,b.gov.cn,\x0c{end}C,c.gov.cn,\u2028'
        table = text_table(text.encode(), [])
        assert [row.cells[0] for row in table.rows] == ["name", "A", "B", "C"]
        assert table.rows[2].line == 4


def test_bytes_that_no_encoding_knows_are_marked_and_never_raise() -> None:
    text, _ = decoded(b"abc\xff\xff" + "湖北".encode())
    assert "\ufffd" in text


def test_the_source_of_lines_is_not_closed_before_it_ends() -> None:
    source = StringIO("a,b\nc,d\ne,f\n")
    found = records(source)
    assert [next(found).cells, next(found).cells] == [("a", "b"), ("c", "d")]
    assert not source.closed
