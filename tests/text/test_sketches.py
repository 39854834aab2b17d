"""Samples of sets: small enough to keep ten thousand, near enough to say how much of one page is in another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.sketch import Sketch
from zhenwang.text.fingerprint import containment, hashed, hashes_of, held_in, shingles, simhash, sketch, text_sketch
from zhenwang.text.overlaps import Overlaps

HASHES = st.frozensets(st.integers(0, 2**64 - 1), max_size=60)


def numbers(start: int, stop: int) -> frozenset[int]:
    return frozenset(hashed(str(n)) for n in range(start, stop))


def test_a_sketch_keeps_the_smallest_and_says_how_many_there_were() -> None:
    kept = sketch({5, 1, 2**64 - 1, 3}, 2)
    assert (list(hashes_of(kept)), kept.size, len(kept), kept.whole) == ([1, 3], 4, 2, False)
    assert sketch(frozenset()) == Sketch()


@given(HASHES, HASHES)
def test_whole_sketches_say_exactly_what_the_sets_say(part: frozenset[int], whole: frozenset[int]) -> None:
    assert held_in(sketch(part), sketch(whole)) == containment(part, whole)


def test_samples_of_either_side_come_near_the_truth() -> None:
    part, whole = numbers(0, 8_000), numbers(4_000, 20_000)
    for ours, theirs in ((1_024, None), (1_024, 4_096), (None, None)):
        assert abs(held_in(sketch(part, ours), sketch(whole, theirs)) - 0.5) < 0.05


def test_nothing_is_held_in_nothing() -> None:
    assert held_in(Sketch(), sketch({1})) == held_in(sketch({1}), Sketch()) == 0.0


def test_simhashes_of_like_sets_differ_in_few_bits() -> None:
    many = numbers(0, 1_000)
    assert (simhash(many) ^ simhash(many | numbers(2_000, 2_050))).bit_count() <= 8
    assert (simhash(many) ^ simhash(numbers(5_000, 6_000))).bit_count() >= 16
    assert simhash(frozenset()) == 0
    assert simhash({2**64 - 1}) == 2**64 - 1


def test_hashes_are_the_same_on_every_machine_and_no_text_is_refused() -> None:
    assert hashed("div.header/ul") == 14284376327878653480
    assert 0 <= hashed("\ud800\x00") < 2**64


@given(st.lists(HASHES, max_size=6), HASHES, st.integers(1, 3))
def test_an_index_over_many_says_what_each_alone_would(
    sets: list[frozenset[int]], seen: frozenset[int], most: int
) -> None:
    index = Overlaps([sketch(held) for held in sets], most)
    for place, held in enumerate(sets):
        own = frozenset(one for one in held if sum(one in other for other in sets) <= most)
        assert index.own[place] == len(own)
        assert index.shares(sketch(seen))[place] == containment(own, seen)


def test_what_more_than_two_share_is_nobodys_own() -> None:
    template, own = numbers(0, 100), [numbers(1_000 * n, 1_000 * n + 50) for n in (1, 2, 3)]
    index = Overlaps([sketch(template | one) for one in own], 2)
    assert list(index.own) == [50, 50, 50]
    assert list(index.shares(sketch(template | own[1]))) == [0.0, 1.0, 0.0]


@given(st.text(max_size=80), st.integers(1, 40))
def test_a_sketch_of_a_text_is_that_of_its_shingles(text: str, most: int) -> None:
    assert text_sketch(text) == sketch(shingles(text))
    assert text_sketch(text, most) == sketch(shingles(text), most)


def test_matches_say_which_hash_stands_in_which_set_and_may_be_weighed() -> None:
    index = Overlaps([sketch({1, 2}), sketch({2, 3}), sketch({4})], 2)
    seen = sketch({2, 3, 9})
    assert list(index.matches(seen).counted()) == [(0, 1.0), (1, 2.0)]
    assert list(index.matches(seen).counted(np.array([0.5, 10.0, 99.0]))) == [(0, 0.5), (1, 10.5)]
    assert list(Overlaps([], 2).matches(seen).counted()) == []
    assert list(index.matches(Sketch()).counted()) == []
