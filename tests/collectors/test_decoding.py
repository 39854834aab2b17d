from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.collectors.decoding import PIECE, decoded
from zhenwang.collectors.faults import Fault

LIMIT = 256 * 1024
PAGE = "<title>示例</title>".encode() * 300


def encode(data: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(data, quality=1)
    if coding == "raw-deflate":
        stream = zlib.compressobj(wbits=-15)
        return stream.compress(data) + stream.flush()
    return zlib.compress(data) if coding == "deflate" else gzip.compress(data)


def undo(raw: list[bytes], encodings: str, limit: int = LIMIT) -> tuple[bytes, str]:
    body = b""
    try:
        for piece in decoded(raw, encodings, limit):
            assert len(piece) <= 2 * PIECE
            body += piece
    except Fault as fault:
        return body, fault.gap.kind
    return body, ""


@pytest.mark.parametrize("encodings", ["gzip", "x-gzip", "GZIP", "deflate", "raw-deflate", "br", "identity", "", " , "])
def test_every_known_coding_is_undone(encodings):
    raw = encode(PAGE, encodings) if encodings.strip(" ,") not in ("identity", "") else PAGE
    assert undo([raw], encodings.removeprefix("raw-")) == (PAGE, "")


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "br"]), st.integers(1, 700))
def test_how_the_bytes_arrive_makes_no_difference(data, coding, step):
    raw = encode(data, coding)
    assert undo([raw[at : at + step] for at in range(0, len(raw), step)], coding) == (data, "")


def test_codings_are_undone_from_the_last_to_the_first():
    assert undo([encode(encode(PAGE, "br"), "gzip")], "br, gzip") == (PAGE, "")


def test_several_gzip_members_and_padding_after_them():
    assert undo([gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 9], "gzip") == (b"ab", "")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw-deflate", "br"])
def test_C17_F10_a_bomb_stops_at_the_limit_and_keeps_its_beginning(coding):
    body, kind = undo([encode(bytes(8 * 1024 * 1024), coding)], coding.removeprefix("raw-"))
    assert (len(body), kind) == (LIMIT, "too_large")


@pytest.mark.parametrize("inner", ["gzip", "br"])
def test_F10_a_bomb_within_a_bomb_stops_at_the_limit(inner):
    body, kind = undo([encode(encode(bytes(32 * 1024 * 1024), inner), "gzip")], f"{inner}, gzip")
    assert (len(body), kind) == (LIMIT, "too_large")


def test_F10_a_bomb_that_its_inner_stage_swallows_stops_too():
    empty_members = gzip.compress(b"") * 100_000
    body, kind = undo([encode(empty_members, "gzip")], "gzip, gzip")
    assert (body, kind) == (b"", "too_large")


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_F10_memory_stays_near_one_piece_while_a_bomb_is_read(coding):
    raw = encode(bytes(64 * 1024 * 1024), coding)
    tracemalloc.start()
    size = sum(len(piece) for piece in decoded([raw], coding, 64 * 1024 * 1024))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 64 * 1024 * 1024
    assert peak < 2 * 1024 * 1024


@pytest.mark.parametrize(
    "encodings", [",".join(["gzip"] * 50), "gzip, gzip, gzip", "zstd", "compress", "gzip;q=1", "x" * 999]
)
def test_F10_too_many_or_unknown_codings_are_refused_before_anything_is_read(encodings):
    def never():
        raise AssertionError("read")
        yield b""

    assert undo(never(), encodings) == (b"", "bad_encoding")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_corrupt_or_cut_input_is_a_fault_and_the_beginning_is_kept(coding):
    raw = encode(PAGE + bytes(range(256)) * 40, coding)
    assert undo([raw[:-6]], coding)[1] == "bad_encoding"
    assert undo([b"\xff\xff not compressed"], coding) == (b"", "bad_encoding")
    assert undo([encode(PAGE, coding)[:-3]], coding)[0][:20] == PAGE[:20]


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "br, gzip"]))
def test_no_bytes_raise_anything_but_a_fault(data, encodings):
    body, kind = undo([data], encodings)
    assert kind in ("", "bad_encoding")
    assert len(body) <= LIMIT
