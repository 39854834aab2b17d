"""The compiled sieve answers exactly what the reference answers; with and without it the answer is the same."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.sieve.brute import brute_force, brute_reach
from tests.sieve.test_plain import misspellings, questions
from zhenwang.sieve import bodies as bodies_file
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Findings, Gains, Way
from zhenwang.sieve.lexicon import Lexicon
from zhenwang.sieve.once import Once, PlainRegister
from zhenwang.sieve.sieve import Sieve
from zhenwang.sieve.suffix_table import SuffixTable

pytest.importorskip("numba")
compiled = importlib.import_module("zhenwang.sieve.compiled")

EXACT = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def answer(lexicon: Lexicon, rows: list[bytes]) -> Findings:
    return Sieve.of(lexicon, compiled=True).find(Columns.of(rows))


def assert_exact(lexicon: Lexicon, rows: list[bytes]) -> None:
    found = answer(lexicon, rows)
    assert found.as_set() == brute_force(lexicon, Columns.of(rows))
    assert len(found.as_set()) == len(found), "a finding is told twice"


def gains(*bits: float) -> Gains:
    return Gains(*(np.full(1, of_way, np.float32) for of_way in bits))


@EXACT
@given(questions())
@example((Lexicon.of([]), [b"hubei.x", b""]))
@example((Lexicon.of([("hubei", 1)]), []))
@example((Lexicon.of([("hubei", 1)]), [b"", b"", b"..--", b""]))
@example((Lexicon.of([("ab", 2)]), [b"a", b"ab", b"aab", b"b.a", b"cba"]))
@example((Lexicon.of([("rnvv", 0), ("mw", 0), ("mvv", 0)]), [b"rnvv", b"RN-vv", b"r.nvvv", b"mw.x", b"r-nw"]))
def test_what_is_found_is_what_the_reference_finds(question: tuple[Lexicon, list[bytes]]) -> None:
    assert_exact(*question)


@EXACT
@given(questions())
def test_reach_is_that_of_the_reference(question: tuple[Lexicon, list[bytes]]) -> None:
    lexicon, rows = question
    bits = np.random.default_rng(len(rows)).normal(4, 5, (5, len(lexicon.texts))).astype(np.float32)
    columns = Columns.of(rows)
    reach = Sieve.of(lexicon, compiled=True).reach(columns, Gains(*bits))
    assert reach.dtype == np.float32
    assert reach.tolist() == pytest.approx(brute_reach(lexicon, columns, Gains(*bits)), rel=1e-5, abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(questions())
def test_strings_of_one_hash_are_told_apart(question: tuple[Lexicon, list[bytes]]) -> None:
    codes = compiled.codes()
    same = codes._replace(exact=np.zeros(256, np.uint64), glance=np.zeros(256, np.uint64))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "codes", lambda: same)
        assert_exact(*question)


@pytest.mark.parametrize("label", ["rst", "hubei", "huangshix", "abcdefghijk", "abcdefghijklmnopqrstuvwxyz012345"])
def test_every_place_of_a_label_can_be_misspelt(label: str) -> None:
    assert_exact(Lexicon.of([(label, 1), (label + "6", 2)]), sorted(set(misspellings(label.encode()))))


def twice_changed(label: bytes) -> Iterator[bytes]:
    """Two changes that leave each other alone, in all combinations; some of them come to one change."""
    changes = (
        lambda text, at: text[:at] + b"q" + text[at:],
        lambda text, at: text[:at] + text[at + 1 :],
        lambda text, at: text[:at] + b"q" + text[at + 1 :],
        lambda text, at: text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
    )
    for first, second in combinations(range(len(label)), 2):
        for one, other in product(changes, repeat=2):
            if second > first + 1:
                yield one(other(label, second), first)


@pytest.mark.parametrize("length", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
def test_any_two_places_of_a_label_can_be_misspelt(length: int) -> None:
    """The piece that two edits leave whole is found, whichever cuts the edits cross."""
    label = b"abcdefghijklmnop"[:length]
    rows = [row for row in sorted({*twice_changed(label)} - {label}) if len(row) >= 3]
    found = answer(Lexicon.of([(label.decode(), 2)]), rows)
    assert set(found.row[np.isin(found.way, (Way.EDIT1, Way.EDIT2))].tolist()) == set(range(len(rows)))


@pytest.mark.parametrize("length", [31, 32, 33, 38, 39, 40, 41, 42])
def test_lengths_end_where_the_specification_ends(length: int) -> None:
    label = ("rn" * 31)[:length]
    once = label.replace("rn", "m", 1).encode()
    rows = [b"x" + label.encode(), label.encode()[1:], b"m" * 20, b"m" * (length // 2), once]
    assert_exact(Lexicon.of([(label, 2), ("m" * 20, 0)]), rows)


@pytest.mark.parametrize("size", [254, 255, 256, 65_535])
def test_long_rows_are_read_to_their_255th_character(size: int) -> None:
    lexicon = Lexicon.of([("hubei", 1), ("gov", 1), ("ube", 0)], ["gov"], ["gov"])
    rows = [(piece * size)[:size] for piece in (b"hubei", b"hube.i-", b"gov.hubi-", b".", b"x", b"x.", b"xyz.")]
    assert_exact(lexicon, [*rows, b"hubei"])


def test_rows_of_many_blocks_keep_their_numbers() -> None:
    count = 20_001
    rows = Columns.of(b"hubei-x" if number % 100 == 0 else b"x" for number in range(count))
    sieve = Sieve.of(Lexicon.of([("hubei", 0)]), compiled=True)
    assert sorted(sieve.find(rows).row.tolist()) == list(range(0, count, 100))
    assert np.flatnonzero(sieve.reach(rows, gains(5, 0, 0, 0, 0))).tolist() == list(range(0, count, 100))


def test_more_findings_than_fit_at_once_are_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "CAPACITY", 8)
    lexicon = Lexicon.of([("a" * length, 2) for length in range(2, 12)])
    rows = [b"a" * 30, b"", b"aa.aaa-aaaa"] * 150
    assert_exact(lexicon, rows)
    columns = Columns.of(rows)
    bits = Gains(*np.ones((5, 10), np.float32))
    reach = Sieve.of(lexicon, compiled=True).reach(columns, bits)
    assert reach[:3].tolist() == brute_reach(lexicon, Columns.of(rows[:3]), bits)
    assert reach.reshape(-1, 3).tolist() == [reach[:3].tolist()] * 150


def test_only_the_best_gain_of_a_stretch_counts_and_none_below_nothing() -> None:
    sieve = Sieve.of(Lexicon.of([("huangshi", 1)]), compiled=True)
    rows = Columns.of([b"huangsh1.huangshi-huangshix", b"x"])
    assert sieve.reach(rows, gains(8, 7, 4, 3, 5)).tolist() == [8 + 5 + 4 + 7, 0]  # the last is misspelt and inside
    assert sieve.reach(rows, gains(8, -7, -4, 3, 5)).tolist() == [8 + 5, 0]


def test_threads_share_a_sieve() -> None:
    lexicon = Lexicon.of([("hubei", 1), ("huangshi", 2), ("irs", 0)])
    rows = Columns.of([b"hubei.x", b"huangsi", b"irs-hubie", b"first"] * 50)
    sieve = Sieve.of(lexicon, compiled=True)
    with ThreadPoolExecutor(4) as threads:
        answers = {found.as_set() for found in threads.map(lambda _: sieve.find(rows), range(16))}
    assert answers == {brute_force(lexicon, rows)}


def test_rows_may_be_a_part_of_a_larger_buffer() -> None:
    whole = Columns.of([b"hubei", b"gov", b"x-hubei"])
    found = answer(Lexicon.of([("hubei", 0)]), [b"gov", b"x-hubei"]).as_set()
    sieve = Sieve.of(Lexicon.of([("hubei", 0)]), compiled=True)
    assert sieve.find(Columns(whole.text, whole.starts[1:])).as_set() == found == {(1, 0, Way.EQUAL, 1, 6)}
    assert sieve.find(Columns(whole.text.copy(), whole.starts[1:])).as_set() == found


@settings(max_examples=30, deadline=None)
@given(questions())
def test_with_and_without_a_compiler_the_answer_is_the_same(question: tuple[Lexicon, list[bytes]]) -> None:
    lexicon, rows = question
    one, other = (Sieve.of(lexicon, compiled=way).find(Columns.of(rows)) for way in (True, False))
    assert one.as_set() == other.as_set()


@pytest.mark.parametrize("problem", [ModuleNotFoundError, ImportError, OSError])
def test_without_a_numba_that_works_the_plain_sieve_answers(
    monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    def imported(name: str) -> object:
        raise problem(name)

    monkeypatch.setitem(sys.modules, "zhenwang.sieve.compiled", None)  # as if it could not be imported
    with monkeypatch.context() as patch:
        patch.setattr(bodies_file, "import_module", imported)
        patch.setattr(bodies_file, "_available", bodies_file._available.__wrapped__)
        sieve = Sieve.of(Lexicon.of([("hubei", 1)]))
        once = Once.of(lambda rows: np.ones(len(rows), np.bool_))
        found, plain = bodies_file.bodies(Columns.of([b"a.gov.cn"]), SuffixTable.of(["gov.cn"]))
    assert isinstance(once.register, PlainRegister)
    assert (list(found), plain.tolist()) == ([b"a"], [True])
    assert not sieve.compiled
    assert sieve.find(Columns.of([b"hubie"])).as_set() == {(0, 0, Way.EDIT1, 0, 5)}
    with pytest.raises(ImportError):
        Sieve.of(Lexicon.of([("hubei", 1)]), compiled=True)


def test_the_size_of_the_index_is_known() -> None:
    small, large = (Sieve.of(Lexicon.of([(f"label{n}", 2) for n in range(count)])).nbytes for count in (10, 1000))
    assert 0 < small < large < 1_000_000
