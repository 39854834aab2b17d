"""get-entries pages: the leaf is read, one bad row never spoils the page."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from corpora.ct_certificates import Specimen
from corpora.ct_log import get_entries
from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entries import parse_page, read_leaf_input, read_rows
from zhenwang.sources.ct_entry import Entry

Make = Callable[..., list[Specimen]]


def rows_of(page: bytes) -> list[object]:
    rows = parse_page(page)
    assert isinstance(rows, list)
    return rows


@pytest.mark.parametrize("kind", ["x509", "precert"])
def test_a_page_reads_from_its_first_index(kind: str, make_specimens: Make) -> None:
    items = list(read_rows(rows_of(get_entries(make_specimens(3, kind))), "log", 10_000))
    assert [(one.index, one.kind) for one in items if isinstance(one, Entry)] == [(10_000 + n, kind) for n in range(3)]
    assert items[0].names == ("www.host0.example",)
    assert isinstance(items[0], Entry)
    assert items[0].issuer == "CN=Jingchu Test CA R1,O=Jingchu Test Authority,C=CN"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, "no leaf_input"),
        ("text", "no leaf_input"),
        ({"leaf_input": 5}, "no leaf_input"),
        ({"leaf_input": "%%%"}, "not base64"),
        ({"leaf_input": "汉"}, "not base64"),
        ({"leaf_input": ""}, "unknown leaf version"),
        ({"leaf_input": base64.b64encode(b"\x01\x00" + bytes(20)).decode()}, "unknown leaf version"),
        ({"leaf_input": base64.b64encode(b"\x00\x00" + bytes(9)).decode()}, "ends inside an entry header"),
        ({"leaf_input": base64.b64encode(bytes(11) + b"\x05" + bytes(9)).decode()}, "unknown entry type 5"),
    ],
)
def test_C11_a_row_that_cannot_be_read_is_kept_and_the_next_is_read(
    row: object, why: str, make_specimens: Make
) -> None:
    rows = [row, *rows_of(get_entries(make_specimens(1)))]
    bad, good = read_rows(rows, "log", 5)
    assert isinstance(bad, Malformed)
    assert (bad.locator, isinstance(good, Entry)) == ("log#5", True)
    assert why in bad.reason


def test_C11_every_prefix_of_a_leaf_is_reported(make_specimens: Make) -> None:
    row = rows_of(get_entries(make_specimens(1)))[0]
    assert isinstance(row, dict)
    leaf = base64.b64decode(row["leaf_input"])
    for cut in range(len(leaf)):
        item = read_leaf_input(leaf[:cut], "log", 1)
        assert isinstance(item, Malformed)
        assert item.raw == leaf[:cut]
    longer = read_leaf_input(leaf + b"\0", "log", 1)
    assert isinstance(longer, Malformed)
    assert longer.names == ("www.host0.example",)


@pytest.mark.parametrize("page", [b"", b"<html>busy</html>", b'{"entries":[', b"[" * 100_000, b'{"entries":7}', b"[]"])
def test_C4_what_is_no_page_is_one_sentence(page: bytes) -> None:
    assert isinstance(parse_page(page), str)


def test_an_impossible_time_stamp_is_reported(make_specimens: Make) -> None:
    row = rows_of(get_entries(make_specimens(1)))[0]
    assert isinstance(row, dict)
    leaf = base64.b64decode(row["leaf_input"])
    item = read_leaf_input(leaf[:2] + b"\xff" * 8 + leaf[10:], "log", 1)
    assert isinstance(item, Malformed)
    assert "is no date" in item.reason
    assert item.names == ("www.host0.example",)


def test_a_row_survives_json(make_specimens: Make) -> None:
    assert len(json.loads(get_entries(make_specimens(2)))["entries"]) == 2
