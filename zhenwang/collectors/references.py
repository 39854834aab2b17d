"""Where a page sends a visitor next: its refresh, the pictures that say whose it is, its icon. Pure, of linear cost.

Only void tags are looked at, cut out of the text before they reach a parser: a tree builder takes 20 seconds for half a
megabyte of nested ``<div>``, and none of that nesting matters here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhenwang.collectors.urls import BadUrl, Target, join

REFRESH_WITHIN = 64 * 1024
PICTURES_WITHIN = 512 * 1024
MOST_TAGS = 2000
# A longer wait is a page that renews itself, not one that sends people elsewhere.
MOST_SECONDS = 60

_TAG = re.compile(r"<(?:meta|base|link|img)\b[^<>]{0,2000}>", re.I)
# What a browser with scripts would not act on: comments (with the old notices for Internet Explorer) and raw text.
_HIDDEN = re.compile(r"<!--|<(script|style|noscript|textarea|template|iframe|title)\b", re.I)
_REFRESH = re.compile(r"\s*(?P<seconds>\d{1,6})(?:\.\d*)?\s*(?:[;,]\s*|\s+)(?:url\s*=\s*)?(?P<url>\S.*)\Z", re.I | re.S)
_LOGO = re.compile(r"logo|emblem|badge|国徽|徽|标识|标志", re.I)
_BANNER = re.compile(r"banner|header|top_?bg", re.I)
_MARK = re.compile(
    r"conac|dzjg|dangzheng|jiucuo|zhaocuo|zfwzzc|beian|batb|ghs\.png|党政机关|事业单位|找错|纠错|公安备案|网安备", re.I
)
# What a style sheet inside the page puts behind a head: the rule's name, or the picture's own, says that it is one.
_BACKGROUND = re.compile(r"background(?:-image)?\s{0,9}:[^;{}<>]{0,200}?url\(\s{0,9}[\"']?([^\"'()<>\s]{1,1000})", re.I)
_HEAD = re.compile(r"logo|banner|head|top|emblem|guohui", re.I)
_NAMED_WITHIN = 120  # characters before, in which the rule or the element is named
_EMBEDDED = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp|x-icon|vnd\.microsoft\.icon);base64,[A-Za-z0-9+/]{100,600000}={0,2}", re.I
)
MOST_LOGOS, MOST_BACKGROUNDS, MOST_MARKS, MOST_EMBEDDED = 3, 1, 2, 2
_SOURCES = ("src", "data-src", "data-original")
_NAMING = ("alt", "class", "id", "title")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture worth fetching. ``named`` is false for the icon address that every browser tries by itself."""

    reference: str
    role: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class References:
    """What a page refers to. ``refresh`` is empty when there is none; ``base`` is the ``<base href>`` or empty."""

    refresh: str = ""
    base: str = ""
    pictures: tuple[Wanted, ...] = ()


def read_references(body: bytes) -> References:
    """Read the beginning of an HTML body. Of its pictures three logos or, after them, banners, one background of its
    head, two that stand in the page itself, two marks of its foot, and the icon last.
    """
    text = _decoded(body[:PICTURES_WITHIN])
    tree = LexborHTMLParser(f"<body>{''.join(_tags(text))}")
    early = LexborHTMLParser(f"<body>{''.join(_tags(text[:REFRESH_WITHIN]))}")
    base = tree.css_first("base[href]")
    return References(
        next((found for node in early.css("meta[http-equiv][content]") if (found := _meta_refresh(node))), ""),
        _value(base, "href") if base else "",
        _pictures(tree, text),
    )


def read_refresh(value: str) -> str:
    """The address in a refresh value (``0; url=...``) of a header or meta tag, or an empty string.

    Source: HTML Living Standard, shared declarative refresh steps.
    """
    found = _REFRESH.match(value[:4096])
    if found is None or int(found["seconds"]) > MOST_SECONDS:
        return ""
    url = found["url"].strip()
    if url[:1] in ("'", '"'):
        return url[1:].partition(url[0])[0].strip()
    return url


def resolve(reference: str, references: References, here: Target, ports: Container[int]) -> Target | BadUrl:
    """Where a reference of the page at ``here`` leads. Spaces inside it are encoded, as browsers do."""
    base = join(here, references.base.replace(" ", "%20"), ports) if references.base else here
    return join(base if isinstance(base, Target) else here, reference.replace(" ", "%20"), ports)


def _meta_refresh(node: LexborNode) -> str:
    return read_refresh(_value(node, "content")) if _value(node, "http-equiv").lower() == "refresh" else ""


def _pictures(tree: LexborHTMLParser, text: str) -> tuple[Wanted, ...]:
    logos: dict[str, Wanted] = {}
    banners: dict[str, Wanted] = {}
    marks: dict[str, Wanted] = {}
    for node in tree.css("img"):
        source = next((value for name in _SOURCES if (value := _value(node, name))), "")
        naming = " ".join((source, *(_value(node, name) for name in _NAMING)))
        if not source or source[:5].lower() == "data:":
            continue
        if _MARK.search(naming):
            marks.setdefault(source, Wanted(source, "image"))
        elif _LOGO.search(naming):
            logos.setdefault(source, Wanted(source, "logo"))
        elif _BANNER.search(naming):
            banners.setdefault(source, Wanted(source, "image"))
    icons = [
        _value(node, "href") for node in tree.css("link[rel][href]") if "icon" in _value(node, "rel").lower().split()
    ]
    icon = Wanted(icons[0], "icon") if icons else Wanted("/favicon.ico", "icon", named=False)
    chosen = [*logos.values(), *(wanted for source, wanted in banners.items() if source not in logos)][:MOST_LOGOS]
    behind = [wanted for wanted in _backgrounds(text) if wanted not in chosen][:MOST_BACKGROUNDS]
    foot = [wanted for wanted in marks.values() if wanted.reference not in logos][:MOST_MARKS]
    return (*chosen, *behind, *_embedded(text), *foot, icon)


def _backgrounds(text: str) -> Iterator[Wanted]:
    for found in islice(_BACKGROUND.finditer(text), MOST_TAGS):
        naming = f"{text[max(0, found.start() - _NAMED_WITHIN) : found.start()]} {found[1][-200:]}"
        if _HEAD.search(naming) and found[1][:5].lower() != "data:":
            yield Wanted(found[1], "logo" if _LOGO.search(naming) else "image")


def _embedded(text: str) -> Iterator[Wanted]:
    """Pictures whose bytes stand in the page, as pages have them that somebody saved as one file."""
    for found in islice(_EMBEDDED.finditer(text), MOST_EMBEDDED):
        naming = text[max(0, found.start() - _NAMED_WITHIN) : found.start()]
        yield Wanted(found[0], "logo" if _LOGO.search(naming) else "image")


def _tags(text: str) -> Iterator[str]:
    count = 0
    for visible in _visible(text):
        for tag in _TAG.findall(visible):
            yield tag
            count += 1
            if count >= MOST_TAGS:
                return


def _visible(text: str) -> Iterator[str]:
    lowered = text.lower()
    at = 0
    while hidden := _HIDDEN.search(text, at):
        yield text[at : hidden.start()]
        closing = f"</{hidden[1].lower()}" if hidden[1] else "-->"
        end = lowered.find(closing, hidden.end() if hidden[1] else hidden.start() + 2)
        if end < 0:
            return
        at = end + len(closing)
    yield text[at:]


def _decoded(head: bytes) -> str:
    # Enough for attribute values: what is not UTF-8 on these sites is GB18030. The full reading comes later.
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A cut in the middle of the last character does not make it another charset.
        if error.start > len(head) - 4:
            return head[: error.start].decode("utf-8")
        return head.decode("gb18030", "replace")


def _value(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()
