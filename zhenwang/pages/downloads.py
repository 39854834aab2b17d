"""Files that install an application: addresses in a page's links, in what its buttons do, and in its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from zhenwang.domain.look import Page

PACKAGES: Final = (".apk", ".apks", ".xapk", ".ipa", ".mobileconfig", ".hap")
MAX_LINKS, MAX_FOUND, MAX_CODE = 2_000, 20, 200_000
_PACKAGE = r"\.(?:apks?|xapk|ipa|mobileconfig|hap)"
_ENDING = re.compile(_PACKAGE, re.IGNORECASE)
_QUERY = re.compile(rf"{_PACKAGE}(?:&|\Z)", re.IGNORECASE)
# A list of endings is no address: that has a slash before its name.
_WRITTEN = re.compile(
    rf"[\"'`]((?:https?:)?[\w.%/:-]{{0,300}}/[\w.%-]{{1,100}}{_PACKAGE}(?:\?[^\"'`\s<>]{{0,200}})?)[\"'`]",
    re.IGNORECASE,
)


def downloads(page: Page) -> Iterator[str]:
    """Addresses of application files, as they are written, each once, at most 20. A store's page is none."""
    yield from islice(dict.fromkeys(_written(page)), MAX_FOUND)


def is_package(href: str) -> bool:
    """Whether an address names a file that installs an application, in its path or as a part of its query."""
    if href.isprintable() and not _ENDING.search(href):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.path.casefold().rstrip("/").endswith(PACKAGES) or bool(_QUERY.search(parts.query[:2_000]))


def _written(page: Page) -> Iterator[str]:
    hrefs = [link.href.strip() for link in page.links[:MAX_LINKS]]
    yield from filter(is_package, hrefs)
    code = [href for href in hrefs if href[:11].casefold() == "javascript:"]
    text = "\n".join((*code, *(script.text for script in page.scripts)))[:MAX_CODE]
    yield from (found[1] for found in _WRITTEN.finditer(text))
