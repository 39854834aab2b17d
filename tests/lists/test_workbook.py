"""Workbooks: the same cells as openpyxl finds, and nothing at all from a file that is made to hurt."""

import random
import struct
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.lists.made_lists import part, repacked, saved, workbook
from zhenwang.domain.csv_rows import MAX_CELL
from zhenwang.lists.archive import MAX_INFLATED, MAX_MEMBERS
from zhenwang.lists.list_file import read_list
from zhenwang.lists.tables import BadFileError, CellKind, Table, column_index, column_letters
from zhenwang.lists.workbook import workbook_tables

PLAIN = workbook([("网站名称", "网站地址"), ("A", "a.gov.cn")])
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
XML = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEBIBYTE = 1024 * 1024


def tables(body: bytes) -> list[Table]:
    return list(workbook_tables(body, []))


def sheet(rows: bytes, after: bytes = b"") -> bytes:
    return XML + b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


# As Excel writes it: texts by number. openpyxl writes them into the cells.
SHARED = repacked(
    PLAIN,
    {
        STRINGS: XML + b"<sst " + MAIN + b"><si><t>name</t></si><si><t>domain</t></si><si><t>a.gov.cn</t></si></sst>",
        SHEET: sheet(
            b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>2</v></c></row>'
        ),
    },
)


def refusal(body: bytes) -> str:
    """The last notice of a file of which nothing was taken."""
    read = read_list(body, "x.xlsx")
    assert (read.sites, read.rows) == ((), ())
    return read.notices[-1]


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=30)
cells = st.one_of(
    st.none(),
    texts.filter(lambda text: text[:1] != "=" and text not in openpyxl.cell.cell.ERROR_CODES),
    st.integers(-(10**14), 10**14),
    st.booleans(),
)


@given(st.lists(st.lists(cells, max_size=6), max_size=6))
def test_the_cells_are_those_that_openpyxl_finds(rows: list[list[object]]) -> None:
    body = workbook(rows)
    (table,) = tables(body)
    ours = {(row.line, i): cell for row in table.rows for i, cell in enumerate(row.cells) if cell}
    book = openpyxl.load_workbook(BytesIO(body))
    theirs = {
        (cell.row, cell.column - 1): str(cell.value).upper() if isinstance(cell.value, bool) else str(cell.value)
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }
    assert ours == theirs


def test_numbers_formulas_errors_and_truth_are_told_apart() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append([4200000093, "=1+1", "#REF!", True, date(2020, 1, 2), "text"])
    page["A2"] = ArrayFormula("A2:A3", "=B1:B2")
    page["A3"] = "7"
    (table,) = tables(saved(book))
    first, second, third = table.rows
    assert first.cells[:4] == ("4200000093", "=1+1", "#REF!", "TRUE")
    assert first.kinds[1] is CellKind.FORMULA
    assert first.kinds[2] is CellKind.ERROR
    assert first.kinds[0] is CellKind.NUMBER
    assert 5 not in first.kinds
    assert second.kinds[0] is CellKind.FORMULA
    assert third.kinds[0] is CellKind.FORMULA, "what an array formula gave is its author's word too"


def test_rich_text_is_joined_and_the_reading_above_a_word_is_left() -> None:
    strings = (
        XML + b"<sst " + MAIN + b"><si><r><t>a</t></r><r><t>.gov</t></r><rPh><t>ph</t></rPh></si>"
        b"<si><t>x_x000D_y</t></si></sst>"
    )
    rows = (
        b'<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="inlineStr"><is><t>in</t></is></c>'
    )
    rows += b"</row>"
    (table,) = tables(repacked(PLAIN, {STRINGS: strings, SHEET: sheet(rows)}))
    assert table.rows[0].cells[:2] == ("a.gov", "x\ry")
    assert table.rows[0].cells[3] == "in"
    assert table.rows[0].kinds == {2: CellKind.ERROR}


def test_texts_kept_by_number_are_found() -> None:
    assert [(site.id, site.name) for site in read_list(SHARED, "x.xlsx").sites] == [("a.gov.cn", "name")]


def test_columns_have_the_names_that_spreadsheets_give_them() -> None:
    for index in range(1_000):
        assert column_index(column_letters(index) + "17") == index
    assert (column_letters(1), column_letters(27), column_index("7")) == ("B", "AB", -1)


def test_a_sheet_whose_used_range_is_the_whole_sheet_costs_nothing() -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (n, n) for n in range(1, 30_000))
    (table,) = tables(repacked(PLAIN, {SHEET: sheet(rows + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}))
    assert [row.line for row in table.rows] == [1_048_576]


def test_cells_beyond_the_last_column_are_told() -> None:
    notices: list[str] = []
    rows = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    (table,) = workbook_tables(repacked(PLAIN, {SHEET: sheet(rows)}), notices)
    assert table.rows[0].cells == ("1",)
    assert "right of column GR" in notices[0]


def test_macros_and_links_to_other_files_are_ignored_and_told() -> None:
    body = repacked(PLAIN, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"})
    read = read_list(body, "x.xlsm")
    assert [site.id for site in read.sites] == ["a.gov.cn"]
    assert any("macros" in notice for notice in read.notices)
    assert any("links" in notice for notice in read.notices)


def stored_lie(name: str, content: bytes, declared: int) -> bytes:
    """A workbook whose directory and local header both declare another size for one part."""
    body = bytearray(repacked(PLAIN, {name: content}))
    real = struct.pack("<I", len(content))
    at = bytes(body).find(real)
    while at >= 0:
        body[at : at + 4] = struct.pack("<I", declared)
        at = bytes(body).find(real, at + 4)
    return bytes(body)


ZEROS = bytes(40 * MEBIBYTE)
HUGE_TEXT = XML + b"<sst " + MAIN + b"><si><t>" + b"A" * (40 * MEBIBYTE) + b"</t></si></sst>"
LAUGHS = (
    XML + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<worksheet " + MAIN + b"><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
EXTERNAL = XML + b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><worksheet/>'
NOISE = b"".join(b'<a b="%d"/>' % n for n in range(60_000))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({SHEET: ZEROS}, "times its size"),
        ({STRINGS: ZEROS}, "times its size"),
        ({STRINGS: HUGE_TEXT}, "times its size"),
        ({SHEET: LAUGHS}, "document type"),
        ({SHEET: EXTERNAL}, "document type"),
        ({STRINGS: LAUGHS}, "document type"),
        ({SHEET: LAUGHS.decode().encode("utf-16")}, "document type"),
        ({SHEET: b"<a>" * 1_000}, "too many elements"),
        ({SHEET: b"<a>" + b"".join(b"<a%d/>" % n for n in range(20_000))}, "too many elements"),
        ({SHEET: XML + b"<worksheet"}, "well-formed"),
        ({SHEET: None}, "no part"),
        ({"xl/_rels/workbook.xml.rels": None}, "no part"),
        ({"xl/workbook.xml": None}, "not a workbook"),
        ({"xl/workbook.xml": None, "xl/workbook.bin": b"x"}, ".xlsb"),
        ({"xl/workbook.xml": None, "word/document.xml": b"x"}, "Word"),
        ({"xl/workbook.xml": None, "content.xml": b"x"}, ".ods"),
        ({"xl/workbook.xml": XML + b"<workbook/>"}, "no sheet"),
        ({SHEET: sheet(b'<row r="1048577"><c><v>1</v></c></row>')}, "beyond the last row"),
        ({SHEET: sheet(b"", b"<mergeCells>" + b'<mergeCell ref="A1:A2"/>' * 50_001 + b"</mergeCells>")}, "merged"),
    ],
    ids=[
        "P4_zeros", "P4_string_zeros", "P4_string_text", "P3_laughs", "P3_external", "P3_string_laughs", "utf16",
        "depth", "names", "cut", "no_sheet", "no_rels", "no_book", "xlsb", "docx", "ods", "empty_book", "row_number",
        "merges",
    ],
)  # fmt: skip
def test_a_workbook_made_to_hurt_gives_no_row_and_one_sentence(changes: dict[str, bytes | None], word: str) -> None:
    assert word in refusal(repacked(PLAIN, changes))


def test_sizes_that_lie_are_found_out() -> None:
    content = sheet(b"<row><c><v>1</v></c></row>" + NOISE)
    assert "damaged" in refusal(stored_lie(SHEET, content, 100))
    assert "damaged" in refusal(stored_lie(SHEET, content, len(content) + 7))
    assert "unpacks to more than" in refusal(stored_lie(SHEET, content, MAX_INFLATED + 1))


def test_an_archive_of_very_many_members_is_not_opened() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(str(number), b"")
    assert "members" in refusal(out.getvalue())


def test_an_archive_inside_the_archive_stays_closed() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.xlsx", PLAIN)
    assert "'list.xlsx'" in refusal(out.getvalue())


def test_an_encrypted_or_oddly_compressed_member_is_named() -> None:
    encrypted = bytearray(PLAIN)
    at = encrypted.find(b"PK\x01\x02")
    while at >= 0:
        encrypted[at + 8] |= 1
        at = encrypted.find(b"PK\x01\x02", at + 4)
    assert "encrypted" in refusal(bytes(encrypted))
    assert "compressed in a way" in refusal(repacked(PLAIN, {SHEET: sheet(b"")}, zipfile.ZIP_BZIP2))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_there_twice_is_refused() -> None:
    out = BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET, part(PLAIN, SHEET))
    assert "twice" in refusal(out.getvalue())


def test_a_tag_without_end_is_not_scanned_again_and_again() -> None:
    words = random.Random(7).randbytes(2 * MEBIBYTE).hex().encode()
    assert "tag of more than" in refusal(repacked(PLAIN, {SHEET: XML + b'<worksheet a="' + words + b'"/>'}))


def test_a_cell_longer_than_the_bound_is_not_taken() -> None:
    rows = [
        ("网站名称", "网站地址", "备注"),
        ("A", "a.gov.cn", "x" * (MAX_CELL + 5)),
        ("B" * (MAX_CELL + 1), "b.gov.cn", ""),
    ]
    read = read_list(workbook(rows), "x.xlsx")
    assert [row.standing for row in read.rows] == ["corrected", "rejected"]


def test_more_sheets_than_the_bound_are_refused() -> None:
    book = Workbook()
    for _ in range(50):
        book.create_sheet()
    assert "more than 50" in refusal(saved(book))


def test_the_memory_that_a_bomb_takes_is_bounded() -> None:
    bombs = [repacked(PLAIN, {name: ZEROS}) for name in (SHEET, STRINGS, "xl/workbook.xml")]
    tracemalloc.start()
    try:
        for bomb in bombs:
            refusal(bomb)
        assert tracemalloc.get_traced_memory()[1] < 8 * MEBIBYTE
    finally:
        tracemalloc.stop()


@given(st.data())
def test_no_change_to_a_workbook_makes_it_raise(data: st.DataObject) -> None:
    body = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
        if not body:
            break
    read = read_list(bytes(body), "x.xlsx")
    assert read.rows or read.notices


@given(st.sampled_from([SHEET, STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]), st.data())
def test_no_change_to_the_xml_of_a_workbook_makes_it_raise(name: str, data: st.DataObject) -> None:
    content = bytearray(part(SHARED, name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        new = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from([b"<", b">", b'"', b"-1", b"9" * 30, b"A0"])))
        content[at : at + data.draw(st.integers(0, 6))] = new
    read = read_list(repacked(SHARED, {name: bytes(content)}), "x.xlsx")
    assert read.rows or read.notices


def test_a_bad_file_is_an_exception_only_inside() -> None:
    with pytest.raises(BadFileError):
        tables(b"PK")
