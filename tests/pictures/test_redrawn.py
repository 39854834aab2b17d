"""Pictures drawn anew: the pixels come through, and nothing else of the file."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from zhenwang.pictures.plain_png import is_plain
from zhenwang.pictures.redrawn import LONGEST, MAX_BYTES, MAX_PIXELS, REFUSED, redrawn

SECRET = b"30.5928N 114.3055E Xiaomi"
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def saved(image: Image.Image, kind: str, **further: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **further)
    return written.getvalue()


def gradient(mode: str = "RGB", width: int = 64, height: int = 48) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert(mode)


def seen(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("kind", FORMATS)
def test_R15_each_kind_of_picture_comes_out_as_a_plain_png(kind: str) -> None:
    drawn = redrawn(saved(gradient(), kind))
    assert drawn.refused == ""
    assert is_plain(drawn.png, LONGEST)
    assert seen(drawn.png).size == (64, 48)


def test_R15_where_and_with_what_it_was_taken_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    told = PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    profile = {"icc_profile": SECRET * 20, "exif": exif}
    for body in (
        saved(gradient(), "JPEG", comment=SECRET, **profile),
        saved(gradient(), "PNG", pnginfo=told, **profile),
        saved(gradient(), "WEBP", xmp=SECRET, **profile),
        saved(gradient("P"), "GIF", comment=SECRET),
    ):
        assert SECRET in body
        drawn = redrawn(body).png
        assert SECRET not in drawn
        assert not seen(drawn).info
        assert is_plain(drawn, LONGEST)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a zip", b"<script>alert(1)</script>", b"%PDF-1.7", b"MZ\x90"])
def test_R15_a_second_file_behind_the_picture_is_lost(tail: bytes) -> None:
    drawn = redrawn(saved(gradient(), "PNG") + tail)
    assert tail not in drawn.png
    assert is_plain(drawn.png, LONGEST)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_picture"),
        (b"\xd0\xcf\x11\xe0 macros", "no_picture"),
        (b"PK\x03\x04word/vbaProject.bin", "no_picture"),
        (b"%!PS-Adobe-3.0 EPSF", "no_picture"),
        (b"8BPS", "no_picture"),
        (b"II*\0", "no_picture"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypmif1", "heic"),
        (b"\0\0\0\x18ftypmp42", "no_picture"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff" + b"\0" * 99, "broken"),
        (b"GIF89a", "broken"),
        (b"BM" + b"\xff" * 60, "broken"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "broken"),
        (b"GIF89a" + b"\0" * MAX_BYTES, "too_large"),
        (saved(gradient(width=4, height=90), "PNG"), "too_small"),
    ],
)
def test_R15_what_is_no_picture_is_refused_with_a_reason(body: bytes, why: str) -> None:
    drawn = redrawn(body)
    assert (drawn.png, drawn.codes, drawn.refused) == (b"", (), why)
    assert why in REFUSED


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_P5_a_bomb_is_judged_by_its_header() -> None:
    for width, height in ((60_000, 60_000), (2**31 - 1, 2**31 - 1), (MAX_PIXELS, 9)):
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
        packed = zlib.compress(bytes(1_000_000))
        data = struct.pack(">I", len(packed)) + b"IDAT" + packed + struct.pack(">I", zlib.crc32(b"IDAT" + packed))
        assert redrawn(b"\x89PNG\r\n\x1a\n" + chunk + data).refused in {"too_large", "broken"}


def test_a_large_picture_is_drawn_smaller_and_keeps_its_shape() -> None:
    assert seen(redrawn(saved(gradient(width=3_000, height=1_200), "JPEG")).png).size == (2_000, 800)
    assert seen(redrawn(saved(gradient("L", 400, 9_000), "PNG")).png).size == (89, 2_000)


def test_a_photograph_beyond_what_is_decoded_comes_out_at_a_part_of_it() -> None:
    width, height = 4_200, 3_100
    assert width * height > MAX_PIXELS
    drawn = redrawn(saved(gradient("L", width, height), "JPEG"))
    assert drawn.refused == ""
    assert max(seen(drawn.png).size) == 2_000
    assert redrawn(saved(gradient("L", width, height), "PNG")).refused == "too_large"


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees (EXIF 2.32, Orientation)
    assert seen(redrawn(saved(gradient(width=64, height=48), "JPEG", exif=exif)).png).size == (48, 64)


def test_only_the_first_picture_of_many_is_drawn() -> None:
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    body = saved(first, "GIF", save_all=True, append_images=[second] * 30)
    assert seen(redrawn(body).png).getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_the_codes_of_a_picture_are_read_with_and_without_a_ground() -> None:
    written = io.BytesIO()
    segno.make_qr("https://new.example/a?b=1").save(written, kind="png", scale=5, light=None)
    assert redrawn(written.getvalue()).codes == ("https://new.example/a?b=1",)
    on_white = Image.alpha_composite(
        Image.new("RGBA", seen(written.getvalue()).size, "white"), seen(written.getvalue()).convert("RGBA")
    )
    assert redrawn(saved(on_white.convert("RGB"), "JPEG")).codes == ("https://new.example/a?b=1",)


@settings(max_examples=60)
@given(st.sampled_from(FORMATS), st.integers(0, 2_000), st.binary(min_size=1, max_size=40))
def test_R15_a_damaged_picture_is_drawn_or_refused(kind: str, place: int, noise: bytes) -> None:
    body = saved(gradient(), kind)
    place %= len(body)
    drawn = redrawn(body[:place] + noise + body[place + len(noise) :])
    assert bool(drawn.png) != bool(drawn.refused)
    assert drawn.refused in REFUSED
    assert not drawn.png or is_plain(drawn.png, LONGEST)
