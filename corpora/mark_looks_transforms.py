"""What happens to a mark on its way onto a page that is not its own: scaled, recompressed, recoloured, cut, turned.

Every transform is a function of a picture and a number generator. ``learn`` and ``measure`` are told apart by the seed
of the generator, and by parameters that do not overlap where a transform has any.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Transform = Callable[[Image.Image, random.Random], Image.Image]

PAPERS = ((255, 255, 255), (193, 18, 28), (20, 86, 160), (40, 40, 44), (235, 242, 250), (222, 184, 90))
_WORDS = ("政府网站", "便民服务中心", "官方认证", "欢迎您", "查询系统", "GOV SERVICE", "党建专栏", "2026")


def on_paper(image: Image.Image, paper: tuple[int, int, int]) -> Image.Image:
    ground = Image.new("RGBA", image.size, (*paper, 255))
    return Image.alpha_composite(ground, image.convert("RGBA"))


def scaled(by: float) -> Transform:
    def change(image: Image.Image, _: random.Random) -> Image.Image:
        size = max(1, round(image.width * by)), max(1, round(image.height * by))
        return image.resize(size, Image.Resampling.BICUBIC)

    return change


def recompressed(image: Image.Image, _: random.Random) -> Image.Image:
    held = io.BytesIO()
    on_paper(image, PAPERS[0]).convert("RGB").save(held, "JPEG", quality=30)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGBA")


def recoloured(image: Image.Image, draw: random.Random) -> Image.Image:
    """Every hue turned by a third or so, and paler or stronger than it was."""
    alpha = image.convert("RGBA").getchannel("A")
    hue, saturation, value = image.convert("RGB").convert("HSV").split()
    turn = draw.choice((40, 85, 128, 170, 215)) + draw.randint(-12, 12)
    turned = Image.merge("HSV", (hue.point(lambda grey: (grey + turn) % 256), saturation, value)).convert("RGB")
    changed = ImageEnhance.Color(turned).enhance(draw.uniform(0.6, 1.4)).convert("RGBA")
    changed.putalpha(alpha)
    return changed


def grey(image: Image.Image, _: random.Random) -> Image.Image:
    return image.convert("LA").convert("RGBA")


def cropped(share: float) -> Transform:
    """A tenth of width, height or both cut off, from one side, from a corner or all round."""

    def change(image: Image.Image, draw: random.Random) -> Image.Image:
        box = image.getbbox() or (0, 0, *image.size)
        width, height = box[2] - box[0], box[3] - box[1]
        sides = draw.choice(("both", "both", "width", "height"))
        wide = round(width * (1 - share)) if sides != "height" else width
        high = round(height * (1 - share)) if sides != "width" else height
        left = box[0] + round((width - wide) * draw.choice((0.0, 0.5, 1.0)))
        top = box[1] + round((height - high) * draw.choice((0.0, 0.5, 1.0)))
        return image.crop((left, top, left + wide, top + high))

    return change


def padded(share: float) -> Transform:
    """A border of a tenth, white, as wide at each side as it happens."""

    def change(image: Image.Image, draw: random.Random) -> Image.Image:
        right, low = round(image.width * share), round(image.height * share)
        ground = Image.new("RGBA", (image.width + right, image.height + low), "white")
        place = draw.randint(0, right), draw.randint(0, low)
        ground.paste(on_paper(image, PAPERS[0]), place)
        return ground

    return change


def turned(degrees: float) -> Transform:
    def change(image: Image.Image, draw: random.Random) -> Image.Image:
        angle = degrees * draw.choice((-1, 1))
        return image.convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=draw.random() < 0.5)

    return change


def on_ground(image: Image.Image, draw: random.Random) -> Image.Image:
    """Another ground under what is transparent: a plain colour, or one that runs into another."""
    first, second = draw.sample(PAPERS[1:], 2)
    ground = Image.new("RGBA", image.size, (*first, 255))
    if draw.random() < 0.5:
        slope = Image.linear_gradient("L").resize(image.size)
        ground = Image.composite(Image.new("RGBA", image.size, (*second, 255)), ground, slope)
    return Image.alpha_composite(ground, image.convert("RGBA"))


def with_words(font: str) -> Transform:
    """Words beside the mark, below it, or written across its foot."""

    def change(image: Image.Image, draw: random.Random) -> Image.Image:
        mark = on_paper(image, PAPERS[0])
        words, ink = draw.choice(_WORDS), draw.choice(PAPERS[1:4])
        where = draw.choice(("beside", "below", "across"))
        size = max(9, round(mark.height * (draw.uniform(0.3, 0.6) if where == "beside" else 0.2)))
        face = ImageFont.truetype(font, size)
        long = round(face.getlength(words))
        if where == "beside":
            ground = Image.new("RGBA", (mark.width + long + size, mark.height), "white")
            place = mark.width + size // 2, (mark.height - size) // 2
        elif where == "below":
            ground = Image.new("RGBA", (max(mark.width, long), mark.height + 2 * size), "white")
            place = (ground.width - long) // 2, mark.height + size // 3
        else:
            ground, place = mark.copy(), ((mark.width - long) // 2, mark.height - round(1.3 * size))
        if where != "across":
            ground.paste(mark, ((ground.width - mark.width) // 2 if where == "below" else 0, 0))
        ImageDraw.Draw(ground).text(place, words, fill=ink, font=face)
        return ground

    return change


def negative(image: Image.Image, _: random.Random) -> Image.Image:
    plain = on_paper(image, PAPERS[0]).convert("RGB")
    return ImageOps.invert(plain).convert("RGBA")


def transforms(font: str, *, measuring: bool) -> Mapping[str, Transform]:
    """All by their names; those for measuring are the issue's own, those for learning lie beside them."""
    return {
        "as it is": scaled(1.0),
        "scale 0.25": scaled(0.25 if measuring else 0.3),
        "scale 0.5": scaled(0.5 if measuring else 0.6),
        "scale 2": scaled(2.0 if measuring else 1.7),
        "scale 4": scaled(4.0 if measuring else 3.4),
        "JPEG 30": recompressed,
        "recolour": recoloured,
        "grey": grey,
        "crop 10 %": cropped(0.10 if measuring else 0.08),
        "border 10 %": padded(0.10 if measuring else 0.14),
        "turn 5°": turned(5.0 if measuring else 4.0),
        "background": on_ground,
        "words added": with_words(font),
    }


def as_png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()
