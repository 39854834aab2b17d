"""Marks are read as they are printed, and come out as the registry keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.registry import Marks
from zhenwang.registry.printed_marks import letter_of, letters, read_mark

ICP, PSB = "鄂ICP备05011090号-1", "鄂公网安备42010602000665号"
CONAC = "54918B9009DD6A86E053012819AC70B5"


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        (ICP, "icp", ICP),
        ("鄂 ICP 备 05011090 号 － １", "icp", ICP),
        ("鄂icp05011090-1", "icp", ICP),
        ("备案号：鄂ICP备０５０１１０９０号－１", "icp", ICP),
        ("鄂ICP备2023007665号", "icp", "鄂ICP备2023007665号"),
        ("黑ICP010010-2", "icp", "黑ICP备010010号-2"),
        (PSB, "psb", PSB),
        ("鄂公网安备 42010602000665", "psb", PSB),
        ("冀公网安备：13030202002230号", "psb", "冀公网安备13030202002230号"),
        ("42010602000665", "psb", PSB),
        ("http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=42010602000665", "psb", PSB),
        ("陕公网安备6101960200052号", "psb", "陕公网安备6101960200052号"),
        ("4200000093", "site_code", "4200000093"),
        ("网站标识码：４２００００００９３", "site_code", "4200000093"),
        ("BM05000001", "site_code", "bm05000001"),
        (CONAC.lower(), "conac", CONAC),
        (f"//bszs.conac.cn/sitename?method=show&id={CONAC}", "conac", CONAC),
    ],
)
def test_printed_variants_are_one_mark(printed: str, kind: str, value: str) -> None:
    assert read_mark(printed) == (kind, value)


@pytest.mark.parametrize("text", ["", "rst.hubei.gov.cn", "湖北省人民政府", "12345", "42000000931", "ICP备05011090号"])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert read_mark(text) is None


def test_the_provinces_that_numbers_name() -> None:
    assert letters("蜀ICP备13001288号-3", "陕公网安备34060002010001号") == {
        "icp": "川",
        "psb": "陕",
        "psb_digits": "皖",
    }
    assert letters("", "无") == {}
    assert [letter_of(code) for code in ("4200000093", "7700000001", "bm05000001", "")] == ["鄂", "", "", ""]


@given(st.text(max_size=300))
def test_any_text_is_a_mark_in_normal_form_or_none(text: str) -> None:
    if (found := read_mark(text)) is not None:
        assert found[0] in {"site_code", "icp", "psb", "conac"}
        assert read_mark(found[1]) == found


def test_the_kinds_are_those_of_the_registry() -> None:
    marks = Marks(("4200000093",), (ICP,), (PSB,), (CONAC,))
    assert [read_mark(value) for _, value in marks.all()] == list(marks.all())
