"""The structure of a page: the paths of its markup tree, whatever words stand in it.

Each element counts as the path of the last three labels that lead to it, a label being tag, id and classes without
their numbers. Other news, another name and a longer list change none of these paths; an added block only adds some.
So ``held_in(official, suspect)`` finds the template of an official page inside a page that was dressed up.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from zhenwang.domain.look import Structure
from zhenwang.pages.markup import MAX_BYTES, tame
from zhenwang.pages.seen import Attributes, Seen
from zhenwang.pages.sheets import Sheets
from zhenwang.pages.tree import walk
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
_LOADING = frozenset({"link", "script", "img"})
_SOURCES = ("src", "data-src", "data-original")


def structure_of(body: bytes, content_type: str = "") -> Structure:
    """Read an answer's decoded body, within the bounds of ``read_body``. Never raises; without markup it is empty."""
    text, _ = decode(body[:MAX_BYTES], content_type)
    builder = StructureBuilder()
    walk(LexborHTMLParser(tame(text)[0]), Seen(Sheets()), None, builder)
    return builder.structure()


class StructureBuilder:
    """A ``tree.Builder``."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}
        self._assets: dict[str, None] = {}
        self._open: list[str] = []
        self._labels: dict[tuple[str, str | None, str | None], str] = {}

    def opened(self, tag: str, attributes: Attributes) -> None:
        key = tag, attributes.get("id"), attributes.get("class")
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = _label(*key)
        self._open.append(label)
        if tag not in _NOT_LAID_OUT and len(self._paths) < MAX_PATHS:
            self._paths["/".join(self._open[-_DEPTH:])] = None
        if tag in _LOADING and (asset := _asset(tag, attributes)) and len(self._assets) < MAX_ASSETS:
            self._assets[asset[:_MAX_URL]] = None

    def closed(self) -> None:
        self._open.pop()

    def structure(self) -> Structure:
        """What was built so far."""
        return Structure(sketch({hashed(path) for path in self._paths}), tuple(self._assets))


def _label(tag: str, identity: str | None, classes: str | None) -> str:
    named = _NUMBERS.sub("", (identity or "")[:40]).strip().lower()
    kinds = sorted(_NUMBERS.sub("", (classes or "")[:120]).lower().split())[:_MOST_CLASSES]
    return ".".join((f"{tag[:20]}#{named}" if named else tag[:20], *kinds))


def _asset(tag: str, attributes: Attributes) -> str:
    if tag == "link":
        style = "stylesheet" in (attributes.get("rel") or "").lower()
        return (attributes.get("href") or "").strip() if style else ""
    return next((value.strip() for name in _SOURCES if (value := attributes.get(name))), "")
