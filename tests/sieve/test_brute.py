"""The reference, by examples that can be checked by eye."""

from __future__ import annotations

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from tests.sieve import brute
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Gains, Way
from zhenwang.sieve.lexicon import Lexicon


def found(host: bytes, *labels: tuple[str, int]) -> set[tuple[str, Way, str]]:
    lexicon = Lexicon.of(labels, fronts=("gov",), backs=("gov", "govcn"))
    return {
        (lexicon.texts[label].decode(), Way(way), brute.squash(host)[start:end].decode())
        for _, label, way, start, end in brute.brute_force(lexicon, Columns.of([host]))
    }


def test_a_label_is_equal_between_edges_and_across_separators() -> None:
    assert found(b"x.gov.cn", ("govcn", 0)) == {("govcn", Way.EQUAL, "govcn")}
    assert found(b"x-irs", ("irs", 0)) == {("irs", Way.EQUAL, "irs")}
    assert found(b"govirs", ("irs", 0)) == {("irs", Way.EQUAL, "irs")}
    assert found(b"irsgovcn", ("irs", 0)) == {("irs", Way.EQUAL, "irs")}


def test_a_label_of_four_counts_inside_and_one_of_three_does_not() -> None:
    assert found(b"xirsx.hubeix", ("irs", 0), ("hubei", 0)) == {("hubei", Way.INSIDE, "hubei")}


def test_a_unit_is_a_misspelling_up_to_the_edits_of_the_label() -> None:
    assert found(b"hubie", ("hubei", 1)) == {("hubei", Way.EDIT1, "hubie")}
    assert found(b"hubie", ("hubei", 0)) == set()
    assert found(b"hubia", ("hubei", 2)) == {("hubei", Way.EDIT2, "hubia")}
    assert found(b"hubia", ("hubei", 1)) == set()
    assert found(b"hu.b-ie", ("hubei", 1)) == {("hubei", Way.EDIT1, "hubie")}


def test_a_glance_confuses_other_spellings() -> None:
    assert found(b"vvuhan", ("wuhan", 0)) == {("wuhan", Way.ALIKE, "vvuhan")}
    assert found(b"1r5", ("irs", 0)) == {("irs", Way.ALIKE, "1r5")}


def test_runs_are_of_four_labels_at_most() -> None:
    assert found(b"a.b.c.d", ("abcx", 1)) == {("abcx", Way.EDIT1, "abc"), ("abcx", Way.EDIT1, "abcd")}
    assert found(b"a.b.c.d.e", ("abcdx", 1)) == {("abcdx", Way.EDIT1, "abcd")}


def test_a_row_is_read_up_to_255_characters() -> None:
    assert found(b"x" * 250 + b"-.hubei", ("hubei", 0)) == {("hubei", Way.EQUAL, "hubei")}
    assert found(b"x" * 251 + b"-.hubei", ("hubei", 0)) == set()


def test_reach_adds_the_best_of_every_stretch() -> None:
    lexicon = Lexicon.of([("hubei", 1), ("hubel", 1)])
    ones = np.ones(2, np.float32)
    gains = Gains(equal=ones * 8, inside=ones, edit1=ones * 2, edit2=ones, alike=ones * -1)
    rows = Columns.of([b"hubei.hube", b"nothing"])
    # hubei 8 (and 2 as a misspelling of hubel), hube 2
    assert brute.brute_reach(lexicon, rows, gains) == [10, 0]


@pytest.mark.parametrize(("one", "other"), [(b"ca", b"abc"), (b"", b"ab"), (b"abcd", b"badc"), (b"aab", b"aba")])
def test_distance_is_that_of_rapidfuzz(one: bytes, other: bytes) -> None:
    assert brute.osa(one, other) == OSA.distance(one, other)
