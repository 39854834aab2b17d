from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.matching.background import MAX_PATTERN, bits, token_bits
from zhenwang.matching.evidence import score


@given(st.text(alphabet="^$abcdefghiz019ж", min_size=2, max_size=60))
def test_a_longer_string_is_never_less_surprising(pattern: str) -> None:
    assert bits(pattern) >= bits(pattern[:-1]) - 0.6  # counts may contradict the model by a factor of 1.5
    assert bits(pattern) == bits(pattern[:MAX_PATTERN])


def test_common_words_surprise_less_than_rare_ones() -> None:
    assert bits("shop") < bits("police") < bits("agenziaentrate")
    assert token_bits("shop") < token_bits("irs") < token_bits("hubei")
    assert bits("gov") < token_bits("gov")


def test_scores_rank_as_bits_do() -> None:
    assert score(-3) == score(0) == 0.0
    assert score(12) == 0.5
    assert score(12) < score(24) < score(240) <= 1.0
