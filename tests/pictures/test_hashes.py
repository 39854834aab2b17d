"""The hashes are those of imagehash, so that they can be compared with anybody's."""

import imagehash
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.drawn_marks import beside_words, mark, on, other
from zhenwang.pictures.hashes import hashes_of


def waves(width: int = 96, height: int = 80) -> Image.Image:
    """A picture by formula: no drawing program has a say in it."""
    y, x = np.mgrid[0:height, 0:width]
    grey = 127 + 60 * np.sin(x / 9.0) + 60 * np.cos((x + 2 * y) / 17.0)
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


GREYS = [
    on(mark()).convert("L"),
    beside_words(mark()).convert("L"),
    waves(),
    *(other(n).convert("L") for n in range(9)),
]


@pytest.mark.parametrize("grey", GREYS)
def test_phash_and_dhash_are_imagehash_bit_for_bit(grey: Image.Image) -> None:
    made = hashes_of(grey)
    assert f"{made['phash']:016x}" == str(imagehash.phash(grey))
    assert f"{made['dhash']:016x}" == str(imagehash.dhash(grey))


@pytest.mark.parametrize("grey", GREYS)
def test_whash_differs_from_imagehash_only_where_a_square_is_the_median(grey: Image.Image) -> None:
    small = np.asarray(grey.resize((32, 32), Image.Resampling.LANCZOS), float)
    means = small.reshape(8, 4, 8, 4).mean(axis=(1, 3)).ravel()
    differ = hashes_of(grey)["whash"] ^ int(str(imagehash.whash(grey, image_scale=32)), 16)
    places = [place for place in range(64) if differ >> (63 - place) & 1]
    assert all(abs(means[place] - np.median(means)) < 1e-9 for place in places)


def test_golden_vectors() -> None:
    assert {name: f"{bits:016x}" for name, bits in hashes_of(waves()).items()} == GOLDEN


GOLDEN = {
    "phash": "b0963f6ac0edc06b",
    "dhash": "0e1c9c8c8c8e1c9c",
    "whash": "c7074eece0c6c70e",
    "detail0": "888cceeeccc888ce",
    "detail1": "1113311000011133",
    "detail2": "fffffeeeffffffff",
    "detail3": "8880000000888000",
}


def test_a_wide_picture_has_its_details_along_it() -> None:
    square, wide = waves(80, 80), waves(320, 80)
    assert len(hashes_of(square)) == len(hashes_of(wide)) == 7
    # Four columns of eight by eight differences of the wide one are the difference hash of each quarter.
    second = wide.resize((33, 8), Image.Resampling.LANCZOS).crop((8, 0, 17, 8))
    pixels = np.asarray(second)
    bits = int.from_bytes(np.packbits((pixels[:, 1:] > pixels[:, :-1]).ravel()).tobytes(), "big")
    assert hashes_of(wide)["detail1"] == bits


@given(st.integers(0, 255), st.integers(1, 60), st.integers(1, 60))
def test_what_has_no_shape_has_no_hash(grey: int, width: int, height: int) -> None:
    assert hashes_of(Image.new("L", (width, height), grey)) == {}
