"""Pictures in the markup are pictures of the page."""

import io
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from PIL import Image

from zhenwang.domain.look import Look, Picture
from zhenwang.reading.embedded import MAX_EMBEDDED, with_embedded

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def drawn(shade: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").rotate(shade).save(out, "PNG")
    return out.getvalue()


def uri(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def look(markup: str, *pictures: Picture) -> Look:
    return Look("a.example", "https://a.example/", NOW, body=markup.encode(), pictures=pictures)


ROLES = {
    '<img class="site-logo" src="{}">': "logo",
    '<img alt="国徽" src="{}">': "logo",
    '<link rel="shortcut icon" href="{}">': "icon",
    '<p>logo</p><img src="{}">': "image",
    "<div style=\"background:url('{}')\">": "image",
    "<style>.logo{{}} .a{{background:url({})}}</style>": "image",
}


@pytest.mark.parametrize(("markup", "role"), ROLES.items())
def test_a_picture_in_the_markup_has_the_role_its_element_says(markup: str, role: str) -> None:
    (picture,) = with_embedded(look(markup.format(uri(drawn(10))))).pictures
    assert (picture.role, picture.body) == (role, drawn(10))


def test_fetched_pictures_stay_in_front_and_logos_come_first() -> None:
    fetched = Picture("/a.png", "logo", b"x")
    markup = "".join(f'<img src="{uri(drawn(n))}">' for n in range(20)) + f'<img id=logo src="{uri(drawn(77))}">'
    pictures = with_embedded(look(markup * 2, fetched)).pictures
    assert pictures[0] == fetched
    assert (pictures[1].role, pictures[1].body) == ("logo", drawn(77))
    assert len(pictures) == 1 + MAX_EMBEDDED


def test_reading_twice_takes_them_once() -> None:
    once = with_embedded(look(f'<img src="{uri(drawn(3))}">'))
    assert with_embedded(once) == once


@pytest.mark.parametrize("markup", ["<p>x", "data:image/png;base64,AAAA", f"data:image/png;base64,{'A' * 4_001}"])
def test_P5_what_is_no_picture_is_left(markup: str) -> None:
    assert with_embedded(look(markup)).pictures == ()


def test_P5_thousands_of_pictures_are_bounded() -> None:
    assert len(with_embedded(look(f'<img src="{uri(b"x" * 200)}">' * 5_000)).pictures) <= MAX_EMBEDDED
