"""The structure of a page: the paths of its markup tree, whatever words stand in it.

Each element counts as the path of the last three labels that lead to it, a label being tag, id and classes without
their numbers. Other news, another name and a longer list change none of these paths; an added block only adds some.
So ``held_in(official, suspect)`` finds the template of an official page inside a page that was dressed up.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from zhenwang.domain.look import Structure
from zhenwang.pages.markup import MAX_BYTES, tame
from zhenwang.pages.tree import Attributes, walk
from zhenwang.text.charset import decode
from zhenwang.text.fingerprint import hashed, sketch

MAX_PATHS, MAX_ASSETS = 5_000, 500
"""Different paths and assets of one page at most; real home pages have 60 to 700 paths."""
LEAST_PATHS = 20
"""Paths below which a page has no structure to compare: a dozen nested boxes are anybody's."""

_DEPTH = 3
_MAX_URL = 2_000
_MOST_CLASSES = 3
_NOT_LAID_OUT = frozenset({"script", "style", "meta", "link", "title", "base", "noscript", "template", "br", "wbr"})
_NUMBERS = re.compile(r"\d+")
_SOURCES = ("src", "data-src", "data-original")


def structure_of(body: bytes, content_type: str = "") -> Structure:
    """Read an answer's decoded body, within the bounds of ``read_page``. Never raises; without markup it is empty."""
    text, _ = decode(body[:MAX_BYTES], content_type)
    markup, _ = tame(text)
    reader = _Reader()
    walk(markup, reader)
    return Structure(sketch({hashed(path) for path in reader.paths}), tuple(reader.assets))


class _Reader:
    """A ``tree.Reader``."""

    def __init__(self) -> None:
        self.paths: dict[str, None] = {}
        self.assets: dict[str, None] = {}
        self._open: list[str] = []

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:  # noqa: ARG002
        self._open.append(_label(tag, attributes))
        if tag not in _NOT_LAID_OUT and len(self.paths) < MAX_PATHS:
            self.paths["/".join(self._open[-_DEPTH:])] = None
        if (asset := _asset(tag, attributes)) and len(self.assets) < MAX_ASSETS:
            self.assets[asset[:_MAX_URL]] = None

    def closed(self, tag: str) -> None:  # noqa: ARG002
        self._open.pop()

    def said(self, text: str, zone: str) -> None:
        """Words are no structure."""

    def broke(self) -> None:
        """Nor are line breaks."""


def _label(tag: str, attributes: Attributes) -> str:
    identity = _NUMBERS.sub("", (attributes.get("id") or "")[:40]).strip().lower()
    classes = sorted(_NUMBERS.sub("", (attributes.get("class") or "")[:120]).lower().split())[:_MOST_CLASSES]
    return ".".join((f"{tag[:20]}#{identity}" if identity else tag[:20], *classes))


def _asset(tag: str, attributes: Attributes) -> str:
    if tag == "link":
        style = "stylesheet" in (attributes.get("rel") or "").lower()
        return (attributes.get("href") or "").strip() if style else ""
    if tag in ("script", "img"):
        return next((value.strip() for name in _SOURCES if (value := attributes.get(name))), "")
    return ""
