from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.matching.segment import LONGEST_PIECE, LONGEST_TEXT, OPENING_BITS, Piece, segments

UNKNOWN = 4.7
LEXICON = dict.fromkeys(("irs", "pay", "payment", "men", "online", "line", "on", "hubei", "zs", "cx"), 6.0)
COSTS = st.floats(0, 40, allow_nan=False)
LEXICONS = st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=5), COSTS, max_size=12)


def cut(text: str, words: Mapping[str, float] = LEXICON, unknown: float = UNKNOWN) -> list[str]:
    return [text[piece.start : piece.end] for piece in segments(text, words.get, unknown)]


def ways(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to cut a text into pieces."""
    if not text:
        yield ()
    for end in range(1, len(text) + 1):
        yield from ((text[:end], *rest) for rest in ways(text[end:]))


def cost(pieces: tuple[str, ...], words: Mapping[str, float], unknown: float) -> float:
    bits = 0.0
    for piece in pieces:
        bits += min(words.get(piece, float("inf")), OPENING_BITS + unknown * len(piece))
    return bits


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("irspaymentonline", ["irs", "payment", "online"]),
        ("hubeizscx", ["hubei", "zs", "cx"]),
        ("qqpayqq", ["qq", "pay", "qq"]),
        ("xyzw", ["xyzw"]),
        ("", []),
    ],
)
def test_run_together_words_come_apart(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_pieces_say_what_they_cost_and_whether_they_are_known() -> None:
    assert segments("payqq", LEXICON.get, 5.0) == (
        Piece(0, 3, 6.0, True),
        Piece(3, 5, OPENING_BITS + 10.0, False),
    )


def test_a_word_that_costs_more_than_its_characters_is_none() -> None:
    assert segments("ab", {"ab": 50.0}.get, 1.0) == (Piece(0, 2, OPENING_BITS + 2.0, False),)


def test_at_equal_cost_known_goes_before_unknown_and_few_before_many() -> None:
    assert segments("a", {"a": OPENING_BITS + 1.0}.get, 1.0)[0].known
    assert cut("abcd", {"ab": 2.0, "cd": 2.0, "abcd": 4.0}) == ["abcd"]


def test_an_unknown_stretch_is_one_piece_up_to_the_bound() -> None:
    lengths = [len(piece) for piece in cut("x" * 200)]
    assert sorted(lengths) == [15, LONGEST_PIECE, LONGEST_PIECE]


@given(st.text(max_size=90), LEXICONS, COSTS)
def test_pieces_tile_the_text(text: str, words: dict[str, float], unknown: float) -> None:
    pieces = segments(text, words.get, unknown)
    bounds = [0, *(piece.end for piece in pieces)]
    assert [piece.start for piece in pieces] == bounds[:-1]
    assert bounds[-1] == min(len(text), LONGEST_TEXT)
    assert all(0 < piece.end - piece.start <= LONGEST_PIECE for piece in pieces)


@given(st.text(alphabet="abc", max_size=9), LEXICONS, COSTS)
def test_no_way_to_cut_is_cheaper(text: str, words: dict[str, float], unknown: float) -> None:
    found = 0.0
    for piece in segments(text, words.get, unknown):
        found += piece.bits
        assert not piece.known or piece.bits == words[text[piece.start : piece.end]]
    assert found == min(cost(way, words, unknown) for way in ways(text))
