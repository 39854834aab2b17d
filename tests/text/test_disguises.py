"""Ten texts in many disguises: what comparable text makes of each must be the text that was disguised."""

import pytest

from tests.text.disguises import LOSSLESS, mojibake, spun
from tests.text.gazette import TEXTS
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import containment, jaccard, shingles, simhash
from zhenwang.text.traced import trace

CLEAN = {name: comparable(text) for name, text in TEXTS.items()}
EXACT = LOSSLESS.keys() - {"symbols", "everything"}  # a hyphen before a digit may have a meaning, and stays


@pytest.mark.parametrize("name", TEXTS)
def test_the_texts_are_long_enough_to_tell_and_clean_ones_keep_their_letters(name: str) -> None:
    assert len(TEXTS[name]) > 300
    assert [char for char in CLEAN[name] if char.isalnum()] == [char for char in TEXTS[name] if char.isalnum()]


@pytest.mark.parametrize("way", LOSSLESS)
def test_a_disguise_changes_the_text_and_not_its_fingerprint(way: str) -> None:
    for name, text in TEXTS.items():
        disguised = LOSSLESS[way](text)
        seen = comparable(disguised)
        least = 1.0 if way in EXACT else 0.95
        for size in (3, 5):
            clean = shingles(CLEAN[name], size)
            assert jaccard(shingles(seen, size), clean) >= least, (name, size)
            assert jaccard(shingles(disguised, size), clean) < 0.9, (name, size)
        assert (simhash(shingles(seen)) ^ simhash(shingles(CLEAN[name]))).bit_count() <= 5


@pytest.mark.parametrize("way", ["traditional_and_pinyin", "everything", "compatible"])
def test_a_disguised_passage_is_shown_as_the_page_has_it(way: str) -> None:
    disguised = LOSSLESS[way](TEXTS["notice"])
    traced = trace(disguised)
    start = traced.text.index("人民政府")
    first, behind = traced.original(start, start + 4)
    assert comparable(disguised[first:behind]) == "人民政府"


def test_lost_characters_cost_only_the_shingles_they_stood_in() -> None:
    for name, text in TEXTS.items():
        clean, seen = shingles(CLEAN[name]), shingles(comparable(mojibake(text)))
        assert jaccard(seen, clean) >= 0.85
        assert containment(clean, seen) >= 0.94


def test_spun_words_leave_most_shingles() -> None:
    for name, text in TEXTS.items():
        clean, seen = shingles(CLEAN[name], 3), shingles(comparable(spun(text)), 3)
        assert jaccard(seen, clean) >= 0.75


def test_other_texts_in_the_same_disguise_stay_others() -> None:
    for way in ("traditional_and_pinyin", "symbols"):
        disguised = {name: shingles(comparable(LOSSLESS[way](text))) for name, text in TEXTS.items()}
        for name, clean in CLEAN.items():
            assert max(jaccard(shingles(clean), seen) for other, seen in disguised.items() if other != name) < 0.1
