"""A visit to an official site becomes a baseline that names its page, its pictures and its date."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from tests.official_pages import HOST, drawn, home_page
from zhenwang.domain.look import Hop, Look, Picture
from zhenwang.pages.page import read_page
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.pictures.look_alike import unpacked
from zhenwang.registry.fingerprints import MAX_LOGOS, fingerprint

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def visited(*pictures: Picture) -> Look:
    body = home_page()
    page, _ = read_page(body)
    return Look(HOST, f"https://{HOST}/", NOW, f"https://{HOST}/", 200, (), body, pictures=pictures, page=page)


def icon() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn())).save(out, "ICO", sizes=[(32, 32)])
    return out.getvalue()


def test_a_baseline_holds_what_the_page_can_be_recognised_by() -> None:
    pictures = (Picture("l", "logo", drawn()), Picture("b", "image", drawn(1)), Picture("i", "icon", icon()))
    baseline = fingerprint(HOST, visited(*pictures), perceptual_hash, NOW)
    assert (baseline.site, baseline.url, baseline.captured_at, baseline.held) == (HOST, f"https://{HOST}/", NOW, False)
    assert baseline.digest == hashlib.sha256(home_page()).hexdigest()
    assert baseline.page == visited().page
    assert baseline.logos == (perceptual_hash(drawn()),)
    assert [10 < len(unpacked(look)) <= 20 for look in baseline.looks] == [True]
    assert baseline.icon is not None
    assert baseline.icon.digest == hashlib.sha256(icon()).hexdigest()
    assert baseline.icon.look is not None
    assert baseline.traces.structure.size > 20


def test_a_baseline_notes_the_address_that_served_the_page_and_not_those_that_led_there() -> None:
    hops = Hop(f"http://{HOST}/", 301, "192.0.2.1", f"https://{HOST}/"), Hop(f"https://{HOST}/", 200, "192.0.2.2")
    seen = replace(visited(), hops=hops)
    assert fingerprint(HOST, seen, perceptual_hash, NOW).addresses == ("192.0.2.2",)
    assert fingerprint(HOST, visited(), perceptual_hash, NOW).addresses == ()


def test_a_picture_that_shows_nothing_is_no_logo_and_an_icon_keeps_its_digest() -> None:
    pictures = (Picture("l", "logo", b"<svg/>"), Picture("m", "logo", drawn()), Picture("n", "logo", drawn()))
    baseline = fingerprint(HOST, visited(*pictures, Picture("i", "icon", b"<svg/>")), perceptual_hash, NOW)
    assert baseline.logos == (perceptual_hash(drawn()),)
    assert baseline.icon is not None
    assert baseline.icon.look is None
    assert fingerprint(HOST, visited(), perceptual_hash, NOW).icon is None


def test_P2_logos_are_bounded() -> None:
    numbers = iter(range(100))
    pictures = tuple(Picture(str(n), "logo", b"x") for n in range(50))
    assert len(fingerprint(HOST, visited(*pictures), lambda _: next(numbers), NOW).logos) == MAX_LOGOS


def test_without_a_page_there_is_nothing_to_take() -> None:
    with pytest.raises(ValueError, match="no page was seen"):
        fingerprint(HOST, replace(visited(), page=None), perceptual_hash, NOW)
