"""What is kept of a page while it is walked: words by zone, links, images, scripts, forms, meta tags; each bounded."""

from __future__ import annotations

import re
from collections.abc import Sized

from selectolax.lexbor import LexborNode

from zhenwang.domain.look import Image, Link, Script
from zhenwang.pages.forms import FIELD_TAGS, FormReader
from zhenwang.pages.tree import Attributes
from zhenwang.pages.zones import FOOTER, HEADER, HIDDEN, NAVIGATION

MAX_LINKS, MAX_IMAGES, MAX_SCRIPTS, MAX_META = 2_000, 500, 500, 200
MAX_SCRIPT_TEXT = 4_096
MAX_URL = 2_000
MAX_TITLE = 1_000

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \t]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_STYLE_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,2000})")
_TELLING_HANDLER = re.compile(r"site_?code|jiucuo|conac|beian|//", re.IGNORECASE)


class PageReader:
    """A ``tree.Reader``. Links in hidden parts are kept with zone ``hidden``; their words are no part of any text.

    Meta tags are kept as name (or property, or http-equiv) and content, ``<base href>`` among them as ``base``. Icons
    that the page names are images of zone ``icon``. Event handlers that may hold an address are scripts without
    ``src``.
    """

    def __init__(self) -> None:
        self.title = ""
        self.meta: list[tuple[str, str]] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.scripts: list[Script] = []
        self.forms = FormReader()
        self._limits: set[str] = set()
        self._chunks: dict[str, list[str]] = {"": [], HEADER: [], NAVIGATION: [], FOOTER: []}
        self._anchor: tuple[str, str, str, int] | None = None
        self._label_from = 0
        self._field_from = 0

    def text(self, zone: str = "") -> str:
        """All visible text in document order, or that of one zone; lines as blocks break them."""
        return _BREAKS.sub("\n", _BLANKS.sub(" ", "".join(self._chunks[zone]))).strip()

    def limits(self) -> set[str]:
        """Which bounds were met, as words for people."""
        return self._limits | ({"too many form fields"} if self.forms.limited else set())

    def said(self, text: str, zone: str) -> None:
        if zone == HIDDEN or not text:
            return
        text = _SPACES.sub(" ", text)
        self._chunks[""].append(text)
        if zone in self._chunks:
            self._chunks[zone].append(text)

    def broke(self) -> None:
        for chunks in self._chunks.values():
            if chunks and chunks[-1] != "\n":
                chunks.append("\n")

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:
        if tag == "a" or tag == "area":
            self._anchor_opened(attributes, zone)
        elif tag == "img":
            source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original")
            self._image(source, attributes.get("alt") or attributes.get("title"), zone)
        elif tag == "script":
            self._script(attributes, node)
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "title":
            self.title = self.title or _SPACES.sub(" ", _inner(node, MAX_TITLE)).strip()
        elif tag in ("form", "label") or tag in FIELD_TAGS:
            self._form_part(tag, attributes)
        elif tag in ("link", "base", "iframe", "frame"):
            self._pointer(tag, attributes, zone)
        self._attributes(attributes, zone)

    def closed(self, tag: str) -> None:
        if tag == "a" or tag == "area":
            self._anchor_closed()
        elif tag == "form":
            self.forms.form_closed()
        elif tag == "label":
            self.forms.label_closed(self._words_since(self._label_from))

    def _anchor_opened(self, attributes: Attributes, zone: str) -> None:
        self._anchor_closed()
        target = attributes.get("href") or ""
        self._anchor = (target[:MAX_URL], attributes.get("title") or "", zone, len(self._chunks[""]))

    def _anchor_closed(self) -> None:
        if self._anchor is None:
            return
        target, title, zone, start = self._anchor
        self._anchor = None
        if self._room(self.links, MAX_LINKS, "links"):
            self.links.append(Link(target, (self._words_since(start) or title.strip())[:300], zone))

    def _image(self, source: str | None, alt: str | None, zone: str) -> None:
        if source and self._room(self.images, MAX_IMAGES, "images"):
            self.images.append(Image(source[:MAX_URL], (alt or "").strip()[:300], zone))

    def _script(self, attributes: Attributes, node: LexborNode) -> None:
        if self._room(self.scripts, MAX_SCRIPTS, "scripts"):
            others = tuple((key, (value or "")[:500]) for key, value in list(attributes.items())[:20] if key != "src")
            source = (attributes.get("src") or "")[:MAX_URL]
            self.scripts.append(Script(source, others, _inner(node, MAX_SCRIPT_TEXT)))

    def _meta(self, attributes: Attributes) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content and self._room(self.meta, MAX_META, "meta tags"):
            self.meta.append((name.strip()[:100], content.strip()[:MAX_URL]))

    def _form_part(self, tag: str, attributes: Attributes) -> None:
        if tag == "form":
            self.forms.form_opened(attributes)
        elif tag == "label":
            self._label_from = len(self._chunks[""])
            self.forms.label_opened(attributes)
        else:
            self.forms.field_met(tag, attributes, self._words_since(self._field_from))
            self._field_from = len(self._chunks[""])

    def _pointer(self, tag: str, attributes: Attributes, zone: str) -> None:
        if tag == "link":
            if "icon" in (attributes.get("rel") or "").lower():
                self._image(attributes.get("href"), "", "icon")
        elif tag == "base":
            self._meta({"name": "base", "content": attributes.get("href")})
        elif attributes.get("src") and self._room(self.links, MAX_LINKS, "links"):
            self.links.append(Link((attributes.get("src") or "")[:MAX_URL], "", zone))

    def _attributes(self, attributes: Attributes, zone: str) -> None:
        for key, value in attributes.items():
            if not value:
                continue
            if key == "style" and (found := _STYLE_URL.search(value[:4000])):
                self._image(found[1].strip(), "", zone)
            elif key.startswith("on") and _TELLING_HANDLER.search(value[:MAX_SCRIPT_TEXT]):
                self._handler(key, value)

    def _handler(self, key: str, value: str) -> None:
        if self._room(self.scripts, MAX_SCRIPTS, "scripts"):
            self.scripts.append(Script("", (("handler", key[:30]),), value[:MAX_SCRIPT_TEXT]))

    def _words_since(self, start: int) -> str:
        # The last words count, and a page of nothing but fields must not be read again for each of them.
        chunks = self._chunks[""]
        return _SPACES.sub(" ", "".join(chunks[max(start, len(chunks) - 40) :])).strip()

    def _room(self, kept: Sized, bound: int, what: str) -> bool:
        if len(kept) < bound:
            return True
        self._limits.add(f"more than {bound} {what}")
        return False


def _inner(node: LexborNode, bound: int) -> str:
    child = node.first_child
    return (child.text_content or "")[:bound] if child is not None and child.is_text_node else ""
