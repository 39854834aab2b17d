"""The search finds what a loop over all pairs finds."""

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.pictures import hash_search
from zhenwang.pictures.hash_search import HashIndex

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=40)


@given(HASHES, HASHES, st.integers(0, 64))
def test_every_pair_within_reach_is_found_once(known: list[int], seen: list[int], most: int) -> None:
    naive = {
        (row, place, (one ^ other).bit_count())
        for row, one in enumerate(seen)
        for place, other in enumerate(known)
        if (one ^ other).bit_count() <= most
    }
    found = list(HashIndex(known).within(seen, most))
    assert (set(found), len(found)) == (naive, len(naive))


@given(HASHES, st.integers(0, 2**64 - 1))
def test_distances_are_counts_of_bits(known: list[int], seen: int) -> None:
    bits = [(one ^ seen).bit_count() for one in known]
    assert HashIndex(known).distances(seen).tolist() == bits
    assert HashIndex(known).near(seen, 30).tolist() == [place for place, far in enumerate(bits) if far <= 30]


def test_many_queries_are_asked_in_blocks() -> None:
    known = list(range(hash_search._BLOCK // 2 - 1))
    found = HashIndex(known).within([3, 2**64 - 1, 5, 7, 11], 0)
    assert list(found) == [(0, 3, 0), (2, 5, 0), (3, 7, 0), (4, 11, 0)]
