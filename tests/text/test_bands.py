import random

import numpy as np
import pytest

from zhenwang.text.bands import BANDS, bands

FROZEN_KEYS = ("1.b1b9650c8c96b349", "2.84792f683af23ea1", "3.3881d3e79f630285", "4.1e87bf5808e90e0b")


def a_set(chance: random.Random, size: int) -> list[int]:
    return [chance.getrandbits(64) for _ in range(size)]


def met(shared: float, times: int = 200) -> float:
    """How often two sets of 300 with this share of all in common have a key in common."""
    chance, found = random.Random(7), 0
    for _ in range(times):
        own = round(300 * (1 - shared) / (1 + shared))
        common = a_set(chance, 300 - own)
        one, other = ([*common, *a_set(chance, own)] for _ in range(2))
        found += bool(set(bands(np.array(one, np.uint64))) & set(bands(np.array(other, np.uint64))))
    return found / times


@pytest.mark.parametrize(
    ("shared", "least", "most"),
    [(1.0, 1.0, 1.0), (0.95, 0.9, 1.0), (0.9, 0.7, 0.95), (0.7, 0.02, 0.25), (0.5, 0.0, 0.05)],
)
def test_near_copies_meet_and_others_do_not(shared: float, least: float, most: float) -> None:
    assert least <= met(shared) <= most


def test_the_keys_do_not_depend_on_order_and_stay_the_same_for_good() -> None:
    chance = random.Random(1)
    held = a_set(chance, 50)
    keys = bands(np.array(held, np.uint64))
    assert keys == bands(np.array(held[::-1], np.uint64))
    assert len(keys) == BANDS
    assert bands(np.array([1, 2, 3], np.uint64)) == FROZEN_KEYS  # stored keys must be found again by a later version
    assert bands(np.empty(0, np.uint64)) == ()
