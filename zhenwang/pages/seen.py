"""Whether the words of an element are seen, from its tag, its attributes, its style and the page's own sheets.

``aria-hidden`` hides nothing from eyes, and so hides nothing here. Neither does a style that a script of the page may
undo: one that speaks of the element's id or class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhenwang.pages.sheets import Content, Sheets, together
from zhenwang.pages.styles import PLAIN, Colour, Style, indistinct, read_colour, read_style

Attributes = Mapping[str, str | None]

NOT_SHOWN: Final = frozenset({
    "head", "noscript", "template", "iframe", "object", "canvas", "audio", "video", "noframes", "noembed", "datalist",
    "dialog",
})  # fmt: skip
"""Elements whose content no browser with scripts shows: it stands in for something else."""
_NEVER_HIDDEN: Final = frozenset({"html", "body"})  # a page that hides all of itself shows it again
_HIDDEN = Style(hidden=True)
_MAX_CLASSES = 20


@dataclass(frozen=True, slots=True)
class View:
    """How an element looks, and the words that a sheet sets before and behind it."""

    style: Style
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What may hide words and is handed down to what is inside; ``unseen`` is what it comes to."""

    veiled: bool
    tiny: bool
    ink: Colour | None
    ground: Colour | None
    unseen: bool


_SHUT = View(_HIDDEN)


class Seen:
    """One page's view. Without ``judging`` styles hide nothing, only tags do: for pages that would show nothing."""

    def __init__(self, sheets: Sheets, *, judging: bool = True) -> None:
        self._sheets, self._judging = sheets, judging
        self._read: dict[str, Style] = {}

    def view_of(self, tag: str, attributes: Attributes) -> View | None:
        """None for an element that says nothing of how it looks."""
        if tag in NOT_SHOWN and not self._is_opened(tag, attributes):
            return _SHUT
        style = self._own(tag, attributes)
        if style is PLAIN and not self._sheets and "hidden" not in attributes and "id" not in attributes:
            return None
        before = behind = ""
        for name in _names(attributes) if self._sheets else ():
            style = together(self._sheets.styles.get(name, PLAIN), style)
            before = before or _words(self._sheets.before.get(name, ()), attributes)
            behind = behind or _words(self._sheets.behind.get(name, ()), attributes)
        if "hidden" in attributes and not style.displayed:
            style = replace(style, hidden=True)
        if (style.hidden or style.veiled) and not self._stays_hidden(tag, attributes):
            style = replace(style, hidden=False, veiled=None)
        if attributes.get("id") in self._sheets.put_away and not style.hidden:
            style = replace(style, hidden=True)
        return None if style is PLAIN and not before and not behind else View(style, before, behind)

    def hides(self, attributes: Attributes) -> bool:
        """Whether an element is hidden by more than its tag."""
        view = self.view_of("div", attributes)
        return view is not None and view.style.hidden

    def _own(self, tag: str, attributes: Attributes) -> Style:
        text = attributes.get("style")
        style = PLAIN if not text else self._read.get(text) or self._read.setdefault(text, _plain(read_style(text)))
        if tag == "bdo" and (attributes.get("dir") or "").lower() == "rtl":
            style = replace(style, turned=True)
        if tag == "font" and (colour := read_colour((attributes.get("color") or "").lower())):
            style = replace(style, ink=style.ink or colour)
        ground = attributes.get("bgcolor")
        if ground and (colour := read_colour(ground.lower())):
            style = replace(style, ground=style.ground if style.painted else colour, painted=True)
        return style

    def _stays_hidden(self, tag: str, attributes: Attributes) -> bool:
        if not self._judging or tag in _NEVER_HIDDEN:
            return False
        return not any(name[1:] in self._sheets.spoken for name in _names(attributes))

    def _is_opened(self, tag: str, attributes: Attributes) -> bool:
        if tag == "template":
            return attributes.get("shadowrootmode") is not None
        return tag == "dialog" and ("open" in attributes or not self._stays_hidden(tag, attributes))


def covered(cover: Cover | None, style: Style | None, attributes: Attributes) -> Cover | None:
    """What an element hands down. A class or an id may set size and colours in a sheet that was not seen."""
    style = style or PLAIN
    if cover is None:
        if not (style.veiled or style.tiny or style.ink or style.painted):
            return None
        cover = _BARE
    named = bool(attributes.get("class") or attributes.get("id"))
    veiled = cover.veiled if style.veiled is None else style.veiled
    tiny = style.tiny if style.tiny is not None else cover.tiny and not named
    ink = style.ink or (None if named else cover.ink)
    ground = style.ground if style.painted else None if named else cover.ground
    return Cover(veiled, tiny, ink, ground, veiled or tiny or indistinct(ink, ground))


_BARE = Cover(veiled=False, tiny=False, ink=None, ground=None, unseen=False)


def _plain(style: Style) -> Style:
    return PLAIN if style == PLAIN else style


def _names(attributes: Attributes) -> list[str]:
    identity, classes = attributes.get("id"), attributes.get("class")
    names = [f".{name}" for name in classes.split()[:_MAX_CLASSES]] if classes else []
    return [*names, f"#{identity}"] if identity else names


def _words(content: Content, attributes: Attributes) -> str:
    return "".join((attributes.get(one[5:]) or "")[:200] if one.startswith("attr:") else one for one in content)
