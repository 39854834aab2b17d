"""Pictures are read in bounds, in parts, with the codes in them."""

import io
import struct

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.drawn_marks import beside_words, body, mark, on
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.codes import MAX_CODES, MAX_TEXT
from zhenwang.pictures.look_alike import KnownViews, views_in
from zhenwang.pictures.opening import MAX_SHOT_PIXELS
from zhenwang.pictures.reference import reference_views


def code(text: str, scale: int = 3) -> Image.Image:
    made = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale))
    return Image.fromarray(made).convert("RGB")


def parts(picture: Image.Image, role: str = "image") -> set[str]:
    seen = appearance_of(body(picture), role)
    assert seen is not None
    return {name.partition(":")[2] for name, _ in seen.hashes}


def test_size_colours_and_hashes_are_those_of_the_picture_as_served() -> None:
    seen = appearance_of(body(mark(400)))
    assert seen is not None
    assert (seen.width, seen.height) == (400, 400)
    assert sum(seen.colours) in range(240, 256)
    assert {name for name, _ in seen.hashes if ":" not in name} >= {"phash", "dhash", "whash", "detail0", "detail3"}
    assert all(0 <= bits < 2**64 for _, bits in seen.hashes)


def test_a_picture_without_shape_is_a_picture_all_the_same() -> None:
    seen = appearance_of(body(Image.new("RGB", (40, 40), "red")))
    assert seen is not None
    assert (seen.hashes, seen.codes) == ((), ())


def test_the_mark_before_words_and_the_picture_without_its_border_are_parts() -> None:
    bordered = Image.new("RGBA", (300, 260), "white")
    bordered.alpha_composite(mark(), (90, 60))
    assert "trim" in parts(bordered)
    assert "mark" in parts(beside_words(mark()))


def test_light_figures_on_nothing_are_shown_on_dark_paper() -> None:
    white = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    white.paste((255, 255, 255, 255), (10, 10, 30, 50))
    seen = appearance_of(body(white))
    assert seen is not None
    assert seen.hashes


@pytest.mark.parametrize("text", ["https://evil.top/pay?x=1", "鄂公网安备示例" * 20])
def test_P12_a_code_is_read_and_never_followed(text: str) -> None:
    page = Image.new("RGB", (600, 700), "white")
    page.paste(code(text), (60, 40))
    seen = appearance_of(body(page))
    assert seen is not None
    assert seen.codes == (text,)


def test_P12_codes_are_bounded_in_number_and_length() -> None:
    page = Image.new("RGB", (1200, 1200), "white")
    for number in range(12):
        page.paste(code(f"https://a.top/{number}"), (number % 4 * 290 + 10, number // 4 * 290 + 10))
    seen = appearance_of(body(page))
    assert seen is not None
    assert len(seen.codes) == MAX_CODES
    long = appearance_of(body(code("8" * 6000)))
    assert long is not None
    assert [len(text) for text in long.codes] == [MAX_TEXT]


def screenshot(ground: str, height: int = 2400) -> Image.Image:
    page = Image.new("RGBA", (1280, height), "white")
    page.paste(ground, (0, 0, 1280, 180))
    page.alpha_composite(mark(90), (120, 40))
    for line in range(30):
        page.paste("grey", (100, 260 + 30 * line, 1100 - 13 * line % 400, 270 + 30 * line))
    for character in range(8):
        page.paste("gold", (240 + 50 * character, 60, 275 + 50 * character, 64))
        page.paste("gold", (250 + 50 * character, 60, 256 + 50 * character, 110))
    return page


@pytest.mark.parametrize("ground", ["white", "#1f6fb5", "#eef4fa"])
def test_the_emblem_in_the_head_of_a_page_is_a_part_of_a_screenshot(ground: str) -> None:
    seen = appearance_of(body(screenshot(ground)), "screenshot")
    assert seen is not None
    views = views_in(seen)
    assert {"header", "header_left", "square0"} <= views.keys()
    known = KnownViews.of([reference_views(body(mark())).values()])
    assert known.nearest(list(views.values())).get(0, 448) <= 100


def test_the_line_of_a_head_is_the_logo_with_its_words_and_not_the_search_box() -> None:
    header = beside_words(mark(80))
    page = screenshot("white")
    page.paste("white", (0, 0, 1280, 180))
    page.paste(header, (60, 20))
    page.paste("grey", (1000, 40, 1220, 70))
    seen = appearance_of(body(page), "screenshot")
    assert seen is not None
    known = KnownViews.of([reference_views(body(header)).values()])
    assert known.nearest([views_in(seen)["line0"]])[0] <= 40


def test_a_head_is_looked_for_in_page_shots_and_banners_only() -> None:
    assert not any(name.startswith("header") for name in parts(screenshot("white")))
    small = screenshot("white").resize((640, 1200))
    assert not any(name.startswith("header") for name in parts(small, "screenshot"))


def test_P5_a_page_shot_may_be_larger_than_a_picture_but_has_a_bound_too() -> None:
    header = struct.Struct("<2sIHHIIiiHHIIiiII")

    def blank(width: int, height: int) -> bytes:
        head = header.pack(b"BM", 62, 0, 0, 62, 40, width, height, 1, 1, 0, 0, 0, 0, 2, 2)
        return head + b"\0\0\0\0\xff\xff\xff\0" + bytes((width + 31) // 32 * 4 * height)

    tall = blank(1280, 4000)
    assert (appearance_of(tall), appearance_of(tall, "logo")) == (None, None)
    assert appearance_of(tall, "screenshot") is not None
    assert MAX_SHOT_PIXELS < 1280 * 9400
    assert appearance_of(blank(1280, 9400), "screenshot") is None


def test_an_icon_is_the_largest_picture_in_it() -> None:
    held = io.BytesIO()
    on(mark(64)).save(held, "ICO", sizes=[(16, 16), (48, 48)])
    seen = appearance_of(held.getvalue(), "icon")
    assert seen is not None
    assert (seen.width, seen.height) == (48, 48)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    grey = on(mark()).convert("L")
    picture = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257) if mode == "I;16" else grey.convert(mode)
    seen = appearance_of(body(picture))
    assert seen is not None
    assert seen.hashes


SEEDS = [body(beside_words(mark(40)), form) for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@given(
    st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=9), st.booleans()
)
def test_P5_bytes_bent_in_any_way_never_raise(seed: bytes, edits: list[tuple[int, int]], shot: bool) -> None:
    bent = bytearray(seed)
    for place, value in edits:
        bent[place % len(bent)] = value
    seen = appearance_of(bytes(bent), "screenshot" if shot else "image")
    assert seen is None or all(0 <= bits < 2**64 for _, bits in seen.hashes)
    reference_views(bytes(bent))
