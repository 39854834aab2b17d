"""A screen that is asked once: it answers as the screen itself does, and asks it of nothing twice."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhenwang.sieve import once as once_file
from zhenwang.sieve.bodies import is_compiled
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.once import MOST_BYTES, MOST_ROWS, Once

PATHS = [True, False] if is_compiled(None) else [False]


class Asked:
    """Says yes of rows with an even number of bytes in all, and counts what it is asked."""

    def __init__(self) -> None:
        self.rows: Counter[bytes] = Counter()

    def __call__(self, rows: Columns) -> NDArray[np.bool_]:
        listed = list(rows)
        self.rows.update(listed)
        return np.array([sum(row) % 2 == 0 for row in listed], np.bool_)


@pytest.mark.parametrize("compiled", PATHS)
@given(st.lists(st.lists(st.binary(max_size=3), max_size=20), max_size=4))
def test_the_answers_are_the_screens_and_no_row_is_asked_twice(compiled: bool, chunks: list[list[bytes]]) -> None:
    screen = Asked()
    once = Once.of(screen, compiled)
    for rows in chunks:
        assert once(Columns.of(rows)).tolist() == [sum(row) % 2 == 0 for row in rows]
    assert set(screen.rows) == {row for rows in chunks for row in rows}
    assert max(screen.rows.values(), default=1) == 1


@pytest.mark.parametrize("compiled", PATHS)
def test_what_is_remembered_is_bounded(compiled: bool) -> None:
    screen = Asked()
    once = Once.of(screen, compiled)
    step = MOST_ROWS // 2 + 1
    for number in (0, 1, 0):
        rows = [str(number * step + place).encode() for place in range(step)]
        assert once(Columns.of(rows)).tolist() == [sum(row) % 2 == 0 for row in rows]
        assert once.rows <= MOST_ROWS
    assert screen.rows[b"0"] == 2
    for _ in range(3):
        assert once(Columns.of([b"a" * (MOST_BYTES - 9), b"a"])).tolist() == [(97 * (MOST_BYTES - 9)) % 2 == 0, False]
        assert once(Columns.of([b"a" * (MOST_BYTES + 1)])).tolist() == [False]
        assert once.bytes <= MOST_BYTES


@pytest.mark.parametrize("compiled", PATHS)
def test_rows_that_collide_are_told_apart(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    once = Once.of(Asked(), compiled)
    if compiled:  # every slot is taken by the first row: all others find no place
        once(Columns.of([b"first"]))
        once.register.slots[:] = 0  # type: ignore[attr-defined] # of the compiled register
    rows = [b"a", b"b", b"a", b"first", b"c"]
    assert once(Columns.of(rows)).tolist() == [sum(row) % 2 == 0 for row in rows]


def test_without_a_compiler_nothing_compiled_is_opened() -> None:
    assert once_file.PlainRegister is Once.of(Asked(), compiled=False).opened
