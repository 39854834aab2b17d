"""What is kept of a page while it is walked: words by zone, links, images, scripts, forms, meta tags; each bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized

from selectolax.lexbor import LexborNode

from zhenwang.domain.look import Image, Link, Script
from zhenwang.pages.forms import FIELD_TAGS, FormReader
from zhenwang.pages.redirects import gone_to, refreshed_to
from zhenwang.pages.seen import Attributes
from zhenwang.pages.shown import PICTURED, pictures_of
from zhenwang.pages.words import Place, Words
from zhenwang.pages.zones import HIDDEN, ICON, REDIRECT, zone_of

MAX_LINKS, MAX_IMAGES, MAX_SCRIPTS, MAX_META = 2_000, 500, 500, 200
MAX_SCRIPT_TEXT, MAX_DATA_TEXT = 4_096, 16_384
MAX_URL, MAX_EMBEDDED = 2_000, 100
MAX_TITLE = 1_000
MAX_OPTIONS = 40

_SPACES = re.compile(r"[ \t\r\n\f]+")
_TELLING_HANDLER = re.compile(r"site_?code|jiucuo|conac|beian|location|//", re.IGNORECASE)
_LINES = frozenset({"pre", "textarea", "listing", "xmp", "plaintext"})
_SPOKEN_VALUES = frozenset({"text", "search", "tel", "email", "url", "button", "submit", "reset"})
_SVG_WORDS = frozenset({"title", "desc"})
_KEPT = frozenset({
    *_LINES, *_SVG_WORDS, *FIELD_TAGS, "svg", "a", "area", "script", "meta", "form", "label", "link", "base", "iframe",
    "frame", "object", "embed",
})  # fmt: skip


class PageReader:
    """A ``tree.Reader``. Links in hidden parts are kept with zone ``hidden``; their words are no part of any text.

    Meta tags are kept as name (or property, itemprop, http-equiv) and content, ``<base href>`` among them as ``base``.
    Icons that the page names are images of zone ``icon``; the name of a drawing (``<svg><title>``) is the alt of an
    image at ``data:image/svg+xml,``. Where the page sends people by itself, by refresh or script, is a link of zone
    ``redirect`` without words. Event handlers that may hold an address are scripts without ``src``.
    """

    def __init__(self) -> None:
        self.title = ""
        self.meta: list[tuple[str, str]] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.scripts: list[Script] = []
        self.forms = FormReader()
        self.words = Words()
        self._limits: set[str] = set()
        self._anchor: tuple[str, str, str, Place] | None = None
        self._drawing = 0
        self._label_from = self._field_from = (0, 0)
        self.said = self.words.say
        self.broke = self.words.break_line
        self.turned = self.words.turn

    def limits(self) -> set[str]:
        """Which bounds were met, as words for people."""
        return self._limits | ({"too many form fields"} if self.forms.limited else set())

    def opened(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:
        if tag in _KEPT:
            self._keep(tag, attributes, node, zone)
        if attributes:
            self._attributes(tag, attributes, node, zone)

    def _keep(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:
        self.words.lines += tag in _LINES
        self._drawing += tag == "svg"
        if tag == "a" or tag == "area":
            self._anchor_opened(attributes, zone)
        elif tag == "script":
            self._script(attributes, node)
        elif tag == "meta":
            self._meta(attributes)
        elif self._drawing and tag in _SVG_WORDS:
            self._image("data:image/svg+xml,", _inner(node, MAX_TITLE), zone)
        elif tag == "title":
            self.title = self.title or _SPACES.sub(" ", _inner(node, MAX_TITLE)).strip()
        elif tag in ("form", "label") or tag in FIELD_TAGS:
            self._form_part(tag, attributes, node, zone)
        elif tag in ("link", "base", "iframe", "frame", "object", "embed"):
            self._pointer(tag, attributes, zone)

    def closed(self, tag: str) -> None:
        if tag not in _KEPT:
            return
        self.words.lines -= tag in _LINES
        self._drawing -= tag == "svg"
        if tag == "a" or tag == "area":
            self._anchor_closed()
        elif tag == "form":
            self.forms.form_closed()
        elif tag == "label":
            self.forms.label_closed(self.words.since(self._label_from, unseen=True))
        elif tag == "select":
            self._field_from = self.words.place()

    def take_backgrounds(self, pictures: Iterable[tuple[str, str]]) -> None:
        """Pictures that the page's own sheets set behind what a selector names."""
        for selector, address in pictures:
            last = re.split(r"[\s>+~,]+", selector.strip())[-1]
            self._image(address, "", zone_of("div", None, re.sub(r"[.#]", " ", last)) or "body")

    def _anchor_opened(self, attributes: Attributes, zone: str) -> None:
        self._anchor_closed()
        target = attributes.get("href") or ""
        self._anchor = (target[:MAX_URL], attributes.get("title") or "", zone, self.words.place())

    def _anchor_closed(self) -> None:
        if self._anchor is None:
            return
        target, title, zone, start = self._anchor
        self._anchor = None
        self._link(target, self.words.since(start, unseen=zone == HIDDEN) or title.strip(), zone)

    def _link(self, target: str, words: str, zone: str) -> None:
        if self._room(self.links, MAX_LINKS, "links"):
            self.links.append(Link(target[:MAX_URL], words[:300], zone))

    def _image(self, source: str, alt: str | None, zone: str) -> None:
        if source and self._room(self.images, MAX_IMAGES, "images"):
            embedded = source[:5].lower() == "data:"
            self.images.append(Image(source[: MAX_EMBEDDED if embedded else MAX_URL], (alt or "").strip()[:300], zone))

    def _script(self, attributes: Attributes, node: LexborNode) -> None:
        data = "json" in (attributes.get("type") or "").lower()
        text = _inner(node, 1 << 20)
        if self._room(self.scripts, MAX_SCRIPTS, "scripts"):
            others = tuple((key, (value or "")[:500]) for key, value in list(attributes.items())[:20] if key != "src")
            source = (attributes.get("src") or "")[:MAX_URL]
            self.scripts.append(Script(source, others, text[: MAX_DATA_TEXT if data else MAX_SCRIPT_TEXT]))
        if not data and "location" in text:
            for address in gone_to(text):
                self._link(address, "", REDIRECT)

    def _meta(self, attributes: Attributes) -> None:
        naming = ("name", "property", "itemprop", "http-equiv")
        name = next((value for key in naming if (value := attributes.get(key))), None)
        content = attributes.get("content")
        if name and content and self._room(self.meta, MAX_META, "meta tags"):
            self.meta.append((name.strip()[:100], content.strip()[:MAX_URL]))
        refreshes = (attributes.get("http-equiv") or "").strip().lower() == "refresh"
        if refreshes and content and (there := refreshed_to(content)):
            self._link(there, "", REDIRECT)

    def _form_part(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:
        if tag == "form":
            self.forms.form_opened(attributes)
        elif tag == "label":
            self._label_from = self.words.place()
            self.forms.label_opened(attributes)
        else:
            options = _options(node) if tag == "select" else ""
            self.forms.field_met(tag, attributes, self.words.since(self._field_from, unseen=True), options)
            if tag == "input" and (attributes.get("type") or "text").strip().lower() in _SPOKEN_VALUES:
                self.words.say((attributes.get("value") or "")[:MAX_TITLE], zone)
            self._field_from = self.words.place()

    def _pointer(self, tag: str, attributes: Attributes, zone: str) -> None:
        if tag == "link":
            if "icon" in (attributes.get("rel") or "").lower():
                self._image(attributes.get("href") or "", "", ICON)
        elif tag == "base":
            self._meta({"name": "base", "content": attributes.get("href")})
        elif there := attributes.get("data" if tag == "object" else "src"):
            self._link(there[:MAX_EMBEDDED] if there[:5].lower() == "data:" else there, "", zone)

    def _attributes(self, tag: str, attributes: Attributes, node: LexborNode, zone: str) -> None:
        if tag in PICTURED or "style" in attributes:
            for address in pictures_of(tag, attributes):
                self._image(address, attributes.get("alt") or attributes.get("title") if tag != "td" else "", zone)
        if "contenteditable" in attributes and tag not in FIELD_TAGS:
            self._form_part("contenteditable", attributes, node, zone)
        for key in attributes:
            if key[:2] == "on" and (value := attributes[key]) and _TELLING_HANDLER.search(value[:MAX_SCRIPT_TEXT]):
                self._handler(key, value, zone)

    def _handler(self, key: str, value: str, zone: str) -> None:
        if self._room(self.scripts, MAX_SCRIPTS, "scripts"):
            self.scripts.append(Script("", (("handler", key[:30]),), value[:MAX_SCRIPT_TEXT]))
        for address in gone_to(value[:MAX_SCRIPT_TEXT]):
            self._link(address, "", REDIRECT if key == "onload" else zone)

    def _room(self, kept: Sized, bound: int, what: str) -> bool:
        if len(kept) < bound:
            return True
        self._limits.add(f"more than {bound} {what}")
        return False


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
