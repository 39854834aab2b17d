"""Draws the logos of the recorded day: geometric banners of our own, without fonts, the same on every machine."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

_SIZE = (480, 144)
_WHITE = (255, 255, 255)


def banner(host: str, theme: str) -> bytes:
    """A PNG banner in the theme colour: a disc with a motif, a skyline and a river that belong to the host."""
    draw_from = random.Random(f"banner {host}")
    red, green, blue = (int(theme[place : place + 2], 16) for place in (1, 3, 5))
    colour = (red, green, blue)
    image = Image.new("RGB", _SIZE, _WHITE)
    pen = ImageDraw.Draw(image)
    _sky(pen, colour, draw_from.random())
    _skyline(pen, colour, draw_from)
    _river(pen, colour, draw_from)
    _disc(pen, colour, draw_from)
    return _png(image)


def scales() -> bytes:
    """The law firm's picture: scales in a ring."""
    image = Image.new("RGB", (144, 144), (123, 17, 19))
    pen = ImageDraw.Draw(image)
    gold = (222, 184, 90)
    pen.ellipse((6, 6, 138, 138), outline=gold, width=6)
    pen.line((72, 26, 72, 112), fill=gold, width=6)
    pen.line((30, 44, 114, 44), fill=gold, width=5)
    for left in (18, 90):
        pen.pieslice((left, 56, left + 36, 92), 0, 180, fill=gold)
    pen.rectangle((50, 108, 94, 116), fill=gold)
    return _png(image)


def _sky(pen: ImageDraw.ImageDraw, colour: Colour, lean: float) -> None:
    width, height = _SIZE
    for x in range(width):
        share = 0.05 + 0.75 * abs(x / width - lean)
        pen.line((x, 0, x, height), fill=_mixed(colour, share))


def _skyline(pen: ImageDraw.ImageDraw, colour: Colour, draw_from: random.Random) -> None:
    """Hills and towers, broad enough to tell one banner from another at a glance and to a perceptual hash."""
    x = -20
    while x < _SIZE[0]:
        wide = 60 + int(draw_from.random() * 120)
        top = 6 + int(draw_from.random() * 100)
        shade = _mixed(colour, 0.1 + draw_from.random() * 0.9)
        if draw_from.random() < 0.5:
            pen.polygon([(x, 144), (x + wide // 2, top), (x + wide, 144)], fill=shade)
        else:
            pen.rectangle((x, top, x + wide * 2 // 3, 144), fill=shade)
        x += 30 + int(draw_from.random() * 70)


def _river(pen: ImageDraw.ImageDraw, colour: Colour, draw_from: random.Random) -> None:
    phase, pace, level = draw_from.random() * 6, 20 + draw_from.random() * 40, 96 + draw_from.random() * 34
    ink = _mixed(colour, 0.15 if draw_from.random() < 0.5 else 1.0)
    for x in range(0, _SIZE[0], 2):
        top = int(level + 9 * math.sin(phase + x / pace))
        pen.rectangle((x, top, x + 1, _SIZE[1]), fill=ink)


def _disc(pen: ImageDraw.ImageDraw, colour: Colour, draw_from: random.Random) -> None:
    middle, across = 72, (76, 240, 404)[int(draw_from.random() * 3)]
    pen.ellipse((across - 64, 8, across + 64, 136), fill=_WHITE, outline=colour, width=6)
    points = 3 + int(draw_from.random() * 6)
    turn = draw_from.random() * math.pi
    inner = 14 + draw_from.random() * 24
    star = []
    for step in range(points * 2):
        reach = 52 if step % 2 == 0 else inner
        angle = turn + math.pi * step / points
        star.append((round(across + reach * math.cos(angle)), round(middle + reach * math.sin(angle))))
    pen.polygon(star, fill=colour)
    hole = 5 + int(draw_from.random() * 9)
    pen.ellipse((across - hole, middle - hole, across + hole, middle + hole), fill=_WHITE)


def _mixed(colour: Colour, share: float) -> Colour:
    """The colour on white paper, ``share`` of it ink."""
    red, green, blue = (round(255 - (255 - part) * share) for part in colour)
    return red, green, blue


def _png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    return held.getvalue()
