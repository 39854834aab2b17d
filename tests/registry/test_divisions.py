"""Division codes come with their full names; a bad line costs itself only."""

from __future__ import annotations

from zhenwang.registry.divisions import read_divisions

HEADER = "code,name,level,parent_code,full_name,sources\n"


def test_the_full_name_stands_where_there_is_one() -> None:
    names, bad = read_divisions(
        [HEADER, "420281,大冶市,county,420200,湖北省黄石市大冶市,x\n", "420000,湖北省,,,,\n"], "d"
    )
    assert names == {"420281": "湖北省黄石市大冶市", "420000": "湖北省"}
    assert bad == ()


def test_a_bad_line_is_named_and_the_rest_is_read() -> None:
    names, bad = read_divisions([HEADER, "42,湖北,,,,\n", '"open\n', "110000,北京市,,,北京市,\n"], "d.csv")
    assert list(names) == ["110000"]
    assert [(row.line, row.value[:2]) for row in bad] == [(2, "42"), (3, '"o')]


def test_without_its_columns_nothing_is_read_and_that_is_said() -> None:
    names, bad = read_divisions(["a,b\n", "110000,北京市\n"], "d.csv")
    assert names == {}
    assert "no column 'code' and 'name'" in bad[0].reason
    assert read_divisions([], "d.csv") == ({}, ())
