from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.matching.heteronyms import also_spelt, heteronyms, pieces

NAMES = sorted(heteronyms())


@given(st.lists(st.sampled_from([*NAMES, "湖北省", "市", "人民政府", "a", "·"]), max_size=6).map("".join))
def test_the_pieces_are_the_whole_text_and_only_known_names_have_syllables(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(piece for piece, _ in cut) == text
    assert all(len(syllables) == len(piece) for piece, syllables in cut if syllables)


def test_the_longest_name_counts() -> None:
    assert [piece for piece, _ in pieces("永州市回龙圩管理区")] == ["永州市", "回龙圩", "管理区"]


def test_every_row_has_a_syllable_for_each_character_and_says_what_shows_it() -> None:
    for row in heteronyms().values():
        assert len(row.syllables) == len(row.name), row
        assert all(text.isascii() and text.islower() for text in (*row.syllables, *row.also)), row
        assert row.evidence, row


def test_official_spellings_that_are_not_pinyin_are_known_by_the_place_alone() -> None:
    assert "ordos" in also_spelt("鄂尔多斯")
    assert also_spelt("黄石") == ()
