"""Pictures drawn in code: a mark of our own, the head of a page with it, and marks of nobody."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator

from PIL import Image, ImageDraw

from zhenwang.domain.mark_look import LookKind, MarkLook
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.reference import reference_views


def mark(side: int = 128) -> Image.Image:
    """A disc with a tower, waves and three stars, transparent around it."""
    big = side * 4
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    pen, unit, gold = ImageDraw.Draw(image), big / 32, (250, 225, 120, 255)
    pen.ellipse((0, 0, big - 1, big - 1), fill=(214, 170, 60, 255))
    pen.ellipse((3 * unit, 3 * unit, 29 * unit, 29 * unit), fill=(178, 20, 26, 255))
    pen.rectangle((13 * unit, 12 * unit, 19 * unit, 25 * unit), fill=gold)
    pen.polygon([(11 * unit, 12 * unit), (16 * unit, 7 * unit), (21 * unit, 12 * unit)], fill=gold)
    for x in (7, 9, 23):
        pen.ellipse((x * unit, 9 * unit, (x + 2) * unit, 11 * unit), fill=gold)
    pen.arc((5 * unit, 18 * unit, 27 * unit, 30 * unit), 200, 340, fill=gold, width=round(unit))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def other(number: int, side: int = 128) -> Image.Image:
    """A disc with bars and a star, another one for every number."""
    draw = random.Random(f"other {number}")
    image = Image.new("RGBA", (side, side), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((2, 2, side - 3, side - 3), fill=(draw.randrange(140, 230), 20, 30))
    for _ in range(draw.randint(2, 6)):
        x, y, wide, high = (draw.randrange(side // 8, side * 3 // 4) for _ in range(4))
        pen.rectangle((x, y, x + wide // 2, y + high // 2), fill=(240, draw.randrange(160, 230), 80))
    pen.polygon(list(_star(draw, side)), fill=(255, 220, 90))
    return image


def _star(draw: random.Random, side: int) -> Iterator[tuple[float, float]]:
    spikes, reach = draw.randint(3, 9), side * draw.uniform(0.15, 0.4)
    for step in range(2 * spikes):
        out, angle = (reach if step % 2 else reach / 2), math.pi * step / spikes
        yield side / 2 + out * math.sin(angle), side / 2 - out * math.cos(angle)


def on(image: Image.Image, colour: str | tuple[int, int, int] = "white") -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", image.size, colour), image)


def beside_words(image: Image.Image, words: int = 9) -> Image.Image:
    """A header: the mark, a gap, and strokes as of characters."""
    high = image.height
    ground = Image.new("RGBA", (high * 4, high), "white")
    ground.alpha_composite(image, (0, 0))
    pen, draw = ImageDraw.Draw(ground), random.Random(words)
    for number in range(9):
        left = high * (1.25 + 0.28 * number)
        for _ in range(4):
            x, y = left + high * draw.uniform(0, 0.15), high * draw.uniform(0.25, 0.7)
            long, across = high * draw.uniform(0.05, 0.2), high * draw.uniform(0.04, 0.08)
            size = (long, across) if draw.random() < 0.5 else (across, long)
            pen.rectangle((x, y, x + size[0], y + size[1]), fill=(180, 20, 30))
    return ground


def body(image: Image.Image, form: str = "PNG", **options: int) -> bytes:
    held = io.BytesIO()
    image.convert("RGB" if form in ("JPEG", "BMP") else image.mode).save(held, form, **options)
    return held.getvalue()


def look_of(image: Image.Image, kind: LookKind = LookKind.EMBLEM, site: str = "", reach: int = 100) -> MarkLook:
    """The mark as a pack would hold it."""
    seen = appearance_of(body(image))
    assert seen is not None
    views = tuple(reference_views(body(image)).values())
    return MarkLook(f"{kind}-{site}", kind, "试验徽", "a trial emblem", site, "cn", reach, reach, seen.colours, views)
