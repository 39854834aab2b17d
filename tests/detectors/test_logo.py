"""Pictures are compared by shape, and no picture can hurt."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from detectors.logo import detect
from tests.drawn_marks import beside_words, body, look_of, mark, on, other
from zhenwang.domain.baseline import Traces
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.look import Picture
from zhenwang.domain.mark_look import MarkLook
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.pictures.appearance import appearance_of, perceptual_hash
from zhenwang.pictures.look_alike import packed
from zhenwang.pictures.opening import MAX_PIXELS
from zhenwang.pictures.reference import reference_views


def drawing(kind: int = 0, side: int = 128, form: str = "PNG") -> bytes:
    image = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(image)
    unit = side // 16
    if kind == 0:
        draw.ellipse((unit, unit, 12 * unit, 12 * unit), fill="red")
        draw.rectangle((6 * unit, 8 * unit, 15 * unit, 14 * unit), fill="gold")
    else:
        draw.polygon([(0, side), (side // 2, 0), (side, side)], fill="navy")
        draw.line((0, 0, side, side), fill="green", width=3 * unit)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def with_logos(registry: Registry, **logos: bytes) -> Registry:
    """The same sites, with each named site's baseline holding the hash of a picture."""
    baseline = registry.baselines["www.qingliu.gov.cn"]
    made = [
        replace(baseline, site=site, traces=Traces(), logos=(perceptual_hash(body) or 0,))
        for site, body in logos.items()
    ]
    return Registry.of(registry.sites.values(), made)


def pictured(look, *bodies: bytes):
    pictures = (Picture(f"https://x.top/{n}.png", "logo", b, appearance_of(b)) for n, b in enumerate(bodies))
    return look("x.top", pictures=tuple(pictures))


def test_the_same_logo_scaled_and_recompressed_is_recognised(registry, look):
    known = with_logos(registry, **{"www.qingliu.gov.cn": drawing()})
    (signal,) = detect(pictured(look, drawing(side=96, form="JPEG")), known)
    assert (signal.name, signal.axis, signal.family) == ("logo_match", Axis.CLAIM, Family.LOOK)
    assert signal.site == "www.qingliu.gov.cn"
    assert signal.value >= 0.5
    assert "青柳市人民政府" in signal.because


def test_another_picture_is_not(registry, look):
    known = with_logos(registry, **{"www.qingliu.gov.cn": drawing()})
    assert list(detect(pictured(look, drawing(1)), known)) == []


def test_an_emblem_of_several_sites_does_not_say_which(registry, look):
    known = with_logos(registry, **{"www.qingliu.gov.cn": drawing(), "slj.yunling.gov.cn": drawing()})
    (signal,) = detect(pictured(look, drawing()), known)
    assert (signal.site, signal.value) == ("", 0.5)


def test_the_site_may_show_its_own_logo(registry, look):
    known = with_logos(registry, **{"www.qingliu.gov.cn": drawing()})
    own = replace(pictured(look, drawing()), host="www.qingliu.gov.cn", url="https://www.qingliu.gov.cn/")
    assert list(detect(own, known)) == []


def with_looks(registry: Registry, looks: tuple[MarkLook, ...] = (), **logos: Image.Image) -> Registry:
    """The same sites, with each named site's baseline holding the views of a picture."""
    baseline = replace(registry.baselines["www.qingliu.gov.cn"], traces=Traces(), logos=(1,))
    made = [
        replace(baseline, site=site, looks=(packed(reference_views(body(image)).values()),))
        for site, image in logos.items()
    ]
    pack = Jurisdiction("cn-trial", "试", "trial", (), (), (), (), "", "", "", "Asia/Shanghai", "", looks=looks)
    return Registry.of(registry.sites.values(), made, jurisdiction=pack)


@pytest.mark.parametrize("change", ["cut", "turned", "on blue", "small"])
def test_M4_a_logo_of_a_baseline_is_found_cut_turned_on_another_ground_and_small(registry, look, change):
    known = with_looks(registry, **{"www.qingliu.gov.cn": mark()})
    image = {
        "cut": lambda: mark().crop((12, 0, 128, 116)),
        "turned": lambda: mark().rotate(5, Image.Resampling.BICUBIC),
        "on blue": lambda: on(mark(), (20, 86, 160)),
        "small": lambda: mark(32),
    }[change]()
    (signal,) = detect(pictured(look, body(image)), known)
    assert signal.site == "www.qingliu.gov.cn"
    assert list(detect(pictured(look, *(body(other(number)) for number in range(20))), known)) == []


def test_a_logo_that_is_the_bare_emblem_is_nobodys(registry, look):
    sites = {"www.qingliu.gov.cn": mark()}
    assert list(detect(pictured(look, body(mark())), with_looks(registry, **sites)))
    assert list(detect(pictured(look, body(mark())), with_looks(registry, (look_of(mark()),), **sites))) == []


def test_one_look_shown_by_two_sites_does_not_say_which(registry, look):
    known = with_looks(registry, **{"www.qingliu.gov.cn": mark(), "slj.yunling.gov.cn": mark(100)})
    (signal,) = detect(pictured(look, body(mark())), known)
    assert (signal.site, signal.value) == ("", pytest.approx(0.5, abs=0.1))


def test_a_header_with_the_emblem_and_another_name_is_not_the_header_of_a_site(registry, look):
    header, other_name = beside_words(mark(), 1), beside_words(mark(), 2)
    known = with_looks(registry, (look_of(mark()),), **{"www.qingliu.gov.cn": header})
    (signal,) = detect(pictured(look, body(header, "JPEG", quality=60)), known)
    assert signal.site == "www.qingliu.gov.cn"
    assert list(detect(pictured(look, body(other_name)), known)) == []


def test_without_logos_no_picture_is_opened(registry, look):
    assert list(detect(pictured(look, drawing()), registry)) == []


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_every_format_gives_a_hash_of_64_bits(form):
    hashed = perceptual_hash(drawing(form=form))
    assert hashed is not None
    assert 0 <= hashed < 2**64
    assert (hashed ^ (perceptual_hash(drawing()) or 0)).bit_count() <= 8


def test_transparency_is_white_paper():
    image = Image.open(io.BytesIO(drawing())).convert("RGBA")
    mask = image.convert("L").point(lambda grey: 0 if grey == 255 else 255)
    image.putalpha(mask)
    out = io.BytesIO()
    image.save(out, "PNG")
    assert perceptual_hash(out.getvalue()) == perceptual_hash(drawing())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0\0\1\0\1\0" + b"\0" * 40,
        png_of(0, 0),
        png_of(2**31 - 1, 2**31 - 1),
        png_of(1, 200_000_000),
        png_of(2001, 2000),
        png_of(64, 64),
        drawing()[:100],
        drawing(side=8),
        b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\0" * 50,
        b"x" * 5_000_000,
    ],
    ids=[
        "empty", "svg", "icon", "0x0", "2^31", "1x200M", "over", "blank", "cut off", "tiny", "gif 65535", "5 MB",
    ],
)  # fmt: skip
def test_P5_bombs_and_broken_pictures_are_no_pictures(body):
    assert perceptual_hash(body) is None


def test_P5_the_bound_is_on_pixels():
    assert 2000 * 2000 <= MAX_PIXELS < 2001 * 2000


def test_P5_only_the_first_frame_is_read():
    frames = [Image.open(io.BytesIO(drawing(kind))) for kind in (0, 1, 1, 1)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert ((perceptual_hash(out.getvalue()) or 0) ^ (perceptual_hash(drawing()) or 0)).bit_count() <= 8


SEEDS = [drawing(form=form) for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


PLACES = st.integers(0, 4000)


@given(st.sampled_from(SEEDS), st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=12), PLACES)
def test_P5_bytes_bent_in_any_way_never_raise(seed, edits, cut):
    body = bytearray(seed)
    for place, value in edits:
        body[place % len(body)] = value
    for bent in (bytes(body), bytes(body[: cut % len(body)])):
        hashed = perceptual_hash(bent)
        assert hashed is None or 0 <= hashed < 2**64
