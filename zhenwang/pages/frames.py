"""Pages that a page carries within itself and shows in a frame: no address to fetch, and all of it seen by people."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote_to_bytes

from zhenwang.text.charset import decode

FRAMES: Final = frozenset({"iframe", "frame", "object", "embed"})
MAX_FRAMED = 262_144
"""Characters of one framed page that are read."""
_PAGE = re.compile(r"\s{0,9}data:text/(?:html|plain)([^,]{0,100}),", re.IGNORECASE)


def framed_markup(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The markup of the page in a frame (``srcdoc``, or a ``data:`` address), empty when it comes from elsewhere."""
    if tag == "iframe" and (own := attributes.get("srcdoc")):
        return own[:MAX_FRAMED]
    address = (attributes.get("data" if tag == "object" else "src") or "")[: MAX_FRAMED * 2]
    found = _PAGE.match(address)
    if not found:
        return ""
    body = unquote_to_bytes(address[found.end() :].encode("utf-8", "replace"))
    if found[1].lower().rstrip().endswith(";base64"):
        try:
            body = b64decode(b"".join(body.split()) + b"==")
        except binascii.Error:
            return ""
    return decode(body, f"text/html{found[1]}")[0][:MAX_FRAMED]
