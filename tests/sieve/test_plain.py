"""The path without a compiler answers exactly what the reference answers, whatever the rows and labels are."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.sieve.brute import brute_force, brute_reach
from zhenwang.sieve import plain_hash
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Findings, Gains, Way
from zhenwang.sieve.lexicon import Lexicon
from zhenwang.sieve.plain import PlainSieve

ALPHABETS = ("ab", "rnvvwm0o1il35es|", "abcdefghijklmnopqrstuvwxyz0123456789")
HOSTILE = st.sampled_from([*b".-_rnvvwm0135ilabRN|", 0, 255])
SEPARATORS = st.sampled_from([b"", b"", b".", b"-", b"_", b"..", b".-"])
LENGTHS = st.sampled_from([2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 16, 31, 32, 33, 40, 63])
CHANGES = st.sampled_from(["insert", "delete", "replace", "exchange", "part"])


def answer(lexicon: Lexicon, rows: list[bytes]) -> Findings:
    return PlainSieve.of(lexicon).find(Columns.of(rows))


def assert_exact(lexicon: Lexicon, rows: list[bytes]) -> None:
    found = answer(lexicon, rows)
    assert found.as_set() == brute_force(lexicon, Columns.of(rows))
    assert len(found.as_set()) == len(found), "a finding is told twice"


@st.composite
def texts(draw: st.DrawFn, alphabet: str) -> str:
    length = draw(LENGTHS)
    return draw(st.text(alphabet, min_size=length, max_size=length))


@st.composite
def changed(draw: st.DrawFn, text: bytes, alphabet: str) -> bytes:
    """Up to three changes anywhere."""
    changed = bytearray(text)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(changed)))
        letter = draw(st.sampled_from(alphabet)).encode()
        match draw(CHANGES):
            case "insert":
                changed[at:at] = letter
            case "delete":
                del changed[at : at + 1]
            case "replace":
                changed[at : at + 1] = letter
            case "exchange":
                changed[at : at + 2] = changed[at : at + 2][::-1]
            case _:
                changed[at:at] = draw(st.sampled_from([b"-", b"."]))
    return bytes(changed)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Lexicon, list[bytes]]:
    """A lexicon, and rows made of its labels and words, changed and glued, or of anything."""
    alphabet = draw(st.sampled_from(ALPHABETS))
    labels = draw(st.lists(st.tuples(texts(alphabet), st.integers(0, 2)), max_size=8, unique_by=lambda pair: pair[0]))
    fronts, backs = (draw(st.lists(st.text(alphabet, min_size=1, max_size=4), max_size=3)) for _ in range(2))
    lexicon = Lexicon.of(labels, fronts, backs)
    known = st.sampled_from([*lexicon.texts, *lexicon.fronts, *lexicon.backs, b"www"])
    part = known.flatmap(lambda text: changed(text, alphabet))
    made = st.lists(st.tuples(part, SEPARATORS), max_size=5).map(lambda parts: b"".join(a + b for a, b in parts))
    hostile = st.lists(HOSTILE, max_size=30).map(bytes)
    return lexicon, draw(st.lists(st.one_of(made, made, hostile), max_size=5))


EXACT = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@EXACT
@given(questions())
@example((Lexicon.of([]), [b"hubei.x", b""]))
@example((Lexicon.of([("hubei", 1)]), []))
@example((Lexicon.of([("hubei", 1)]), [b"", b"", b"..--", b""]))
@example((Lexicon.of([("ab", 2)]), [b"a", b"ab", b"aab", b"b.a"]))
def test_what_is_found_is_what_the_reference_finds(question: tuple[Lexicon, list[bytes]]) -> None:
    assert_exact(*question)


@EXACT
@given(questions(), st.lists(st.floats(-2, 20, width=32), min_size=40, max_size=40))
def test_reach_is_that_of_the_reference(question: tuple[Lexicon, list[bytes]], bits: list[float]) -> None:
    lexicon, rows = question
    gains = Gains(*np.array(bits, np.float32).reshape(5, 8)[:, : len(lexicon.texts)])
    columns = Columns.of(rows)
    reach = PlainSieve.of(lexicon).reach(columns, gains)
    assert reach.dtype == np.float32
    assert reach.tolist() == pytest.approx(brute_reach(lexicon, columns, gains), rel=1e-5, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(question=questions())
def test_strings_of_one_hash_are_told_apart(question: tuple[Lexicon, list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_hash, "_values", lambda: np.arange(256, dtype=np.uint64) % 2)
        patch.setattr(plain_hash, "_powers", lambda base, count: np.ones(count, np.uint64))
        assert_exact(*question)


def misspellings(label: bytes) -> Iterator[bytes]:
    for at in range(len(label) + 1):
        yield label[:at] + b"q" + label[at:]
        yield label[:at] + label[at + 1 :]
        yield label[:at] + b"q" + label[at + 1 :]
        yield label[:at] + label[at : at + 2][::-1] + label[at + 2 :]


@pytest.mark.parametrize("label", ["rst", "hubei", "huangshix", "abcdefghijk", "abcdefghijklmnopqrstuvwxyz012345"])
def test_every_place_of_a_label_can_be_misspelt(label: str) -> None:
    lexicon = Lexicon.of([(label, 1), (label + "6", 2)])
    assert_exact(lexicon, sorted(set(misspellings(label.encode()))))


@pytest.mark.parametrize("label", ["abcdefghi", "abcdefghijklm"])
def test_any_two_places_of_a_label_can_be_misspelt(label: str) -> None:
    text = label.encode()
    twice = {other for once in misspellings(text) for other in misspellings(once)}
    found = answer(Lexicon.of([(label, 2)]), rows := sorted(twice - set(misspellings(text)) - {text}))
    near = set(found.row[(found.way == Way.EDIT2) | (found.way == Way.EDIT1)].tolist())
    # A second change can undo the first, or come on top of two exchanged letters: those are three edits or none.
    assert_exact(Lexicon.of([(label, 2)]), [row for number, row in enumerate(rows) if number not in near][:300])
    assert len(near) > 0.9 * len(rows)


def test_exchanges_anywhere_in_a_long_label() -> None:
    label = b"abcdefghijklmnopqrstuvwxyz012345"
    rows = []
    for first, second in combinations(range(len(label) - 1), 2):
        row = bytearray(label)
        for at in (first, second):
            row[at : at + 2] = row[at : at + 2][::-1]
        rows.append(bytes(row))
    found = answer(Lexicon.of([(label.decode(), 2)]), rows)
    apart = {number for number, (a, b) in enumerate(combinations(range(len(label) - 1), 2)) if b > a + 1}
    assert apart <= set(found.row[found.way == Way.EDIT2].tolist())


@pytest.mark.parametrize("length", [31, 32, 33, 38, 39, 40, 41, 42])
def test_lengths_end_where_the_specification_ends(length: int) -> None:
    label = ("rn" * 31)[:length]
    rows = [
        b"x" + label.encode(),
        label.encode()[1:],
        b"m" * 20,
        b"m" * (length // 2),
        label.replace("rn", "m", 1).encode(),
    ]
    assert_exact(Lexicon.of([(label, 2), ("m" * 20, 0)]), rows)


def test_runs_of_four_labels_are_read_as_one_and_no_more() -> None:
    rows = [
        b"hu.an.gs.hy",
        b"x.hu.an.gs.hy.x",
        b"h.u.an.gs.hy",
        b"hu..an.-.gs.hy",
        b"hu.an.gshy",
        b"vv.rn.h.o",
        b"v.v.r.n.h.o",
    ]
    assert_exact(Lexicon.of([("huangshi", 1), ("huangsh", 2), ("wmho", 0)]), rows)
    assert (0, 0, Way.EDIT1, 0, 8) in answer(Lexicon.of([("huangshi", 1)]), rows).as_set()


@pytest.mark.parametrize("size", [254, 255, 256, 65_535])
def test_long_rows_are_read_to_their_255th_character(size: int) -> None:
    lexicon = Lexicon.of([("hubei", 1), ("gov", 1), ("ube", 0)], ["gov"], ["gov"])
    rows = [(piece * size)[:size] for piece in (b"hubei", b"hube.i-", b"gov.hubi-", b".", b"x")]
    assert_exact(lexicon, [*rows, b"hubei"])


def test_a_row_of_many_megabytes_does_no_harm_to_its_neighbours() -> None:
    rows = [b"hubei", b"x" * 3_000_000, b".-" * 1_000_000 + b"hubei", b"hubei"]
    found = answer(Lexicon.of([("hubei", 0)]), rows)
    assert found.as_set() == {(0, 0, 0, 0, 5), (2, 0, 0, 0, 5), (3, 0, 0, 0, 5)}


def test_rows_of_many_batches_keep_their_numbers() -> None:
    count = 40_001
    rows = Columns.of(b"hubei-x" if number % 1000 == 0 else b"x" for number in range(count))
    sieve = PlainSieve.of(Lexicon.of([("hubei", 0)]))
    assert sorted(sieve.find(rows).row.tolist()) == list(range(0, count, 1000))
    five = Gains(*(np.full(1, 5, np.float32) for _ in range(5)))
    assert np.flatnonzero(sieve.reach(rows, five)).tolist() == list(range(0, count, 1000))


def test_threads_share_a_sieve() -> None:
    lexicon = Lexicon.of([("hubei", 1), ("huangshi", 2), ("irs", 0)])
    rows = Columns.of([b"hubei.x", b"huangsi", b"irs-hubie", b"first"] * 50)
    sieve = PlainSieve.of(lexicon)
    with ThreadPoolExecutor(4) as threads:
        answers = {found.as_set() for found in threads.map(lambda _: sieve.find(rows), range(16))}
    assert answers == {brute_force(lexicon, rows)}


def test_the_size_of_the_index_is_known() -> None:
    small, large = (PlainSieve.of(Lexicon.of([(f"label{n}", 2) for n in range(count)])).nbytes for count in (10, 1000))
    assert 0 < small < large
