"""What a process that opens hostile pictures answers is a PNG of header, pixels and end, or nothing."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from zhenwang.pictures.plain_png import is_plain

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int = 2, height: int = 2, bits: int = 8, colour: int = 0, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced))


ROWS = b"\0ab\4cd"
GOOD = (header(), chunk(b"IDAT", zlib.compress(ROWS)), chunk(b"IEND", b""))


def test_header_pixels_and_end_are_plain() -> None:
    packed = zlib.compress(ROWS)
    assert is_plain(SIGNATURE + b"".join(GOOD), 2)
    in_two = (chunk(b"IDAT", packed[:3]), chunk(b"IDAT", packed[3:]))
    assert is_plain(SIGNATURE + b"".join((GOOD[0], *in_two, GOOD[2])), 2)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA"])
def test_what_we_draw_is_plain(mode: str) -> None:
    written = io.BytesIO()
    Image.linear_gradient("L").convert(mode).resize((300, 50)).save(written, "PNG")
    assert is_plain(written.getvalue(), 300)
    assert not is_plain(written.getvalue(), 299)


@pytest.mark.parametrize(
    "chunks",
    [
        (),
        GOOD[:2],
        GOOD[1:],
        (GOOD[0], GOOD[2]),
        (*GOOD, b"tail"),
        (*GOOD, chunk(b"IDAT", b"")),
        (GOOD[0], chunk(b"tEXt", b"a\0b"), *GOOD[1:]),
        (GOOD[0], chunk(b"eXIf", b"MM"), *GOOD[1:]),
        (GOOD[0], GOOD[0], *GOOD[1:]),
        (*GOOD[:2], chunk(b"IEND", b"x")),
        (header(0), *GOOD[1:]),
        (header(3), *GOOD[1:]),
        (header(2, 3), *GOOD[1:]),
        (header(bits=16), *GOOD[1:]),
        (header(colour=3), *GOOD[1:]),
        (header(interlaced=1), *GOOD[1:]),
        (GOOD[0], chunk(b"IDAT", zlib.compress(ROWS + b"x")), GOOD[2]),
        (GOOD[0], chunk(b"IDAT", zlib.compress(b"\5ab\0cd")), GOOD[2]),
        (GOOD[0], chunk(b"IDAT", zlib.compress(ROWS) + b"behind"), GOOD[2]),
        (GOOD[0], chunk(b"IDAT", zlib.compress(ROWS)[:-3]), GOOD[2]),
        (GOOD[0], chunk(b"IDAT", b"no zlib"), GOOD[2]),
        (GOOD[0], chunk(b"IDAT", zlib.compress(bytes(50_000_000))), GOOD[2]),
        (GOOD[0], GOOD[1][:-1] + b"\0", GOOD[2]),
        (b"\xff\xff\xff\xffIDAT",),
    ],
)
def test_R15_whatever_else_is_not(chunks: tuple[bytes, ...]) -> None:
    assert not is_plain(SIGNATURE + b"".join(chunks), 2)


def test_R15_comments_of_a_png_are_too_much() -> None:
    told, written = PngInfo(), io.BytesIO()
    told.add_text("a", "b")
    Image.new("L", (9, 9)).save(written, "PNG", pnginfo=told)
    assert not is_plain(written.getvalue(), 9)


@given(st.binary(max_size=300))
def test_R15_any_bytes_are_none(noise: bytes) -> None:
    assert not is_plain(noise, 9)
    assert not is_plain(SIGNATURE + noise, 9)
