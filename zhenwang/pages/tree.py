"""One walk over the parsed page, in document order and without recursion, that tells readers what it meets.

Pages nest as deep as their authors like, so the walk keeps its own stack. What a browser does not show (``seen``) is
walked as hidden: its links are still links, but its words are no text. A page that is set into a frame by the page
itself (``frames``) and a shadow tree are walked where they are shown.
"""

from __future__ import annotations

from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhenwang.pages.frames import FRAMES, framed_markup
from zhenwang.pages.markup import tame
from zhenwang.pages.seen import NOT_SHOWN, Attributes, Cover, Seen, View, covered
from zhenwang.pages.zones import BODY, BY_TAG, HEADER, HIDDEN, TOP, nested, zone_of

MAX_NODES = 200_000
MAX_FRAMES = 20
_EARLY = 1_500  # characters of visible text within which a header may open
_TOP = 300  # the same for what is only called top, logo or banner
_WORDLESS = frozenset({"script", "style", "title", "desc", "metadata", "rt", "rp"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "nobr", "output", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
})  # fmt: skip
_TELLING = frozenset({"id", "class", "style", "role", "hidden", "bgcolor"})
_TELLING_TAGS = frozenset({*NOT_SHOWN, *BY_TAG, "bdo", "font"})
_Step = tuple[LexborNode | None, str, Cover | None, bool]
_CLOSE: _Step = (None, "", None, False)
_Opened = tuple[str, str, View | None, bool]  # tag, zone, how it looks, and whether another page is framed in it


class Reader(Protocol):
    """What wants to know what stands on a page. Between ``turned(True)`` and ``turned(False)`` words run backwards."""

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None: ...
    def said(self, text: str, zone: str) -> None: ...
    def broke(self) -> None: ...
    def closed(self, tag: str) -> None: ...
    def turned(self, *, on: bool) -> None: ...


class Builder(Protocol):
    """What wants to know how the page is built. It is not told of pages framed in it."""

    def opened(self, tag: str, attributes: Attributes) -> None: ...
    def closed(self) -> None: ...


def walk(tree: LexborHTMLParser, seen: Seen, reader: Reader | None, builder: Builder | None = None) -> bool:
    """Tell of each element opened, text said, line broken, element closed. False when the page went on further.

    Lines break where blocks begin and end, so that words of neighbouring cells do not run together, and characters in
    spans of their own do.
    """
    return _Walk(seen, reader or _Deaf(), builder).through(tree)


class _Walk:
    def __init__(self, seen: Seen, reader: Reader, builder: Builder | None) -> None:
        self._seen, self._reader, self._builder = seen, reader, builder
        self._zones: dict[tuple[str, str | None, str | None, str | None], str | None] = {}
        self._heard = 0
        self._headed = False
        self._frames = self._within = 0
        self._stack: list[_Step] = []
        self._open_now: list[_Opened] = []

    def through(self, tree: LexborHTMLParser) -> bool:
        stack = self._stack
        if tree.root is not None:
            stack.append((tree.root, BODY, None, True))
        for _ in range(MAX_NODES):
            if not stack:
                return True
            node, zone, cover, onward = stack.pop()
            if node is None:
                self._close(self._open_now.pop())
                continue
            if onward and (following := node.next) is not None:
                stack.append((following, zone, cover, True))
            tag = node.tag or "-"
            if tag == "-text":
                self._say(node.text_content or "", HIDDEN if cover is not None and cover.unseen else zone)
            elif tag[0] not in "-!":
                self._open(node, tag, zone, cover)
        return not stack

    def _say(self, text: str, zone: str) -> None:
        if self._heard < _EARLY and zone != HIDDEN:
            self._heard += len(text.strip())
        self._reader.said(text, zone)

    def _open(self, node: LexborNode, tag: str, zone: str, cover: Cover | None) -> None:
        attributes: Attributes = node.attributes
        view, inner = None, zone
        if tag in _TELLING_TAGS or not _TELLING.isdisjoint(attributes):
            view = self._seen.view_of(tag, attributes)
            hidden = view is not None and view.style.hidden
            inner = HIDDEN if hidden else nested(zone, self._zone(tag, attributes))
            if view is not None or cover is not None:
                cover = covered(cover, view.style if view else None, attributes)
        if tag not in _INLINE:
            self._reader.broke()
        self._reader.opened(tag, attributes, node, HIDDEN if cover is not None and cover.unseen else inner)
        if self._builder is not None and not self._within:
            self._builder.opened(tag, attributes)
        framed = self._framed(tag, attributes) if tag in FRAMES else None
        self._open_now.append((tag, inner, view, framed is not None))
        self._stack.append(_CLOSE)
        if view is not None and view.style.turned:
            self._reader.turned(on=True)
        if view is not None and view.before:
            self._say(view.before, inner)
        if framed is not None:
            self._within += 1
            self._stack.append((framed.root, HIDDEN if self._seen.hides(attributes) else zone, None, False))
        elif tag not in _WORDLESS:
            self._enter(node, tag, inner, cover, view)

    def _enter(self, node: LexborNode, tag: str, zone: str, cover: Cover | None, view: View | None) -> None:
        if view is not None and view.style.backwards:
            self._stack += ((child, zone, cover, False) for child in node.iter(include_text=True))
            return
        # The content of a template is a tree of its own.
        parent = next(iter(node.template_fragments()), node) if tag == "template" else node
        child = parent.first_child
        if child is not None:
            self._stack.append((child, zone, cover, True))

    def _close(self, opened: _Opened) -> None:
        tag, zone, view, framing = opened
        if view is not None and view.behind:
            self._say(view.behind, zone)
        if view is not None and view.style.turned:
            self._reader.turned(on=False)
        self._within -= framing
        self._reader.closed(tag)
        if self._builder is not None and not self._within:
            self._builder.closed()
        if tag not in _INLINE and tag != "br":  # a break is one, the end and the beginning of a block are two
            self._reader.broke()

    def _zone(self, tag: str, attributes: Attributes) -> str | None:
        key = tag, attributes.get("id"), attributes.get("class"), attributes.get("role")
        if key not in self._zones:
            self._zones[key] = zone_of(*key)
        zone = self._zones[key]
        if zone == HEADER:
            # What calls itself a header further down heads some box.
            self._headed = True
            return HEADER if self._heard < _EARLY else None
        if zone == TOP:
            return HEADER if not self._headed and self._heard < _TOP else None
        return zone

    def _framed(self, tag: str, attributes: Attributes) -> LexborHTMLParser | None:
        markup = framed_markup(tag, attributes) if self._frames < MAX_FRAMES else ""
        if not markup:
            return None
        self._frames += 1
        return LexborHTMLParser(tame(markup)[0])


class _Deaf:
    """For whoever only wants to know how a page is built."""

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None: ...
    def said(self, text: str, zone: str) -> None: ...
    def broke(self) -> None: ...
    def closed(self, tag: str) -> None: ...
    def turned(self, *, on: bool) -> None: ...
