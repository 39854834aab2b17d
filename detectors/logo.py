"""Compares the page's pictures with the logos of official sites by perceptual hash."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image, ImageStat

from detectors._serving import clip, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_PICTURES = 24
MAX_BYTES = 4_000_000
MAX_PIXELS = 4_000_000
MAX_DISTANCE = 8
"""Bits of 64 that may differ. Unrelated logos come as near as 18, a crop by a tenth is as far as that."""

# ICO is left out: it may hold a PNG whose own size its header does not tell.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
# What Pillow's parsers are known to raise on hostile bytes, measured over malformed files of every format above.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, RuntimeError,
    MemoryError, AssertionError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
_FLAT = 4.0  # grey levels of standard deviation under which a picture has no shape to compare
_SIDE = 16  # pixels under which it is a bullet, not a logo


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The nearest official logo, if one is near. An emblem of several sites says "a government", not which one."""
    logos = _logos(registry)
    if not logos:
        return
    host = serving_host(look)
    nearest: tuple[int, str, tuple[str, ...]] | None = None
    for picture in look.pictures[:MAX_PICTURES]:
        hashed = perceptual_hash(picture.body)
        if hashed is None:
            continue
        for known, sites in logos.items():
            distance = (hashed ^ known).bit_count()
            if distance <= MAX_DISTANCE and not any(registry.grants(host, site) for site in sites):
                nearest = min(nearest or (65, "", ()), (distance, picture.url, sites))
    if nearest:
        yield _signal(*nearest, host, registry)


@functools.lru_cache(maxsize=256)
def perceptual_hash(body: bytes) -> int | None:
    """64-bit DCT hash of an image's first frame on white; None when it cannot be read, is too large, or has no shape.

    The size is judged from the header, before any pixel is decoded.
    """
    import imagehash  # scipy comes with it: half a second that a page without pictures need not pay

    if not body or len(body) > MAX_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            width, height = image.size
            if min(width, height) < _SIDE or width * height > MAX_PIXELS:
                return None
            grey = _on_white(image)
        if ImageStat.Stat(grey).stddev[0] < _FLAT:
            return None
        return int(str(imagehash.phash(grey)), 16)
    except _UNREADABLE:
        return None


def _on_white(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(white, rgba).convert("L")


@functools.lru_cache(maxsize=4)
def _logos(registry: Registry) -> Mapping[int, tuple[str, ...]]:
    sites: dict[int, tuple[str, ...]] = {}
    for site, baseline in registry.baselines.items():
        for known in baseline.logos if site in registry.sites else ():
            sites[known] = (*sites.get(known, ()), site)
    return sites


def _signal(distance: int, url: str, sites: tuple[str, ...], host: str, registry: Registry) -> Signal:
    site = registry.sites[sites[0]]
    several = len(sites) > 1
    others, others_en = (f"等 {len(sites)} 个网站共用的标识", " and others") if several else ("的官方徽标", "")
    return Signal(
        "logo_match",
        Axis.CLAIM,
        Family.LOOK,
        (1.0 - distance / (2 * MAX_DISTANCE)) * (0.5 if several else 1.0),
        f"页面图片与“{site.name}”{others}几乎相同（64 位差 {distance} 位），而域名 {host} 不在其名录中。",
        f"A picture is nearly the logo of {site.name}{others_en} ({distance} of 64 bits differ); {host} is not its.",
        snippet=clip(url),
        basis="hubei-2018-31b",
        site="" if several else site.id,
    )
