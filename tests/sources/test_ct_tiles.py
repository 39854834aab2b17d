"""Data tiles: every entry before any damage, and the damage by byte and index."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.ct_certificates import Specimen
from corpora.ct_log import data_tile
from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entry import Entry
from zhenwang.sources.ct_leaf import read_leaf
from zhenwang.sources.ct_tiles import is_damage, plausible_tile, read_tile

Make = Callable[..., list[Specimen]]


def test_both_kinds_are_read_with_their_place(make_specimens: Make) -> None:
    body = data_tile(make_specimens(2, "x509") + make_specimens(2, "precert", 2), 512, compressed=False)
    entries = [one for one in read_tile(body, "log", 512) if isinstance(one, Entry)]
    assert [(one.index, one.kind) for one in entries] == [
        (512, "x509"),
        (513, "x509"),
        (514, "precert"),
        (515, "precert"),
    ]
    assert [one.names for one in entries] == [(f"www.host{number}.example",) for number in range(4)]
    assert entries[0].timestamp.isoformat() == "2026-11-20T08:58:30+00:00"
    assert plausible_tile(body)


def test_without_a_path_the_first_leaf_index_counts(make_specimens: Make) -> None:
    body = data_tile(make_specimens(2), 1024, compressed=False)
    assert [one.index for one in read_tile(body, "log") if isinstance(one, Entry)] == [1024, 1025]


def test_C11_a_leaf_index_that_contradicts_its_place_is_reported_with_its_names(make_specimens: Make) -> None:
    body = data_tile(make_specimens(1), 7, compressed=False)
    (item,) = read_tile(body, "log", 256)
    assert isinstance(item, Malformed)
    assert item.locator == "log#256"
    assert item.names == ("www.host0.example",)
    assert item.raw == body


def test_C11_every_cut_reads_what_is_whole(make_specimens: Make) -> None:
    body = data_tile(make_specimens(3), 0, compressed=False)
    whole = [one.names for one in read_tile(body, "log", 0) if isinstance(one, Entry)]
    for cut in range(0, len(body), 7):
        items = list(read_tile(body[:cut], "log", 0, 3))
        entries = [one for one in items if isinstance(one, Entry)]
        assert [one.names for one in entries] == whole[: len(entries)]
        rest = items[-1]
        assert isinstance(rest, Malformed)
        assert f"entry {len(entries)}" in rest.reason
        assert body[:cut].endswith(rest.raw)


def test_C11_a_tile_that_lacks_whole_entries_is_reported(make_specimens: Make) -> None:
    items = list(read_tile(data_tile(make_specimens(2), 0, compressed=False), "log", 0, 256))
    assert len(items) == 3
    assert isinstance(items[-1], Malformed)
    assert "2 of 256" in items[-1].reason


def test_C11_an_unknown_entry_type_ends_the_reading_at_its_byte(make_specimens: Make) -> None:
    body = bytearray(data_tile(make_specimens(2), 0, compressed=False))
    first = bytes(data_tile(make_specimens(1), 0, compressed=False))
    body[len(first) + 9] = 7
    items = list(read_tile(bytes(body), "log", 0))
    assert isinstance(items[0], Entry)
    assert isinstance(items[1], Malformed)
    assert f"unknown entry type 7 at byte {len(first) + 8}" in items[1].reason
    assert items[1].raw == bytes(body[len(first) :])


def test_an_odd_certificate_does_not_stop_the_tile(make_specimens: Make) -> None:
    odd = Specimen((b"\xba\xfe.example",), "x509", make_specimens(1)[0].not_before, make_specimens(1)[0].not_after)
    items = list(read_tile(data_tile([odd, *make_specimens(1)], 0, compressed=False), "log", 0))
    assert isinstance(items[0], Malformed)
    assert items[0].names
    assert not is_damage(items[0])
    assert isinstance(items[1], Entry)


def test_more_entries_than_a_tile_holds_are_refused(make_specimens: Make) -> None:
    body = data_tile(make_specimens(1), 0, compressed=False) * 300
    items = list(read_tile(body, "log", None))
    assert len(items) == 257
    assert "more than 256 entries" in items[-1].reason if isinstance(items[-1], Malformed) else False


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_C9_a_flipped_bit_never_raises_and_never_hides_an_earlier_entry(place: int, bit: int) -> None:
    body = _three_entries()
    at = place % len(body)
    flipped = bytearray(body)
    flipped[at] ^= 1 << bit
    items = list(read_tile(bytes(flipped), "log", 0, 3))
    start, before = 0, 0
    for _ in range(3):
        end = _next_entry(body, start)
        before += end <= at
        start = end
    assert [one.names for one in items[:before] if isinstance(one, Entry)] == [
        (f"www.host{n}.example",) for n in range(before)
    ]


@functools.cache
def _three_entries() -> bytes:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    names = [f"www.host{number}.example" for number in range(3)]
    made = [Specimen((name,), "x509", start, start + timedelta(days=90)) for name in names]
    return data_tile(made, 0, compressed=False)


def _next_entry(body: bytes, at: int) -> int:
    end = read_leaf(body, at).end
    return end + 2 + int.from_bytes(body[end : end + 2], "big")


def test_bytes_that_are_no_tile_are_not_taken_for_one() -> None:
    assert not plausible_tile(b"-----BEGIN CERTIFICATE-----")
    assert not plausible_tile(bytes(400))
    with pytest.raises(ValueError, match="unknown entry type"):
        read_leaf(b"\x00\x00\x01\x96" + b"\xff" * 20, 0)
