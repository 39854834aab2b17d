from __future__ import annotations

import random
import tracemalloc
from collections import defaultdict

import pytest

from zhenwang.web.quotas import BoundedWindows, Quota


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_moves() -> None:
    clock = Clock()
    quota = Quota.of("3 per 10 seconds", clock=clock)
    assert [quota.take("a") for _ in range(4)] == [True, True, True, False]
    assert (quota.free("a"), quota.free("b"), quota.wait("a")) == (False, True, 10)
    clock.now += 9.5
    assert (quota.take("a"), quota.wait("a")) == (False, 1)
    clock.now += 0.6
    assert quota.take("a")


def test_it_counts_as_a_list_of_all_moments_would() -> None:
    clock, chance, told = Clock(), random.Random(7), defaultdict[str, list[float]](list)
    quota = Quota.of("5 per 10 seconds", clock=clock)
    for _ in range(5_000):
        clock.now += chance.choice((0.0, 0.1, 0.7, 3.0))
        key = chance.choice("abc")
        inside = [at for at in told[key] if at > clock.now - 10]
        assert quota.free(key) is (len(inside) < 5)
        assert quota.take(key) is (len(inside) < 5)
        if len(inside) < 5:
            told[key].append(clock.now)


@pytest.mark.parametrize("keys", [100_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
def test_R12_a_flood_from_a_million_addresses_does_not_fill_the_memory(keys: int) -> None:
    clock, most = Clock(), keys // 10
    windows = BoundedWindows(most, clock)
    tracemalloc.start()
    for number in range(keys):
        clock.now += 0.0001
        windows.acquire_entry(f"{number:032x}", 30, 600)
        if number == 2 * most:
            full, _ = tracemalloc.get_traced_memory()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(windows) == most
    assert held < 1.1 * full
    assert held < 1_000 * most


def test_keys_are_forgotten_when_their_time_is_over() -> None:
    clock = Clock()
    windows = BoundedWindows(1_000, clock)
    for number in range(500):
        windows.acquire_entry(str(number), 3, 10)
    clock.now += 11
    for _ in range(500):
        windows.acquire_entry("one", 1_000, 10)
    assert len(windows) == 1


def test_a_single_key_has_no_more_moments_than_it_needs() -> None:
    clock = Clock()
    windows = BoundedWindows(10, clock)
    for _ in range(10_000):
        clock.now += 1
        windows.acquire_entry("one", 5, 3)
    assert windows.get("one") <= 10


def test_a_setting_that_says_no_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="no limit"):
        Quota.of("no limit")
    assert not Quota.of("0 per minute").take("a")
    assert not Quota.of("0 per minute").free("a")
