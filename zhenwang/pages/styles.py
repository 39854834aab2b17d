"""What a style says about whether words can be seen, and in which order they are read (CSS 2.2 and its modules).

Only what is sure counts as hidden. Whoever hides a claim from this program shows it to people; so a doubt, such as an
animation that may bring the words in, leaves them visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_STYLE = 2_000
"""Characters of one style that are read."""

Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, 0..255 each."""

_COMMENT = re.compile(r"/\*[^*]{0,500}\*/")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_MOVING = ("animation", "transition")
_FAR = re.compile(r"-\s{0,3}(?:\d{4,9}|[5-9]\d\d|\d{2,9}(?=\.?\d{0,9}(?:r?em|v[wh]))|100%|[2-9]\d\d%)")
_NOUGHT = re.compile(r"[+]?0{1,5}(?:\.0{1,9})?(?:px|r?em|pt|ex|ch|%|v[wh])?\Z")
_SPECK = re.compile(r"(?:0|1|0?\.\d{1,9}|1\.\d{1,9})(?:px|pt)\Z|0?\.0\d{0,9}r?em\Z")
_CUT_AWAY = re.compile(
    r"rect\((?:[01](?:px)?[\s,]{0,3}){4}\)|inset\((?:50|100)%|circle\(0|polygon\(0(?:px)?[\s,]{1,3}0"
)
_SCALED_AWAY = re.compile(r"scale(?:3d|[xy])?\(\s{0,3}0(?:\.0{1,9})?\s{0,3}[,)]")
_SIDES = ("left", "right", "top", "bottom", "margin-left", "margin-top", "margin", "inset")
_HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]{1,6}%?)\s*)?\)")
_NAMED: Mapping[str, Colour] = {
    "transparent": (0, 0, 0, 0), "white": (255, 255, 255, 255), "black": (0, 0, 0, 255), "red": (255, 0, 0, 255),
    "blue": (0, 0, 255, 255), "green": (0, 128, 0, 255), "yellow": (255, 255, 0, 255), "gray": (128, 128, 128, 255),
    "grey": (128, 128, 128, 255), "silver": (192, 192, 192, 255), "navy": (0, 0, 128, 255),
    "snow": (255, 250, 250, 255), "ivory": (255, 255, 240, 255), "whitesmoke": (245, 245, 245, 255),
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_ALIKE = 12  # steps of 255 in each channel within which nobody tells two colours apart


@dataclass(frozen=True, slots=True)
class Style:
    """``hidden``: nothing inside is shown. ``displayed``: a display was set, which overrules the ``hidden`` attribute.

    The rest is inherited: ``veiled`` until something inside is made visible, ``tiny``, ``ink`` and ``ground`` until
    something inside may set its own; None where nothing is said. ``turned`` words run from right to left, and the parts
    of what is ``backwards`` stand in reverse.
    """

    hidden: bool = False
    displayed: bool = False
    veiled: bool | None = None
    tiny: bool | None = None
    ink: Colour | None = None
    ground: Colour | None = None
    painted: bool = False
    turned: bool = False
    backwards: bool = False


PLAIN = Style()


def read_style(text: str) -> Style:
    """What declarations (``display: none; color: #fff``) come to."""
    said = _declared(text[:MAX_STYLE].lower())
    moving = any(name.startswith(_MOVING) for name in said)
    ground, painted = _ground(said)
    return Style(
        hidden=not moving and _is_hidden(said),
        displayed=said.get("display", "none") != "none",
        veiled=None if moving else _veiled(said),
        tiny=_tiny(said),
        ink=None if "text" in said.get("background-clip", said.get("-webkit-background-clip", "")) else _ink(said),
        ground=ground,
        painted=painted,
        turned=said.get("direction") == "rtl" and "override" in said.get("unicode-bidi", ""),
        backwards=said.get("flex-direction", said.get("flex-flow", "")).startswith(("row-reverse", "column-reverse")),
    )


def declared(text: str, name: str) -> str:
    """The value of one declaration as it is written, empty when there is none."""
    found = re.search(rf"(?:^|[;{{\s]){re.escape(name)}\s{{0,9}}:\s{{0,9}}([^;}}]{{1,500}})", text, re.IGNORECASE)
    return found[1].strip() if found else ""


def indistinct(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether words in this ink cannot be seen on this ground. What is not known is seen."""
    if ink is None:
        return False
    if ink[3] < 10:
        return True
    return (
        ground is not None and ground[3] > 250 and all(abs(a - b) <= _ALIKE for a, b in zip(ink, ground, strict=True))
    )


def read_colour(text: str) -> Colour | None:
    """The first colour in a value, None when there is none that is known."""
    if found := _HEX.search(text):
        return _of_hex(found[0][1:])
    if found := _RGB.search(text):
        red, green, blue = (min(int(found[n]), 255) for n in (1, 2, 3))
        return red, green, blue, _opacity(found[4])
    return next((_NAMED[word] for word in _WORD.findall(text[:200]) if word in _NAMED), None)


def unescaped(text: str) -> str:
    """CSS text with its escapes (``\\653f``) undone (CSS Syntax 3, section 4.3.7)."""
    return _ESCAPE.sub(lambda found: _character(int(found[1], 16)), text) if "\\" in text else text


def _declared(text: str) -> dict[str, str]:
    if "/*" in text or "\\" in text:
        text = unescaped(_COMMENT.sub("", text))
    said: dict[str, str] = {}
    fixed: set[str] = set()
    for name, value, important in _declarations(text):
        if important or name not in fixed:
            said[name] = value
        if important:
            fixed.add(name)
    return said


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            value, mark, _ = value.partition("!")
            yield name.strip(), value.strip(), bool(mark)


def _is_hidden(said: Mapping[str, str]) -> bool:
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        return True
    if _NOUGHT.match(said.get("opacity", "1")) or "opacity(0)" in said.get("filter", ""):
        return True
    if _FAR.match(said.get("text-indent", "")) or _SCALED_AWAY.search(said.get("transform", "")):
        return True
    taken_out = said.get("position") in ("absolute", "fixed")
    if taken_out and _CUT_AWAY.search(said.get("clip", "") + said.get("clip-path", "")):
        return True
    if (taken_out or "margin-left" in said) and any(_FAR.match(said.get(side, "")) for side in _SIDES):
        return True
    closed = any(_NOUGHT.match(said.get(side, "1")) for side in ("height", "width", "max-height", "max-width"))
    dot = taken_out and said.get("width") == said.get("height") == "1px"
    return (closed or dot) and "hidden" in said.get("overflow", "")


def _veiled(said: Mapping[str, str]) -> bool | None:
    seen = said.get("visibility")
    return seen in ("hidden", "collapse") if seen in ("hidden", "collapse", "visible") else None


def _tiny(said: Mapping[str, str]) -> bool | None:
    size = said.get("font-size") or next(iter(said.get("font", "").split("/")[0].split()[-1:]), "")
    return bool(_NOUGHT.match(size) or _SPECK.match(size)) if size else None


def _ink(said: Mapping[str, str]) -> Colour | None:
    value = said.get("-webkit-text-fill-color") or said.get("color") or ""
    return read_colour(value) if value else None


def _ground(said: Mapping[str, str]) -> tuple[Colour | None, bool]:
    """The colour behind the words, and whether anything at all was painted there."""
    value = f"{said.get('background', '')} {said.get('background-color', '')} {said.get('background-image', '')}"
    if value.isspace():
        return None, False
    plain = "url(" not in value and "gradient" not in value
    return (read_colour(said.get("background-color") or value) if plain else None), True


def _of_hex(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, opacity = (int(digits[n : n + 2] or "ff", 16) for n in (0, 2, 4, 6))
    return red, green, blue, opacity


def _opacity(text: str | None) -> int:
    try:
        return round(min(float((text or "1").rstrip("%")) / (100 if (text or "").endswith("%") else 1), 1.0) * 255)
    except ValueError:
        return 255


def _character(point: int) -> str:
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
