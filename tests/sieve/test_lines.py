"""Lines of raw bytes: whatever the blocks are cut by, in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.sieve.lines import BLOCK, LONGEST_LINE, read_lines

BLANKS = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
Row = tuple[int, bytes, bool]


def told(blocks: list[bytes] | Iterator[bytes]) -> list[Row]:
    return [
        row
        for lines in read_lines(blocks)
        for row in zip(lines.numbers.tolist(), lines.rows, lines.cut.tolist(), strict=True)
    ]


def slowly(raw: bytes) -> list[Row]:
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    rows = ((n, line[:LONGEST_LINE].strip(BLANKS).lower(), len(line) > LONGEST_LINE) for n, line in enumerate(lines, 1))
    return [(number, row, cut) for number, row, cut in rows if row or cut]


pieces = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b" ",
        b"\t",
        b"Gov.Example",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        "政务".encode(),
        b"x" * 4095,
        b" " * 4096,
    ]
) | st.binary(max_size=6)


@given(st.lists(pieces, max_size=24), st.integers(1, 6000))
def test_lines_are_the_same_however_the_blocks_are_cut(parts: list[bytes], size: int) -> None:
    raw = b"".join(parts)
    assert told([raw]) == slowly(raw)
    assert told([raw[at : at + size] for at in range(0, len(raw), size)]) == slowly(raw)


def test_a_line_of_ten_megabytes_costs_little_and_swallows_nobody() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"before.example\n" + b"a" * 1000
        for _ in range(160):
            yield b"b" * 65_536
        yield b"c\nafter.example\n"

    tracemalloc.start()
    rows = told(blocks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(number, len(row), cut) for number, row, cut in rows] == [
        (1, 14, False),
        (2, LONGEST_LINE, True),
        (3, 13, False),
    ]
    assert rows[2][1] == b"after.example"
    assert peak < 2_000_000


def test_a_block_of_any_size_is_read_in_bounded_pieces() -> None:
    raw = b"one.example\n" + b"x" * (3 * BLOCK) + b"\ntwo.example"
    assert [(number, cut) for number, _, cut in told([raw])] == [(1, False), (2, True), (3, False)]


def test_a_long_line_that_begins_with_blanks_is_told_of() -> None:
    assert told([b" " * 5000 + b"gov.example\n"]) == [(1, b"", True)]


def test_lines_come_as_soon_as_they_have_ended() -> None:
    asked = 0

    def blocks() -> Iterator[bytes]:
        nonlocal asked
        for block in (b"\xef", b"\xbb\xbfa.example\nb.", b"example\n"):
            asked += 1
            yield block

    found = read_lines(blocks())
    assert list(next(found).rows) == [b"a.example"]
    assert asked == 2
    assert list(next(found).rows) == [b"b.example"]


def test_the_lines_of_every_piece_are_counted() -> None:
    assert [lines.ended for lines in read_lines([b"a\n\n\n", b"\n", b"b"])] == [3, 1, 1]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" \r\n", b"\xef\xbb\xbf"])
def test_nothing_but_blanks_is_no_line(raw: bytes) -> None:
    assert told([raw]) == []
