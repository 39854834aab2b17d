from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.sieve.columns import Columns


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_rows_come_back_as_they_were_given(rows: list[bytes]) -> None:
    columns = Columns.of(rows)
    assert len(columns) == len(rows)
    assert list(columns) == rows
    assert [columns.row(number) for number in range(len(rows))] == rows


def test_rows_may_come_from_anything_that_can_be_read_once() -> None:
    columns = Columns.of(row for row in (b"a", b"", b"bc"))
    assert columns.text.tobytes() == b"abc"
    assert columns.starts.tolist() == [0, 1, 1, 3]


def test_a_part_of_a_buffer_is_a_column_too() -> None:
    whole = Columns.of([b"gov", b"hubei", b"irs"])
    assert list(Columns(whole.text, whole.starts[1:])) == [b"hubei", b"irs"]


def test_offsets_are_wide_and_the_text_is_bytes() -> None:
    columns = Columns.of([b"\x00\xff"])
    assert columns.text.dtype == np.uint8
    assert columns.starts.dtype == np.int64


def test_only_rows_that_are_there_are_given() -> None:
    with pytest.raises(IndexError):
        Columns.of([b"a"]).row(1)
