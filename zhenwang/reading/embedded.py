"""Pictures that a page carries in its own markup (``data:image/png;base64,...``): nothing to fetch, as good as fetched.

Pages that were made in one piece, and pages saved as one file, show their emblem this way.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

from zhenwang.domain.look import Look, Picture
from zhenwang.pages.markup import MAX_BYTES

MAX_EMBEDDED = 6
"""Pictures of a page at most, those called logo first."""
_MAX_FOUND = 200
_BEFORE = 300  # bytes of markup before a picture, in which it may be called something

_DATA = re.compile(
    rb"data:image/(?:png|jpe?g|gif|webp|bmp|x-icon|vnd\.microsoft\.icon);base64,([A-Za-z0-9+/=\s]{200,1400000})", re.I
)
_LOGO = re.compile("logo|emblem|badge|guohui|徽|标识|標識".encode(), re.I)
_ICON = re.compile(rb"<link\b[^<>]{0,300}\brel\s?=\s?[\"']?[^\"'<>]{0,40}icon[^<>]{0,200}\Z", re.I)
_ELEMENT = re.compile(rb"<[a-zA-Z][^<>]{0,300}\Z")


def with_embedded(look: Look) -> Look:
    """The look with the pictures in its body behind those that were fetched. They have ``data:`` for an address.

    A look that has some already is returned as it is.
    """
    body = look.body[:MAX_BYTES]
    taken = any(picture.url.startswith("data:") for picture in look.pictures)
    if taken or b";base64," not in body:
        return look
    found = sorted(_found(body), key=lambda picture: picture.role != "logo")
    return replace(look, pictures=(*look.pictures, *found[:MAX_EMBEDDED]))


def _found(body: bytes) -> Iterator[Picture]:
    told: set[bytes] = set()
    for number, match in enumerate(_DATA.finditer(body)):
        if number >= _MAX_FOUND:
            return
        try:
            picture = b64decode(match[1])
        except binascii.Error:
            continue
        if picture not in told:
            told.add(picture)
            yield Picture(f"data:{number + 1}", _role(body[max(0, match.start() - _BEFORE) : match.start()]), picture)


def _role(before: bytes) -> str:
    if _ICON.search(before):
        return "icon"
    element = _ELEMENT.search(before)
    return "logo" if element and _LOGO.search(element[0]) else "image"
