"""gzip is decoded up to a bound, and what comes before damage is kept."""

from __future__ import annotations

import gzip
import time
import tracemalloc

from zhenwang.sources.packed import MAX_DECODED, unpack


def test_plain_and_packed_bodies_come_back_the_same() -> None:
    body = b"tile" * 1000
    assert unpack(body).body == unpack(gzip.compress(body)).body == body
    assert unpack(gzip.compress(b"")).body == b""


def test_C17_gzip_bomb_is_refused_before_it_is_made() -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    tracemalloc.start()
    started = time.process_time()
    refused = unpack(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.refused
    assert refused.body == b""
    assert "8 MiB" in refused.problem
    assert peak < 4 * MAX_DECODED
    assert time.process_time() - started < 2


def test_C17_a_plain_body_over_the_bound_is_refused() -> None:
    assert unpack(bytes(101), 100).refused
    assert not unpack(bytes(100), 100).refused


def test_C17_trailing_bytes_are_reported_and_the_body_kept() -> None:
    unpacked = unpack(gzip.compress(b"tile") + b"more")
    assert unpacked.body == b"tile"
    assert "4 bytes after" in unpacked.problem


def test_a_stream_that_breaks_off_keeps_what_came() -> None:
    body = bytes(range(256)) * 200
    packed = gzip.compress(body)
    cut = unpack(packed[: len(packed) // 2])
    assert body.startswith(cut.body)
    assert cut.problem
    assert not cut.refused


def test_a_wrong_checksum_is_reported() -> None:
    packed = bytearray(gzip.compress(b"tile" * 100))
    packed[-5] ^= 1
    assert unpack(bytes(packed)).problem
