from __future__ import annotations

import hashlib
import io
from dataclasses import replace

from PIL import Image, ImageDraw

from tests.web.conftest import Desk
from tests.web.made import NOW, OFFICIAL, a_logo, a_look, a_page, open_case
from zhenwang.domain.access import Role
from zhenwang.domain.look import Picture
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.store import baselines
from zhenwang.web.case_pictures import MOST_PAIRS, pairs


def banner(text: str = "A", colour: str = "red") -> bytes:
    picture = Image.new("RGB", (240, 80), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 70, 70), fill=colour)
    pen.rectangle((90, 20, 200, 35), fill="navy")
    if text != "A":
        pen.rectangle((120, 50, 230, 70), fill="black")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def with_official_pictures(desk: Desk, *bodies: bytes) -> None:
    look = replace(a_look(OFFICIAL, a_page()), body=b"<html>official</html>")
    baseline = replace(fingerprint(OFFICIAL, look, perceptual_hash, NOW), digest=hashlib.sha256(look.body).hexdigest())
    assert baselines.keep(desk.store, baseline, look.body, NOW, bodies)


def test_official_and_suspect_stand_beside_each_other_with_what_differs(desk: Desk) -> None:
    with_official_pictures(desk, banner())
    case = open_case(desk.store, logo=banner("B"))
    page = desk.http.get(f"/cases/{case.id}").text
    for path in ("official/1", "pictures/1", "differences/1-1"):
        assert f"/cases/{case.id}/{path}.png" in page
        answer = desk.http.get(f"/cases/{case.id}/{path}.png")
        assert answer.status_code == 200, path
        assert answer.content.startswith(b"\x89PNG")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "感知距离" in page
    assert banner() not in desk.http.get(f"/cases/{case.id}/official/1.png").content


def test_a_picture_unlike_any_official_one_has_no_difference(desk: Desk) -> None:
    with_official_pictures(desk, banner())
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "PNG")
    case = open_case(desk.store, logo=written.getvalue())
    page = desk.http.get(f"/cases/{case.id}").text
    assert "官网没有相近的图片" in page
    assert "differences/" not in page


def test_without_official_pictures_it_is_said(desk: Desk) -> None:
    case = open_case(desk.store)
    assert "没有留存官网图片" in desk.http.get(f"/cases/{case.id}").text
    for path in ("official/1", "differences/1-1", "differences/0-0", "pictures/0", "official/-1"):
        assert desk.http.get(f"/cases/{case.id}/{path}.png").status_code == 404


def test_pictures_of_another_region_are_not_shown(desk: Desk) -> None:
    with_official_pictures(desk, banner())
    case = open_case(desk.store, logo=banner("B"))
    desk.enter("外地", Role.ANALYST, region="43")
    for path in ("official/1", "pictures/1", "differences/1-1"):
        assert desk.http.get(f"/cases/{case.id}/{path}.png").status_code == 404


def test_pairs_are_few_and_the_most_alike_come_first() -> None:
    look = a_look("a.example", a_page())
    many = tuple(Picture(f"https://a.example/{n}.png", "image", a_logo()) for n in range(20))
    look = replace(look, pictures=(*many, Picture("https://a.example/l.png", "logo", banner())))
    found = pairs(look, (banner(),))
    assert len(found) == MOST_PAIRS
    assert (found[0].suspect, found[0].official, found[0].bits) == (21, 1, 0)
    assert pairs(None, (banner(),)) == ()
    assert pairs(replace(look, pictures=(Picture("x", "logo", b"GIF8"),)), (banner(),))[0].official == 0
