from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.sampling import (
    Unit,
    allocate,
    draw,
    frame,
    frame_digest,
    is_quarter,
    is_scope,
    place,
    quarter_of,
    sample_size,
)
from zhenwang.domain.site import Status

TOTALS = st.dictionaries(st.text(max_size=4), st.integers(0, 400), max_size=12)


@pytest.mark.parametrize(
    ("total", "size"),
    [(707, 213), (55, 17), (40, 12), (3, 1), (1, 1), (0, 0), (10, 3), (11, 4), (100, 30), (1000, 300)],
)
def test_the_sample_is_thirty_per_cent_rounded_up(total: int, size: int) -> None:
    assert sample_size(total) == size


@given(st.integers(0, 10**12))
def test_no_sample_is_below_thirty_per_cent_nor_one_larger_than_need_be(total: int) -> None:
    size = sample_size(total)
    assert Fraction(size) >= Fraction(3, 10) * total
    assert Fraction(size - 1) < Fraction(3, 10) * total or size == 0


@given(TOTALS, st.integers(0, 3000))
def test_shares_add_up_and_are_within_one_of_the_exact_part(totals: dict[str, int], size: int) -> None:
    given_out, whole = allocate(totals, size), sum(totals.values())
    assert sum(given_out.values()) == min(size, whole)
    for name, total in totals.items():
        got = given_out.get(name, 0)
        assert 0 <= got <= total
        if whole:
            assert abs(got - Fraction(min(size, whole) * total, whole)) < 1


def test_the_rest_goes_to_the_largest_remainders() -> None:
    assert allocate({"a": 5, "b": 3, "c": 2}, 3) == {"a": 1, "b": 1, "c": 1}  # 1.5, 0.9, 0.6
    assert allocate({"a": 1, "b": 1, "c": 2}, 2) == {"a": 1, "b": 0, "c": 1}  # 0.5, 0.5, 1: by name
    assert allocate({}, 5) == {}


def _units(count: int, strata: int = 4) -> tuple[Unit, ...]:
    return tuple(Unit(f"www.s{n}.gov.cn", f"站{n}", f"county/{n % strata}") for n in range(count))


@given(st.integers(0, 120), st.text(max_size=20), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_sample_in_whatever_order_the_sites_come(count: int, seed: str, chance) -> None:
    units = list(_units(count))
    drawn = draw(units, seed, sample_size(count))
    chance.shuffle(units)
    assert draw(units, seed, sample_size(count)) == drawn
    assert len({unit.id for unit in drawn.units}) == drawn.size == sample_size(count)
    assert Counter(unit.stratum for unit in drawn.units) == {s.name: s.size for s in drawn.strata if s.size}


def test_anybody_can_draw_it_again_with_a_hash_and_a_sort() -> None:
    units, seed = _units(40, 1), "0f" * 16
    ordered = sorted(units, key=lambda unit: hashlib.sha256((seed + "\n" + unit.id).encode()).hexdigest())
    assert list(draw(units, seed, 12).units) == ordered[:12]
    # printf '%s\n%s' seed www.hubei.gov.cn | sha256sum
    assert place("seed", "www.hubei.gov.cn") == hashlib.sha256(b"seed\nwww.hubei.gov.cn").hexdigest()


def test_another_seed_draws_others_and_nobody_is_favoured() -> None:
    units = _units(50, 1)
    times = Counter(unit.id for n in range(2000) for unit in draw(units, f"seed {n}", 15).units)
    assert len(times) == 50
    # 2,000 draws at 30 %: 600 expected, standard deviation 20.5; six of them either way.
    assert all(477 < count < 723 for count in times.values())


def _site(host: str, code: str, status: Status = Status.ACTIVE, *, protected: bool = True) -> OfficialSite:
    return OfficialSite(host, host, (host,), protected=protected, level="county", region_code=code,
                        kind=BodyKind.GOVERNMENT, status=status)  # fmt: skip


def test_only_running_sites_that_the_measures_are_for_are_drawn_from() -> None:
    sites = [
        _site("b.gov.cn", "420100"), _site("a.gov.cn", "420106"), _site("c.gov.cn", "420500"),
        _site("d.gov.cn", "420100", Status.RETIRED), _site("e.gov.cn", "420100", Status.TEMP_OFFLINE),
        _site("f.gov.cn", "420100", protected=False), _site("g.gov.cn", "420100", Status.MIGRATING),
    ]  # fmt: skip
    assert [unit.id for unit in frame(sites, "4201")] == ["a.gov.cn", "b.gov.cn", "g.gov.cn"]
    assert len(frame(sites, "")) == 4
    assert frame(sites, "4201")[0].stratum == "county/government"
    assert frame_digest(frame(sites, "4201")) != frame_digest(frame(sites, "42"))
    assert frame_digest(frame(sites, "42")) == frame_digest(frame(list(reversed(sites)), "42"))


def test_quarters_and_scopes_have_one_spelling() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 9, 10, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-Q4",
    ]  # fmt: skip
    assert is_quarter("2026-Q4")
    assert not any(is_quarter(bad) for bad in ("2026-Q5", "2026Q4", "1926-Q1", "2026-Q4 ", "２026-Q4", "2026-Q4\n"))
    assert all(is_scope(good) for good in ("", "42", "4201", "420106"))
    assert not any(is_scope(bad) for bad in ("4", "420", "42010", "4201066", "４２", "42\n", "%", "42 "))
