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
MAX_HIDDEN = 20_000
MAX_OPTIONS = 40

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \t]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_STYLE_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,2000})")
_TELLING_HANDLER = re.compile(r"site_?code|jiucuo|conac|beian|//", re.IGNORECASE)
_NO_WORDS = frozenset({"script", "style", "title"})  # text that is hidden from nobody, for nobody reads it there


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
        self._all: list[str] = []  # shown and hidden: what stands beside a field may appear with it later
        self._hidden: list[str] = []
        self._hidden_size = 0
        self._no_words = 0
        self._label_from = 0
        self._field_from = 0

    def text(self, zone: str = "") -> str:
        """All visible text in document order, or that of one zone; lines as blocks break them."""
        return _BREAKS.sub("\n", _BLANKS.sub(" ", "".join(self._chunks[zone]))).strip()

    def limits(self) -> set[str]:
        """Which bounds were met, as words for people."""
        return self._limits | ({"too many form fields"} if self.forms.limited else set())

    def hidden(self) -> str:
        """What stands in the markup and is not shown: the first 20,000 characters of it."""
        return _BREAKS.sub("\n", _BLANKS.sub(" ", "".join(self._hidden))).strip()[:MAX_HIDDEN]

    def said(self, text: str, zone: str) -> None:
        if zone == HIDDEN:
            self._said_hidden(text)
            return
        if not text:
            return
        text = _SPACES.sub(" ", text)
        self._all.append(text)
        self._chunks[""].append(text)
        if zone in self._chunks:
            self._chunks[zone].append(text)

    def _said_hidden(self, text: str) -> None:
        if self._no_words or not text.strip() or self._hidden_size >= MAX_HIDDEN:
            return
        self._hidden.append(_SPACES.sub(" ", text[:MAX_HIDDEN]))
        self._all.append(self._hidden[-1])
        self._hidden_size += len(self._hidden[-1])

    def broke(self) -> None:
        for chunks in (*self._chunks.values(), self._all, self._hidden):
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
            self._form_part(tag, attributes, node)
        elif tag in ("link", "base", "iframe", "frame"):
            self._pointer(tag, attributes, zone)
        if "contenteditable" in attributes and tag not in FIELD_TAGS:
            self._form_part("contenteditable", attributes, node)
        self._no_words += tag in _NO_WORDS
        self._attributes(attributes, zone)

    def closed(self, tag: str) -> None:
        self._no_words -= tag in _NO_WORDS
        if tag == "a" or tag == "area":
            self._anchor_closed()
        elif tag == "form":
            self.forms.form_closed()
        elif tag == "label":
            self.forms.label_closed(_words_since(self._all, self._label_from))
        elif tag == "select":
            self._field_from = len(self._all)

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
            words = _words_since(self._chunks[""], start) or title.strip()
            self.links.append(Link(target, words[:300], zone))

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

    def _form_part(self, tag: str, attributes: Attributes, node: LexborNode) -> None:
        if tag == "form":
            self.forms.form_opened(attributes)
        elif tag == "label":
            self._label_from = len(self._all)
            self.forms.label_opened(attributes)
        else:
            options = _options(node) if tag == "select" else ""
            self.forms.field_met(tag, attributes, _words_since(self._all, self._field_from), options)
            self._field_from = len(self._all)

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

    def _room(self, kept: Sized, bound: int, what: str) -> bool:
        if len(kept) < bound:
            return True
        self._limits.add(f"more than {bound} {what}")
        return False


def _words_since(chunks: list[str], start: int) -> str:
    # The last words count, and a page of nothing but fields must not be read again for each of them.
    return _SPACES.sub(" ", "".join(chunks[max(start, len(chunks) - 40) :])).strip()


def _options(node: LexborNode) -> str:
    """The words of a list's first options; those in groups of their own are left out."""
    found: list[str] = []
    child = node.first_child
    for _ in range(MAX_OPTIONS):
        if child is None:
            break
        if child.tag == "option":
            found.append(_inner(child, 20).strip())
        child = child.next
    return "|".join(found)


def _inner(node: LexborNode, bound: int) -> str:
    child = node.first_child
    return (child.text_content or "")[:bound] if child is not None and child.is_text_node else ""
