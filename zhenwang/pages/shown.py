"""The pictures that an element shows, by whichever attribute it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

Attributes = Mapping[str, str | None]

PICTURED: Final = frozenset(
    {"img", "image", "source", "input", "video", "embed", "object", "body", "table", "td", "th", "tr"}
)
"""Elements that may show a picture without any style."""
_LATER: Final = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-lazyload", "data-echo", "data-url", "data-img",
    "data-actualsrc", "lay-src", "_src", "original",
)  # fmt: skip
"""Where loaders on scrolling keep the address of the picture itself; ``src`` then holds a stand-in."""
_SETS = ("data-srcset", "srcset")
_FIRST = re.compile(r"\s{0,9}([^\s,]{1,2000})")
_STYLE_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,2000})")


def pictures_of(tag: str, attributes: Attributes) -> Iterator[str]:
    """Addresses of the pictures that an element shows, the telling one first."""
    if tag in PICTURED:
        yield from dict.fromkeys(filter(None, _named(tag, attributes)))
    style = attributes.get("style")
    if style and "url(" in style and (found := _STYLE_URL.search(style[:4000])):
        yield found[1].strip()


def _named(tag: str, attributes: Attributes) -> Iterator[str]:
    if tag in ("img", "source", "input"):
        later = next((value for name in _LATER if (value := attributes.get(name))), "")
        yield later.strip()
        yield "" if later else (attributes.get("src") or "").strip()
        yield next((found[1] for name in _SETS if (found := _FIRST.match(attributes.get(name) or ""))), "")
    elif tag == "image":
        yield (attributes.get("href") or attributes.get("xlink:href") or "").strip()
    elif tag == "video":
        yield (attributes.get("poster") or "").strip()
    else:
        yield (attributes.get("background") or "").strip()
