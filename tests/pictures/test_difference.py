from __future__ import annotations

import io

from PIL import Image, ImageDraw

from zhenwang.pictures.difference import difference


def drawn(extra: bool = False, size: tuple[int, int] = (120, 60)) -> bytes:
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 40, 40), fill="red")
    pen.rectangle((60, 20, 110, 30), fill="navy")
    if extra:
        pen.rectangle((80, 40, 110, 55), fill="black")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def test_two_equal_pictures_differ_nowhere() -> None:
    found = difference(drawn(), drawn())
    assert found
    assert (found.share, found.bits) == (0.0, 0)


def test_what_differs_is_drawn_in_red_where_it_stands() -> None:
    found = difference(drawn(), drawn(extra=True))
    assert found
    assert 0.04 < found.share < 0.1
    shown = Image.open(io.BytesIO(found.png)).convert("RGB")
    assert shown.getpixel((95, 48)) == (196, 30, 30)
    assert shown.getpixel((20, 55)) != (196, 30, 30)


def test_sizes_need_not_agree_and_what_is_no_picture_has_no_difference() -> None:
    assert difference(drawn(size=(240, 120)), drawn())
    for broken in (b"", b"GIF89a", b"<svg/>"):
        assert difference(broken, drawn()) is None
        assert difference(drawn(), broken) is None


def test_a_picture_without_shape_has_no_distance() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(plain, "PNG")
    found = difference(plain.getvalue(), drawn())
    assert found
    assert found.bits is None
