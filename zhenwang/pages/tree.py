"""One walk over the parsed page, in document order and without recursion, that tells a reader what it meets.

Pages nest as deep as their authors like, so the walk keeps its own stack. What a browser does not show (scripts,
styles, templates, ``hidden``, ``display:none``) is walked as hidden: its links are still links, but its words are no
text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhenwang.pages.zones import BODY, HIDDEN, nested, zone_of

MAX_NODES = 200_000
_EARLY = 1_500  # characters of visible text within which a header may open
_UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "iframe", "object", "rt", "rp", "datalist"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "tt", "u", "var", "wbr",
})  # fmt: skip
_INVISIBLE_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)

Attributes = Mapping[str, str | None]


class Reader(Protocol):
    """What wants to know what stands on a page."""

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None: ...
    def said(self, text: str, zone: str) -> None: ...
    def broke(self) -> None: ...
    def closed(self, tag: str) -> None: ...


def walk(markup: str, reader: Reader) -> bool:
    """Parse and tell: each element opened, text said, line broken, element closed. False when the page went on further.

    Lines break where blocks begin and end, so that words of neighbouring cells do not run together, and characters in
    spans of their own do.
    """
    root = LexborHTMLParser(markup).root
    stack: list[tuple[LexborNode | str, str]] = [] if root is None else [(root, BODY)]
    heard = 0
    for _ in range(MAX_NODES):
        if not stack:
            return True
        node, zone = stack.pop()
        if isinstance(node, str):
            _close(node, reader)
            continue
        following = node.next
        if following is not None:
            stack.append((following, zone))
        if node.is_text_node:
            text = node.text_content or ""
            heard += 0 if zone == HIDDEN else len(text.strip())
            reader.said(text, zone)
        elif node.is_element_node:
            _open(node, zone, heard < _EARLY, stack, reader)
    return not stack


def _open(node: LexborNode, zone: str, early: bool, stack: list[tuple[LexborNode | str, str]], reader: Reader) -> None:
    tag, attributes = node.tag or "", node.attributes
    inner = HIDDEN if _unseen(tag, attributes) else nested(zone, zone_of(tag, attributes, early))
    if tag not in _INLINE:
        reader.broke()
    reader.opened(tag, attributes, node, inner)
    stack.append((tag, zone))
    child = node.first_child
    if child is not None:
        stack.append((child, inner))


def _close(tag: str, reader: Reader) -> None:
    reader.closed(tag)
    if tag not in _INLINE:
        reader.broke()


def _unseen(tag: str, attributes: Attributes) -> bool:
    return (
        tag in _UNSEEN or "hidden" in attributes or bool(_INVISIBLE_STYLE.search((attributes.get("style") or "")[:500]))
    )
