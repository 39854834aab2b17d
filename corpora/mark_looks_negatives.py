"""Pictures that are no mark of ours, made by rule: what a page shows beside logos, and what is nearly one.

One in four is a near miss on purpose: round badges in red and gold, shields, stars, buttons with a red sign, crowns and
stripes. Further pictures, such as icons of the desktop, can be named on the command line of ``mark_looks_thresholds``.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Place = tuple[float, float]

_WARM: tuple[Colour, ...] = ((200, 16, 20), (170, 20, 24), (222, 40, 30), (140, 12, 18))
_GOLD: tuple[Colour, ...] = ((255, 222, 0), (222, 184, 90), (250, 200, 60), (255, 240, 120))
_CHARACTERS = (
    "人民政府办公室信息公开服务中心教育局公安水利交通文化旅游网站首页新闻通知公告招聘考试律师事务所集团有限公司商城"
    "医院学院银行保险论坛天气预报地图下载客户端微信关注热线投诉建议健康生活美食房产汽车体育彩票娱乐视频音乐图书"
)
_LATIN = ("Home", "SHOP", "News", "SALE 50%", "Login", "cloud", "TRAVEL", "2026", "VIP", "Contact", "bank", "Media")


def pictures(count: int, seed: str, font: str) -> Iterator[tuple[str, bytes]]:
    """``count`` pictures with the name of their kind, the same for the same seed."""
    kinds = (*_PLAIN_KINDS, *_NEAR_KINDS)
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        kind = draw.choice(_NEAR_KINDS) if number % 4 == 0 else kinds[number % len(kinds)]
        image = kind(draw, font)
        held = io.BytesIO()
        image.convert("RGB").save(held, "JPEG" if draw.random() < 0.3 else "PNG", quality=80)
        yield kind.__name__.strip("_"), held.getvalue()


def _colour(draw: random.Random) -> Colour:
    return draw.randrange(256), draw.randrange(256), draw.randrange(256)


def _paper(draw: random.Random) -> Colour:
    return draw.choice(((255, 255, 255), (255, 255, 255), (240, 244, 250), _colour(draw)))


def _words(draw: random.Random) -> str:
    if draw.random() < 0.25:
        return " ".join(draw.sample(_LATIN, draw.randint(1, 3)))
    return "".join(draw.choice(_CHARACTERS) for _ in range(draw.randint(2, 12)))


def _ring(middle: Place, outer: float, inner: float, points: int, turn: float) -> list[Place]:
    places = []
    for step in range(points * 2):
        reach, angle = (outer if step % 2 == 0 else inner), turn + math.pi * step / points
        places.append((middle[0] + reach * math.sin(angle), middle[1] - reach * math.cos(angle)))
    return places


def _shapes(draw: random.Random, _: str) -> Image.Image:
    side = draw.randint(24, 200)
    image = Image.new("RGB", (side, max(20, round(side * draw.uniform(0.5, 1.5)))), _paper(draw))
    pen = ImageDraw.Draw(image)
    for _number in range(draw.randint(1, 6)):
        x, y = sorted(draw.sample(range(image.width), 2)), sorted(draw.sample(range(image.height), 2))
        box, ink = (x[0], y[0], x[1], y[1]), _colour(draw)
        match draw.randrange(4):
            case 0:
                pen.rectangle(box, fill=ink)
            case 1:
                pen.ellipse(box, fill=ink)
            case 2:
                pen.polygon([(x[0], y[1]), (sum(x) / 2, y[0]), (x[1], y[1])], fill=ink)
            case _:
                pen.arc(box, draw.randrange(360), draw.randrange(360), fill=ink, width=max(1, side // 12))
    return image


def _banner(draw: random.Random, font: str) -> Image.Image:
    size, words = draw.randint(16, 60), _words(draw)
    face = ImageFont.truetype(font, size)
    image = Image.new("RGB", (round(face.getlength(words)) + size, round(size * draw.uniform(1.4, 2.6))), _paper(draw))
    ImageDraw.Draw(image).text((size / 2, (image.height - size) / 2.5), words, fill=_colour(draw), font=face)
    return image


def _photo(draw: random.Random, _: str) -> Image.Image:
    """Noise with the spectrum of photographs, amplitude falling with frequency (Field 1987)."""
    numbers = np.random.default_rng(draw.getrandbits(64))
    width, height = draw.randint(48, 320), draw.randint(48, 240)
    rows, columns = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :]
    falling = 1 / np.maximum(np.hypot(rows, columns), 1 / max(width, height)) ** draw.uniform(0.8, 1.6)
    planes = []
    for _channel in range(3):
        waves = np.fft.ifft2(np.fft.fft2(numbers.normal(size=(height, width))) * falling).real
        low, high = waves.min(), waves.max()
        planes.append((waves - low) / max(high - low, 1e-9) * 255)
    return Image.fromarray(np.stack(planes, axis=2).astype(np.uint8))


def _gradient(draw: random.Random, _: str) -> Image.Image:
    size = draw.randint(30, 400), draw.randint(20, 200)
    slope = Image.linear_gradient("L") if draw.random() < 0.5 else Image.radial_gradient("L")
    mask = slope.resize(size).rotate(draw.randrange(360))
    return Image.composite(Image.new("RGB", size, _colour(draw)), Image.new("RGB", size, _colour(draw)), mask)


def _icon(draw: random.Random, _: str) -> Image.Image:
    side = draw.choice((16, 24, 32, 48, 64, 96, 128))
    image = Image.new("RGB", (side * 4, side * 4), _paper(draw))
    pen, ink, unit = ImageDraw.Draw(image), _colour(draw), side * 4 / 16
    for _number in range(draw.randint(2, 7)):
        x, y, wide = draw.uniform(1, 12), draw.uniform(1, 12), draw.uniform(1, 6)
        box = (x * unit, y * unit, min(15, x + wide) * unit, min(15, y + draw.uniform(1, 6)) * unit)
        if draw.random() < 0.5:
            pen.rounded_rectangle(box, radius=unit, fill=ink)
        else:
            pen.ellipse(box, outline=ink, width=max(2, round(unit)))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _screenful(draw: random.Random, font: str) -> Image.Image:
    """A piece of some page: lines of words with a coloured head."""
    image = Image.new("RGB", (draw.randint(200, 480), draw.randint(100, 300)), _paper(draw))
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(font, draw.randint(10, 18))
    pen.rectangle((0, 0, image.width, draw.randint(10, 60)), fill=_colour(draw))
    for y in range(64, image.height - 12, 22):
        pen.text((12, y), _words(draw) * 2, fill=(60, 60, 60), font=face)
    return image


def _round_badge(draw: random.Random, font: str) -> Image.Image:
    """A disc in red and gold with a star, a character, a wheel, a tower or rays: anything but the emblem."""
    side = draw.randint(100, 260)
    image = Image.new("RGB", (side, side), _paper(draw))
    pen, middle = ImageDraw.Draw(image), (side / 2, side / 2)
    red, gold = draw.choice(_WARM), draw.choice(_GOLD)
    if draw.random() < 0.3:
        red, gold = gold, red
    ring = side * draw.uniform(0.02, 0.14)
    pen.ellipse((1, 1, side - 2, side - 2), fill=gold)
    pen.ellipse((1 + ring, 1 + ring, side - 2 - ring, side - 2 - ring), fill=red)
    if draw.random() < 0.5:
        for number in range(draw.randint(8, 24)):
            angle = number * math.tau / 16
            x, y = middle[0] + side * 0.42 * math.sin(angle), middle[1] - side * 0.42 * math.cos(angle)
            pen.ellipse((x - ring / 4, y - ring / 4, x + ring / 4, y + ring / 4), fill=gold)
    _motif(pen, draw, middle, side * draw.uniform(0.18, 0.36), gold, font)
    if draw.random() < 0.4:
        pen.rectangle((side * 0.2, side * 0.78, side * 0.8, side * 0.9), fill=gold)
    return image.resize((draw.randint(24, 128),) * 2, Image.Resampling.LANCZOS)


def _motif(
    pen: ImageDraw.ImageDraw, draw: random.Random, middle: tuple[float, float], reach: float, ink: Colour, font: str
) -> None:
    x, y = middle
    match draw.randrange(6):
        case 0:
            pen.polygon(_ring(middle, reach, reach * draw.uniform(0.35, 0.6), draw.randint(4, 12), 0), fill=ink)
        case 1:
            face = ImageFont.truetype(font, round(reach * 1.6))
            pen.text((x - reach * 0.8, y - reach), draw.choice(_CHARACTERS), fill=ink, font=face)
        case 2:
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=ink, width=round(reach / 4))
            pen.line((x - reach, y, x + reach, y), fill=ink, width=round(reach / 5))
        case 3:
            pen.polygon([(x - reach, y + reach), (x, y - reach), (x + reach, y + reach)], fill=ink)
            pen.rectangle((x - reach, y + reach * 0.6, x + reach, y + reach), fill=ink)
        case 4:
            for side in (-1, 0, 1):
                here = (x + side * reach * 0.9, y - (reach * 0.3 if side == 0 else 0))
                pen.polygon(_ring(here, reach * 0.4, reach * 0.16, 5, 0), fill=ink)
        case _:
            pen.pieslice((x - reach, y - reach, x + reach, y + reach), draw.randrange(360), draw.randrange(360), ink)


def _shield(draw: random.Random, font: str) -> Image.Image:
    """A shield in red, blue or gold with a motif and perhaps words in its foot."""
    wide = draw.randint(100, 220)
    high = round(wide * draw.uniform(1.0, 1.4))
    image = Image.new("RGB", (wide, high), _paper(draw))
    pen, ink, edge = ImageDraw.Draw(image), draw.choice((*_WARM, _colour(draw))), draw.choice(_GOLD)
    shape = [(0, high * 0.1), (wide / 2, 0), (wide, high * 0.1), (wide, high * 0.6), (wide / 2, high), (0, high * 0.6)]
    pen.polygon(shape, fill=edge)
    inner = [(wide / 2 + (x - wide / 2) * 0.88, high / 2 + (y - high / 2) * 0.88) for x, y in shape]
    pen.polygon(inner, fill=ink)
    _motif(pen, draw, (wide / 2, high * 0.4), wide * draw.uniform(0.15, 0.3), edge, font)
    if draw.random() < 0.6:
        face = ImageFont.truetype(font, wide // 6)
        words = "".join(draw.sample(_CHARACTERS, 4))
        pen.text(((wide - face.getlength(words)) / 2, high * 0.62), words, fill=edge, font=face)
    return image.resize((draw.randint(36, 96), draw.randint(40, 110)), Image.Resampling.LANCZOS)


def _button(draw: random.Random, font: str) -> Image.Image:
    """A white button with a red sign at its left and two lines of words."""
    image = Image.new("RGB", (draw.randint(90, 240), draw.randint(40, 110)), (255, 255, 255))
    pen, red = ImageDraw.Draw(image), draw.choice((*_WARM, _colour(draw)))
    high = image.height
    pen.rounded_rectangle((0, 0, image.width - 1, high - 1), radius=5, outline=draw.choice(((0, 0, 0), red)), width=2)
    _motif(pen, draw, (high * 0.5, high * 0.5), high * draw.uniform(0.2, 0.38), red, font)
    face = ImageFont.truetype(font, max(9, round(high * 0.26)))
    for line, ink in ((0.14, (0, 0, 0)), (0.56, red)):
        pen.text((high, high * line), "".join(draw.sample(_CHARACTERS, draw.randint(2, 5))), fill=ink, font=face)
    return image


def _letterhead(draw: random.Random, font: str) -> Image.Image:
    """A badge with the name of somebody beside it, as every site has it."""
    badge = draw.choice((_round_badge, _shield, _icon))(draw, font)
    high = draw.randint(50, 110)
    badge = badge.resize((round(badge.width * high / badge.height), high), Image.Resampling.LANCZOS)
    words = _words(draw)
    face = ImageFont.truetype(font, round(high * draw.uniform(0.3, 0.6)))
    image = Image.new("RGB", (badge.width + round(face.getlength(words)) + 30, high), (255, 255, 255))
    image.paste(badge, (0, 0))
    pen = ImageDraw.Draw(image)
    pen.text((badge.width + 12, high * 0.15), words, fill=draw.choice((*_WARM, _colour(draw))), font=face)
    return image


def _stripes(draw: random.Random, _: str) -> Image.Image:
    """Flags of nobody: stripes or a cross, with a field in the corner."""
    image = Image.new("RGB", (draw.randint(32, 200), draw.randint(24, 120)), _colour(draw))
    pen, bars = ImageDraw.Draw(image), draw.randint(2, 9)
    for bar in range(0, bars, 2):
        step = (image.height if draw.random() < 0.7 else image.width) / bars
        upright = step * bars > image.height + 1
        box = (
            (bar * step, 0, (bar + 1) * step, image.height)
            if upright
            else (0, bar * step, image.width, (bar + 1) * step)
        )
        pen.rectangle(box, fill=draw.choice((*_WARM, (255, 255, 255), _colour(draw))))
    if draw.random() < 0.5:
        pen.rectangle((0, 0, image.width * draw.uniform(0.2, 0.5), image.height / 2), fill=_colour(draw))
    return image


def _crown(draw: random.Random, _: str) -> Image.Image:
    side = draw.choice((48, 96, 192))
    ground, ink = draw.choice(
        (((29, 112, 184), (255, 255, 255)), ((255, 255, 255), (11, 12, 12)), (_colour(draw),) * 2)
    )
    image, points = Image.new("RGB", (side, side), ground), draw.randint(3, 7)
    pen = ImageDraw.Draw(image)
    low, places = side * draw.uniform(0.6, 0.8), [(side * 0.15, side * 0.7)]
    for number in range(points):
        x = side * (0.15 + 0.7 * (number + 0.5) / points)
        places += [(x, side * draw.uniform(0.15, 0.4)), (x + side * 0.35 / points, low)]
    pen.polygon([*places, (side * 0.85, side * 0.7), (side * 0.8, side * 0.85), (side * 0.2, side * 0.85)], fill=ink)
    return image.filter(ImageFilter.GaussianBlur(0.6))


_PLAIN_KINDS: tuple[Callable[[random.Random, str], Image.Image], ...] = (
    _shapes, _banner, _photo, _gradient, _icon, _screenful,
)  # fmt: skip
_NEAR_KINDS: tuple[Callable[[random.Random, str], Image.Image], ...] = (
    _round_badge, _shield, _button, _letterhead, _stripes, _crown,
)  # fmt: skip
