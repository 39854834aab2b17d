"""The picture inside an icon, whatever is inside."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.official_pages import drawn
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.pictures.icon import picture_in


def icon(form: str) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn())).save(out, "ICO", bitmap_format=form, sizes=[(16, 16), (64, 64)])
    return out.getvalue()


@pytest.mark.parametrize("form", ["png", "bmp"])
def test_an_icon_looks_like_the_picture_it_was_made_of(form: str) -> None:
    found = perceptual_hash(picture_in(icon(form)))
    assert found is not None
    assert (found ^ (perceptual_hash(drawn()) or 0)).bit_count() <= 8


def test_what_is_no_icon_is_left_as_it_is() -> None:
    assert picture_in(drawn()) == drawn()
    assert picture_in(b"") == b""


def directory(length: int, start: int) -> bytes:
    return b"\0\0\1\0\1\0" + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, length, start)


@pytest.mark.parametrize(
    "broken",
    [
        b"\0\0\1\0",
        b"\0\0\1\0\xff\xff",
        directory(2**32 - 1, 2**32 - 1),
        directory(40, 22) + struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, -1, 1, 32, 0, 0, 0, 0, 0, 0),
        b"\0\0\1\0\1\0" + b"\0" * 600_000,
    ],
    ids=["cut", "no entries", "outside", "2^31 wide", "too large"],
)
def test_P5_a_broken_icon_is_no_picture(broken: bytes) -> None:
    assert picture_in(broken) == b""


@given(st.sampled_from(["png", "bmp"]), st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), max_size=8))
def test_P5_bent_icons_never_raise(form: str, edits: list[tuple[int, int]]) -> None:
    body = bytearray(icon(form))
    for place, value in edits:
        body[place % len(body)] = value
    hashed = perceptual_hash(picture_in(bytes(body)))
    assert hashed is None or 0 <= hashed < 2**64
